//! Texts as JavaScript strings.
//!
//! Every text that WebAssembly passes to the browser is decoded into a new JavaScript string,
//! which takes longer than most of what is done with it. Those that never change are decoded once.

use kirimin_profile_card_core::map::VecMap;
use kirimin_profile_card_core::strings::Str;
use std::borrow::Cow;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// By their address and length, of which there are as many as static texts in the program.
    static DECODED: RefCell<VecMap<(usize, usize), JsValue>> = RefCell::default();
}

/// The JavaScript string of a text that may be one of the program's own.
pub(super) fn js_text(text: &Str) -> JsValue {
    match text {
        Cow::Borrowed(text) => js_static(text),
        Cow::Owned(text) => JsValue::from_str(text),
    }
}

/// The JavaScript string of a text of the program.
pub(super) fn js_static(text: &'static str) -> JsValue {
    let key = (text.as_ptr().addr(), text.len());
    DECODED.with_borrow_mut(|decoded| {
        if let Some(known) = decoded.get(&key) {
            return known.clone();
        }
        let new = JsValue::from_str(text);
        decoded.insert(key, new.clone());
        new
    })
}
