//! The WebAssembly behind `<kirimin-profile-card>`.
//!
//! wasm-bindgen cannot export a class that extends `HTMLElement`: the small
//! class in `js/element.js` is the element, and calls into this for its card.
//! Every method takes `&self`, so that a host may call back from within an event.

mod host;
mod knobs;

use host::Host;
use js_sys::Function;
use kirimin_profile_card::{Profile, Store};
use knobs::Knobs;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use serde_json::Value;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// Prepares the instance: who is told of a panic, and what fetches in place of the page's own `fetch`.
#[wasm_bindgen]
pub fn begin(panicked: Function, fetch: Option<Function>) {
    host::tell_of_panics(panicked);
    Store::set_fetch(fetch);
}

/// Hands a message of the host's WebSocket, as text, to all cards of this instance.
#[wasm_bindgen]
pub fn receive(message: &str) {
    if let Ok(message) = serde_json::from_str::<Value>(message) {
        Store::receive(&message);
    }
}

/// One card, mounted in an element. Freeing it unmounts it.
#[wasm_bindgen]
pub struct Card {
    knobs: Knobs,
    mounted: RefCell<Option<UnmountHandle<AnyViewState>>>,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Card")
            .field("knobs", &self.knobs)
            .finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Card {
    /// Mounts a card into `place`. What happens on it is told to
    /// `tell(type, detail)`, the detail as JSON text; for `friendship-action`
    /// a `false` in return keeps the request from being made.
    #[wasm_bindgen(constructor)]
    pub fn new(tell: Function) -> Self {
        Self {
            knobs: Knobs::new(Host::new(tell)),
            mounted: RefCell::new(None),
        }
    }

    /// Shows the card in an element.
    pub fn mount(&self, place: HtmlElement) {
        let knobs = self.knobs.clone();
        let handle = mount_to(place, move || knobs.card().into_any());
        self.mounted.replace(Some(handle));
    }

    /// Sets an attribute, already checked; `None` where it is absent.
    pub fn set(&self, name: &str, value: Option<String>) {
        self.knobs.set(name, value);
    }

    /// Gives the user, as JSON text in the server's shape; `None` takes it back.
    /// One of a wrong shape has been refused by the element.
    #[wasm_bindgen(js_name = setUser)]
    pub fn set_user(&self, user: Option<String>) {
        let user = user
            .and_then(|text| serde_json::from_str::<Value>(&text).ok())
            .and_then(|value| Profile::from_json(&value).ok());
        self.knobs.user.set(user);
    }

    /// Gives the host's own texts, as JSON text of an object.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&self, strings: &str) {
        self.knobs.set_strings(strings);
    }

    /// The user as JSON text in the server's shape, once known.
    #[wasm_bindgen(getter)]
    pub fn user(&self) -> Option<String> {
        self.knobs.shown().map(|user| user.to_json().to_string())
    }

    /// Reads the state again.
    pub fn refresh(&self) {
        self.knobs.refresh.notify();
    }

    /// Adopts the style sheet anew, after a move to another document.
    pub fn restyle(&self, card: HtmlElement) {
        kirimin_profile_card::adopt_style(&card);
    }
}
