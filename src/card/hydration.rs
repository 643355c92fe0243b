//! Takes over what a server has rendered (see `server.rs`): the walk through the page, in Leptos' terms.

use super::markup::ACTIONS;
use super::node::{Built, Node};
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Moves to the element that comes next; `None` if there is something else.
pub(super) fn element_at(cursor: &Cursor, position: &PositionState) -> Option<Element> {
    match position.get() {
        Position::FirstChild => cursor.child(),
        Position::Current => {}
        _ => cursor.sibling(),
    }
    cursor.current().dyn_into().ok()
}

/// Moves behind an element.
pub(super) fn leave(cursor: &Cursor, position: &PositionState, element: Element) {
    cursor.set(element.into());
    position.set(Position::NextChild);
}

/// Adopts the card's elements. Replaces them if they are others: then the server and the page are
/// of different versions, or something has changed the page.
pub(super) fn adopt(rendered: Element, node: Node) -> Option<Built> {
    if let Some(built) = Built::adopt(rendered.clone(), node.clone(), &ACTIONS) {
        return Some(built);
    }
    leptos::logging::error!("kirimin-profile-card: the server has rendered another card");
    let built = Built::new(&document(), node)?;
    let _ = rendered.replace_with_with_node_1(&built.element);
    Some(built)
}
