//! Badges: what the service says of a user.

/// A badge, in the order in which badges are shown (`docs/api.md#the-user-object`).
///
/// ```
/// use kirimin_profile_card_core::{Badge, Profile};
/// use serde_json::json;
///
/// let profile = Profile::from_json(&json!({ "id": "768", "username": "siti", "badges": [5] }))?;
/// assert_eq!(profile.badges, [Badge::Verified]);
/// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Badge {
    /// 1, "DEVELOPER".
    Developer,
    /// 2, "STAFF".
    Staff,
    /// 3, "MODERATOR".
    Moderator,
    /// 4, "LOYAL DONATOR".
    Donator,
    /// 5, "WHITELISTED VERIFIED".
    Verified,
    /// 6, AI bot.
    Bot,
}

impl Badge {
    /// All badges, highest first.
    ///
    /// ```
    /// use kirimin_profile_card_core::Badge;
    ///
    /// assert_eq!(Badge::ALL[0], Badge::Developer);
    /// ```
    pub const ALL: [Self; 6] = [
        Self::Developer,
        Self::Staff,
        Self::Moderator,
        Self::Donator,
        Self::Verified,
        Self::Bot,
    ];
}
