//! What follows from the answer to a request, or from its failure.

use super::queue::{Answer, Priority};
use super::user::{Act, Content, Fetch, Work};
use super::{CardEvent, CardId, Engine, Failure, Interval, Millis, Notice, RequestId, Source};
use crate::Profile;
use crate::api::{ActionOutcome, ApiCall, Fault, ReadOutcome, Reply, Retry};
use std::rc::Rc;
use std::sync::Arc;

/// How often a 429 may delay a request before the person is told.
const MAX_REFUSED: u32 = 6;
/// The first pause after a transient failure, in milliseconds; it doubles.
const BACKOFF: Millis = 1_000;
/// Longer `Retry-After` values, in milliseconds, fail at once.
const MAX_PAUSE: Millis = 60_000;
/// How often a fetch is sent again after a transient failure.
const MAX_FAILED: u32 = 3;
/// How often an action is sent again after it was found not to have been done.
const MAX_RESENT: u32 = 2;

impl Engine {
    pub(super) fn on_reply(&mut self, id: RequestId, reply: Reply, now: Millis) {
        let Some(request) = self.queue.get(id) else {
            return;
        };
        let Some(earliest) = request.sent else {
            return;
        };
        let (key, call) = (Rc::clone(&request.user), request.call.clone());
        let interval = Interval {
            earliest,
            latest: now,
        };
        let answer = match &reply {
            Reply::Answer { .. } => Answer::Passed,
            Reply::Lost | Reply::TimedOut => Answer::Lost,
        };
        self.mark(&key, true);
        match call {
            ApiCall::Act { userid, .. } => {
                let outcome = ActionOutcome::read(reply, &userid);
                let answer = match &outcome {
                    ActionOutcome::TooMany(retry_after) => Answer::Refused(*retry_after),
                    _ => answer,
                };
                let resume_at = self.queue.settle(id, answer, now);
                self.on_action_reply(&key, outcome, interval, resume_at, now);
            }
            ApiCall::Search { query } => {
                let outcome = ReadOutcome::read(reply, &query);
                let answer = match &outcome {
                    ReadOutcome::TooMany(retry_after) => Answer::Refused(*retry_after),
                    _ => answer,
                };
                let resume_at = self.queue.settle(id, answer, now);
                self.on_fetch_reply(&key, outcome, interval, resume_at, now);
            }
        }
    }

    fn on_action_reply(
        &mut self,
        key: &Rc<str>,
        outcome: ActionOutcome,
        interval: Interval,
        resume_at: Millis,
        now: Millis,
    ) {
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        let mut act = match std::mem::take(&mut user.work) {
            Work::Acting(act) => act,
            work => {
                user.work = work;
                return;
            }
        };
        act.request = None;
        match outcome {
            ActionOutcome::Done(profile) => self.settle(key, &act, profile, None, interval, now),
            ActionOutcome::Refused(fault, Some(profile)) => {
                self.settle(key, &act, profile, Some(fault), interval, now);
            }
            ActionOutcome::Refused(Fault::LoggedOut, None) => {
                user.work = Work::Acting(act);
                self.logged_out(now);
            }
            // No such user, or no such request any more: a fetch tells which.
            ActionOutcome::Refused(fault @ Fault::NotFound, None)
            | ActionOutcome::Unknown(fault) => {
                user.invalidate(now, Priority::Recheck);
                user.work = Work::Checking(act, fault, Fetch::default());
            }
            ActionOutcome::Refused(fault, None) => self.fail(act.card, fault, Some(act.action)),
            ActionOutcome::TooMany(_) => {
                act.refused += 1;
                if is_worth_waiting(act.refused, resume_at, now) {
                    act.not_before = resume_at;
                    user.work = Work::Acting(act);
                } else {
                    self.fail(act.card, Fault::TooMany, Some(act.action));
                }
            }
        }
    }

    /// The server has answered the action with the state, with or without a `fault`.
    fn settle(
        &mut self,
        key: &Rc<str>,
        act: &Act,
        profile: Profile,
        fault: Option<Fault>,
        interval: Interval,
        now: Millis,
    ) {
        let gone = profile.is_deleted();
        let friendship = profile.friendship.clone();
        let source = Source::Action(act.action);
        self.apply(key, Arc::new(profile), interval, source, now);
        match fault {
            Some(fault) if friendship == act.seen && !gone => {
                self.fail(act.card, fault, Some(act.action));
            }
            None if friendship == act.action.expected() => {
                self.notify(act.card, Notice::Done(act.action));
            }
            _ => self.notify(act.card, Notice::Surprise(act.action, friendship)),
        }
    }

    fn on_fetch_reply(
        &mut self,
        key: &Rc<str>,
        outcome: ReadOutcome,
        interval: Interval,
        resume_at: Millis,
        now: Millis,
    ) {
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        let Some(mut fetch) = user.work.end_fetch() else {
            return;
        };
        fetch.request = None;
        let asked_by = fetch.asked_by;
        match outcome {
            ReadOutcome::TooMany(_) => {
                fetch.refused += 1;
                if is_worth_waiting(fetch.refused, resume_at, now) {
                    fetch.not_before = resume_at;
                    user.work.start(fetch);
                } else {
                    self.fetch_failed(key, Fault::TooMany, asked_by, interval);
                }
            }
            ReadOutcome::Failed(fault)
                if fault.retry() == Retry::Automatic && fetch.failed < MAX_FAILED =>
            {
                fetch.not_before = now + self.jitter.spread(BACKOFF << fetch.failed);
                fetch.failed += 1;
                user.work.start(fetch);
            }
            ReadOutcome::Found(_) | ReadOutcome::Failed(Fault::NotFound)
                if !user.is_current(interval.earliest) =>
            {
                // Something happened while it was under way: the answer may be from before that.
                user.invalidate(interval.earliest, Priority::Recheck);
                user.work.start(Fetch {
                    asked_by,
                    ..Fetch::default()
                });
            }
            ReadOutcome::Failed(Fault::LoggedOut) => self.logged_out(now),
            ReadOutcome::Failed(fault) => self.fetch_failed(key, fault, asked_by, interval),
            ReadOutcome::Found(profile) if *profile.id == **key => {
                self.found(key, profile, interval, now);
            }
            // Somebody else whose username is this id: the user with the id is gone.
            ReadOutcome::Found(_) if user.content.profile().is_some() => {
                self.fetch_failed(key, Fault::NotFound, asked_by, interval);
            }
            ReadOutcome::Found(profile) => {
                self.found_by_name(key, profile, asked_by, interval, now);
            }
        }
    }

    /// A username has turned out to be a user with an id: one state for both.
    fn found_by_name(
        &mut self,
        name: &Rc<str>,
        profile: Profile,
        asked_by: Option<CardId>,
        interval: Interval,
        now: Millis,
    ) {
        let Some(by_name) = self.users.remove(name) else {
            return;
        };
        let key = self.key(&profile.id);
        let lower: Rc<str> = Rc::from(name.to_ascii_lowercase());
        self.names.insert(Rc::clone(&lower), Rc::clone(&key));
        for card in &by_name.cards {
            if let Some(card) = self.cards.get_mut(card) {
                card.user = Some(Rc::clone(&key));
            }
        }
        let user = self.adopted(&key);
        user.names.push(lower);
        if let Some((since, priority)) = by_name.stale {
            user.invalidate(since, priority);
        }
        user.cards.extend(&by_name.cards);
        let current = user.is_current(interval.earliest);
        if !current && user.work.act().is_none() {
            user.invalidate(interval.earliest, Priority::Recheck);
            user.work.resume();
            if user.work.fetch().is_none() {
                user.work.start(Fetch::default());
            }
            if let Some(fetch) = user.work.fetch_mut() {
                fetch.asked_by = asked_by.or(fetch.asked_by);
            }
        }
        if let Some(known) = user.content.profile().cloned() {
            let loaded = |card: &CardId| (*card, CardEvent::Loaded(Arc::clone(&known)));
            self.events.extend(by_name.cards.iter().map(loaded));
        }
        self.mark(&key, true);
        if current {
            self.found(&key, profile, interval, now);
        }
    }

    fn found(&mut self, key: &Rc<str>, profile: Profile, interval: Interval, now: Millis) {
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        let (mut act, fault, fetch) = match std::mem::take(&mut user.work) {
            Work::Checking(act, fault, fetch) => (act, fault, fetch),
            work => {
                user.work = work;
                return self.apply(key, Arc::new(profile), interval, Source::Read, now);
            }
        };
        if let Some(request) = fetch.request {
            // A fetch by username was quicker.
            self.cancel(request, now);
        }
        let friendship = profile.friendship.clone();
        let done = friendship == act.action.expected();
        let source = if done {
            Source::Action(act.action)
        } else {
            Source::Read
        };
        self.apply(key, Arc::new(profile), interval, source, now);
        if friendship != act.seen {
            let notice = if done && fault != Fault::NotFound {
                Notice::Done(act.action)
            } else {
                Notice::Surprise(act.action, friendship)
            };
            self.notify(act.card, notice);
        } else if fault.retry() == Retry::Automatic && act.resent < MAX_RESENT {
            act.resent += 1;
            act.not_before = now + self.jitter.spread(BACKOFF);
            if let Some(user) = self.users.get_mut(key) {
                user.work = Work::Acting(act);
            }
        } else {
            self.fail(act.card, fault, Some(act.action));
        }
    }

    /// A fetch has failed for good. A card that has a profile keeps it.
    fn fetch_failed(
        &mut self,
        key: &str,
        fault: Fault,
        asked_by: Option<CardId>,
        interval: Interval,
    ) {
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        let checked = match std::mem::take(&mut user.work) {
            Work::Checking(act, cause, _) => Some((act, cause)),
            work => {
                user.work = work;
                None
            }
        };
        let known = user.interval;
        let unordered = (user.unordered.take())
            .filter(|update| known.is_none_or(|known| known.latest <= update.at));
        if fault == Fault::NotFound {
            user.content = Content::Unknown;
            user.interval = Some(interval);
            user.stale = None;
        }
        let cards = if user.content.profile().is_none() {
            user.content = Content::Failed(fault.clone());
            user.work = Work::Idle;
            self.logged_out |= fault == Fault::LoggedOut;
            user.cards.clone()
        } else {
            if checked.is_some() {
                user.work = Work::Unconfirmed(fault.clone());
            } else if let Work::Idle = user.work {
                user.work = Work::Stalled;
            }
            if checked.is_none()
                && let Some(update) = unordered
            {
                user.interval = Some(Interval::at(update.at));
                self.replace(key, update.profile, update.source);
            }
            Vec::new()
        };
        match (checked, asked_by) {
            (Some((act, cause)), _) => self.fail(act.card, cause, Some(act.action)),
            (None, Some(card)) => self.fail(card, fault, None),
            (None, None) => {
                for card in cards {
                    let failure = Failure {
                        fault: fault.clone(),
                        action: None,
                    };
                    self.events.push((card, CardEvent::Failed(failure)));
                }
            }
        }
    }
}

/// Whether a request that 429s have delayed so often is to wait until that time.
fn is_worth_waiting(refused: u32, resume_at: Millis, now: Millis) -> bool {
    refused <= MAX_REFUSED && resume_at <= now + MAX_PAUSE
}
