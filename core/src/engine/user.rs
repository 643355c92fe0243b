//! One user: what is known, how stale it is, and the work in progress.

use super::queue::Priority;
use super::{CardId, Interval, Notice, Ordering, RequestId, Source};
use crate::api::{ApiCall, Fault};
use crate::{Action, Friendship, Millis, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// The state of one user, shared by all cards that show it.
#[derive(Clone, Debug)]
pub(super) struct User {
    /// The key: the user's id, or the username that the host asked for until the id is known.
    pub id: Rc<str>,
    pub cards: Vec<CardId>,
    pub content: Content,
    /// The profile that was known before loading it again failed.
    pub last_known: Option<Arc<Profile>>,
    /// When the server was last observed in this state; `None` if the host set it.
    pub interval: Option<Interval>,
    /// When the server last confirmed the state, here or in another tab.
    pub confirmed_at: Option<Millis>,
    /// Stale since this time: only replies to requests sent later count. With the priority of the
    /// fetch that this calls for.
    pub stale: Option<(Millis, Priority)>,
    pub unordered: Option<Unordered>,
    /// When a live message last said what was known already.
    pub heard_at: Option<Millis>,
    /// The object that the host set last, to ignore it when it is set again.
    pub host_user: Option<Arc<Profile>>,
    /// The usernames by which hosts asked for this user, in lower case.
    pub names: Vec<Rc<str>>,
    pub work: Work,
    pub attempt: Attempt,
    /// Whether the user is in the engine's list of remembered users.
    pub is_remembered: bool,
    /// Whether the user is in the engine's list of users to reconcile.
    is_marked: bool,
    /// Whether the views of its cards may have changed.
    pub is_changed: bool,
}

/// What is known about a user.
#[derive(Clone, Debug, Default)]
pub(super) enum Content {
    /// Nothing is known yet.
    #[default]
    Unknown,
    /// Nothing, because loading failed.
    Failed(Fault),
    /// The state last confirmed by the server, or set by the host.
    Known(Arc<Profile>),
}

/// An update of unknown order, applied only if the fetch that should settle it fails.
#[derive(Clone, Debug)]
pub(super) struct Unordered {
    pub profile: Arc<Profile>,
    pub source: Source,
    pub at: Millis,
}

/// The work in progress for a user. It determines the one request that may be outstanding, in
/// [`User::attempt`].
#[derive(Clone, Debug, Default)]
pub(super) enum Work {
    /// No action: an unknown or stale state is fetched while a card needs it.
    #[default]
    Idle,
    /// Fetching a stale state failed. Not retried before [`Work::resume`].
    Stalled,
    /// An action is outstanding.
    Acting(Act),
    /// An action failed with this fault and its outcome is unknown: the state is fetched before
    /// the buttons come back.
    Checking(Act, Fault),
    /// Fetching a state that may be wrong failed, with this fault. Not retried before
    /// [`Work::resume`].
    Unconfirmed(Option<Doubt>, Fault),
    /// A state that may be wrong is being fetched, before the buttons come back.
    Confirming(Option<Doubt>, Fault),
}

/// An action whose outcome is unknown, and the fault with which it failed.
pub(super) type Doubt = (Act, Fault);

/// The outstanding request, and how often it was retried.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempt {
    /// `None` while nothing is outstanding.
    pub request: Option<RequestId>,
    /// The earliest time to send it; 0: at once.
    pub not_before: Millis,
    /// It failed while the browser was offline: it waits until that changes.
    pub when_online: bool,
    /// The card whose refresh caused the fetch. It reports a failure.
    pub asked_by: Option<CardId>,
    /// The number of transient failures so far.
    pub failed: u32,
    /// The number of 429s so far.
    pub refused: u32,
}

/// An action, from the press until its outcome is known.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub action: Action,
    /// The state when the button was pressed, which is what the person acted on.
    pub seen: Friendship,
    /// The card that was pressed.
    pub card: CardId,
    /// How often it was sent again after a fetch showed that it had not been done.
    pub resent: u32,
}

/// Why a user may or may not need a fetch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// An awake card shows the user.
    pub watched: bool,
    /// The user is the viewer. The search leaves out the caller (`docs/api.md#what-a-running-server-does`).
    pub own: bool,
    /// A request was already sent. It has used the cooldown, so it continues while a card needs it.
    pub under_way: bool,
}

/// The result of the staleness check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Apply,
    Ignore,
    Refetch,
}

impl Content {
    pub fn profile(&self) -> Option<&Arc<Profile>> {
        match self {
            Self::Known(profile) => Some(profile),
            _ => None,
        }
    }
}

impl Work {
    /// The action in progress, whose outcome a person is waiting for.
    pub fn act(&self) -> Option<&Act> {
        match self {
            Self::Acting(act) | Self::Checking(act, _) => Some(act),
            _ => None,
        }
    }

    /// Allows a failed fetch to be retried.
    pub fn resume(&mut self) {
        *self = match std::mem::take(self) {
            Self::Stalled => Self::Idle,
            Self::Unconfirmed(doubt, fault) => Self::Confirming(doubt, fault),
            work => work,
        };
    }
}

impl User {
    pub fn new(id: Rc<str>) -> Self {
        Self {
            id,
            cards: Vec::new(),
            content: Content::Unknown,
            last_known: None,
            interval: None,
            confirmed_at: None,
            stale: None,
            unordered: None,
            heard_at: None,
            host_user: None,
            names: Vec::new(),
            work: Work::Idle,
            attempt: Attempt::default(),
            is_remembered: false,
            is_marked: false,
            is_changed: false,
        }
    }

    /// Forgets everything except the cards; with a `fault`, also remembers who was shown.
    pub fn reset(&mut self, fault: Option<Fault>, now: Millis) {
        let last_known = self.content.profile().cloned();
        let last_known = last_known.or_else(|| self.last_known.take());
        *self = Self {
            cards: std::mem::take(&mut self.cards),
            last_known: last_known.filter(|_| fault.is_some()),
            content: fault.map_or(Content::Unknown, Content::Failed),
            stale: Some((now, Priority::Fetch)),
            is_remembered: self.is_remembered,
            is_marked: self.is_marked,
            ..Self::new(Rc::clone(&self.id))
        };
    }

    /// Adds the user to the list of users to reconcile. `changed`: the views of its cards may have
    /// changed.
    pub fn mark(&mut self, changed: bool, dirty: &mut Vec<Rc<str>>) {
        self.is_changed |= changed;
        if !std::mem::replace(&mut self.is_marked, true) {
            dirty.push(Rc::clone(&self.id));
        }
    }

    pub fn unmark(&mut self) -> bool {
        self.is_marked = false;
        std::mem::take(&mut self.is_changed)
    }

    /// Marks the state as stale, because something may have changed it at this time.
    pub fn invalidate(&mut self, at: Millis, priority: Priority) {
        let (since, known) = self.stale.unwrap_or((at, priority));
        self.stale = Some((since.max(at), known.min(priority)));
    }

    /// Invalidates the state, and fetches it even if fetching failed before.
    pub fn refetch(&mut self, at: Millis, priority: Priority) {
        self.invalidate(at, priority);
        self.work.resume();
        if matches!(self.content, Content::Failed(_)) {
            self.content = Content::Unknown;
        }
    }

    /// Whether the reply to a request sent at this time counts, that is, the state was not
    /// invalidated later.
    pub fn is_current(&self, sent: Millis) -> bool {
        self.stale.is_none_or(|(since, _)| sent >= since)
    }

    /// The page was away: nothing that is known counts until it is fetched again.
    pub fn doubt(&mut self, now: Millis) {
        self.attempt = Attempt::default();
        self.work = match std::mem::take(&mut self.work) {
            Work::Acting(act) => Work::Checking(act, Fault::Lost),
            Work::Unconfirmed(doubt, fault) => Work::Confirming(doubt, fault),
            Work::Idle | Work::Stalled if self.content.profile().is_some() => {
                Work::Confirming(None, Fault::Lost)
            }
            work => work,
        };
        self.refetch(now, Priority::Recheck);
    }

    pub fn is_deleted(&self) -> bool {
        &*self.id == Profile::DELETED
    }

    pub fn shows(&self, friendship: &Friendship) -> bool {
        (self.content.profile()).is_some_and(|known| known.friendship == *friendship)
    }

    /// The staleness check: applies a definitely newer observation, ignores a definitely older one,
    /// and refetches if the two overlap and disagree.
    pub fn check(&self, friendship: &Friendship, interval: Interval) -> Verdict {
        match self.interval.map(|known| interval.compare(known)) {
            Some(Ordering::Older) => Verdict::Ignore,
            Some(Ordering::Overlapping) if !self.shows(friendship) => Verdict::Refetch,
            _ => Verdict::Apply,
        }
    }

    /// The server confirmed the state within this interval. Returns the action whose outcome is
    /// known now, and whether it may be sent again.
    pub fn confirm(&mut self, interval: Interval) -> Option<(Doubt, bool)> {
        self.confirmed_at = self.confirmed_at.max(Some(interval.latest));
        if !self.is_current(interval.earliest) {
            return None;
        }
        self.stale = None;
        self.unordered = None;
        match std::mem::take(&mut self.work) {
            Work::Checking(act, fault) => Some(((act, fault), true)),
            Work::Unconfirmed(doubt, _) | Work::Confirming(doubt, _) => Some((doubt?, false)),
            work @ Work::Acting(_) => {
                self.work = work;
                None
            }
            Work::Idle | Work::Stalled => None,
        }
    }

    /// The current friendship if this action can be pressed now; `None` if it cannot.
    pub fn offered(&self, action: Action) -> Option<Friendship> {
        let profile = self.content.profile()?;
        let free = matches!(self.work, Work::Idle | Work::Stalled);
        (free && !profile.is_deleted() && profile.friendship.actions().contains(&action))
            .then(|| profile.friendship.clone())
    }

    /// Withdraws an action that was not sent if the state no longer offers it. Returns the notice
    /// for its card.
    pub fn withdraw(&mut self, under_way: bool) -> Option<(CardId, Notice)> {
        let (Work::Acting(act), Content::Known(profile)) = (&self.work, &self.content) else {
            return None;
        };
        if under_way || profile.friendship.actions().contains(&act.action) {
            return None;
        }
        let notice = Notice::Surprise(act.action, profile.friendship.clone());
        let withdrawn = (act.card, notice);
        self.work = Work::Idle;
        Some(withdrawn)
    }

    /// The request that should be outstanding, with its priority.
    pub fn wanted(&self, need: Need) -> Option<(ApiCall, Priority)> {
        let id = Rc::clone(&self.id);
        let priority = match (&self.work, &self.content, self.stale) {
            (Work::Acting(act), ..) => {
                let (action, userid) = (act.action, id);
                return Some((ApiCall::Act { action, userid }, Priority::Action));
            }
            (Work::Checking(..), ..) => Priority::Recheck,
            _ if !self.may_fetch(need) => return None,
            (Work::Confirming(..), ..) => Priority::Recheck,
            (Work::Stalled | Work::Unconfirmed(..), ..) | (_, Content::Failed(_), _) => {
                return None;
            }
            (_, _, Some((_, priority))) => priority,
            (_, Content::Unknown, None) => Priority::Fetch,
            (_, Content::Known(_), None) if need.under_way => Priority::Fetch,
            (_, Content::Known(_), None) => return None,
        };
        Some((ApiCall::Search { query: id }, priority))
    }

    /// Whether a fetch is possible and needed.
    fn may_fetch(&self, need: Need) -> bool {
        // Deleted accounts share one special id, which cannot be fetched.
        (need.watched || self.attempt.asked_by.is_some()) && !need.own && !self.is_deleted()
    }

    /// No request is needed any more.
    pub fn stop_fetching(&mut self) {
        self.attempt = Attempt::default();
        self.work = match std::mem::take(&mut self.work) {
            Work::Confirming(doubt, fault) => Work::Unconfirmed(doubt, fault),
            work => work,
        };
    }

    /// Shifts all times after the clock was set back.
    pub fn shift_back(&mut self, by: Millis) {
        let back = |time: &mut Millis| *time = time.saturating_sub(by);
        self.confirmed_at.iter_mut().for_each(back);
        self.heard_at.iter_mut().for_each(back);
        back(&mut self.attempt.not_before);
        if let Some((since, _)) = &mut self.stale {
            back(since);
        }
        if let Some(update) = &mut self.unordered {
            back(&mut update.at);
        }
        if let Some(interval) = &mut self.interval {
            *interval = interval.shifted_back(by);
        }
    }
}
