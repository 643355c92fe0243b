//! What the engine asks its surroundings to do, and what it has to tell.

use super::{CardId, JobId, Millis, News};
use crate::api::{Fault, Request};
use crate::{Action, Profile};

/// Something for the browser to carry out. The engine itself touches nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send the request; hand the answer to [`super::Engine::replied`] under this job.
    Send(JobId, Request),
    /// Abort the request of this job; its answer is not wanted any more.
    Abort(JobId),
    /// Ask for the line's turn among all tabs; call [`super::Engine::turn`] when it comes.
    AskTurn,
    /// Give the turn back.
    EndTurn,
    /// Call [`super::Engine::tick`] at this time, in place of any earlier wish; `None`: no more.
    Wake(Option<Millis>),
    /// Tell the other tabs.
    Publish(News),
    /// What this card shows has changed: see [`super::Engine::view`].
    Show(CardId),
    /// Tell the host of this card.
    Tell(CardId, Happening),
}

/// What a card tells its host, as the element's events do.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The user is known for the first time.
    Loaded(Profile),
    /// The friendship has changed.
    Changed {
        /// The user now.
        user: Profile,
        /// The user before.
        previous: Profile,
        /// Where the news came from.
        source: Source,
    },
    /// Something did not work.
    Failed {
        /// What went wrong.
        fault: Fault,
        /// The action it happened to; `None` for a fetch.
        action: Option<Action>,
    },
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
    /// The action it came from, if it did.
    pub fn action(self) -> Option<crate::Action> {
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

use std::sync::Arc;
/// Shim.
#[derive(Clone, Debug, PartialEq)]
pub enum CardEvent {
    /// .
    Loaded(Arc<Profile>),
    /// .
    Changed(Change),
    /// .
    Failed(Failure),
}
/// Shim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// .
    pub user: Arc<Profile>,
    /// .
    pub previous: Arc<Profile>,
    /// .
    pub source: Source,
}
/// Shim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// .
    pub fault: Fault,
    /// .
    pub action: Option<Action>,
}
impl From<Happening> for CardEvent {
    fn from(h: Happening) -> Self {
        match h {
            Happening::Loaded(u) => Self::Loaded(Arc::new(u)),
            Happening::Changed {
                user,
                previous,
                source,
            } => Self::Changed(Change {
                user: Arc::new(user),
                previous: Arc::new(previous),
                source,
            }),
            Happening::Failed { fault, action } => Self::Failed(Failure { fault, action }),
        }
    }
}
