//! What the browser says about the page: seen or hidden, online or offline.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::EventTarget;

/// One event listener; dropping it takes it off again.
#[derive(Debug)]
#[must_use = "the listener is taken off when this is dropped"]
pub(super) struct Listener {
    target: EventTarget,
    event: &'static str,
    heard: Closure<dyn FnMut()>,
}

impl Listener {
    pub(super) fn new(
        target: &EventTarget,
        event: &'static str,
        heard: impl FnMut() + 'static,
    ) -> Self {
        let heard = Closure::<dyn FnMut()>::new(heard);
        // It fails only for a listener that is no function.
        let _ = target.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            event,
            heard,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, self.heard.as_ref().unchecked_ref());
    }
}
