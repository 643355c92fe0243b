//! Finds the language of the page around a card.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

/// The language of the nearest ancestor of `card` that has a `lang`. The card's own `lang` is set
/// from it, so it does not count.
pub(super) fn lang_around(card: &Element) -> Option<String> {
    nearest_lang(&card.parent_element().or_else(|| host(card))?)
}

/// The language of the element, or of the nearest ancestor that has a `lang`. Also searches
/// outside of shadow roots.
pub(super) fn nearest_lang(element: &Element) -> Option<String> {
    let mut from = element.clone();
    loop {
        if let Ok(Some(found)) = from.closest("[lang]") {
            return found.get_attribute("lang").filter(|lang| !lang.is_empty());
        }
        from = host(&from)?;
    }
}

fn host(element: &Element) -> Option<Element> {
    let root = element.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    Some(root.host())
}
