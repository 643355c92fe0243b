//! One entry of the log.

use super::call::Person;

/// The kind of an entry: its name for styles, and what is shown, which is the element's event if there is one.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A card is about to make a request.
    Action,
    /// A friendship has changed.
    Change,
    /// Something did not work.
    Error,
    /// A user is known.
    Load,
    /// A message came through the WebSocket.
    Live,
    /// Somebody has logged in or out.
    Session,
}

impl Kind {
    /// The name for styles, and what is shown.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Action => ["action", "friendship-action"],
            Self::Change => ["change", "friendship-change"],
            Self::Error => ["error", "friendship-error"],
            Self::Load => ["load", "profile-load"],
            Self::Live => ["live", "WebSocket"],
            Self::Session => ["session", "session"],
        }
    }
}

/// One entry of the log.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The time of day, for people.
    pub at: String,
    /// The time, for machines (ISO 8601).
    pub iso: String,
    /// What kind of thing happened.
    pub kind: Kind,
    /// What happened, in English and Indonesian.
    pub what: [String; 2],
    /// Whom it is about.
    pub whom: Option<Person>,
}

impl Entry {
    /// Something that happened now, in English and Indonesian, and to whom.
    pub fn now(kind: Kind, what: [String; 2], whom: Option<Person>) -> Self {
        let now = js_sys::Date::new_0();
        let at = [now.get_hours(), now.get_minutes(), now.get_seconds()]
            .map(|number| ["0", &number.to_string()].concat())
            .map(|text| text[text.len() - 2..].to_owned())
            .join(":");
        Self {
            at,
            iso: now.to_iso_string().into(),
            kind,
            what,
            whom,
        }
    }
}

/// What is the same in both languages.
pub fn both(text: &str) -> [String; 2] {
    [text.to_owned(), text.to_owned()]
}
