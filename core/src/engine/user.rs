//! What is known of one user, and what is being done about it.

use super::queue::Priority;
use super::{CardId, Interval, Notice, Ordering, RequestId, Source};
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
    pub attempt: Attempt,
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

/// What is being done about a user. At most one request is outstanding, in [`User::attempt`]:
/// what this asks for.
#[derive(Clone, Debug, Default)]
pub(super) enum Work {
    /// Nothing special: an unknown or stale state is fetched while somebody waits for it.
    #[default]
    Idle,
    /// A fetch of a stale state failed for good. Nothing more until there is a reason to try again.
    Stalled,
    /// An action is outstanding.
    Acting(Act),
    /// The outcome of an action is unknown, for this fault: fetched before the buttons come back.
    Checking(Act, Fault),
    /// That fetch failed, for this fault. Nothing more until there is a reason to try again.
    Unconfirmed(Fault),
    /// It is being tried again.
    Confirming(Fault),
}

/// A request with its retries.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempt {
    /// `None` while nothing is outstanding.
    pub request: Option<RequestId>,
    /// When it may be sent at the earliest; 0: at once.
    pub not_before: Millis,
    /// The card that a person or the host refreshed, and that reports a failure.
    pub asked_by: Option<CardId>,
    /// Transient failures so far.
    pub failed: u32,
    /// 429s so far.
    pub refused: u32,
}

/// An action, from the press to the settled state.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub action: Action,
    /// The state at the press: what the person meant.
    pub seen: Friendship,
    /// The card that was pressed.
    pub card: CardId,
    /// How often it was sent again after it was found not to have been done.
    pub resent: u32,
}

/// Who needs a fetch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// An awake card shows the user.
    pub watched: bool,
    /// The user is the viewer: the search leaves the caller out (`docs/api.md#what-a-running-server-does`).
    pub own: bool,
    /// A request has been sent: it is paid for, and goes on as long as somebody waits for it.
    pub under_way: bool,
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
    /// The action whose end a person waits for.
    pub fn act(&self) -> Option<&Act> {
        match self {
            Self::Acting(act) | Self::Checking(act, _) => Some(act),
            _ => None,
        }
    }

    /// There is a reason to try again what failed for good.
    pub fn resume(&mut self) {
        *self = match std::mem::take(self) {
            Self::Stalled => Self::Idle,
            Self::Unconfirmed(fault) => Self::Confirming(fault),
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
            interval: None,
            confirmed_at: None,
            stale: None,
            unordered: None,
            host_user: None,
            names: Vec::new(),
            work: Work::Idle,
            attempt: Attempt::default(),
            is_remembered: false,
            is_marked: false,
            is_changed: false,
        }
    }

    /// Forgets everything but who shows it.
    pub fn reset(&mut self, content: Content, now: Millis) {
        *self = Self {
            cards: std::mem::take(&mut self.cards),
            content,
            stale: Some((now, Priority::Fetch)),
            is_remembered: self.is_remembered,
            is_marked: self.is_marked,
            ..Self::new(Rc::clone(&self.id))
        };
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
        let (since, known) = self.stale.unwrap_or((at, priority));
        self.stale = Some((since.max(at), known.min(priority)));
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
                Work::Stalled | Work::Unconfirmed(_) | Work::Confirming(_) => Work::Idle,
                work => work,
            };
        }
    }

    /// The state in which this action can be pressed now; `None` if it cannot.
    pub fn offered(&self, action: Action) -> Option<Friendship> {
        let profile = self.content.profile()?;
        let free = matches!(self.work, Work::Idle | Work::Stalled);
        (free && !profile.is_deleted() && profile.friendship.actions().contains(&action))
            .then(|| profile.friendship.clone())
    }

    /// Withdraws an action that was not sent and whose button is gone. Returns what to say about it.
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

    /// What should be outstanding, and how urgently.
    pub fn wanted(&self, need: Need) -> Option<(ApiCall, Priority)> {
        let id = Rc::clone(&self.id);
        let priority = match (&self.work, &self.content, self.stale) {
            (Work::Acting(act), ..) => {
                let (action, userid) = (act.action, id);
                return Some((ApiCall::Act { action, userid }, Priority::Action));
            }
            (Work::Checking(..), ..) => Priority::Recheck,
            _ if !self.may_fetch(need) => return None,
            (Work::Confirming(_), ..) => Priority::Recheck,
            (Work::Stalled | Work::Unconfirmed(_), ..) | (_, Content::Failed(_), _) => return None,
            (_, _, Some((_, priority))) => priority,
            (_, Content::Unknown, None) => Priority::Fetch,
            (_, Content::Known(_), None) if need.under_way => Priority::Fetch,
            (_, Content::Known(_), None) => return None,
        };
        Some((ApiCall::Search { query: id }, priority))
    }

    /// Whether a fetch makes sense, and somebody waits for it.
    fn may_fetch(&self, need: Need) -> bool {
        // Only the API itself has the id of deleted accounts: there is nothing to fetch.
        (need.watched || self.attempt.asked_by.is_some()) && !need.own && !self.is_deleted()
    }

    /// Nobody waits for a fetch any more.
    pub fn stop_fetching(&mut self) {
        self.attempt = Attempt::default();
        if let Work::Confirming(fault) = &self.work {
            self.work = Work::Unconfirmed(fault.clone());
        }
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
