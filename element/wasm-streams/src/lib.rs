//! Stands in for `wasm-streams` in the builds of this repository.
//!
//! Leptos' server functions depend on it for bodies that stream. The card calls
//! no server function, but the classes that `wasm-streams` exports stay in every
//! WebAssembly, with all they need: 3,489 bytes brotli for every visitor. Apps
//! that depend on the card are not affected: a `[patch]` does not reach them.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// What `server_fn` calls of the original.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream of the browser without anything in it: no body is ever sent here.
    pub fn from_stream<S>(_stream: S) -> Self {
        Self(JsValue::UNDEFINED.into())
    }

    /// The stream of the browser again.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream that fails at once, so that nobody takes it for an empty body.
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
