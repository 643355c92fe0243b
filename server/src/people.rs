//! People, and the user object that the API shows of them.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{friendship::Friendship, pairs};

/// The id that a deleted account is served with.
pub const DELETED: &str = "-1";

/// The names that it is served with.
pub const FORMER_MEMBER: &str = "Former Member";

/// One row of `people`.
#[derive(Clone, Debug)]
pub struct Person {
    /// Digits, or "-1" for the deleted account.
    pub id: String,
    /// Any number of `[A-Za-z0-9._]`; the id of somebody else, even.
    pub username: String,
    /// Up to 35 characters of anything.
    pub displayname: String,
    /// Up to 200 characters.
    pub bio: Option<String>,
    /// The avatar's file name.
    pub image: Option<String>,
    /// Numbers from 1 to 6.
    pub badges: Option<Vec<u8>>,
    /// Whether this is the account of a former member.
    pub deleted: bool,
}

/// The user object of the API.
#[derive(Clone, Debug, Serialize)]
pub struct User {
    id: String,
    username: String,
    displayname: String,
    #[serde(rename = "isFriend")]
    is_friend: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    badges: Option<Vec<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bio: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
}

/// The columns that [`Person::from_row`] reads.
pub const COLUMNS: &str = "id, username, displayname, bio, image, badges, deleted";

impl Person {
    /// Reads a row of [`COLUMNS`].
    ///
    /// # Errors
    /// Whatever SQLite answers.
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let badges: Option<String> = row.get("badges")?;
        Ok(Self {
            id: row.get("id")?,
            username: row.get("username")?,
            displayname: row.get("displayname")?,
            bio: row.get("bio")?,
            image: row.get("image")?,
            badges: badges.and_then(|list| serde_json::from_str(&list).ok()),
            deleted: row.get("deleted")?,
        })
    }

    /// The person of that id.
    ///
    /// # Errors
    /// Whatever SQLite answers.
    pub fn find(database: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        database
            .query_row(
                &format!("SELECT {COLUMNS} FROM people WHERE id = ?1"),
                [id],
                Self::from_row,
            )
            .optional()
    }

    /// The same, unless the account was deleted.
    ///
    /// # Errors
    /// Whatever SQLite answers.
    pub fn find_living(database: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        Ok(Self::find(database, id)?.filter(|person| !person.deleted))
    }

    /// The user object, given what the viewer shares with this person. A name
    /// that is empty is that of a former member, a bio or an image that is
    /// empty is none (`docs/api.md#seen-since`).
    pub fn shown(self, friendship: Friendship) -> User {
        if self.deleted {
            return User {
                id: DELETED.to_owned(),
                username: FORMER_MEMBER.to_owned(),
                displayname: FORMER_MEMBER.to_owned(),
                is_friend: friendship.number(),
                badges: None,
                bio: None,
                image: None,
            };
        }
        let named = |name: String| match name.as_str() {
            "" => FORMER_MEMBER.to_owned(),
            _ => name,
        };
        let filled = |text: &String| !text.is_empty();
        User {
            id: self.id,
            username: named(self.username),
            displayname: named(self.displayname),
            is_friend: friendship.number(),
            badges: self.badges,
            bio: self.bio.filter(filled),
            image: self.image.filter(filled),
        }
    }

    /// The user object as `viewer` sees it now.
    ///
    /// # Errors
    /// Whatever SQLite answers.
    pub fn seen_by(self, database: &Connection, viewer: &str) -> rusqlite::Result<User> {
        let friendship = pairs::between(database, viewer, &self.id)?;
        Ok(self.shown(friendship))
    }

    /// Who this is, in few words.
    pub fn identity(&self) -> Value {
        json!({
            "id": self.id,
            "username": self.username,
            "displayname": self.displayname,
        })
    }

    /// The chat room with this person, as `acceptfriend` answers it.
    pub fn room(&self) -> Value {
        let mut room = json!({
            "id": self.id,
            "short": self.username,
            "long": self.displayname,
            "type": "user",
        });
        if let Some(image) = &self.image {
            room["image"] = json!(image);
        }
        if let Some(badges) = &self.badges {
            room["badges"] = json!(badges);
        }
        room
    }
}
