//! The card in a real browser, with a friend API whose answers each test gives.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod api;
mod focus;
mod given;
mod journey;
mod page;
mod platform;
mod states;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
