//! The packed custom element: in pages made for it, and in the apps of `tests/hosts`.

mod apps;
mod axum;
mod docs;
mod element;
mod memory;
mod node;
mod steady;
