//! The card's style sheet, adopted by the document or shadow root that contains the card.

use js_sys::{Array, Function, Reflect, WeakMap};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Node};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/card.css"));

thread_local! {
    /// The sheet of each document, because a constructed sheet belongs to one document. The map does
    /// not keep documents alive.
    static SHEETS: WeakMap = WeakMap::new();
}

/// Adopts the sheet in the document or shadow root of a node. `style-src 'self'` would block a
/// `<style>` element, but not a constructed sheet.
pub(super) fn adopt(node: &Node) {
    add(&node.get_root_node());
}

#[wasm_bindgen]
extern "C" {
    /// A document or a shadow root (CSSOM, "DocumentOrShadowRoot").
    type Place;

    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn adopted_style_sheets(this: &Place) -> Option<Array>;
}

fn add(place: &Node) {
    let sheets = place.unchecked_ref::<Place>().adopted_style_sheets();
    let document = place
        .owner_document()
        .or_else(|| place.clone().dyn_into().ok());
    // If the browser has no constructed sheets, the card works without styles.
    if let Some((sheets, document)) = sheets.zip(document)
        && let Some(sheet) = sheet_of(&document)
        && !sheets.includes(&sheet, 0)
    {
        sheets.push(&sheet);
    }
}

/// The sheet of a document, created by that document's own constructor.
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
