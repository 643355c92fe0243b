//! The truth about all users of one API base, and the line of requests to it.
//!
//! A machine without a browser in it: events come in as method calls with the
//! time, wishes go out as [`Effect`]s. What a person does and what the server,
//! the host and the other tabs say meets here, and only here.

mod actions;
mod adopt;
mod answers;
mod cards;
mod clock;
mod cooldown;
mod effect;
mod entry;
mod hearsay;
mod line;
mod news;
mod presses;
mod reads;
mod span;
mod surroundings;
mod view;
#[cfg(test)]
mod world;

pub use cooldown::Cooldown;
pub use effect::{CardEvent, Change, Effect, Failure, Happening, Source};
pub use news::News;
pub use span::{Order, Span};
pub use view::{CardView, Notice, Phase};

use crate::api::{Fault, Request};
use crate::{Action, Profile};
use entry::{Entry, Pending, Reading};
use line::{Line, Step};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Milliseconds since the Unix epoch, by the clock that all tabs of a machine share.
pub type Millis = u64;

/// One mounted card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(pub u64);

/// One request, from its place in the line to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// What can be set about requests, all in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The server's documented cooldown between two requests of a person (API: 1000).
    pub cooldown: Millis,
    /// How long an answer may take before its request is given up.
    pub timeout: Millis,
    /// After how long out of sight a state is read again.
    pub stale_after: Millis,
    /// How late a live message may be behind an answer that is newer than it.
    pub settle: Millis,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            cooldown: 1_000,
            timeout: 10_000,
            stale_after: 60_000,
            settle: 5_000,
        }
    }
}

#[derive(Clone, Debug)]
struct Card {
    /// The key of its entry; `None` if no user can have the id it was given.
    entry: Option<String>,
    /// Whether it wants its user fetched now (a lazy card far from the viewport does not).
    awake: bool,
    notice: Option<Notice>,
    /// What its host last gave it.
    given: Option<Profile>,
}

#[derive(Clone, Debug)]
struct Job {
    entry: String,
    request: Request,
    sent: Millis,
}

/// See the module's description. One per API base and page.
#[derive(Clone, Debug)]
pub struct Engine {
    timing: Timing,
    viewer: Option<String>,
    /// Whether anybody ever said who looks.
    told_viewer: bool,
    /// Whether another tab says that somebody else is logged in. Until that
    /// is settled nothing is told to the others: it would be under a wrong name.
    estranged: bool,
    cards: BTreeMap<CardId, Card>,
    entries: BTreeMap<String, Entry>,
    /// Usernames in lower case, and the ids they turned out to be.
    names: BTreeMap<String, String>,
    jobs: BTreeMap<JobId, Job>,
    line: Line,
    next_job: u64,
    random: u64,
    /// The latest time that was heard of.
    latest: Millis,
    seen_messages: VecDeque<String>,
    online: bool,
    hidden_since: Option<Millis>,
    dirty: BTreeSet<CardId>,
    wake: Option<Millis>,
    effects: Vec<Effect>,
}

impl Engine {
    /// An engine that knows nothing yet. `seed` spreads the retries of many pages over time.
    pub fn new(timing: Timing, seed: u64) -> Self {
        Self {
            line: Line::new(Cooldown::new(timing.cooldown)),
            timing,
            viewer: None,
            told_viewer: false,
            estranged: false,
            cards: BTreeMap::new(),
            entries: BTreeMap::new(),
            names: BTreeMap::new(),
            jobs: BTreeMap::new(),
            next_job: 0,
            random: seed | 1,
            latest: 0,
            seen_messages: VecDeque::new(),
            online: true,
            hidden_since: None,
            dirty: BTreeSet::new(),
            wake: None,
            effects: Vec::new(),
        }
    }

    /// Takes out what is to be carried out, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// How many cards, users, requests under way or waiting, and wake-ups there are: what must not grow.
    pub fn census(&self) -> [usize; 4] {
        [
            self.cards.len(),
            self.entries.len(),
            self.jobs.len(),
            usize::from(self.wake.is_some()),
        ]
    }

    /// Lets the line go on, and says what changed.
    fn run(&mut self, now: Millis) {
        let wake = loop {
            match self.line.step(now) {
                Step::Send(id) => {
                    if let Some(job) = self.jobs.get_mut(&id) {
                        job.sent = now;
                        self.effects.push(Effect::Send(id, job.request.clone()));
                        let key = job.entry.clone();
                        self.show(&key);
                    }
                }
                Step::AskTurn => self.effects.push(Effect::AskTurn),
                Step::EndTurn => self.effects.push(Effect::EndTurn),
                Step::Wait(at) => break at,
            }
        };
        for card in std::mem::take(&mut self.dirty) {
            self.effects.push(Effect::Show(card));
        }
        if self.wake != wake {
            self.wake = wake;
            self.effects.push(Effect::Wake(wake));
        }
    }

    fn new_job(&mut self, key: &str, request: Request) -> JobId {
        self.next_job += 1;
        let id = JobId(self.next_job);
        let job = Job {
            entry: key.to_owned(),
            request,
            sent: 0,
        };
        self.jobs.insert(id, job);
        id
    }

    fn drop_job(&mut self, job: JobId, now: Millis) {
        self.jobs.remove(&job);
        if self.line.remove(job, now) {
            self.effects.push(Effect::Abort(job));
        }
    }

    fn show(&mut self, key: &str) {
        if let Some(entry) = self.entries.get(key) {
            self.dirty.extend(entry.cards.iter().copied());
        }
    }

    fn tell(&mut self, card: CardId, happening: Happening) {
        self.effects.push(Effect::Tell(card, happening));
    }

    fn notice(&mut self, card: CardId, notice: Notice) {
        if let Some(known) = self.cards.get_mut(&card) {
            known.notice = Some(notice);
            self.dirty.insert(card);
        }
    }

    fn fail(&mut self, card: CardId, fault: Fault, action: Option<Action>) {
        self.notice(card, Notice::Failed(fault.clone()));
        if self.cards.contains_key(&card) {
            self.tell(card, Happening::Failed { fault, action });
        }
    }

    fn clear_notices(&mut self, key: &str) {
        let Some(entry) = self.entries.get(key) else {
            return;
        };
        for card in &entry.cards {
            if let Some(card) = self.cards.get_mut(card) {
                card.notice = None;
            }
        }
        self.show(key);
    }

    /// Between half of `wait` and the whole, so that many pages do not come back at one time.
    fn jitter(&mut self, wait: Millis) -> Millis {
        // xorshift64: four lines, where a generator's crate would be bytes for every visitor.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        wait / 2 + self.random % (wait / 2 + 1)
    }
}
