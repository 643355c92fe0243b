//! Measures whether a bio is too long for its place. Then it scrolls, and must be focusable so that
//! a keyboard can scroll it.

use super::window::construct;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// `ResizeObserver`. It is called when the layout is done, so measuring costs nothing.
    type Observer;

    #[wasm_bindgen(method)]
    fn observe(this: &Observer, element: &Element);

    #[wasm_bindgen(method)]
    fn unobserve(this: &Observer, element: &Element);

    #[wasm_bindgen(method)]
    fn disconnect(this: &Observer);
}

/// An observer of one bio; dropping it ends the observation.
#[must_use = "the observation ends when this is dropped"]
pub(super) struct BioSize {
    observer: Observer,
    bio: Element,
    _changed: Closure<dyn FnMut()>,
}

impl BioSize {
    /// Calls `scrolls` with whether the bio is too long, first and whenever its size changes.
    /// `None` if the browser cannot.
    pub(super) fn observe(bio: &Element, scrolls: impl Fn(bool) + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new({
            let bio = bio.clone();
            // A pixel more is a rounding error.
            move || scrolls(bio.scroll_height() > bio.client_height() + 1)
        });
        let observer = construct(bio, "ResizeObserver", &Array::of1(changed.as_ref()))?;
        let observer: Observer = observer.unchecked_into();
        observer.observe(bio);
        Some(Self {
            observer,
            bio: bio.clone(),
            _changed: changed,
        })
    }

    /// Measures again when the page is drawn next: the text may be another one, or be set otherwise.
    pub(super) fn again(&self) {
        self.observer.unobserve(&self.bio);
        self.observer.observe(&self.bio);
    }
}

impl Drop for BioSize {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
