//! Hears of the size of an element, from the first time that it has one.

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

/// An observer of one element; dropping it ends the observation.
#[must_use = "the observation ends when this is dropped"]
pub(super) struct SizeObserver {
    observer: Observer,
    element: Element,
    _changed: Closure<dyn FnMut()>,
}

impl SizeObserver {
    /// Calls `changed` first and whenever the element's size changes. `None` if the browser cannot.
    pub(super) fn observe(element: &Element, changed: impl Fn() + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new(changed);
        let observer = construct(element, "ResizeObserver", &Array::of1(changed.as_ref()))?;
        let observer: Observer = observer.unchecked_into();
        observer.observe(element);
        Some(Self {
            observer,
            element: element.clone(),
            _changed: changed,
        })
    }

    /// Calls again when the page is drawn next: the content may be another one, or be set otherwise.
    pub(super) fn again(&self) {
        self.observer.unobserve(&self.element);
        self.observer.observe(&self.element);
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
