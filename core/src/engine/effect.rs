//! What the engine wants done.

use super::{CardId, CardView, Millis, RequestId, TabMessage};
use crate::api::{ApiCall, Fault};
use crate::{Action, Profile};
use std::sync::Arc;

/// Something for the browser to carry out, in the order in which it comes.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show this in the card. Only sent when it differs from what the card shows
    /// (at first: [`CardView::default`]).
    Show(CardId, CardView),
    /// Send the request; its answer is [`super::Event::Reply`] with this id.
    Send(RequestId, ApiCall),
    /// Abort the request; its answer is not wanted any more.
    Abort(RequestId),
    /// Ask for the lock among the tabs; [`super::Event::LockGranted`] when it was granted.
    AcquireLock,
    /// Release the lock.
    ReleaseLock,
    /// Send [`super::Event::Tick`] at this time, in milliseconds since the epoch,
    /// instead of at any earlier set one; `None`: not at all.
    SetTimer(Option<Millis>),
    /// Send this to the other tabs.
    Publish(TabMessage),
    /// Tell the host of this card.
    Emit(CardId, CardEvent),
}

/// What a card reports to its host.
#[derive(Clone, Debug, PartialEq)]
pub enum CardEvent {
    /// The user is known for the first time.
    Loaded(Arc<Profile>),
    /// The friendship has changed.
    Changed(Change),
    /// A fetch or an action failed.
    Failed(Failure),
}

/// A friendship that has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The user now.
    pub user: Arc<Profile>,
    /// The user before.
    pub previous: Arc<Profile>,
    /// Where the new state came from.
    pub source: Source,
}

/// A fetch or an action that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub fault: Fault,
    /// The action that failed; `None` for a fetch.
    pub action: Option<Action>,
}

/// Where a state came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The answer to an action of this page.
    Action(Action),
    /// The answer to a search.
    Read,
    /// A live message.
    Live,
    /// Another tab.
    Tab,
    /// The host set the `user`.
    Host,
}

impl Source {
    /// The action whose answer it was, if it was one.
    pub fn action(self) -> Option<Action> {
        match self {
            Self::Action(action) => Some(action),
            _ => None,
        }
    }

    /// A stable name for it, for events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Action(_) => "action",
            Self::Read => "refresh",
            Self::Live => "live",
            Self::Tab => "tab",
            Self::Host => "host",
        }
    }
}
