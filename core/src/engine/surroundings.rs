//! What happens around the cards: who looks, and whether they can see and be reached.

use super::entry::Entry;
use super::line::Urgency;
use super::{Engine, Millis};
use crate::api::Fault;

impl Engine {
    /// Somebody has logged in, or out, or in as somebody else: what was known is another person's.
    pub fn set_viewer(&mut self, viewer: Option<String>, now: Millis) {
        self.follow_clock(now);
        let viewer = viewer.filter(|id| !id.is_empty());
        if self.viewer == viewer {
            return;
        }
        self.viewer = viewer;
        self.estranged = false;
        // Before the first word of who looks, the states were nobody else's.
        if std::mem::replace(&mut self.told_viewer, true) {
            self.start_over(None, now);
        } else {
            self.know_oneself(now);
            self.heal_all(false, now);
            let cards: Vec<_> = self.cards.keys().copied().collect();
            self.dirty.extend(cards);
        }
        self.run(now);
    }

    /// One's own card needs no fetch, and one that failed says nothing: the search leaves the caller out (API).
    fn know_oneself(&mut self, now: Millis) {
        let Some(own) = self.viewer.clone() else {
            return;
        };
        self.drop_read(&own, now);
        if let Some(entry) = self.entries.get_mut(&own) {
            entry.failure = None;
            entry.unsure = None;
            entry.due = None;
        }
    }

    /// The browser went offline or came back. What is on screen is read again: messages were lost meanwhile.
    pub fn set_online(&mut self, online: bool, now: Millis) {
        self.follow_clock(now);
        if self.online == online {
            return;
        }
        self.online = online;
        self.line.set_online(online);
        if online {
            self.heal_all(false, now);
            self.recheck_all(now);
        }
        let keys: Vec<_> = self.entries.keys().cloned().collect();
        for key in keys {
            self.show(&key);
        }
        self.run(now);
    }

    /// The page was hidden, or is seen again. After a while out of sight, what is on screen is read again.
    pub fn set_visible(&mut self, visible: bool, now: Millis) {
        self.follow_clock(now);
        self.line.set_visible(visible);
        if !visible {
            self.hidden_since.get_or_insert(now);
        } else if let Some(since) = self.hidden_since.take() {
            let long = now.saturating_sub(since) >= self.timing.stale_after;
            self.heal_all(long, now);
            if long {
                self.recheck_all(now);
            }
        }
        self.run(now);
    }

    /// The line's turn has come (see [`super::Effect::AskTurn`]).
    pub fn turn(&mut self, now: Millis) {
        self.follow_clock(now);
        self.line.turn_came();
        self.run(now);
    }

    /// The time asked for in [`super::Effect::Wake`] has come.
    pub fn tick(&mut self, now: Millis) {
        self.follow_clock(now);
        self.wake = None;
        self.run(now);
    }

    /// After an absence: fetches again what had failed in a way that may have
    /// passed, and what could not be made sure of.
    fn heal_all(&mut self, long: bool, now: Millis) {
        let keys: Vec<_> = self.entries.keys().cloned().collect();
        for key in keys {
            self.heal(&key, now, |fault| {
                fault.may_pass() && (long || *fault != Fault::NotFound)
            });
        }
    }

    /// An answer has come: whoever was logged out is logged in again.
    pub(super) fn heal_logged_out(&mut self, now: Millis) {
        let logged_out = |entry: &Entry| entry.failure == Some(Fault::LoggedOut);
        let keys: Vec<_> = self
            .entries
            .iter()
            .filter(|(_, entry)| logged_out(entry))
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            self.heal(&key, now, |fault| *fault == Fault::LoggedOut);
        }
    }

    fn heal(&mut self, key: &str, now: Millis, heals: impl Fn(&Fault) -> bool) {
        if let Some(entry) = self.entries.get_mut(key)
            && entry.failure.as_ref().is_some_and(heals)
        {
            entry.failure = None;
            self.show(key);
        }
        self.want(key, now);
    }

    /// Reads again, when somebody looks, what the server has told once. Whom
    /// only the host has spoken of, the host keeps fresh.
    fn recheck_all(&mut self, now: Millis) {
        let keys: Vec<_> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.answered_at.is_some() && entry.profile.is_some())
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            self.recheck(&key, Urgency::Read, now);
        }
    }

    /// Drops everything that was known, and fetches what is shown; or, for a `fault`, says why there is nothing.
    pub(super) fn start_over(&mut self, fault: Option<Fault>, now: Millis) {
        let keys: Vec<_> = self.entries.keys().cloned().collect();
        for key in &keys {
            self.drop_read(key, now);
            let Some(entry) = self.entries.get_mut(key) else {
                continue;
            };
            let fresh = Entry {
                cards: std::mem::take(&mut entry.cards),
                failure: fault.clone(),
                due: Some(now),
                touched: now,
                ..Entry::default()
            };
            let pending = std::mem::replace(entry, fresh).pending;
            self.clear_notices(key);
            if let Some(pending) = pending {
                if let Some(job) = pending.job {
                    self.drop_job(job, now);
                }
                if let Some(fault) = &fault {
                    self.fail(pending.card, fault.clone(), Some(pending.action));
                }
            }
            self.show(key);
        }
        self.entries.retain(|_, entry| !entry.is_idle());
        self.names.clear();
        for key in &keys {
            self.want(key, now);
        }
    }
}
