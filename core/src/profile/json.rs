//! Profiles in the server's shape, read and written.

use super::Profile;
use crate::json::object;
use crate::text::clean;
use crate::{Badge, Friendship};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::fmt;

impl Profile {
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
