//! The friendship between the shown user and the viewer, and the actions each state offers.

use crate::Action;
use crate::json;
use serde_json::Value;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The friendship between the shown user and the viewer (`isFriend`; `docs/api.md#friendship-and-buttons`).
///
/// Only the server decides it. A value that the specification does not define is kept as
/// received, so that the card can show it as unknown and offer no wrong button.
///
/// ```
/// use kirimin_profile_card_core::{Action, Friendship};
///
/// let received = Friendship::from_json(Some(&3.into()));
/// assert_eq!(received, Friendship::RequestReceived);
/// assert_eq!(received.actions(), [Action::Accept, Action::Ignore]);
/// assert_eq!(Action::Ignore.expected(), Friendship::None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Friendship {
    /// 0: not friends.
    #[default]
    None,
    /// 1: friends.
    Friends,
    /// 2: the viewer has sent a request.
    RequestSent,
    /// 3: the viewer has received a request.
    RequestReceived,
    /// Any other value, kept as received.
    Unknown(UnknownState),
}

/// A value of `isFriend` that the specification does not define.
///
/// ```
/// use kirimin_profile_card_core::Friendship;
///
/// let state = Friendship::from_json(Some(&"blocked".into()));
/// assert!(matches!(state, Friendship::Unknown(_)));
/// assert!(state.actions().is_empty());
/// assert_eq!(state.as_str(), r#""blocked""#);
/// ```
#[derive(Clone, Debug)]
pub struct UnknownState {
    /// Its JSON text (`4`, `-1`, `"3"`, `null`), cut to [`Friendship::MAX_UNKNOWN`] characters.
    text: String,
    /// The value itself; the cut text if the text had to be cut.
    json: Arc<Value>,
}

/// By its text: values that read the same are the same state.
impl PartialEq for UnknownState {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for UnknownState {}

impl Hash for UnknownState {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}

impl From<&Value> for UnknownState {
    fn from(value: &Value) -> Self {
        let mut text = json::text(value, Friendship::MAX_UNKNOWN + 1);
        let json = match text.char_indices().nth(Friendship::MAX_UNKNOWN) {
            None => value.clone(),
            Some((end, _)) => {
                text.truncate(end);
                text.as_str().into()
            }
        };
        Self {
            text,
            json: Arc::new(json),
        }
    }
}

impl Friendship {
    /// The longest text kept of an unknown value, in characters.
    ///
    /// ```
    /// use kirimin_profile_card_core::Friendship;
    ///
    /// let state = Friendship::from_json(Some(&"x".repeat(100).into()));
    /// assert_eq!(state.as_str().chars().count(), Friendship::MAX_UNKNOWN);
    /// ```
    pub const MAX_UNKNOWN: usize = 40;

    /// Reads the `isFriend` of a user object. If missing, it is 0, as in the original client (`docs/api.md#the-user-object`).
    ///
    /// Numbers are compared by value, as in JavaScript: `1.0` is `1`. Strings are not
    /// converted: `"3"` is unknown.
    ///
    /// ```
    /// use kirimin_profile_card_core::Friendship;
    ///
    /// assert_eq!(Friendship::from_json(None), Friendship::None);
    /// assert_eq!(Friendship::from_json(Some(&2.into())), Friendship::RequestSent);
    /// assert!(matches!(Friendship::from_json(Some(&"2".into())), Friendship::Unknown(_)));
    /// ```
    pub fn from_json(value: Option<&Value>) -> Self {
        let Some(value) = value else {
            return Self::None;
        };
        match value.as_f64() {
            Some(0.0) => Self::None,
            Some(1.0) => Self::Friends,
            Some(2.0) => Self::RequestSent,
            Some(3.0) => Self::RequestReceived,
            _ => Self::Unknown(value.into()),
        }
    }

    /// The actions this state offers, the primary one first (`docs/api.md#friendship-and-buttons`).
    ///
    /// An unknown state offers none: no button is better than a wrong one.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, Friendship};
    ///
    /// assert_eq!(Friendship::Friends.actions(), [Action::Unfriend]);
    /// ```
    pub fn actions(&self) -> &'static [Action] {
        match self {
            Self::None => &[Action::Add],
            Self::Friends => &[Action::Unfriend],
            Self::RequestSent => &[Action::Cancel],
            Self::RequestReceived => &[Action::Accept, Action::Ignore],
            Self::Unknown(_) => &[],
        }
    }

    /// Converts back to a value of `isFriend`. An unknown value that was cut becomes the cut text.
    ///
    /// ```
    /// use kirimin_profile_card_core::Friendship;
    ///
    /// assert_eq!(Friendship::RequestReceived.to_json(), 3);
    /// ```
    pub fn to_json(&self) -> Value {
        match self {
            Self::None => 0.into(),
            Self::Friends => 1.into(),
            Self::RequestSent => 2.into(),
            Self::RequestReceived => 3.into(),
            Self::Unknown(state) => Value::clone(&state.json),
        }
    }

    /// The value of `isFriend` as text, used for `data-friendship`.
    ///
    /// ```
    /// use kirimin_profile_card_core::Friendship;
    ///
    /// assert_eq!(Friendship::Friends.as_str(), "1");
    /// ```
    pub fn as_str(&self) -> &str {
        match self {
            Self::None => "0",
            Self::Friends => "1",
            Self::RequestSent => "2",
            Self::RequestReceived => "3",
            Self::Unknown(state) => &state.text,
        }
    }
}

impl Action {
    /// The state this action normally leads to. Never shown before the server confirms it.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, Friendship};
    ///
    /// assert_eq!(Action::Accept.expected(), Friendship::Friends);
    /// ```
    pub const fn expected(self) -> Friendship {
        match self {
            Self::Add => Friendship::RequestSent,
            Self::Unfriend | Self::Cancel | Self::Ignore => Friendship::None,
            Self::Accept => Friendship::Friends,
        }
    }
}

impl fmt::Display for Friendship {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_expected_state_never_offers_the_same_action_again() {
        for action in Action::ALL {
            assert!(!action.expected().actions().contains(&action));
        }
    }

    fn friendship(value: Value) -> Friendship {
        Friendship::from_json(Some(&value))
    }

    #[test]
    fn the_four_numbers_of_the_seed_are_known() {
        assert_eq!(friendship(json!(0)), Friendship::None);
        assert_eq!(friendship(json!(1)), Friendship::Friends);
        assert_eq!(friendship(json!(2)), Friendship::RequestSent);
        assert_eq!(friendship(json!(3)), Friendship::RequestReceived);
        assert_eq!(friendship(json!(1.0)), Friendship::Friends);
    }

    #[test]
    fn a_missing_state_is_not_friends() {
        assert_eq!(Friendship::from_json(None), Friendship::None);
    }

    #[test]
    fn anything_else_is_kept_as_it_came_and_has_no_button() {
        for (value, text) in [
            (json!(4), "4"),
            (json!(-1), "-1"),
            (json!(1.5), "1.5"),
            (json!("3"), "\"3\""),
            (json!(null), "null"),
            (json!(true), "true"),
            (json!([3]), "[3]"),
        ] {
            let unknown = friendship(value);
            assert_eq!(unknown.as_str(), text);
            assert!(unknown.actions().is_empty());
        }
        assert_eq!(
            friendship(json!("x".repeat(9000))).as_str().chars().count(),
            Friendship::MAX_UNKNOWN
        );
    }

    #[test]
    fn each_state_has_the_buttons_of_the_seed() {
        assert_eq!(Friendship::None.actions(), [Action::Add]);
        assert_eq!(Friendship::Friends.actions(), [Action::Unfriend]);
        assert_eq!(Friendship::RequestSent.actions(), [Action::Cancel]);
        assert_eq!(
            Friendship::RequestReceived.actions(),
            [Action::Accept, Action::Ignore]
        );
    }
}
