//! The page around the element: who hears of what happens.

use js_sys::Function;
use kirimin_profile_card::Action;
use send_wrapper::SendWrapper;
use serde_json::{Value, json};
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// The element's ear. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    tell: Arc<SendWrapper<Function>>,
}

impl Host {
    pub(crate) fn new(tell: Function) -> Self {
        Self {
            tell: Arc::new(SendWrapper::new(tell)),
        }
    }

    /// Tells the element; `false` if it says no, or its host does.
    pub(crate) fn tell(&self, what: &str, detail: &Value) -> bool {
        self.tell
            .call2(
                &JsValue::UNDEFINED,
                &what.into(),
                &detail.to_string().into(),
            )
            .is_ok_and(|answer| !answer.is_falsy())
    }

    /// A person wants to act; the host may say no.
    pub(crate) fn allows(&self, user: Value, action: Action) -> bool {
        self.tell(
            "friendship-action",
            &json!({"user": user, "action": action.name()}),
        )
    }
}

/// A panic stops all cards of this WebAssembly instance: the elements are told, and show what their hosts put into them.
pub(crate) fn tell_of_panics(panicked: Function) {
    let panicked = SendWrapper::new(panicked);
    std::panic::set_hook(Box::new(move |panic| {
        let text = panic.to_string();
        let _ = panicked.call1(&JsValue::UNDEFINED, &text.into());
    }));
}
