//! What a card hands out to its host.

use kirimin_profile_card_core::engine::{CardEvent, Phase};
use kirimin_profile_card_core::{Action, Profile};
use std::sync::Arc;

/// Who embeds a card, and hears what happens on it. A host may take the card
/// away within each of its methods.
pub trait Host {
    /// A person wants to act; `false` keeps the request from being made.
    fn allows(&self, request: ActionRequest) -> bool;
    /// Something has happened.
    fn event(&self, event: CardEvent);
    /// Something else is going on, or another user is known.
    fn phase(&self, phase: &Phase, user: Option<&Arc<Profile>>);
}

/// A person wants this done: what the host may prevent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRequest {
    /// The target user.
    pub user: Arc<Profile>,
    /// The requested action.
    pub action: Action,
}
