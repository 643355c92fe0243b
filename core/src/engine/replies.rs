//! Replies: what the engine does when a request succeeds, fails, or times out.

use super::queue::{Answer, MAX_PAUSE, Priority};
use super::user::{Act, Attempt, Content, Doubt, User, Work};
use super::{CardEvent, CardId, Engine, Interval, Millis, Notice, RequestId, Source};
use crate::api::{ActionOutcome, ApiCall, Fault, ReadOutcome, Reply, Retry};
use crate::{Friendship, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// How many 429s a request may get before it fails.
const MAX_REFUSED: u32 = 6;
/// The first pause after a transient failure, in milliseconds; doubled after each further one.
const BACKOFF: Millis = 1_000;
/// How often a fetch is retried after transient failures.
const MAX_FAILED: u32 = 3;
/// How often an action is sent again after a fetch showed that it had not been done.
const MAX_RESENT: u32 = 2;

enum Outcome {
    Action(ActionOutcome),
    Fetch(ReadOutcome),
}

impl Engine {
    pub(super) fn on_reply(&mut self, id: RequestId, reply: Reply) {
        let Some(request) = self.queue.get(id) else {
            return;
        };
        let Some(earliest) = request.sent else { return };
        let was_offline = request.sent_offline && !self.online;
        let key = Rc::clone(&request.user);
        let answered = matches!(reply, Reply::Answer { .. });
        let pause = reply.retry_after().unwrap_or_default();
        let outcome = match &request.call {
            ApiCall::Act { userid, .. } => Outcome::Action(ActionOutcome::read(reply, userid)),
            ApiCall::Search { query } => Outcome::Fetch(ReadOutcome::read(reply, query)),
        };
        let answer = match &outcome {
            Outcome::Action(ActionOutcome::TooMany(retry_after))
            | Outcome::Fetch(ReadOutcome::TooMany(retry_after)) => Answer::Refused(*retry_after),
            _ if answered => Answer::Passed,
            _ => Answer::Lost,
        };
        let latest = self.now;
        let resume_at = self.queue.settle(id, answer, latest);
        let Some(user) = self.touch(&key) else { return };
        let mut attempt = std::mem::take(&mut user.attempt);
        if matches!(answer, Answer::Refused(_)) {
            attempt.refused += 1;
            if attempt.refused <= MAX_REFUSED && resume_at <= latest + MAX_PAUSE {
                return user.try_again(attempt, resume_at);
            }
        }
        let interval = Interval { earliest, latest };
        match outcome {
            // It never left the browser: nothing is unknown.
            Outcome::Action(ActionOutcome::Unknown(Fault::Lost)) if was_offline => {
                self.on_action_outcome(
                    &key,
                    ActionOutcome::Refused(Fault::Offline, None),
                    interval,
                );
            }
            Outcome::Action(outcome) => {
                self.on_action_outcome(&key, outcome, interval);
                // What is fetched to check it is not asked for too early, either.
                if pause <= MAX_PAUSE
                    && let Some(user) = self.touch(&key)
                {
                    user.attempt.not_before = user.attempt.not_before.max(latest + pause);
                }
            }
            Outcome::Fetch(outcome) => {
                self.on_fetch_outcome(&key, outcome, attempt, interval, pause);
            }
        }
    }

    fn on_action_outcome(&mut self, key: &Rc<str>, outcome: ActionOutcome, interval: Interval) {
        let Some(user) = self.touch(key) else { return };
        let Work::Acting(act) = &user.work else {
            return;
        };
        let act = act.clone();
        user.work = Work::Idle;
        match outcome {
            ActionOutcome::Done(profile) => self.settle(key, &act, profile, None, interval),
            ActionOutcome::Refused(fault, Some(profile)) => {
                self.settle(key, &act, profile, Some(fault), interval);
            }
            // A 404: the user or only the friend request may be gone. A 401 may be a passing one.
            // A fetch shows which.
            ActionOutcome::Refused(fault @ (Fault::NotFound | Fault::LoggedOut), None)
            | ActionOutcome::Unknown(fault) => {
                let unauthorized = fault == Fault::LoggedOut;
                user.invalidate(interval.latest, Priority::Recheck);
                user.work = Work::Checking(act, fault);
                self.unauthorized |= unauthorized;
            }
            ActionOutcome::Refused(fault, None) => {
                if fault == Fault::Offline {
                    // Whether the browser is online is only a hint.
                    user.invalidate(interval.latest, Priority::Fetch);
                }
                self.fail(act.card, fault, Some(act.action));
            }
            ActionOutcome::TooMany(_) => self.fail(act.card, Fault::TooMany, Some(act.action)),
        }
    }

    /// The server replied to the action with the user's state, with or without a `fault`.
    fn settle(
        &mut self,
        key: &Rc<str>,
        act: &Act,
        profile: Profile,
        fault: Option<Fault>,
        interval: Interval,
    ) {
        let gone = profile.is_deleted();
        let friendship = profile.friendship.clone();
        let source = Source::Action(act.action);
        self.apply(key, Arc::new(profile), interval, source);
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

    fn on_fetch_outcome(
        &mut self,
        key: &Rc<str>,
        outcome: ReadOutcome,
        mut attempt: Attempt,
        interval: Interval,
        retry_after: Millis,
    ) {
        let asked_by = attempt.asked_by;
        let pause = self.jitter.spread(BACKOFF << attempt.failed);
        let pause = pause.max(retry_after);
        let online = self.online;
        let unauthorized = std::mem::replace(
            &mut self.unauthorized,
            outcome == ReadOutcome::Failed(Fault::LoggedOut),
        );
        let Some(user) = self.touch(key) else { return };
        match outcome {
            ReadOutcome::Failed(Fault::Lost) if !online => {
                attempt.when_online = true;
                user.try_again(attempt, 0);
            }
            // A single 401 may be a passing one: only the second in a row counts.
            ReadOutcome::Failed(Fault::LoggedOut) if !unauthorized => user.try_again(attempt, 0),
            ReadOutcome::Failed(fault)
                if fault.retry() == Retry::Automatic
                    && attempt.failed < MAX_FAILED
                    && pause <= MAX_PAUSE =>
            {
                attempt.failed += 1;
                user.try_again(attempt, interval.latest + pause);
            }
            ReadOutcome::Found(_) | ReadOutcome::Failed(Fault::NotFound)
                if !user.is_current(interval.earliest) =>
            {
                // The state was invalidated while the fetch was in flight: the reply may be older.
                user.invalidate(interval.earliest, Priority::Recheck);
                user.attempt.asked_by = asked_by;
            }
            ReadOutcome::Failed(Fault::LoggedOut) => self.logged_out(),
            ReadOutcome::Failed(fault) => self.fetch_failed(key, fault, asked_by, interval),
            ReadOutcome::TooMany(_) => self.fetch_failed(key, Fault::TooMany, asked_by, interval),
            ReadOutcome::Found(profile) if *profile.id == **key => {
                self.found(key, profile, interval);
            }
            // Another user whose username equals this id: the user with the id is gone.
            ReadOutcome::Found(_) if user.content.profile().is_some() => {
                self.fetch_failed(key, Fault::NotFound, asked_by, interval);
            }
            ReadOutcome::Found(profile) => self.found_by_name(key, profile, asked_by, interval),
        }
    }

    /// A user asked for by username was found: merges it with the user of that id.
    fn found_by_name(
        &mut self,
        name: &Rc<str>,
        profile: Profile,
        asked_by: Option<CardId>,
        interval: Interval,
    ) {
        let Some(named) = self.users.remove(name) else {
            return;
        };
        let key = self.key(&profile.id);
        let lower: Rc<str> = Rc::from(name.to_ascii_lowercase());
        self.names.insert(Rc::clone(&lower), Rc::clone(&key));
        for card in &named.cards {
            if let Some(card) = self.cards.get_mut(card) {
                card.user = Some(Rc::clone(&key));
            }
        }
        let user = self.adopt(&key);
        user.names.push(lower);
        user.cards.extend(&named.cards);
        if let Some((since, priority)) = named.stale {
            user.invalidate(since, priority);
        }
        let current = user.is_current(interval.earliest);
        if !current && user.work.act().is_none() {
            user.refetch(interval.earliest, Priority::Recheck);
            user.attempt.asked_by = asked_by.or(user.attempt.asked_by);
        }
        if let Some(known) = user.content.profile().cloned() {
            let loaded = |card: &CardId| (*card, CardEvent::Loaded(Arc::clone(&known)));
            self.events.extend(named.cards.iter().map(loaded));
        }
        self.touch(&key);
        if current {
            self.found(&key, profile, interval);
        }
    }

    fn found(&mut self, key: &Rc<str>, profile: Profile, interval: Interval) {
        self.apply(key, Arc::new(profile), interval, Source::Read);
    }

    /// The outcome of an action that was unknown is known now: sends the action again, or tells
    /// the person.
    pub(super) fn conclude(
        &mut self,
        key: &str,
        (mut act, fault): Doubt,
        may_resend: bool,
        friendship: Friendship,
    ) {
        let not_before = self.now + self.jitter.spread(BACKOFF);
        let passing = fault.retry() == Retry::Automatic || fault == Fault::LoggedOut;
        if friendship != act.seen {
            let done = friendship == act.action.expected() && fault != Fault::NotFound;
            let notice = if done {
                Notice::Done(act.action)
            } else {
                Notice::Surprise(act.action, friendship)
            };
            self.notify(act.card, notice);
        } else if !may_resend {
            // The host was told when the outcome became unknown.
            self.notify(act.card, Notice::Failed(fault, Some(act.action)));
        } else if passing && act.resent < MAX_RESENT {
            act.resent += 1;
            if let Some(user) = self.touch(key) {
                user.work = Work::Acting(act);
                user.attempt.not_before = not_before;
            }
        } else {
            self.fail(act.card, fault, Some(act.action));
        }
    }

    /// A fetch failed and is not retried. A known profile is kept, unless the user was not found.
    fn fetch_failed(
        &mut self,
        key: &str,
        fault: Fault,
        asked_by: Option<CardId>,
        interval: Interval,
    ) {
        let Some(user) = self.touch(key) else { return };
        let act = user.work.act().cloned();
        let cause = match &user.work {
            Work::Checking(_, cause) => cause.clone(),
            _ => fault.clone(),
        };
        let unordered = user.take_unordered();
        if fault == Fault::NotFound {
            user.forget_profile();
            user.interval = Some(interval);
            user.stale = None;
        }
        let unloaded = user.content.profile().is_none();
        let cards = user.cards.clone();
        user.fetch_failed(&fault);
        if unloaded {
            self.logged_out |= fault == Fault::LoggedOut;
        } else if act.is_none()
            && let Some(update) = unordered
        {
            user.interval = Some(Interval::at(update.at));
            self.replace(key, update.profile, update.source, false);
        }
        match (act, asked_by) {
            // No notice: the phase says it, on all cards of the user.
            (Some(act), _) => self.emit_failure(act.card, cause, Some(act.action)),
            (None, Some(card)) => self.fail(card, fault, None),
            (None, None) if unloaded => {
                for card in cards {
                    self.emit_failure(card, fault.clone(), None);
                }
            }
            _ => {}
        }
    }
}

impl User {
    fn try_again(&mut self, attempt: Attempt, not_before: Millis) {
        self.attempt = Attempt {
            request: None,
            not_before,
            ..attempt
        };
    }

    /// The user was not found: keeps the profile only for its name.
    fn forget_profile(&mut self) {
        if let Content::Known(profile) = std::mem::take(&mut self.content) {
            self.last_known = Some(profile);
        }
    }

    /// Takes the update of unknown order, unless something newer is known.
    fn take_unordered(&mut self) -> Option<super::user::Unordered> {
        let known = self.interval;
        let is_newer =
            |update: &super::user::Unordered| known.is_none_or(|known| known.latest <= update.at);
        self.unordered.take().filter(is_newer)
    }

    /// Changes `work` after a fetch failed and is not retried.
    fn fetch_failed(&mut self, fault: &Fault) {
        self.work = match std::mem::take(&mut self.work) {
            _ if self.content.profile().is_none() => {
                self.content = Content::Failed(fault.clone());
                Work::Idle
            }
            Work::Checking(act, cause) => Work::Unconfirmed(Some((act, cause)), fault.clone()),
            Work::Confirming(doubt, _) => Work::Unconfirmed(doubt, fault.clone()),
            Work::Idle => Work::Stalled,
            work => work,
        };
    }
}
