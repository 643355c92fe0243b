//! The WebAssembly behind `<kirimin-profile-card>`.
//!
//! wasm-bindgen cannot export a class that extends `HTMLElement`. So the element is the small class
//! in `ts/element.ts`, which creates a [`Card`] here. All methods take `&self`, so that a host can
//! call them from event listeners.

mod host;
mod settings;

use host::ElementHost;
use js_sys::Function;
use kirimin_profile_card::{Millis, MountedCard, Store, Timing, from_js, to_js};
use settings::ElementSettings;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

thread_local! {
    static PANICKED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Initialises the instance. `panicked` is called after a panic; `fetch` replaces the page's `fetch`.
#[wasm_bindgen]
pub fn init(
    panicked: Function,
    fetch: Option<Function>,
    cooldown: Option<f64>,
    timeout: Option<f64>,
) {
    PANICKED.set(Some(panicked));
    // A panic stops all cards of this WebAssembly instance; the elements then show their light DOM.
    std::panic::set_hook(Box::new(|panic| {
        if let Some(panicked) = PANICKED.take() {
            let _ = panicked.call1(&JsValue::UNDEFINED, &panic.to_string().into());
        }
    }));
    Store::set_fetch(fetch);
    // A cast from f64 saturates, and takes NaN to 0.
    let millis = |number: Option<f64>, default| number.map_or(default, |number| number as Millis);
    let usual = Timing::default();
    Store::set_timing(Timing {
        cooldown: millis(cooldown, usual.cooldown),
        timeout: millis(timeout, usual.timeout),
        ..usual
    });
}

/// Passes a parsed message from the host's WebSocket to all cards of this instance.
#[wasm_bindgen]
pub fn receive(message: &JsValue) {
    Store::receive(&from_js(message));
}

/// Reads everything that the cards of this instance show again, because it may be old.
#[wasm_bindgen]
pub fn refresh() {
    Store::refresh();
}

/// The card of one element. Freeing it removes the card.
#[wasm_bindgen]
pub struct Card {
    emit: Function,
    settings: RefCell<ElementSettings>,
    mounted: RefCell<Option<Rc<MountedCard>>>,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Card")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Card {
    /// A card that is not mounted yet. Its events are passed to `emit(type, detail)`. For
    /// `friendship-action`, returning `false` prevents the request.
    #[wasm_bindgen(constructor)]
    pub fn new(emit: Function) -> Self {
        Self {
            emit,
            settings: RefCell::default(),
            mounted: RefCell::default(),
        }
    }

    /// Mounts the card in a shadow root, which must be in the page already.
    pub fn mount(&self, place: &ShadowRoot) {
        let settings = self.settings.borrow().clone();
        let host = Rc::new(ElementHost::new(self.emit.clone()));
        let card = MountedCard::new(place, host, settings.store, settings.card);
        self.mounted.replace(Some(Rc::new(card)));
    }

    /// Sets an attribute, already validated by the element; `None`: absent.
    pub fn set(&self, name: &str, value: Option<String>) {
        self.settings.borrow_mut().set(name, value);
        self.configure();
    }

    /// Sets the user, a plain object in the server's shape; `null`: none.
    #[wasm_bindgen(js_name = setUser)]
    pub fn set_user(&self, user: &JsValue) {
        self.settings.borrow_mut().set_user(user);
        self.configure();
    }

    /// Sets the host's own texts, a plain object; `null`: none.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&self, strings: &JsValue) {
        self.settings.borrow_mut().set_strings(strings);
        self.configure();
    }

    /// The user in the server's shape; `null` while not known.
    #[wasm_bindgen(getter)]
    pub fn user(&self) -> JsValue {
        let user = self.mounted().and_then(|card| card.user());
        user.map_or(JsValue::NULL, |user| to_js(&user.to_json()))
    }

    /// Fetches the state again.
    pub fn refresh(&self) {
        if let Some(card) = self.mounted() {
            card.refresh();
        }
    }

    /// The element was moved within the page.
    pub fn moved(&self) {
        if let Some(card) = self.mounted() {
            card.moved();
        }
    }

    /// Adopts the style sheet again, after a move to another document.
    #[wasm_bindgen(js_name = adoptStyle)]
    pub fn adopt_style(&self, place: &ShadowRoot) {
        if let Some(card) = self.mounted() {
            card.adopt_style(place);
        }
    }
}

impl Card {
    /// Cloned, not borrowed, because a host may call back.
    fn mounted(&self) -> Option<Rc<MountedCard>> {
        self.mounted.borrow().clone()
    }

    fn configure(&self) {
        if let Some(card) = self.mounted() {
            let settings = self.settings.borrow().clone();
            card.configure(settings.store, settings.card);
        }
    }
}
