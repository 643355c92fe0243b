//! An app that a server renders and a browser takes over.

pub mod app;

/// Takes over the page that the server has rendered. Its script calls this.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_body(app::App);
}
