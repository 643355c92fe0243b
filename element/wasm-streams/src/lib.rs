//! A replacement for `wasm-streams` in the builds of this repository, set by `[patch]`.
//!
//! Leptos' server functions use `wasm-streams` for streaming bodies. The card calls no server
//! functions, but the classes that `wasm-streams` exports, with all they use, stay in every
//! WebAssembly: 3,489 bytes brotli for every visitor. Apps that depend on the card are not
//! affected: they do not inherit a `[patch]`.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// The part of the original that `server_fn` uses.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a JavaScript stream.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Would wrap a Rust stream; wraps `undefined`, because no body is ever sent here.
    pub fn from_stream<S>(_stream: S) -> Self {
        Self(JsValue::UNDEFINED.into())
    }

    /// The wrapped JavaScript stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream that fails at once, so that it is not mistaken for an empty body.
    pub fn into_stream(self) -> Failing {
        Failing(false)
    }
}

/// See [`ReadableStream::into_stream`].
#[derive(Debug)]
pub struct Failing(bool);

impl Stream for Failing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let failed = std::mem::replace(&mut self.0, true);
        let error = || Err(JsValue::from_str("streams are left out of this build"));
        Poll::Ready((!failed).then(error))
    }
}
