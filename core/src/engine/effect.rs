//! Effects: the engine's output, and the events it reports to hosts.

use super::{CardId, CardView, Millis, RequestId, TabMessage};
use crate::api::{ApiCall, Fault};
use crate::{Action, Profile};
use std::sync::Arc;

/// Something for the store to carry out, in the order in which it is returned.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Show this view in the card. Only returned if it differs from what the card shows
    /// (initially [`CardView::default`]).
    Show(CardId, CardView),
    /// Send the request, and report its reply as [`super::Event::Reply`] with this id.
    Send(RequestId, ApiCall),
    /// Abort the request; its reply is no longer needed.
    Abort(RequestId),
    /// Request the lock shared by all tabs, and report it as [`super::Event::LockGranted`].
    AcquireLock,
    /// Take the lock from a tab that holds it for too long, because it is frozen or blocked.
    StealLock,
    /// Release the lock, or withdraw the request for it.
    ReleaseLock,
    /// Send [`super::Event::Tick`] at this time, in milliseconds since the Unix epoch. Replaces
    /// the previous timer; `None` only clears it.
    SetTimer(Option<Millis>),
    /// Send the message to the other tabs.
    Publish(TabMessage),
    /// Report the event to the card's host.
    Emit(CardId, CardEvent),
}

/// What a card reports to its host.
///
/// ```
/// use kirimin_profile_card_core::engine::CardEvent;
///
/// fn describe(event: &CardEvent) -> String {
///     match event {
///         CardEvent::Loaded(user) => format!("loaded {}", user.display_name),
///         CardEvent::Changed(change) => format!("{} is {} now", change.user.id, change.user.friendship),
///         CardEvent::Failed(failure) => format!("failed: {}", failure.fault.name()),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum CardEvent {
    /// The user was loaded for the first time.
    Loaded(Arc<Profile>),
    /// The friendship has changed.
    Changed(Change),
    /// A fetch or an action failed.
    Failed(Failure),
}

/// A change of the friendship.
///
/// ```
/// use kirimin_profile_card_core::Friendship;
/// use kirimin_profile_card_core::engine::Change;
///
/// fn are_new_friends(change: &Change) -> bool {
///     change.user.friendship == Friendship::Friends
///         && change.previous.friendship != Friendship::Friends
/// }
/// ```
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
///
/// ```
/// use kirimin_profile_card_core::Action;
/// use kirimin_profile_card_core::api::Fault;
/// use kirimin_profile_card_core::engine::Failure;
///
/// let failure = Failure { fault: Fault::Offline, action: Some(Action::Ignore) };
/// assert_eq!((failure.fault.code(), failure.fault.msg()), (0, "OFFLINE"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub fault: Fault,
    /// The action that failed; `None` for a fetch or a bad user id.
    pub action: Option<Action>,
}

/// Where a state came from.
///
/// ```
/// use kirimin_profile_card_core::Action;
/// use kirimin_profile_card_core::engine::Source;
///
/// assert_eq!(Source::Action(Action::Add).action(), Some(Action::Add));
/// assert_eq!(Source::Live.action(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An action of this page.
    Action(Action),
    /// A fetch.
    Read,
    /// A live message.
    Live,
    /// Another tab.
    Tab,
    /// The host, by setting `user`.
    Host,
}

impl Source {
    /// The action, if the state came from one.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, engine::Source};
    ///
    /// assert_eq!(Source::Action(Action::Ignore).action(), Some(Action::Ignore));
    /// assert_eq!(Source::Tab.action(), None);
    /// ```
    pub fn action(self) -> Option<Action> {
        match self {
            Self::Action(action) => Some(action),
            _ => None,
        }
    }

    /// A stable name, for events.
    ///
    /// ```
    /// use kirimin_profile_card_core::engine::Source;
    ///
    /// assert_eq!(Source::Read.name(), "refresh");
    /// ```
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
