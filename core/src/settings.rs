//! The settings of a card, as its host sets them.

use crate::Profile;
use crate::strings::Overrides;
use std::sync::Arc;

/// Everything a host can set, as plain values: the component's props, or the
/// element's attributes and properties.
///
/// ```
/// use kirimin_profile_card_core::{Layout, Settings};
///
/// let settings = Settings {
///     userid: "761761".to_owned(),
///     viewer_id: Some("7684481".to_owned()),
///     layout: Layout::Row,
///     ..Settings::default()
/// };
/// assert!(!settings.is_own(None));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The user to show: an id, or a username. Digits alone are always an id.
    pub userid: String,
    /// The user to show, if the host already has the profile: then nothing is fetched, unless
    /// the server has said something else about them.
    pub user: Option<Arc<Profile>>,
    /// The viewer's id. The viewer's own card has no buttons.
    pub viewer_id: Option<String>,
    /// The language, as a BCP 47 tag. `None`: that of the nearest element with a `lang`.
    pub lang: Option<String>,
    /// The host's own texts, for some or all strings.
    pub strings: Option<Overrides>,
    /// When to fetch.
    pub loading: Loading,
    /// The heading level of the name.
    pub heading_level: HeadingLevel,
    /// The layout.
    pub layout: Layout,
    /// Whether to skip the confirmation before unfriending, cancelling and rejecting.
    pub no_confirm: bool,
}

impl Settings {
    /// Whether `user` is the viewer; if `None`, whether the requested user is.
    ///
    /// ```
    /// use kirimin_profile_card_core::Settings;
    ///
    /// let settings = Settings {
    ///     userid: "7684481".to_owned(),
    ///     viewer_id: Some("7684481".to_owned()),
    ///     ..Settings::default()
    /// };
    /// assert!(settings.is_own(None));
    /// ```
    pub fn is_own(&self, user: Option<&Profile>) -> bool {
        let id = user.map_or(self.userid.trim(), |user| &user.id);
        !id.is_empty() && self.viewer_id.as_deref() == Some(id)
    }
}

/// When a card fetches its user.
///
/// ```
/// use kirimin_profile_card_core::{Loading, Settings};
///
/// assert_eq!(Settings::default().loading, Loading::Eager);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loading {
    /// Immediately.
    #[default]
    Eager,
    /// When the card comes near the viewport.
    Lazy,
}

/// The layout of a card.
///
/// ```
/// use kirimin_profile_card_core::Layout;
///
/// assert_eq!(Layout::default(), Layout::Card);
/// assert_eq!(Layout::Row.name(), "row");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A card with all details.
    #[default]
    Card,
    /// One row for lists: name, status and buttons.
    Row,
}

impl Layout {
    /// Its value in the `layout` attribute.
    ///
    /// ```
    /// use kirimin_profile_card_core::Layout;
    ///
    /// assert_eq!(Layout::Card.name(), "card");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Row => "row",
        }
    }
}

/// The heading level of the name (WAI-ARIA, `aria-level`): 2 to 6, 3 by default.
///
/// ```
/// use kirimin_profile_card_core::HeadingLevel;
///
/// assert_eq!(HeadingLevel::default().as_str(), "3");
/// assert_eq!(HeadingLevel::from(1).as_str(), "2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingLevel(u8);

impl Default for HeadingLevel {
    fn default() -> Self {
        Self(3)
    }
}

impl From<u8> for HeadingLevel {
    /// The nearest level from 2 to 6.
    fn from(level: u8) -> Self {
        Self(level.clamp(2, 6))
    }
}

impl HeadingLevel {
    /// The level as text.
    ///
    /// ```
    /// use kirimin_profile_card_core::HeadingLevel;
    ///
    /// assert_eq!(HeadingLevel::from(9).as_str(), "6");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self.0 {
            2 => "2",
            4 => "4",
            5 => "5",
            6 => "6",
            _ => "3",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_own_by_the_shown_user_or_else_by_whom_it_asks_for() {
        let mut settings = Settings {
            userid: " 7684481 ".to_owned(),
            ..Settings::default()
        };
        assert!(!settings.is_own(None));
        settings.viewer_id = Some("7684481".to_owned());
        assert!(settings.is_own(None));
        let other = Profile {
            id: "761761".to_owned(),
            ..Profile::default()
        };
        assert!(!settings.is_own(Some(&other)));
        settings.viewer_id = Some(String::new());
        settings.userid.clear();
        assert!(!settings.is_own(None), "nobody is nobody's own");
    }

    #[test]
    fn a_heading_has_a_rank_from_2_to_6() {
        let ranks: Vec<_> = (0..9).map(|n| HeadingLevel::from(n).as_str()).collect();
        assert_eq!(ranks, ["2", "2", "2", "3", "4", "5", "6", "6", "6"]);
        assert_eq!(HeadingLevel::default().as_str(), "3");
    }
}
