//! The window of a card: that of its own document, which is not always the program's. A card may be
//! in a popup or an iframe, whose clock, timers and observers go on while the opener is hidden.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Window};

/// The window of a node's document; `None` if the document is not shown.
pub(super) fn window_of(node: &Node) -> Option<Window> {
    node.owner_document()?.default_view()
}

/// The time in the clock of the events on an element, which cannot be set back (High Resolution
/// Time).
pub(super) fn now(element: &Element) -> Option<f64> {
    Some(window_of(element)?.performance()?.now())
}

/// Constructs an object of a class that the element's own window has.
pub(super) fn construct(element: &Element, class: &str, arguments: &Array) -> Option<JsValue> {
    let class = Reflect::get(&window_of(element)?.into(), &class.into()).ok()?;
    Reflect::construct(class.dyn_ref::<Function>()?, arguments).ok()
}

#[wasm_bindgen]
extern "C" {
    /// A document or a shadow root (DOM, "DocumentOrShadowRoot").
    type Root;

    #[wasm_bindgen(method, getter)]
    fn host(this: &Root) -> Option<Element>;

    #[wasm_bindgen(method, getter, js_name = activeElement)]
    fn active_element(this: &Root) -> Option<Element>;
}

// No `instanceof` here: the classes of another window are others.

/// The host of the shadow root that contains the node, if there is one.
pub(super) fn host_of(node: &Node) -> Option<Element> {
    let root = node.get_root_node();
    (root.node_type() == Node::DOCUMENT_FRAGMENT_NODE)
        .then(|| root.unchecked_ref::<Root>().host())?
}

/// The element that has the focus, as the node's document or shadow root sees it.
pub(super) fn focused_beside(node: &Node) -> Option<Element> {
    node.get_root_node()
        .unchecked_ref::<Root>()
        .active_element()
}

/// A timer of an element's own window; dropping it ends it.
#[must_use = "the timer ends when this is dropped"]
pub(super) struct Timer {
    window: Window,
    id: i32,
    _due: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `due` once, after so many milliseconds.
    pub(super) fn once(window: Window, after: i32, due: impl FnMut() + 'static) -> Option<Self> {
        let due = Closure::new(due);
        let function: &Function = due.as_ref().unchecked_ref();
        let id = window.set_timeout_with_callback_and_timeout_and_arguments_0(function, after);
        Some(Self {
            id: id.ok()?,
            window,
            _due: due,
        })
    }

    /// Calls `due` every so many milliseconds.
    pub(super) fn every(window: Window, pause: i32, due: impl FnMut() + 'static) -> Option<Self> {
        let due = Closure::new(due);
        let function: &Function = due.as_ref().unchecked_ref();
        let id = window.set_interval_with_callback_and_timeout_and_arguments_0(function, pause);
        Some(Self {
            id: id.ok()?,
            window,
            _due: due,
        })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // Ends both kinds (HTML Standard, "Timers").
        self.window.clear_timeout_with_handle(self.id);
    }
}
