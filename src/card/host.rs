//! The interface between a card and its host.

use kirimin_profile_card_core::engine::{CardEvent, Phase};
use kirimin_profile_card_core::{Action, Profile};
use std::sync::Arc;

/// The host that embeds a card, and receives its events. A host may remove the card within any of
/// these methods.
///
/// ```
/// use kirimin_profile_card::{Action, ActionRequest, CardEvent, Host, Phase, Profile};
/// use std::sync::Arc;
///
/// /// Lets nobody end a friendship.
/// struct Loyal;
///
/// impl Host for Loyal {
///     fn allows(&self, request: ActionRequest) -> bool {
///         request.action != Action::Unfriend
///     }
///
///     fn event(&self, _event: CardEvent) {}
///
///     fn phase(&self, _phase: &Phase, _user: Option<&Arc<Profile>>) {}
/// }
/// ```
pub trait Host {
    /// A person wants to take an action; return `false` to prevent the request.
    fn allows(&self, request: ActionRequest) -> bool;
    /// The user was loaded or changed, or something failed.
    fn event(&self, event: CardEvent);
    /// The phase or the user changed.
    fn phase(&self, phase: &Phase, user: Option<&Arc<Profile>>);
}

/// An action that a person wants to take, and that the host may prevent.
///
/// ```
/// use kirimin_profile_card::{Action, ActionRequest};
///
/// fn describe(request: &ActionRequest) -> String {
///     match request.action {
///         Action::Ignore => format!("reject {}", request.user.display_name),
///         action => action.to_string(),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRequest {
    /// The target user.
    pub user: Arc<Profile>,
    /// The requested action.
    pub action: Action,
}
