//! Live messages: the friendship updates that arrive over the host's WebSocket.

use crate::{Action, Profile, json};
use serde_json::Value;

/// Another person acted on their friendship with the viewer (`docs/api.md#live-messages`).
///
/// ```
/// use kirimin_profile_card_core::{Friendship, LiveMessage};
///
/// let text = r#"{"type": "addfriend", "user": {"id": "768", "username": "siti", "isFriend": 3}}"#;
/// let message = LiveMessage::from_text(text).expect("a message about a friendship");
/// assert_eq!(message.user.friendship, Friendship::RequestReceived);
/// assert_eq!(LiveMessage::from_text(r#"{"type": "sendmessage"}"#), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveMessage {
    /// The server's id for this message; a duplicate has the same key.
    pub key: Option<String>,
    /// The other person, as the viewer sees them now.
    pub user: Profile,
}

impl LiveMessage {
    /// Reads a message from the host's WebSocket; `None` for messages of other types and
    /// malformed ones, which must be ignored (`docs/api.md#live-messages`).
    ///
    /// ```
    /// use kirimin_profile_card_core::LiveMessage;
    /// use serde_json::json;
    ///
    /// let message = json!({ "type": "unfriend", "user": { "id": "768", "username": "siti" } });
    /// assert!(LiveMessage::from_json(&message).is_some());
    /// assert!(LiveMessage::from_json(&json!({ "type": "typing" })).is_none());
    /// ```
    pub fn from_json(value: &Value) -> Option<Self> {
        value.get("type")?.as_str()?.parse::<Action>().ok()?;
        let user = Profile::from_json(value.get("user")?).ok()?;
        let from = value.get("from").and_then(Value::as_str);
        // In the API's messages the user is always the sender.
        (from.is_none_or(|from| from == user.id)).then(|| Self {
            key: value.get("key").and_then(Value::as_str).map(str::to_owned),
            user,
        })
    }

    /// Reads a message from its JSON text; `None` as for [`LiveMessage::from_json`].
    ///
    /// ```
    /// use kirimin_profile_card_core::LiveMessage;
    ///
    /// assert!(LiveMessage::from_text("no JSON").is_none());
    /// ```
    pub fn from_text(text: &str) -> Option<Self> {
        Self::from_json(&json::parse(text)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Friendship;

    #[test]
    fn the_message_of_the_api_is_read() {
        let message = LiveMessage::from_text(
            r#"{"key":"7684481-mwsv3mrj_752","from":"7684481","type":"addfriend","user":{"id":"7684481","username":"u7684481","displayname":"User 7684481","isFriend":3}}"#,
        )
        .unwrap();
        assert_eq!(message.key.as_deref(), Some("7684481-mwsv3mrj_752"));
        assert_eq!(message.user.friendship, Friendship::RequestReceived);
    }

    #[test]
    fn a_message_with_a_lone_surrogate_is_read_like_any_other() {
        let message = LiveMessage::from_text(
            r#"{"type":"addfriend","user":{"id":"1","username":"ana","displayname":"Ana \ud83c","isFriend":3}}"#,
        )
        .unwrap();
        assert_eq!(message.user.display_name, "Ana \u{fffd}");
    }

    #[test]
    fn messages_of_other_types_or_shapes_are_passed_over() {
        for text in [
            "",
            "hello",
            "[]",
            "null",
            r#"{"type":"sendmessage","user":{"id":"1","username":"a"}}"#,
            r#"{"type":"addfriend"}"#,
            r#"{"type":"addfriend","user":"1"}"#,
            r#"{"type":7,"user":{"id":"1","username":"a"}}"#,
            r#"{"type":"addfriend","from":"2","user":{"id":"1","username":"a"}}"#,
        ] {
            assert_eq!(LiveMessage::from_text(text), None, "{text}");
        }
    }
}
