//! Everything that can happen to the engine.

use super::{CardId, RequestId, TabMessage};
use crate::api::Reply;
use crate::{Action, LiveMessage, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// One thing that happened; see [`super::Engine::handle`].
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// A card was mounted.
    Attach {
        /// A new id.
        card: CardId,
        /// The id or username to show.
        userid: &'a str,
        /// The user, where the host has it already: shown without a fetch.
        user: Option<Arc<Profile>>,
        /// Whether the user is wanted now; a lazy card far from the viewport does not want it yet.
        awake: bool,
    },
    /// A card was unmounted. Fetches that no other card waits for are cancelled; an action still goes.
    Detach(CardId),
    /// A lazy card came near the viewport, or left it.
    SetAwake(CardId, bool),
    /// The host set the user of a card.
    HostUser(CardId, Arc<Profile>),
    /// A person pressed a button, and confirmed it where the card asks. Ignored if the state does not offer the action.
    Press(CardId, Action),
    /// A person or the host wants the state fetched again.
    Refresh(CardId),
    /// The answer to a request, or its failure. Unknown ids are ignored.
    Reply(RequestId, Reply),
    /// The lock among the tabs was granted (see [`super::Effect::AcquireLock`]).
    LockGranted,
    /// The time of [`super::Effect::SetTimer`] has come.
    Tick,
    /// A message of the host's WebSocket (`docs/api.md#live-messages`).
    Live(&'a LiveMessage),
    /// A message of another tab.
    Tab(TabMessage),
    /// The viewer's id as the host knows it; `None`: nobody is logged in.
    Viewer(Option<Rc<str>>),
    /// Whether the browser is online.
    Online(bool),
    /// Whether the page can be seen.
    Visible(bool),
}
