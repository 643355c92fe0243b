//! The language around a card.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

/// The language of the nearest element around `card` that has a `lang`: its own is what is being worked out.
pub(super) fn lang_around(card: &Element) -> Option<String> {
    nearest_lang(&card.parent_element().or_else(|| host(card))?)
}

/// The language of the element, or of the nearest one around it that has a `lang`.
///
/// Goes outwards through shadow roots as well: inside of a custom element there may be none.
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
