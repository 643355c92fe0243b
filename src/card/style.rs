//! The card's style sheet, adopted by the document or shadow root that contains the card.

use js_sys::{Array, Function, Reflect, WeakMap};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Node};

/// The card's style sheet, minified: for the pages that a server renders, which need it before the
/// program runs. An element that has it, a `<link>` or a `<style>`, is to have the attribute
/// `data-kirimin-card-style`: then the card does not add it once more.
///
/// ```
/// // An answer to `GET /kirimin-card.css`, with `Content-Type: text/css`.
/// let body: &str = kirimin_profile_card::STYLE_SHEET;
/// # assert!(body.contains(".kirimin-card"));
/// ```
pub const STYLE_SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/card.css"));

thread_local! {
    /// The sheet of each document, because a constructed sheet belongs to one document. The map does
    /// not keep documents alive.
    static SHEETS: WeakMap = WeakMap::new();
    /// The `<style>` element of each document or shadow root that cannot adopt a sheet.
    static STYLES: WeakMap = WeakMap::new();
}

/// Adopts the sheet in the document or shadow root of a node. A browser without constructed sheets
/// gets a `<style>` element, which `style-src 'self'` would block.
pub(super) fn adopt(node: &Node) {
    let place = node.get_root_node();
    // Only a document has no owner. It may be that of another window.
    let owner = place.owner_document();
    let document: Document = owner.unwrap_or_else(|| place.clone().unchecked_into());
    #[cfg(feature = "hydrate")]
    if has_sheet(&place, &document) {
        return;
    }
    if add_sheet(&place, &document).is_none() && place.is_connected() {
        add_style(&place, &document);
    }
}

/// Whether the page has come with the sheet. A shadow root has none of its document's.
#[cfg(feature = "hydrate")]
fn has_sheet(place: &Node, document: &Document) -> bool {
    let found = document.query_selector("[data-kirimin-card-style]");
    place.is_same_node(Some(document)) && found.is_ok_and(|found| found.is_some())
}

#[wasm_bindgen]
extern "C" {
    /// A document or a shadow root (CSSOM, "DocumentOrShadowRoot").
    type Place;

    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn adopted_style_sheets(this: &Place) -> Option<Array>;

    #[wasm_bindgen(method, catch, setter, js_name = adoptedStyleSheets)]
    fn set_adopted_style_sheets(this: &Place, sheets: &Array) -> Result<(), JsValue>;
}

/// `None` if the browser has no constructed sheets.
fn add_sheet(place: &Node, document: &Document) -> Option<()> {
    let place = place.unchecked_ref::<Place>();
    let sheets = place.adopted_style_sheets()?;
    let sheet = sheet_of(document)?;
    if sheets.includes(&sheet, 0) {
        return Some(());
    }
    // In Chromium 73 to 98 the array is frozen.
    let sheets = sheets.concat(&Array::of1(&sheet));
    place.set_adopted_style_sheets(&sheets).ok()
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
        replace.call1(&sheet, &STYLE_SHEET.into()).ok()?;
        sheets.set(document, &sheet);
        Some(sheet)
    })
}

/// Appends the sheet as an element, once.
fn add_style(place: &Node, document: &Document) -> Option<()> {
    // A document without a window shows nothing.
    document.default_view()?;
    STYLES.with(|styles| {
        let style = if styles.has(place) {
            styles.get(place).unchecked_into()
        } else {
            let style: Node = document.create_element("style").ok()?.into();
            style.set_text_content(Some(STYLE_SHEET));
            styles.set(place, &style);
            style
        };
        if !place.contains(Some(&style)) {
            let head = document.query_selector("head").ok().flatten();
            let head = head.filter(|_| place.is_same_node(Some(document)));
            let parent = head.as_deref().unwrap_or(place);
            parent.append_child(&style).ok()?;
        }
        Some(())
    })
}
