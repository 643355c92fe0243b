//! Keeps the focus on the card when the focused button is replaced.

use super::window::focused_beside;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Whether the node or one of its descendants has the focus.
pub(super) fn has_focus(node: &Node) -> bool {
    focused_beside(node).is_some_and(|focused| node.contains(Some(&focused)))
}

/// Focuses the button at this index of the group, or else `card` itself, so that the focus does
/// not jump to the start of the page.
pub(super) fn focus_button(group: &Element, card: &Element, index: usize) {
    let button = u32::try_from(index)
        .ok()
        .and_then(|index| group.children().item(index));
    match button {
        Some(button) => focus(&button),
        None => focus_card(card),
    }
}

/// Focuses the card itself.
pub(super) fn focus_card(card: &Element) {
    let _ = card.set_attribute("tabindex", "-1");
    focus(card);
}

fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}
