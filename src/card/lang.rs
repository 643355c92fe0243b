//! The language around a card.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

/// The language of the nearest element around `card` that has a `lang`.
///
/// Goes outwards through shadow roots as well: inside of a custom element there may be none.
pub(super) fn nearest_lang(card: &Element) -> Option<String> {
    // The card's own `lang` is what is being worked out.
    let mut from = parent(card)?;
    loop {
        if let Ok(Some(found)) = from.closest("[lang]") {
            return found.get_attribute("lang").filter(|lang| !lang.is_empty());
        }
        from = host(&from)?;
    }
}

fn parent(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| host(element))
}

fn host(element: &Element) -> Option<Element> {
    let root = element.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    Some(root.host())
}
