//! The five actions a viewer can take on a friendship.

use std::fmt;
use std::str::FromStr;

/// What an action button of the card does (`docs/api.md#endpoints`).
///
/// ```
/// use kirimin_profile_card_core::Action;
///
/// assert_eq!("ignorefriend".parse(), Ok(Action::Ignore));
/// assert_eq!(Action::Add.name(), "addfriend");
/// assert!(Action::Unfriend.asks_first());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send a friend request.
    Add,
    /// End the friendship.
    Unfriend,
    /// Cancel the viewer's own request.
    Cancel,
    /// Accept the other person's request.
    Accept,
    /// Reject the other person's request (`docs/api.md#reject-seed`).
    Ignore,
}

impl Action {
    /// All actions, in the order of the API's table.
    ///
    /// ```
    /// use kirimin_profile_card_core::Action;
    ///
    /// assert_eq!(Action::ALL.map(Action::name)[0], "addfriend");
    /// ```
    pub const ALL: [Self; 5] = [
        Self::Add,
        Self::Unfriend,
        Self::Cancel,
        Self::Accept,
        Self::Ignore,
    ];

    /// The API's name: the last path segment of the endpoint, also used for the
    /// button's `data-action`.
    ///
    /// ```
    /// use kirimin_profile_card_core::Action;
    ///
    /// assert_eq!(Action::Ignore.name(), "ignorefriend");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "addfriend",
            Self::Unfriend => "unfriend",
            Self::Cancel => "cancelfriend",
            Self::Accept => "acceptfriend",
            Self::Ignore => "ignorefriend",
        }
    }

    /// Whether the card asks "are you sure" first, as the original client does
    /// (`docs/api.md#friendship-and-buttons`).
    ///
    /// ```
    /// use kirimin_profile_card_core::Action;
    ///
    /// assert!(Action::Cancel.asks_first());
    /// assert!(!Action::Accept.asks_first());
    /// ```
    pub const fn asks_first(self) -> bool {
        matches!(self, Self::Unfriend | Self::Cancel | Self::Ignore)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, UnknownAction> {
        Self::ALL
            .into_iter()
            .find(|action| action.name() == name)
            .ok_or(UnknownAction)
    }
}

/// The text is not one of the API's five action names.
///
/// ```
/// use kirimin_profile_card_core::{Action, UnknownAction};
///
/// assert_eq!("follow".parse::<Action>(), Err(UnknownAction));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAction;

impl fmt::Display for UnknownAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no action of the friend API has this name")
    }
}

impl std::error::Error for UnknownAction {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_by_its_api_name() {
        for action in Action::ALL {
            assert_eq!(action.name().parse(), Ok(action));
        }
        assert_eq!("follow".parse::<Action>(), Err(UnknownAction));
    }

    #[test]
    fn only_what_takes_something_away_is_asked_first() {
        let asked: Vec<_> = Action::ALL.into_iter().filter(|a| a.asks_first()).collect();
        assert_eq!(asked, [Action::Unfriend, Action::Cancel, Action::Ignore]);
    }
}
