//! Profiles: the API's user objects, validated and cut to safe lengths.

mod json;

pub use json::BadProfile;

use crate::percent::push_encoded;
use crate::text::{clean, is_letter};
use crate::{Badge, Friendship};
use std::sync::Arc;

/// One user as the viewer sees them (`docs/api.md#the-user-object`).
///
/// ```
/// use kirimin_profile_card_core::{Friendship, Profile};
/// use serde_json::json;
///
/// let user = json!({ "id": "768", "username": "siti", "displayname": "Siti", "isFriend": 1 });
/// let profile = Profile::from_json(&user)?;
/// assert_eq!(profile.display_name, "Siti");
/// assert_eq!(profile.handle(), "@siti");
/// assert_eq!(profile.friendship, Friendship::Friends);
/// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The user's id, never empty; [`Profile::DELETED`] for a deleted account.
    pub id: String,
    /// The username, exactly as the server spells it (see [`Profile::handle`]).
    pub username: String,
    /// The display name, safe to show; if it would show nothing, the username, or else the id.
    pub display_name: String,
    /// The friendship with the viewer.
    pub friendship: Friendship,
    /// The user's own description; may contain line breaks.
    pub bio: Option<String>,
    /// The file name of the avatar on the server (see [`Profile::avatar_path`]).
    pub image: Option<String>,
    /// The badges, highest first (`docs/api.md#the-user-object`).
    pub badges: Vec<Badge>,
}

impl Profile {
    /// The id that the server gives deleted accounts (`docs/api.md#the-user-object`).
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    ///
    /// assert_eq!(Profile::deleted().id, Profile::DELETED);
    /// ```
    pub const DELETED: &'static str = "-1";
    /// The longest name shown, in characters; the API allows 35. Usernames can be longer.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let long = json!({ "id": "1", "username": "a", "displayname": "x".repeat(200) });
    /// assert!(Profile::from_json(&long)?.display_name.chars().count() <= Profile::MAX_NAME + 1);
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub const MAX_NAME: usize = 100;
    /// The longest bio shown, in characters; the API allows 200.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let long = json!({ "id": "1", "username": "a", "bio": "x".repeat(5000) });
    /// let bio = Profile::from_json(&long)?.bio.unwrap_or_default();
    /// assert!(bio.chars().count() <= Profile::MAX_BIO + 1);
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub const MAX_BIO: usize = 1000;
    /// The longest id and avatar file name accepted, and the longest username asked for, in
    /// characters.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let long = json!({ "id": "1".repeat(Profile::MAX_ID + 1), "username": "a" });
    /// assert!(Profile::from_json(&long).is_err());
    /// ```
    pub const MAX_ID: usize = 1000;

    /// Whether the account was deleted (`docs/api.md#the-user-object`).
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    ///
    /// assert!(Profile::deleted().is_deleted());
    /// ```
    pub fn is_deleted(&self) -> bool {
        self.id == Self::DELETED
    }

    /// The path of the avatar below the API base. The file name is percent-encoded as one
    /// segment, so that no name can point anywhere else.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let user = json!({ "id": "768", "username": "siti", "image": "a b.png" });
    /// let path = Profile::from_json(&user)?.avatar_path();
    /// assert_eq!(path.as_deref(), Some("/file/user/a%20b.png"));
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub fn avatar_path(&self) -> Option<String> {
        let image = self.image.as_deref()?;
        // Percent-encoding does not change "." and ".." (RFC 3986, 5.2.4).
        (!matches!(image, "." | "..")).then(|| {
            let mut path = String::from("/file/user/");
            push_encoded(&mut path, image);
            path
        })
    }

    /// The username as it is shown, after an `@`; empty if it would show nothing.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let user = json!({ "id": "768", "username": "siti" });
    /// assert_eq!(Profile::from_json(&user)?.handle(), "@siti");
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub fn handle(&self) -> String {
        let shown = clean(&self.username, Self::MAX_NAME, false);
        if shown.is_empty() {
            return shown;
        }
        ["@", &shown].concat()
    }

    /// The initial shown instead of a missing avatar: the first letter or digit of the name,
    /// in upper case if it is ASCII (the style sheet handles other letters).
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let user = json!({ "id": "768", "username": "siti" });
    /// assert_eq!(Profile::from_json(&user)?.initial(), 'S');
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub fn initial(&self) -> char {
        let mut names = self.display_name.chars().chain(self.username.chars());
        names
            .find(|c| is_letter(*c))
            .unwrap_or('?')
            .to_ascii_uppercase()
    }

    /// One of eight colours behind the initial, always the same for one person: 0 to 7.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    ///
    /// assert!(Profile::deleted().hue() < 8);
    /// ```
    pub fn hue(&self) -> u8 {
        self.id.bytes().fold(0, u8::wrapping_add) % 8
    }

    /// The placeholder for a deleted account (`docs/api.md#the-user-object`).
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    ///
    /// assert!(Profile::deleted().image.is_none());
    /// ```
    pub fn deleted() -> Self {
        Self {
            id: Self::DELETED.to_owned(),
            ..Self::default()
        }
    }

    /// Whether this may be the short form of a user object, which leaves bio, avatar and badges
    /// out (`docs/api.md#response---success`). An object that has any of them has all that there
    /// are.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let short = json!({ "id": "768", "username": "siti" });
    /// assert!(Profile::from_json(&short)?.may_be_short());
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub fn may_be_short(&self) -> bool {
        self.bio.is_none() && self.image.is_none() && self.badges.is_empty()
    }

    /// This object; if it may be the short form, with bio, avatar and badges of the `older` one.
    ///
    /// Replies to actions and live messages come in both forms. So a bio that is missing beside an
    /// avatar was removed; where all three are missing, only a search can tell.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    /// use std::sync::Arc;
    ///
    /// let read = |user| Profile::from_json(&user).map(Arc::new);
    /// let full = read(json!({ "id": "768", "username": "siti", "bio": "hi", "image": "a.png" }))?;
    /// let short = read(json!({ "id": "768", "username": "siti", "isFriend": 1 }))?;
    /// assert_eq!(short.completed_from(&full).bio.as_deref(), Some("hi"));
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    #[must_use]
    pub fn completed_from(mut self: Arc<Self>, older: &Self) -> Arc<Self> {
        if self.may_be_short() && !older.may_be_short() && self.id == older.id {
            let profile = Arc::make_mut(&mut self);
            profile.bio.clone_from(&older.bio);
            profile.image.clone_from(&older.image);
            profile.badges.clone_from(&older.badges);
        }
        self
    }
}

#[cfg(test)]
mod tests;
