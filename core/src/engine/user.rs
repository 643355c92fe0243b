//! What is known of one user, and what is being done about it.

use super::queue::Priority;
use super::{CardId, Interval, Ordering, RequestId, Source};
use crate::api::{ApiCall, Fault};
use crate::{Action, Friendship, Millis, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// One user, for all cards that show them.
#[derive(Clone, Debug)]
pub(super) struct User {
    /// The key: the user's id, or what the host asked for until that is known.
    pub id: Rc<str>,
    pub cards: Vec<CardId>,
    pub content: Content,
    /// When the server was last known to be in this state. What the host says has no time.
    pub interval: Option<Interval>,
    /// When an answer of the server last confirmed the state, here or in another tab.
    pub confirmed_at: Option<Millis>,
    /// Stale since this time: only replies to requests sent later count. With the priority of the fetch.
    pub stale: Option<(Millis, Priority)>,
    pub unordered: Option<Unordered>,
    /// What the host set last: the same object again says nothing new.
    pub host_user: Option<Arc<Profile>>,
    /// The usernames, in lower case, under which hosts asked for the user.
    pub names: Vec<Rc<str>>,
    pub work: Work,
    /// Whether it is in the engine's list of remembered users.
    pub is_remembered: bool,
    /// Whether it is in the engine's list of users to reconcile.
    is_marked: bool,
    /// Whether its cards may have something else to show.
    pub is_changed: bool,
}

/// What there is to show.
#[derive(Clone, Debug, Default)]
pub(super) enum Content {
    /// Nothing yet.
    #[default]
    Unknown,
    /// Nothing, for this reason.
    Failed(Fault),
    /// The state last confirmed by the server, or set by the host.
    Known(Arc<Profile>),
}

/// An update of unknown order, applied only if the fetch that would settle it fails.
#[derive(Clone, Debug)]
pub(super) struct Unordered {
    pub profile: Arc<Profile>,
    pub source: Source,
    pub at: Millis,
}

/// What is under way for a user.
#[derive(Clone, Debug, Default)]
pub(super) enum Work {
    /// Nothing. If the state is unknown or stale, a fetch follows as soon as a card wants it.
    #[default]
    Idle,
    /// A fetch of a stale state failed for good. Nothing more until there is a reason to try again.
    Stalled,
    /// A fetch is outstanding.
    Fetching(Fetch),
    /// An action is outstanding.
    Acting(Act),
    /// The outcome of an action is unknown, for this fault: fetched before the buttons come back.
    Checking(Act, Fault, Fetch),
    /// That fetch failed, for this fault. Nothing more until there is a reason to try again.
    Unconfirmed(Fault),
    /// It is being tried again.
    Confirming(Fault, Fetch),
}

/// A fetch, with its retries.
#[derive(Clone, Debug, Default)]
pub(super) struct Fetch {
    /// `None` until it is queued.
    pub request: Option<RequestId>,
    pub not_before: Millis,
    /// The card that a person or the host refreshed, and that reports a failure.
    pub asked_by: Option<CardId>,
    /// Transient failures so far.
    pub failed: u32,
    /// 429s so far.
    pub refused: u32,
}

/// An action, with its retries.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub action: Action,
    /// The state at the press: what the person meant.
    pub seen: Friendship,
    /// The card that was pressed.
    pub card: CardId,
    /// `None` until it is queued.
    pub request: Option<RequestId>,
    pub not_before: Millis,
    /// How often it was sent again after it was found not to have been done.
    pub resent: u32,
    /// 429s so far.
    pub refused: u32,
}

/// What a fetch that is outstanding or not says about being needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// An awake card shows the user.
    pub watched: bool,
    /// The user is the viewer: the search leaves the caller out (`docs/api.md`, "What a running server does").
    pub own: bool,
}

/// What an observation means for the known state.
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
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Acting(act) => act.request,
            _ => self.fetch()?.request,
        }
    }

    pub fn set_request(&mut self, id: RequestId) {
        match self {
            Self::Acting(act) => act.request = Some(id),
            Self::Fetching(fetch) | Self::Checking(_, _, fetch) | Self::Confirming(_, fetch) => {
                fetch.request = Some(id);
            }
            Self::Idle | Self::Stalled | Self::Unconfirmed(_) => {
                self.start(Fetch {
                    request: Some(id),
                    ..Fetch::default()
                });
            }
        }
    }

    pub fn fetch(&self) -> Option<&Fetch> {
        match self {
            Self::Fetching(fetch) | Self::Checking(_, _, fetch) | Self::Confirming(_, fetch) => {
                Some(fetch)
            }
            _ => None,
        }
    }

    pub fn fetch_mut(&mut self) -> Option<&mut Fetch> {
        match self {
            Self::Fetching(fetch) | Self::Checking(_, _, fetch) | Self::Confirming(_, fetch) => {
                Some(fetch)
            }
            _ => None,
        }
    }

    /// The action whose end a person waits for.
    pub fn act(&self) -> Option<&Act> {
        match self {
            Self::Acting(act) | Self::Checking(act, ..) => Some(act),
            _ => None,
        }
    }

    /// Starts a fetch, in place of one that is outstanding. An action is not interrupted.
    pub fn start(&mut self, fetch: Fetch) {
        *self = match std::mem::take(self) {
            Self::Idle | Self::Stalled | Self::Fetching(_) => Self::Fetching(fetch),
            Self::Unconfirmed(fault) | Self::Confirming(fault, _) => Self::Confirming(fault, fetch),
            Self::Checking(act, fault, _) => Self::Checking(act, fault, fetch),
            Self::Acting(act) => Self::Acting(act),
        };
    }

    /// Ends a fetch: it was answered, or nobody waits for it.
    pub fn end_fetch(&mut self) -> Option<Fetch> {
        let (rest, fetch) = match std::mem::take(self) {
            Self::Fetching(fetch) => (Self::Idle, Some(fetch)),
            Self::Confirming(fault, fetch) => (Self::Unconfirmed(fault), Some(fetch)),
            Self::Checking(act, fault, fetch) => {
                (Self::Checking(act, fault, Fetch::default()), Some(fetch))
            }
            rest => (rest, None),
        };
        *self = rest;
        fetch
    }

    /// There is a reason to try again what failed for good.
    pub fn resume(&mut self) {
        match self {
            Self::Stalled => *self = Self::Idle,
            Self::Unconfirmed(_) => self.start(Fetch::default()),
            _ => {}
        }
    }
}

impl User {
    pub fn new(id: Rc<str>) -> Self {
        Self {
            id,
            cards: Vec::new(),
            content: Content::Unknown,
            interval: None,
            confirmed_at: None,
            stale: None,
            unordered: None,
            host_user: None,
            names: Vec::new(),
            work: Work::Idle,
            is_remembered: false,
            is_marked: false,
            is_changed: false,
        }
    }

    /// Forgets everything but who shows it.
    pub fn reset(&mut self, content: Content, now: Millis) {
        let fresh = Self {
            cards: std::mem::take(&mut self.cards),
            content,
            stale: Some((now, Priority::Fetch)),
            is_remembered: self.is_remembered,
            is_marked: self.is_marked,
            ..Self::new(Rc::clone(&self.id))
        };
        *self = fresh;
    }

    /// Puts it on the list of users to reconcile. `changed`: its cards may have something else to show.
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

    /// Something happened at this time that may have changed the state.
    pub fn invalidate(&mut self, at: Millis, priority: Priority) {
        self.stale = Some(self.stale.map_or((at, priority), |(since, known)| {
            (since.max(at), known.min(priority))
        }));
    }

    /// The same, and a reason to fetch even if that failed before.
    pub fn refetch(&mut self, at: Millis, priority: Priority) {
        self.invalidate(at, priority);
        self.work.resume();
        if matches!(self.content, Content::Failed(_)) {
            self.content = Content::Unknown;
        }
    }

    /// Whether the reply to a request sent at this time is new enough.
    pub fn is_current(&self, sent: Millis) -> bool {
        self.stale.is_none_or(|(since, _)| sent >= since)
    }

    pub fn is_deleted(&self) -> bool {
        &*self.id == Profile::DELETED
    }

    pub fn shows(&self, friendship: &Friendship) -> bool {
        (self.content.profile()).is_some_and(|known| known.friendship == *friendship)
    }

    /// The staleness check: a definitely newer observation is applied, a definitely older one
    /// ignored; where they overlap and disagree, only the server knows.
    pub fn check(&self, friendship: &Friendship, interval: Interval) -> Verdict {
        match self.interval.map(|known| interval.compare(known)) {
            Some(Ordering::Older) => Verdict::Ignore,
            Some(Ordering::Overlapping) if !self.shows(friendship) => Verdict::Refetch,
            _ => Verdict::Apply,
        }
    }

    /// The server said so in this interval.
    pub fn confirm(&mut self, interval: Interval) {
        self.confirmed_at = self.confirmed_at.max(Some(interval.latest));
        if self.is_current(interval.earliest) {
            self.stale = None;
            self.unordered = None;
            self.work = match std::mem::take(&mut self.work) {
                Work::Stalled | Work::Unconfirmed(_) => Work::Idle,
                Work::Confirming(_, fetch) => Work::Fetching(fetch),
                work => work,
            };
        }
    }

    /// The state in which this action can be pressed now; `None` if it cannot.
    pub fn offered(&self, action: Action) -> Option<Friendship> {
        let profile = self.content.profile()?;
        let free = matches!(self.work, Work::Idle | Work::Stalled | Work::Fetching(_));
        (free && !profile.is_deleted() && profile.friendship.actions().contains(&action))
            .then(|| profile.friendship.clone())
    }

    /// What should be outstanding, how urgently, and not before when.
    pub fn wanted(&self, need: Need) -> Option<(ApiCall, Priority, Millis)> {
        if let Work::Acting(act) = &self.work {
            let call = ApiCall::Act {
                action: act.action,
                userid: Rc::clone(&self.id),
            };
            return Some((call, Priority::Action, act.not_before));
        }
        let priority = match (&self.work, &self.content, self.stale) {
            (Work::Checking(..), ..) => Priority::Recheck,
            _ if !self.may_fetch(need) => return None,
            (Work::Confirming(..), ..) => Priority::Recheck,
            (Work::Stalled | Work::Unconfirmed(_), ..) | (_, Content::Failed(_), _) => return None,
            (_, _, Some((_, priority))) => priority,
            (_, Content::Unknown, None) => Priority::Fetch,
            (_, Content::Known(_), None) => return None,
        };
        let call = ApiCall::Search {
            query: Rc::clone(&self.id),
        };
        let not_before = self.work.fetch().map_or(0, |fetch| fetch.not_before);
        Some((call, priority, not_before))
    }

    /// Whether a fetch makes sense, and somebody waits for it.
    pub fn may_fetch(&self, need: Need) -> bool {
        let asked = (self.work.fetch()).is_some_and(|fetch| fetch.asked_by.is_some());
        // Only the API itself has the id of deleted accounts: there is nothing to fetch.
        (need.watched || asked) && !need.own && !self.is_deleted()
    }

    /// Moves all times along with a clock that was set back.
    pub fn shift_back(&mut self, by: Millis) {
        let back = |time: &mut Millis| *time = time.saturating_sub(by);
        self.confirmed_at.iter_mut().for_each(back);
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
