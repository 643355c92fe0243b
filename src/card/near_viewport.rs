//! Observes whether a lazy card is near the viewport.

use super::window::construct;
use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverInit};

/// The distance from the viewport at which a lazy card fetches.
const MARGIN: &str = "200px";

/// An observer of one element; dropping it ends the observation.
#[derive(Debug)]
#[must_use = "the observation ends when this is dropped"]
pub(super) struct NearViewport {
    observer: IntersectionObserver,
    _changed: Closure<dyn FnMut(Array)>,
}

impl NearViewport {
    /// Observes an element; `None` if the browser cannot.
    pub(super) fn observe(element: &Element, changed: impl Fn(bool) + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let last = entries.pop();
            let crosses = Reflect::get(&last, &"isIntersecting".into());
            changed(crosses.is_ok_and(|crosses| crosses.is_truthy()));
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let arguments = Array::of2(changed.as_ref(), &options);
        let observer = construct(element, "IntersectionObserver", &arguments)?;
        let observer: IntersectionObserver = observer.unchecked_into();
        observer.observe(element);
        Some(Self {
            observer,
            _changed: changed,
        })
    }
}

impl Drop for NearViewport {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
