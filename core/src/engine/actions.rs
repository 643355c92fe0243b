//! Actions: from the answer to the settled state.

use super::line::Urgency;
use super::{Engine, Millis, Notice, Pending, Source, Span};
use crate::api::{ActionOutcome, Fault, Request};
use crate::{Friendship, Profile};

/// How often an action is sent again after it was found not to have been done.
const RESEND: u32 = 2;

impl Engine {
    pub(super) fn acted(
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
            ActionOutcome::Refused(Fault::LoggedOut, None) => self.logged_out(now),
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
        if Self::is_worth_waiting(pending.refused, at, now) {
            self.send_action_again(key, at);
        } else {
            self.finish_failed(key, Fault::TooMany, now);
        }
    }

    /// It was found not to have been done, by a fault that may pass.
    pub(super) fn resend(&mut self, key: &str, now: Millis) {
        if let Some(pending) = self.pending(key) {
            pending.resent += 1;
            let pause = self.backoff(0);
            self.send_action_again(key, now + pause);
        }
    }

    fn send_action_again(&mut self, key: &str, at: Millis) {
        let Some(action) = self.pending(key).map(|pending| pending.action) else {
            return;
        };
        let userid = key.to_owned();
        let job = self.new_job(key, Request::Act { action, userid });
        self.line.push(job, Urgency::Press, at);
        if let Some(pending) = self.pending(key) {
            pending.job = Some(job);
            pending.doubt = None;
        }
        self.show(key);
    }

    /// What became of the action is not known: it is read before the buttons come back.
    fn doubt(&mut self, key: &str, fault: Fault, passing: bool, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        entry.suspect(now);
        if let Some(pending) = &mut entry.pending {
            pending.job = None;
            pending.doubt = Some((fault, passing && pending.resent < RESEND));
            self.read(key, Urgency::Recheck, None, now);
            self.show(key);
        }
    }

    /// The server has said what the state is, in answer to the action itself.
    fn settle(&mut self, key: &str, user: Profile, fault: Option<Fault>, span: Span, now: Millis) {
        let Some(action) = self.pending(key).map(|pending| pending.action) else {
            return;
        };
        let gone = user.is_deleted();
        let friendship = user.friendship.clone();
        self.adopt(key, user, span, Source::Action(action), now);
        let Some(pending) = self.finish(key, now) else {
            return;
        };
        match fault {
            Some(fault) if friendship == pending.seen && !gone => {
                self.fail(pending.card, fault, Some(action));
            }
            None if friendship == action.expected() => {
                self.notice(pending.card, Notice::Done(action));
            }
            _ => self.notice(pending.card, Notice::Surprise(action, friendship)),
        }
    }

    fn finish_failed(&mut self, key: &str, fault: Fault, now: Millis) {
        if let Some(pending) = self.finish(key, now) {
            self.fail(pending.card, fault, Some(pending.action));
        }
    }

    /// The action is over. What came up meanwhile is read now.
    pub(super) fn finish(&mut self, key: &str, now: Millis) -> Option<Pending> {
        let pending = self.entries.get_mut(key)?.pending.take();
        self.show(key);
        self.want(key, now);
        pending
    }

    /// A press that still waits in the line has lost its meaning when the
    /// state it was meant for is gone: nothing is sent, and the person told.
    pub(super) fn reconsider(&mut self, key: &str, friendship: &Friendship, now: Millis) {
        let Some(pending) = self.entries.get(key).and_then(|e| e.pending.as_ref()) else {
            return;
        };
        let unsent = pending.job.filter(|job| self.line.is_waiting(*job));
        if let Some(job) = unsent
            && !friendship.actions().contains(&pending.action)
        {
            let notice = Notice::Surprise(pending.action, friendship.clone());
            let card = pending.card;
            self.drop_job(job, now);
            self.finish(key, now);
            self.notice(card, notice);
        }
    }

    /// Nobody is logged in: nothing that was known counts any more, in no tab.
    pub(super) fn logged_out(&mut self, now: Millis) {
        self.start_over(Some(Fault::LoggedOut), now);
        self.effects
            .push(super::Effect::Publish(super::News::LoggedOut));
    }

    fn pending(&mut self, key: &str) -> Option<&mut Pending> {
        self.entries.get_mut(key)?.pending.as_mut()
    }
}
