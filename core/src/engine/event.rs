//! Events: the engine's input.

use super::{CardId, RequestId, TabMessage};
use crate::api::Reply;
use crate::{Action, LiveMessage, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// Something that happened; see [`super::Engine::handle`].
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// A card was mounted.
    Attach {
        /// An id that was not used before.
        card: CardId,
        /// The id or username to show.
        userid: &'a str,
        /// The user, if the host already has the profile: shown at once.
        user: Option<Arc<Profile>>,
        /// Whether to fetch now; `false` for a lazy card far from the viewport.
        awake: bool,
    },
    /// A card was unmounted. Fetches that no other card needs are cancelled; an action is still sent.
    Detach(CardId),
    /// A lazy card came near the viewport, or left it.
    SetAwake(CardId, bool),
    /// The host set the user of a card.
    HostUser(CardId, Arc<Profile>),
    /// A person pressed an action's button and confirmed it, where needed. Ignored if the state
    /// does not offer the action.
    Press(CardId, Action),
    /// A person or the host requested a new fetch.
    Refresh(CardId),
    /// The host may have missed live messages: every state is fetched again.
    RefreshAll,
    /// The reply to a request, or its failure. Unknown ids are ignored.
    Reply(RequestId, Reply),
    /// The lock shared by all tabs was granted (see [`super::Effect::AcquireLock`]).
    LockGranted,
    /// The time of [`super::Effect::SetTimer`] has come.
    Tick,
    /// A message from the host's WebSocket (`docs/api.md#live-messages`).
    Live(&'a LiveMessage),
    /// A message from another tab.
    Tab(TabMessage),
    /// The host set the viewer's id; `None`: nobody is logged in.
    Viewer(Option<Rc<str>>),
    /// Whether the browser says that it is online. Only a hint: `false` can be wrong
    /// (HTML, `navigator.onLine`).
    Online(bool),
    /// Whether the page is visible.
    Visible(bool),
    /// The page is being left (HTML, `pagehide`): actions that wait are sent at once.
    Leave,
    /// The page is back from the back/forward cache or from being frozen. Anything may have
    /// changed, even the viewer: every state is fetched before its buttons count again.
    Return,
}
