//! What a host can set on a card, and what it hears from it.

use crate::{Action, Profile};

/// When a card fetches its user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loading {
    /// At once.
    #[default]
    Eager,
    /// When it comes near the viewport.
    Lazy,
}

/// The shape of a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A card with everything on it.
    #[default]
    Card,
    /// One row for lists: who it is, and the buttons.
    Row,
}

impl Layout {
    /// Its name in the `layout` attribute.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Row => "row",
        }
    }
}

/// A person wants this done: what the host may prevent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRequest {
    /// To whom.
    pub user: Profile,
    /// What.
    pub action: Action,
}
