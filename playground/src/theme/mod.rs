//! The theme editor: sets the card's custom properties for all cards of the page, and hands out the CSS.

mod colour;
mod computed;
mod editor;
mod property;

pub use editor::editor;

use leptos::prelude::*;
use property::PROPERTIES;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The properties that were set. A handle: cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct CardTheme(RwSignal<BTreeMap<&'static str, String>>);

impl CardTheme {
    /// The card's defaults; what is set from now on is set on the page's root element.
    pub fn of_page() -> Self {
        let theme = Self(RwSignal::new(BTreeMap::new()));
        Effect::new(move || theme.0.with(apply));
        theme
    }

    /// The value of a property, if it was set.
    pub fn get(self, name: &str) -> Option<String> {
        self.0.with(|set| set.get(name).cloned())
    }

    /// Sets a property; an empty value takes it back.
    pub fn set(self, name: &'static str, value: String) {
        self.0.update(|set| {
            if value.is_empty() {
                set.remove(name);
            } else {
                set.insert(name, value);
            }
        });
    }

    /// Back to the card's defaults.
    pub fn reset(self) {
        self.0.update(BTreeMap::clear);
    }

    /// The rule that does the same on another page; `None` if nothing was set.
    pub fn css(self) -> Option<String> {
        self.0.with(|set| {
            let lines: String = PROPERTIES
                .iter()
                .filter_map(|property| Some((property.name, set.get(property.name)?)))
                .map(|(name, value)| ["  ", name, ": ", value, ";\n"].concat())
                .collect();
            (!lines.is_empty()).then(|| [":root {\n", &lines, "}"].concat())
        })
    }
}

fn apply(set: &BTreeMap<&'static str, String>) {
    let root = document().document_element();
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    for property in PROPERTIES {
        let _ = match set.get(property.name) {
            Some(value) => root.style().set_property(property.name, value),
            None => root.style().remove_property(property.name).map(drop),
        };
    }
}
