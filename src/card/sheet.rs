//! The card's style sheet, handed to whichever document or shadow root the card stands in.

use js_sys::{Array, Reflect};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, Node};

const CSS: &str = include_str!("../../style/card.css");

thread_local! {
    static SHEET: Option<CssStyleSheet> = CssStyleSheet::new().ok().inspect(|sheet| {
        let replace = Reflect::get(sheet, &"replaceSync".into());
        if let Ok(replace) = replace.map(js_sys::Function::from) {
            let _ = replace.call1(sheet, &CSS.into());
        }
    });
}

/// Adopts the sheet once the card is in its place. A `<style>` would be
/// blocked by `style-src 'self'`; a constructed sheet is the page's own script at work.
pub(super) fn adopt(root: NodeRef<html::Article>) {
    Effect::new(move |_| {
        if let Some(card) = root.get() {
            let place = card.get_root_node();
            SHEET.with(|sheet| {
                if let Some(sheet) = sheet {
                    add(&place, sheet);
                }
            });
        }
    });
}

fn add(place: &Node, sheet: &CssStyleSheet) {
    let name = JsValue::from_str("adoptedStyleSheets");
    let Ok(adopted) = Reflect::get(place, &name) else {
        return;
    };
    if adopted.is_undefined() {
        return;
    }
    let sheets = Array::from(&adopted);
    if !sheets.includes(sheet, 0) {
        sheets.push(sheet);
        // It throws for a sheet of another document, and then the card is shown without.
        let _ = Reflect::set(place, &name, &sheets);
    }
}
