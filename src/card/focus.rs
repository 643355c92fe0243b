//! Keeps the focus on the card when the focused button is replaced.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Node, ShadowRoot};

/// Whether the node or one of its descendants has the focus.
pub(super) fn has_focus(node: &Node) -> bool {
    let root = node.get_root_node();
    let active = match root.dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(root) => root
            .dyn_into::<Document>()
            .ok()
            .and_then(|document| document.active_element()),
    };
    active.is_some_and(|active| node.contains(Some(&active)))
}

/// Focuses the button at this index of the group, or else `card` itself, so that the focus does
/// not jump to the start of the page.
pub(super) fn focus_button(group: &Element, card: &Element, index: usize) {
    let button = u32::try_from(index)
        .ok()
        .and_then(|index| group.children().item(index));
    if button.is_none() {
        let _ = card.set_attribute("tabindex", "-1");
    }
    let target = button.unwrap_or_else(|| card.clone());
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
    }
}
