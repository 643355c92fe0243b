//! The card's style sheet, handed to whichever document or shadow root the card stands in.

use js_sys::{Array, Function, Reflect, WeakMap};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/card.css"));

thread_local! {
    /// A constructed sheet belongs to one document: the sheets by their documents, which they do not keep alive.
    static SHEETS: WeakMap = WeakMap::new();
}

/// Adopts the sheet at the root of an element. A `<style>` would be blocked by
/// `style-src 'self'`; a constructed sheet is the page's own script at work.
pub(super) fn adopt(element: &Element) {
    add(&element.get_root_node());
}

fn add(place: &Node) {
    let document = place
        .owner_document()
        .or_else(|| place.clone().dyn_into().ok());
    let Some(sheet) = document.and_then(|document| sheet_of(&document)) else {
        return;
    };
    let name = JsValue::from_str("adoptedStyleSheets");
    let Ok(adopted) = Reflect::get(place, &name) else {
        return;
    };
    if adopted.is_undefined() {
        return;
    }
    let sheets = Array::from(&adopted);
    if !sheets.includes(&sheet, 0) {
        sheets.push(&sheet);
        // Without it the card is plain, but a card.
        let _ = Reflect::set(place, &name, &sheets);
    }
}

/// The sheet for a document, made with that document's own constructor.
fn sheet_of(document: &Document) -> Option<JsValue> {
    SHEETS.with(|sheets| {
        if sheets.has(document) {
            return Some(sheets.get(document));
        }
        let window = document.default_view()?;
        let constructor: Function = Reflect::get(&window, &"CSSStyleSheet".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let sheet = Reflect::construct(&constructor, &Array::new()).ok()?;
        let replace: Function = Reflect::get(&sheet, &"replaceSync".into())
            .ok()?
            .dyn_into()
            .ok()?;
        replace.call1(&sheet, &CSS.into()).ok()?;
        sheets.set(document, &sheet);
        Some(sheet)
    })
}
