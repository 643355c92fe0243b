//! What follows from the answer to a request.

use super::{CardId, Engine, JobId, Millis, Notice, Pending, Source, Span};
use crate::Profile;
use crate::api::{ActionOutcome, Fault, ReadOutcome, Reply, Request};
use crate::engine::line::Urgency;

/// How often a 429 may send a job back before the person is told.
const REFUSED_MOST: u32 = 6;
/// How often a search is sent again after a fault that may pass.
const READ_AGAIN: u32 = 3;
/// How often an action is sent again after it was found not to have been done.
const RESEND: u32 = 2;
/// The first pause after a fault that may pass, in milliseconds; it doubles.
const BACKOFF: Millis = 1_000;
/// A longer `Retry-After`, in milliseconds, is not waited out: nobody stays that long.
const PATIENCE: Millis = 60_000;

impl Engine {
    /// The answer to a request has come, or has not. One nobody waits for any more is passed over.
    pub fn replied(&mut self, id: JobId, reply: Reply, now: Millis) {
        let Some(job) = self.jobs.remove(&id) else {
            return;
        };
        let span = Span {
            sent: job.sent,
            received: now,
        };
        let answered = matches!(reply, Reply::Answer { .. });
        match job.request {
            Request::Act { userid, .. } => {
                let outcome = ActionOutcome::read(reply, &userid);
                let pause = match &outcome {
                    ActionOutcome::TooMany(after) => Some(self.line.refused(id, *after, now)),
                    _ => self.leave_line(id, answered, now),
                };
                self.acted(&job.entry, outcome, span, pause, now);
            }
            Request::Search { asked } => {
                let outcome = ReadOutcome::read(reply, &asked);
                let pause = match &outcome {
                    ReadOutcome::TooMany(after) => Some(self.line.refused(id, *after, now)),
                    _ => self.leave_line(id, answered, now),
                };
                self.was_read(&job.entry, outcome, span, pause, now);
            }
        }
        self.run(now);
    }

    fn leave_line(&mut self, id: JobId, answered: bool, now: Millis) -> Option<Millis> {
        if answered {
            self.line.passed(id, now);
        } else {
            self.line.lost(id, now);
        }
        None
    }

    fn acted(
        &mut self,
        key: &str,
        outcome: ActionOutcome,
        span: Span,
        pause: Option<Millis>,
        now: Millis,
    ) {
        match outcome {
            ActionOutcome::Done(user) => self.settle(key, user, None, span, now),
            ActionOutcome::Refused(fault, Some(user)) => {
                self.settle(key, user, Some(fault), span, now);
            }
            ActionOutcome::Refused(Fault::LoggedOut, None) => self.logged_out(key, now),
            // Not found: no such user, or no such request any more (seed). Which of them, a read tells.
            ActionOutcome::Refused(Fault::NotFound, None) => {
                self.doubt(key, Fault::NotFound, false, now);
            }
            ActionOutcome::Refused(fault, None) => self.finish_failed(key, fault, now),
            ActionOutcome::Unknown(fault, passing) => self.doubt(key, fault, passing, now),
            ActionOutcome::TooMany(_) => self.act_again_after_429(key, pause, now),
        }
    }

    fn act_again_after_429(&mut self, key: &str, pause: Option<Millis>, now: Millis) {
        let at = pause.unwrap_or(now);
        let Some(pending) = self.pending(key) else {
            return;
        };
        pending.refused += 1;
        if pending.refused > REFUSED_MOST || at > now + PATIENCE {
            return self.finish_failed(key, Fault::TooMany, now);
        }
        self.send_action_again(key, at);
    }

    fn send_action_again(&mut self, key: &str, at: Millis) {
        let Some(entry) = self.entries.get(key) else {
            return;
        };
        let (Some(pending), Some(user)) = (&entry.pending, &entry.profile) else {
            return;
        };
        let request = Request::Act {
            action: pending.action,
            userid: user.id.clone(),
        };
        let job = self.new_job(key, request);
        self.line.push(job, Urgency::Press, at);
        if let Some(pending) = self.pending(key) {
            pending.job = Some(job);
            pending.doubt = None;
        }
        self.show(key);
    }

    /// What became of the action is not known: it is read before the buttons come back.
    fn doubt(&mut self, key: &str, fault: Fault, passing: bool, now: Millis) {
        if let Some(pending) = self.pending(key) {
            pending.job = None;
            pending.doubt = Some((fault, passing && pending.resent < RESEND));
            self.read(key, Urgency::Recheck, None, now);
            self.show(key);
        }
    }

    /// The server has said what the state is, in answer to the action itself.
    fn settle(&mut self, key: &str, user: Profile, fault: Option<Fault>, span: Span, now: Millis) {
        let Some(pending) = self.take_pending(key) else {
            return;
        };
        let gone = user.is_deleted();
        let friendship = user.friendship.clone();
        self.adopt(key, user, span, Source::Action(pending.action), now);
        let notice = match fault {
            Some(fault) if friendship == pending.seen && !gone => {
                return self.tell_failed(key, &pending, fault, now);
            }
            None if friendship == pending.action.expected() => Notice::Done(pending.action),
            _ => Notice::Surprise(pending.action, friendship),
        };
        self.notice(pending.card, notice);
        self.read_if_crossed(key, &pending, now);
    }

    fn tell_failed(&mut self, key: &str, pending: &Pending, fault: Fault, now: Millis) {
        self.fail(pending.card, fault, Some(pending.action));
        self.read_if_crossed(key, pending, now);
        self.show(key);
    }

    fn finish_failed(&mut self, key: &str, fault: Fault, now: Millis) {
        if let Some(pending) = self.take_pending(key) {
            self.tell_failed(key, &pending, fault, now);
        }
    }

    fn read_if_crossed(&mut self, key: &str, pending: &Pending, now: Millis) {
        if pending.crossed {
            self.read(key, Urgency::Recheck, None, now);
        }
    }

    fn logged_out(&mut self, key: &str, now: Millis) {
        let told: Option<(CardId, _)> = self.pending(key).map(|p| (p.card, p.action));
        self.start_over(Some(Fault::LoggedOut), now);
        self.effects
            .push(super::Effect::Publish(super::News::LoggedOut));
        if let Some((card, action)) = told {
            self.fail(card, Fault::LoggedOut, Some(action));
        }
    }

    fn was_read(
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
        match outcome {
            ReadOutcome::TooMany(_) => {
                let at = pause.unwrap_or(now);
                reading.refused += 1;
                if reading.refused <= REFUSED_MOST && at <= now + PATIENCE {
                    self.read_again(key, reading, at);
                } else {
                    self.not_read(key, Fault::TooMany, reading.asked_by, now);
                }
            }
            ReadOutcome::Failed(_, true) if reading.failed < READ_AGAIN => {
                let pause = self.jitter(BACKOFF << reading.failed);
                reading.failed += 1;
                self.read_again(key, reading, now + pause);
            }
            ReadOutcome::Failed(Fault::LoggedOut, _) => self.logged_out(key, now),
            ReadOutcome::Failed(fault, _) => self.not_read(key, fault, reading.asked_by, now),
            ReadOutcome::Found(_) if reading.again => {
                // Something happened while it was under way: its answer may be from before that.
                self.read(key, Urgency::Recheck, reading.asked_by, now);
            }
            ReadOutcome::Found(user) => self.found(key, user, span, now),
        }
    }

    fn read_again(&mut self, key: &str, mut reading: super::Reading, at: Millis) {
        let request = Request::Search {
            asked: key.to_owned(),
        };
        reading.job = self.new_job(key, request);
        reading.again = false;
        let urgent = self.entries.get(key).is_some_and(|e| e.needs_read());
        let urgency = if urgent {
            Urgency::Recheck
        } else {
            Urgency::Read
        };
        self.line.push(reading.job, urgency, at);
        if let Some(entry) = self.entries.get_mut(key) {
            entry.read = Some(reading);
        }
        self.show(key);
    }

    fn found(&mut self, key: &str, user: Profile, span: Span, now: Millis) {
        if user.id != key {
            self.merge_into(key, &user.id);
        }
        let key = &user.id.clone();
        let friendship = user.friendship.clone();
        let Some(pending) = self.pending(key).map(|p| p.clone()) else {
            self.adopt(key, user, span, Source::Read, now);
            return;
        };
        let Some((fault, again)) = pending.doubt.clone() else {
            self.adopt(key, user, span, Source::Read, now);
            return;
        };
        let source = if friendship == pending.action.expected() {
            Source::Action(pending.action)
        } else {
            Source::Read
        };
        self.adopt(key, user, span, source, now);
        if friendship == pending.seen && again {
            if let Some(pending) = self.pending(key) {
                pending.resent += 1;
            }
            let pause = self.jitter(BACKOFF);
            return self.send_action_again(key, now + pause);
        }
        self.take_pending(key);
        if friendship == pending.seen {
            return self.tell_failed(key, &pending, fault, now);
        }
        let notice = if friendship == pending.action.expected() && fault != Fault::NotFound {
            Notice::Done(pending.action)
        } else {
            Notice::Surprise(pending.action, friendship)
        };
        self.notice(pending.card, notice);
    }

    /// A username has turned out to be a user with an id: one truth for both.
    fn merge_into(&mut self, name: &str, id: &str) {
        let Some(by_name) = self.entries.remove(name) else {
            return;
        };
        self.names.insert(name.to_ascii_lowercase(), id.to_owned());
        for card in &by_name.cards {
            if let Some(card) = self.cards.get_mut(card) {
                card.entry = Some(id.to_owned());
            }
        }
        let entry = self.entries.entry(id.to_owned()).or_default();
        let known = entry.profile.clone();
        entry.cards.extend(by_name.cards.iter().copied());
        if let Some(user) = known {
            for card in by_name.cards {
                self.tell(card, super::Happening::Loaded(user.clone()));
            }
        }
    }

    /// A read has failed for good: the card says so where somebody waits for
    /// it, and keeps what it has where not.
    fn not_read(&mut self, key: &str, fault: Fault, asked_by: Option<CardId>, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        let pending = entry.pending.take();
        let news = entry.news.take();
        if fault == Fault::NotFound {
            entry.profile = None;
            entry.span = None;
        }
        if entry.profile.is_none() {
            entry.failure = Some(fault.clone());
        } else if pending.is_some() {
            entry.unsure = Some(fault.clone());
        } else if let Some((user, heard_at)) = news {
            self.adopt(key, user, Span::at(heard_at), Source::Live, now);
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
            let happening = super::Happening::Failed {
                fault: fault.clone(),
                action: None,
            };
            self.tell(card, happening);
        }
    }

    fn pending(&mut self, key: &str) -> Option<&mut Pending> {
        self.entries.get_mut(key)?.pending.as_mut()
    }

    fn take_pending(&mut self, key: &str) -> Option<Pending> {
        let pending = self.entries.get_mut(key)?.pending.take();
        self.show(key);
        pending
    }
}
