//! Searches: when one is made, and what follows from its answer.

use super::line::Urgency;
use super::{CardId, Engine, Happening, JobId, Millis, Notice, Pending, Reading, Source, Span};
use crate::api::{Fault, ReadOutcome, Request};
use crate::{Friendship, Profile};

/// How often a search is sent again after a fault that may pass.
const READ_AGAIN: u32 = 3;

impl Engine {
    /// Fetches a user who is to be shown and is not known, or not surely.
    pub(super) fn want(&mut self, key: &str, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        if key == Profile::DELETED {
            // Nobody but the API itself has this id: there is nothing to ask.
            entry.profile.get_or_insert_with(|| Profile {
                id: key.to_owned(),
                ..Profile::default()
            });
            entry.failure = None;
            return;
        }
        let urgency = match entry.profile {
            None => Urgency::Read,
            Some(_) => Urgency::Recheck,
        };
        let wanted = entry.lacks() && entry.pending.is_none();
        // The search leaves the caller out (API): one's own card is never found.
        if wanted && !self.is_own(key) && !self.nobody_waits(key) {
            self.read(key, urgency, None, now);
        }
    }

    /// What is known may have changed just now: it is read again as soon as somebody looks.
    pub(super) fn recheck(&mut self, key: &str, urgency: Urgency, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        entry.suspect(now);
        let busy = entry.pending.is_some();
        if !busy && key != Profile::DELETED && !self.is_own(key) && !self.nobody_waits(key) {
            self.read(key, urgency, None, now);
        }
    }

    /// Reads a user: as part of a read that is under way, or else anew.
    pub(super) fn read(
        &mut self,
        key: &str,
        urgency: Urgency,
        asked_by: Option<CardId>,
        now: Millis,
    ) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        if let Some(reading) = &mut entry.read {
            reading.asked_by = asked_by.or(reading.asked_by);
            self.line.hurry(reading.job, urgency);
            return;
        }
        let job = self.search_for(key, urgency, now);
        self.reads(
            key,
            Reading {
                job,
                asked_by,
                failed: 0,
                refused: 0,
            },
        );
    }

    /// Puts a search into the line.
    fn search_for(&mut self, key: &str, urgency: Urgency, at: Millis) -> JobId {
        let asked = key.to_owned();
        let job = self.new_job(key, Request::Search { asked });
        self.line.push(job, urgency, at);
        job
    }

    fn reads(&mut self, key: &str, reading: Reading) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.read = Some(reading);
        }
        self.show(key);
    }

    fn read_again(&mut self, key: &str, mut reading: Reading, at: Millis) {
        let urgent = self.entries.get(key).is_some_and(|e| e.needs_read());
        let urgency = if urgent {
            Urgency::Recheck
        } else {
            Urgency::Read
        };
        reading.job = self.search_for(key, urgency, at);
        self.reads(key, reading);
    }

    pub(super) fn drop_read(&mut self, key: &str, now: Millis) {
        if let Some(reading) = self.entries.get_mut(key).and_then(|e| e.read.take()) {
            self.drop_job(reading.job, now);
        }
    }

    /// Drops a read that nobody waits for, unless it is to find out what became of an action.
    pub(super) fn drop_unwanted_read(&mut self, key: &str, now: Millis) {
        let acting = self.entries.get(key).is_some_and(|e| e.pending.is_some());
        if !acting && self.nobody_waits(key) {
            self.drop_read(key, now);
        }
    }

    /// Takes a read out of the line whose answer is already known.
    pub(super) fn drop_waiting_read(&mut self, key: &str, now: Millis) {
        let waiting = self
            .entries
            .get(key)
            .and_then(|entry| entry.read.as_ref())
            .is_some_and(|reading| self.line.is_waiting(reading.job));
        if waiting {
            self.drop_read(key, now);
        }
    }

    pub(super) fn was_read(
        &mut self,
        key: &str,
        outcome: ReadOutcome,
        span: Span,
        pause: Option<Millis>,
        now: Millis,
    ) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        let Some(mut reading) = entry.read.take() else {
            return;
        };
        let fresh = entry.is_fresh(span.sent);
        match outcome {
            ReadOutcome::TooMany(_) => {
                let at = pause.unwrap_or(now);
                reading.refused += 1;
                if Self::is_worth_waiting(reading.refused, at, now) {
                    self.read_again(key, reading, at);
                } else {
                    self.not_read(key, Fault::TooMany, reading.asked_by, span);
                }
            }
            ReadOutcome::Failed(_, true) if reading.failed < READ_AGAIN => {
                let pause = self.backoff(reading.failed);
                reading.failed += 1;
                self.read_again(key, reading, now + pause);
            }
            ReadOutcome::Found(_) | ReadOutcome::Failed(Fault::NotFound, _) if !fresh => {
                // Something happened while it was under way: its answer may be from before that.
                self.read(key, Urgency::Recheck, reading.asked_by, now);
            }
            ReadOutcome::Failed(Fault::LoggedOut, _) => self.logged_out(now),
            ReadOutcome::Failed(fault, _) => self.not_read(key, fault, reading.asked_by, span),
            ReadOutcome::Found(user) if user.id == key => self.found(key, user, span, now),
            ReadOutcome::Found(user) => self.found_by_name(key, user, &reading, span, now),
        }
    }

    /// A username has turned out to be a user with an id: one truth for both.
    fn found_by_name(
        &mut self,
        name: &str,
        user: Profile,
        reading: &Reading,
        span: Span,
        now: Millis,
    ) {
        let known = self.entries.get(name).is_some_and(|e| e.profile.is_some());
        if known {
            // Somebody else whose username is this id: the user with the id is gone.
            return self.not_read(name, Fault::NotFound, reading.asked_by, span);
        }
        let id = user.id.clone();
        self.merge_into(name, &id);
        if self.entries.get(&id).is_some_and(|e| e.is_fresh(span.sent)) {
            self.found(&id, user, span, now);
        } else if self.entries.get(&id).is_some_and(|e| e.pending.is_none()) {
            self.read(&id, Urgency::Recheck, reading.asked_by, now);
        }
    }

    fn merge_into(&mut self, name: &str, id: &str) {
        let Some(by_name) = self.entries.remove(name) else {
            return;
        };
        self.names.insert(name.to_ascii_lowercase(), id.to_owned());
        let entry = self.entries.entry(id.to_owned()).or_default();
        entry.due = entry.due.max(by_name.due);
        entry.touched = entry.touched.max(by_name.touched);
        entry.cards.extend(by_name.cards.iter().copied());
        let known = entry.profile.clone();
        for card in by_name.cards {
            if let Some(card) = self.cards.get_mut(&card) {
                card.entry = Some(id.to_owned());
            }
            if let Some(user) = known.clone() {
                self.tell(card, Happening::Loaded(user));
            }
        }
        self.show(id);
    }

    fn found(&mut self, key: &str, user: Profile, span: Span, now: Millis) {
        let friendship = user.friendship.clone();
        let pending = self.entries.get(key).and_then(|e| e.pending.clone());
        let doubted = pending.and_then(|p| p.doubt.clone().map(|doubt| (p, doubt)));
        let Some((pending, (fault, again))) = doubted else {
            self.adopt(key, user, span, Source::Read, now);
            return self.reconsider(key, &friendship, now);
        };
        let source = if friendship == pending.action.expected() {
            Source::Action(pending.action)
        } else {
            Source::Read
        };
        self.adopt(key, user, span, source, now);
        // The read by username may have been the quicker one.
        self.drop_read(key, now);
        self.resolve(key, &pending, fault, again, friendship, now);
    }

    /// What became of an action is known now.
    fn resolve(
        &mut self,
        key: &str,
        pending: &Pending,
        fault: Fault,
        again: bool,
        friendship: Friendship,
        now: Millis,
    ) {
        if friendship == pending.seen {
            if again {
                return self.resend(key, now);
            }
            self.finish(key, now);
            return self.fail(pending.card, fault, Some(pending.action));
        }
        self.finish(key, now);
        let notice = if friendship == pending.action.expected() && fault != Fault::NotFound {
            Notice::Done(pending.action)
        } else {
            Notice::Surprise(pending.action, friendship)
        };
        self.notice(pending.card, notice);
    }

    /// A read has failed for good: the card says so where somebody waits for
    /// it, and keeps what it has where not.
    fn not_read(&mut self, key: &str, fault: Fault, asked_by: Option<CardId>, span: Span) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        // One that is sent again waits for its own answer.
        let pending = entry.pending.take_if(|pending| pending.job.is_none());
        let span_known = entry.span;
        let news = entry
            .news
            .take()
            .filter(|(_, _, heard_at)| span_known.is_none_or(|known| known.received <= *heard_at));
        if fault == Fault::NotFound {
            entry.profile = None;
            entry.span = Some(span);
            entry.due = None;
            entry.unsure = None;
        }
        if entry.profile.is_none() {
            entry.failure = Some(fault.clone());
        } else if pending.is_some() {
            entry.unsure = Some(fault.clone());
        } else if let Some((user, source, heard_at)) = news {
            entry.span = Some(Span::at(heard_at));
            self.take_over(key, user, source);
        }
        match (pending, asked_by) {
            (Some(pending), _) => {
                let cause = pending.doubt.map_or(fault, |(cause, _)| cause);
                self.fail(pending.card, cause, Some(pending.action));
            }
            (None, Some(card)) => self.fail(card, fault, None),
            (None, None) => self.tell_all_unloaded(key, &fault),
        }
        self.show(key);
    }

    /// A card that has nothing to show tells its host why.
    fn tell_all_unloaded(&mut self, key: &str, fault: &Fault) {
        let Some(entry) = self.entries.get(key).filter(|e| e.profile.is_none()) else {
            return;
        };
        let cards: Vec<_> = entry.cards.iter().copied().collect();
        for card in cards {
            let happening = Happening::Failed {
                fault: fault.clone(),
                action: None,
            };
            self.tell(card, happening);
        }
    }
}
