//! Profiles: the API's user objects, validated and cut to safe lengths.

use crate::Friendship;
use crate::json::object;
use crate::percent::push_encoded;
use crate::text::{clean, is_letter};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::fmt;
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

    /// Reads a user object in the server's shape.
    ///
    /// Both spellings of the avatar (`image`, `img`) and of the badges
    /// (`badges`, `b`) are accepted (`docs/api.md#the-user-object`). The id and the username stay
    /// exact, for requests and events. The display name and the bio become safe to show: control
    /// characters are spaces, a name cannot change the direction of the text after it, at most
    /// four combining marks stay on one letter, and texts are cut to a length that cannot break
    /// a page.
    ///
    /// # Errors
    /// [`BadProfile`] names the first invalid field that the card cannot do without: `id` and
    /// `username` must be non-empty strings, `displayname` a string or absent. Optional fields
    /// of a wrong type are ignored.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let user = json!({ "id": "768", "username": "siti", "isFriend": 3 });
    /// assert_eq!(Profile::from_json(&user)?.display_name, "siti");
    /// assert!(Profile::from_json(&json!([])).is_err());
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub fn from_json(value: &Value) -> Result<Self, BadProfile> {
        let object = value.as_object().ok_or(BadProfile { field: "user" })?;
        let id = match object.get("id") {
            Some(Value::String(id))
                if !id.trim().is_empty() && id.chars().nth(Self::MAX_ID).is_none() =>
            {
                id.trim().to_owned()
            }
            _ => return Err(BadProfile { field: "id" }),
        };
        let username = match object.get("username") {
            Some(Value::String(name)) if !name.trim().is_empty() => name.clone(),
            _ => return Err(BadProfile { field: "username" }),
        };
        let display_name = match object.get("displayname") {
            Some(Value::String(name)) => name.as_str(),
            None | Some(Value::Null) => "",
            _ => {
                return Err(BadProfile {
                    field: "displayname",
                });
            }
        };
        let display_name = [display_name, &username]
            .into_iter()
            .map(|name| clean(name, Self::MAX_NAME, false))
            .find(|name| !name.is_empty());
        let text = |name: &str| object.get(name).and_then(Value::as_str);
        let numbers = ["badges", "b"]
            .into_iter()
            .find_map(|name| object.get(name).and_then(Value::as_array));
        let has = |badge: &Badge| {
            let mut numbers = numbers.into_iter().flatten();
            numbers.any(|number| number.as_u64() == Some(*badge as u64 + 1))
        };
        let badges = Badge::ALL.into_iter().filter(has).collect();
        Ok(Self {
            display_name: display_name.unwrap_or_else(|| id.clone()),
            id,
            username,
            friendship: Friendship::from_json(object.get("isFriend")),
            bio: text("bio")
                .map(|bio| clean(bio, Self::MAX_BIO, true))
                .filter(|bio| !bio.is_empty()),
            image: text("image")
                .or_else(|| text("img"))
                .filter(|image| !image.is_empty() && image.chars().nth(Self::MAX_ID).is_none())
                .map(str::to_owned),
            badges,
        })
    }

    /// Converts back to a user object, in the server's spelling.
    ///
    /// ```
    /// use kirimin_profile_card_core::Profile;
    /// use serde_json::json;
    ///
    /// let user = json!({ "id": "768", "username": "siti", "displayname": "Siti", "isFriend": 1 });
    /// assert_eq!(Profile::from_json(&user)?.to_json(), user);
    /// # Ok::<(), kirimin_profile_card_core::BadProfile>(())
    /// ```
    pub fn to_json(&self) -> Value {
        let mut fields = vec![
            ("id", Value::from(self.id.as_str())),
            ("username", self.username.as_str().into()),
            ("displayname", self.display_name.as_str().into()),
            ("isFriend", self.friendship.to_json()),
        ];
        if let Some(bio) = &self.bio {
            fields.push(("bio", bio.as_str().into()));
        }
        if let Some(image) = &self.image {
            fields.push(("image", image.as_str().into()));
        }
        if !self.badges.is_empty() {
            let number = |badge: &Badge| Value::from(*badge as u8 + 1);
            fields.push(("badges", self.badges.iter().map(number).collect()));
        }
        object(fields)
    }

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

/// In the server's shape, as [`Profile::to_json`] makes it: an app can keep a
/// user, or send one from its own server to the page.
impl Serialize for Profile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// As [`Profile::from_json`] reads it.
impl<'de> Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_json(&value).map_err(D::Error::custom)
    }
}

/// The user object is not one that a card can be made of.
///
/// ```
/// use kirimin_profile_card_core::{BadProfile, Profile};
/// use serde_json::json;
///
/// let user = json!({ "id": "768" });
/// assert_eq!(Profile::from_json(&user), Err(BadProfile { field: "username" }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadProfile {
    /// The field that is missing or of a wrong type, in the API's spelling;
    /// `user` if the value is not an object at all.
    pub field: &'static str,
}

impl fmt::Display for BadProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the user object has no usable field ")?;
        f.write_str(self.field)
    }
}

impl std::error::Error for BadProfile {}

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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Profile {
        Profile::from_json(&value).unwrap()
    }

    #[test]
    fn the_user_of_the_seed_is_read() {
        let profile = read(json!({
            "id": "761761", "username": "dvnkz", "displayname": "Devanka 761", "isFriend": 0
        }));
        assert_eq!(profile.id, "761761");
        assert_eq!(profile.username, "dvnkz");
        assert_eq!(profile.display_name, "Devanka 761");
        assert_eq!(profile.friendship, Friendship::None);
        assert_eq!(profile.avatar_path(), None);
    }

    #[test]
    fn both_spellings_of_avatar_and_badges_are_read() {
        for (image, badges) in [("image", "badges"), ("img", "b")] {
            let profile = read(json!({
                "id": "1", "username": "a", image: "a b.png", badges: [6, 1, 99, "x", 1]
            }));
            assert_eq!(
                profile.avatar_path().as_deref(),
                Some("/file/user/a%20b.png")
            );
            assert_eq!(profile.badges, [Badge::Developer, Badge::Bot]);
        }
    }

    #[test]
    fn an_empty_spelling_does_not_hide_the_other_one() {
        let profile = read(json!({
            "id": "1", "username": "a", "image": null, "img": "a.png", "badges": null, "b": [1]
        }));
        assert_eq!(profile.image.as_deref(), Some("a.png"));
        assert_eq!(profile.badges, [Badge::Developer]);
    }

    #[test]
    fn no_file_name_leads_out_of_the_avatar_folder() {
        for (image, path) in [
            ("../../x", Some("/file/user/..%2F..%2Fx")),
            (
                "javascript:alert(1)",
                Some("/file/user/javascript%3Aalert(1)"),
            ),
            (
                "//evil.example/x",
                Some("/file/user/%2F%2Fevil.example%2Fx"),
            ),
            ("a?b#c", Some("/file/user/a%3Fb%23c")),
            ("..", None),
            (".", None),
        ] {
            let profile = read(json!({"id": "1", "username": "a", "image": image}));
            assert_eq!(profile.avatar_path().as_deref(), path);
        }
    }

    /// The element checks users before its WebAssembly is there: by the same table.
    #[test]
    fn the_first_unusable_field_is_named() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/hosts/element/users.json"
        );
        let cases: Vec<Value> =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(cases.len() > 20);
        for case in &cases {
            let wrong = Profile::from_json(&case["user"]).err();
            let field = wrong.as_ref().map(|wrong| wrong.field);
            assert_eq!(field, case["wrong"].as_str(), "{case}");
        }
    }

    #[test]
    fn long_and_dirty_texts_are_cut_to_what_a_card_can_show() {
        let profile = read(json!({
            "id": "1", "username": "a\u{0}b", "displayname": "  x\r\ny\u{7}  ",
            "bio": format!("one\ntwo{}", "z".repeat(10_000_000)),
        }));
        assert_eq!(profile.username, "a\u{0}b");
        assert_eq!(profile.handle(), "@a b");
        assert_eq!(profile.display_name, "x y");
        let bio = profile.bio.unwrap();
        assert!(bio.starts_with("one\ntwo") && bio.ends_with('…'));
        assert_eq!(bio.chars().count(), Profile::MAX_BIO + 1);
    }

    #[test]
    fn a_long_username_stays_exact_and_is_cut_where_it_is_shown() {
        for length in [150, 300] {
            let long = "u".repeat(length);
            let profile = read(json!({"id": "1", "username": long}));
            assert_eq!(profile.username, long);
            assert_eq!(profile.to_json()["username"], long);
            for shown in [profile.handle(), profile.display_name] {
                assert!(shown.chars().count() <= Profile::MAX_NAME + 2, "{shown}");
                assert!(shown.ends_with('…'));
            }
        }
    }

    #[test]
    fn a_name_that_shows_nothing_gives_way_to_the_username_and_then_to_the_id() {
        let profile =
            read(json!({"id": "7", "username": "ana", "displayname": "\u{3164}\u{200b}"}));
        assert_eq!(profile.display_name, "ana");
        assert_eq!(profile.initial(), 'A');
        let profile = read(json!({"id": "7", "username": "\u{2800}", "displayname": "\u{2800}"}));
        assert_eq!(
            (profile.display_name.as_str(), profile.handle()),
            ("7", String::new())
        );
        assert_eq!(profile.username, "\u{2800}");
        let profile = read(json!({"id": "7", "username": "ana", "bio": "\u{200b}\n\u{3164}"}));
        assert_eq!(profile.bio, None);
    }

    #[test]
    fn a_bio_that_is_missing_beside_an_avatar_or_badges_was_removed() {
        let whole = read(json!({
            "id": "1", "username": "a", "bio": "hi", "image": "a.png", "badges": [2]
        }));
        let now = read(json!({"id": "1", "username": "a", "img": "b.png", "isFriend": 1}));
        let merged = Arc::new(now.clone()).completed_from(&whole);
        assert_eq!(*merged, now);
        let now = read(json!({"id": "1", "username": "a", "bio": "ho", "isFriend": 1}));
        assert_eq!(*Arc::new(now.clone()).completed_from(&whole), now);
    }

    #[test]
    fn a_shorter_answer_keeps_what_a_search_had_said() {
        let whole = read(json!({
            "id": "1", "username": "a", "bio": "hi", "image": "a.png", "badges": [2], "isFriend": 3
        }));
        let short = read(json!({"id": "1", "username": "a", "isFriend": 0}));
        let merged = Arc::new(short).completed_from(&whole);
        assert_eq!(merged.friendship, Friendship::None);
        assert_eq!(merged.bio.as_deref(), Some("hi"));
        assert_eq!(merged.image.as_deref(), Some("a.png"));
        assert_eq!(merged.badges, [Badge::Staff]);
    }

    #[test]
    fn an_app_can_keep_a_profile_with_serde() {
        let user =
            json!({"id": "1", "username": "ana", "displayname": "Ana", "isFriend": 7, "b": [3]});
        let profile: Profile = serde_json::from_value(user).unwrap();
        let kept = serde_json::to_string(&profile).unwrap();
        assert_eq!(serde_json::from_str::<Profile>(&kept).unwrap(), profile);
        let wrong = serde_json::from_value::<Profile>(json!({"id": "1"}));
        assert!(wrong.unwrap_err().to_string().contains("username"));
    }

    #[test]
    fn a_profile_survives_being_told_to_another_tab() {
        for state in [json!(0), json!(3), json!(4), json!("3"), json!(null)] {
            let profile = read(json!({
                "id": "1", "username": "a", "displayname": "A", "bio": "hi",
                "image": "a.png", "badges": [1, 6], "isFriend": state
            }));
            assert_eq!(read(profile.to_json()), profile);
        }
    }

    #[test]
    fn the_initial_is_a_letter_of_the_name() {
        for (name, initial) in [
            ("devanka", 'D'),
            ("🌸 sakura", 'S'),
            ("(ana)", 'A'),
            ("\u{200b}\u{2800}7up", '7'),
            ("ßx", 'ß'),
            ("مريم", 'م'),
            ("「桜」", '桜'),
            ("🌸", 'U'),
        ] {
            let profile = read(json!({"id": "1", "username": "u1", "displayname": name}));
            assert_eq!(profile.initial(), initial);
        }
    }
}
