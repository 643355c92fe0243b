//! What was received, in order.

use parking_lot::Mutex;
use serde::Serialize;

use crate::rule::Subject;
use kirimin_demo_server::live::milliseconds;

/// Every `/x/profile` request since the log was last emptied.
#[derive(Debug, Default)]
pub struct Log(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    /// How many were taken out, so that an entry keeps its number.
    gone: usize,
    kept: Vec<Entry>,
}

/// One request.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// When it was received, in milliseconds since 1970.
    at: u64,
    /// The id of who is logged in.
    who: Option<String>,
    /// `search`, the name of an action, or what else was asked for.
    what: String,
    /// The `userid` or the text searched for.
    target: Option<String>,
    /// The status that was answered; none as long as there is no answer.
    status: Option<u16>,
    /// When it was answered.
    answered: Option<u64>,
}

impl Log {
    /// Adds a request and returns its number.
    pub fn receive(&self, subject: &Subject) -> usize {
        let mut entries = self.0.lock();
        entries.kept.push(Entry {
            at: milliseconds(),
            who: subject.who.clone(),
            what: subject.what.clone(),
            target: subject.target.clone(),
            status: None,
            answered: None,
        });
        entries.gone + entries.kept.len() - 1
    }

    /// Notes the answer to the request of that number, if it is still kept.
    pub fn answer(&self, number: usize, status: u16) {
        let mut entries = self.0.lock();
        let index = number.checked_sub(entries.gone);
        if let Some(entry) = index.and_then(|index| entries.kept.get_mut(index)) {
            entry.status = Some(status);
            entry.answered = Some(milliseconds());
        }
    }

    /// All that are kept.
    pub fn entries(&self) -> Vec<Entry> {
        self.0.lock().kept.clone()
    }

    /// Empties it.
    pub fn clear(&self) {
        let mut entries = self.0.lock();
        entries.gone += entries.kept.len();
        entries.kept.clear();
    }
}
