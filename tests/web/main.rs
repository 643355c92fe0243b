//! The card in a real browser, with a friend API whose answers each test gives.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod api;
mod around;
mod focus;
mod frame;
mod given;
mod journey;
mod page;
mod platform;
mod presses;
mod states;
mod text;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
