//! Converts the element's attributes and properties to the card's settings.

use kirimin_profile_card::{Layout, Profile, Settings, Store, from_js};
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// The settings of one element.
#[derive(Clone, Debug, Default)]
pub(crate) struct ElementSettings {
    pub(crate) card: Settings,
    /// The store of its API base.
    pub(crate) store: Store,
}

impl ElementSettings {
    /// Sets an attribute, already validated by the element; `None`: absent.
    pub(crate) fn set(&mut self, name: &str, value: Option<String>) {
        let card = &mut self.card;
        match name {
            "userid" => card.userid = value.unwrap_or_default(),
            "viewer-id" => card.viewer_id = value,
            "api-base" => self.store = Store::new(value.as_deref().unwrap_or_default()),
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

    /// Sets the user, in the server's shape. The element has rejected invalid ones.
    pub(crate) fn set_user(&mut self, user: &JsValue) {
        self.card.user = Profile::from_json(&from_js(user)).ok().map(Arc::new);
    }

    /// Sets the host's own texts; non-string values are ignored.
    pub(crate) fn set_strings(&mut self, strings: &JsValue) {
        let own = match from_js(strings) {
            Value::Object(own) => own,
            _ => return self.card.strings = None,
        };
        let own = own.into_iter().filter_map(|(key, value)| match value {
            Value::String(text) => Some((key, text)),
            _ => None,
        });
        self.card.strings = Some(own.collect());
    }
}
