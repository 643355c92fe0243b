//! Tab messages: what the tabs of one browser send each other.

use super::Interval;
use crate::Profile;
use crate::json::object;
use serde_json::Value;
use std::rc::Rc;
use std::sync::Arc;

/// The version of the message format. Messages of other versions are ignored.
const VERSION: u64 = 2;

/// A message from one tab to the others of the same origin and API base.
#[derive(Clone, Debug, PartialEq)]
pub enum TabMessage {
    /// The server confirmed a state.
    Confirmed {
        /// The viewer of the sending tab, if its hosts have set one.
        viewer: Option<Rc<str>>,
        /// The user as the viewer sees them.
        user: Arc<Profile>,
        /// When the server was in this state.
        interval: Interval,
    },
    /// The server answered 401: nobody is logged in.
    LoggedOut,
    /// A host has set another viewer; `None`: somebody has logged out.
    Viewer(Option<Rc<str>>),
    /// An action is waiting to be sent: other tabs hold back their fetches.
    ActionQueued,
}

impl TabMessage {
    /// Converts the message for the channel.
    pub fn to_json(&self) -> Value {
        let version = ("v", Value::from(VERSION));
        match self {
            Self::ActionQueued => object([version, ("actionQueued", true.into())]),
            Self::LoggedOut => object([version, ("loggedOut", true.into())]),
            Self::Viewer(viewer) => object([version, ("viewer", viewer.as_deref().into())]),
            Self::Confirmed {
                viewer,
                user,
                interval,
            } => object([
                version,
                ("viewer", viewer.as_deref().into()),
                ("user", user.to_json()),
                ("earliest", interval.earliest.into()),
                ("latest", interval.latest.into()),
            ]),
        }
    }

    /// Reads a message from the channel; `None` for anything else.
    pub fn from_json(value: &Value) -> Option<Self> {
        if value.get("v")?.as_u64()? != VERSION {
            return None;
        }
        if value.get("actionQueued").is_some() {
            return Some(Self::ActionQueued);
        }
        if value.get("loggedOut").is_some() {
            return Some(Self::LoggedOut);
        }
        let viewer = value.get("viewer").and_then(Value::as_str).map(Rc::from);
        let Some(user) = value.get("user") else {
            value.get("viewer")?;
            return Some(Self::Viewer(viewer));
        };
        Some(Self::Confirmed {
            viewer,
            user: Arc::new(Profile::from_json(user).ok()?),
            interval: Interval {
                earliest: value.get("earliest")?.as_u64()?,
                latest: value.get("latest")?.as_u64()?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn devanka() -> Value {
        json!({
            "id": "761761", "username": "dvnkz", "displayname": "Devanka", "isFriend": 3,
            "bio": "Hi", "image": "a.png", "badges": [1],
        })
    }

    #[test]
    fn a_message_comes_out_of_the_channel_as_it_went_in() {
        let user = Arc::new(Profile::from_json(&devanka()).unwrap());
        for message in [
            TabMessage::ActionQueued,
            TabMessage::LoggedOut,
            TabMessage::Viewer(None),
            TabMessage::Viewer(Some("7684481".into())),
            TabMessage::Confirmed {
                viewer: Some("7684481".into()),
                user: Arc::clone(&user),
                interval: Interval {
                    earliest: 1_700_000_000_000,
                    latest: 1_700_000_000_020,
                },
            },
            TabMessage::Confirmed {
                viewer: None,
                user,
                interval: Interval::at(7),
            },
        ] {
            assert_eq!(TabMessage::from_json(&message.to_json()), Some(message));
        }
    }

    #[test]
    fn anything_else_on_the_channel_is_ignored() {
        for value in [
            json!(null),
            json!("hello"),
            json!({"loggedOut": true}),
            json!({"v": 1, "loggedOut": true}),
            json!({"v": VERSION}),
            json!({"v": VERSION, "user": devanka(), "earliest": 1}),
            json!({"v": VERSION, "user": devanka(), "earliest": "1", "latest": 2}),
            json!({"v": VERSION, "user": {"id": ""}, "earliest": 1, "latest": 2}),
        ] {
            assert_eq!(TabMessage::from_json(&value), None, "{value}");
        }
    }
}
