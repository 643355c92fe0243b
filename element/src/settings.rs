//! The element's attributes and properties, as the card's settings.

use kirimin_profile_card::{Layout, Overrides, Profile, Settings, Store};
use serde_json::Value;
use std::sync::Arc;

/// What is set on one element.
#[derive(Clone, Debug, Default)]
pub(crate) struct ElementSettings {
    pub(crate) card: Settings,
    api_base: Option<String>,
}

impl ElementSettings {
    /// The store of the API base that is set.
    pub(crate) fn store(&self) -> Store {
        Store::new(self.api_base.as_deref().unwrap_or_default())
    }

    /// Sets an attribute's value, already checked by the element; `None`: absent.
    pub(crate) fn set(&mut self, name: &str, value: Option<String>) {
        let card = &mut self.card;
        match name {
            "userid" => card.userid = value.unwrap_or_default(),
            "viewer-id" => card.viewer_id = value,
            "api-base" => self.api_base = value,
            "lang" => card.lang = value,
            "heading-level" => {
                let level = value.and_then(|level| level.parse::<u8>().ok());
                card.heading_level = level.map_or_else(Default::default, Into::into);
            }
            "layout" => {
                card.layout = match value.as_deref() {
                    Some("row") => Layout::Row,
                    _ => Layout::Card,
                }
            }
            "no-confirm" => card.no_confirm = value.is_some(),
            _ => {}
        }
    }

    /// Sets the user, as JSON text in the server's shape. The element has refused one of another shape.
    pub(crate) fn set_user(&mut self, user: Option<&str>) {
        let user = user
            .and_then(|text| serde_json::from_str::<Value>(text).ok())
            .and_then(|value| Profile::from_json(&value).ok());
        self.card.user = user.map(Arc::new);
    }

    /// Sets the host's own words, as JSON text of an object; values that are not text are ignored.
    pub(crate) fn set_strings(&mut self, strings: &str) {
        let own = match serde_json::from_str(strings) {
            Ok(Value::Object(own)) => own,
            _ => serde_json::Map::new(),
        };
        let own = own.into_iter().filter_map(|(key, value)| match value {
            Value::String(text) => Some((key, text)),
            _ => None,
        });
        let own: Overrides = own.collect();
        self.card.strings = (!own.is_empty()).then_some(own);
    }
}
