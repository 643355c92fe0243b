//! The HTTP client: the only module that fetches.

use gloo_net::http;
use js_sys::{Function, Promise};
use kirimin_profile_card_core::api::{ApiCall, Reply};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

/// Sends requests to one API base.
#[derive(Debug)]
pub(super) struct Client {
    base: String,
    /// The host's function to use instead of the page's `fetch`.
    fetch: RefCell<Option<Function>>,
}

impl Client {
    /// A client for `base`: an origin or a path prefix, without a trailing slash; empty for the
    /// page's own origin.
    pub(super) fn new(base: &str, fetch: Option<Function>) -> Self {
        Self {
            base: base.to_owned(),
            fetch: RefCell::new(fetch),
        }
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn set_fetch(&self, fetch: Option<Function>) {
        self.fetch.replace(fetch);
    }

    /// The URL of a path below the base.
    pub(super) fn url(&self, path: &str) -> String {
        let mut url = self.base.clone();
        url.push_str(path);
        url
    }

    /// Sends one request and reads the whole response.
    ///
    /// # Errors
    /// The request failed or was aborted, or the response was cut short.
    pub(super) async fn send(
        &self,
        call: &ApiCall,
        signal: &AbortSignal,
    ) -> Result<Reply, gloo_net::Error> {
        let url = self.url(&call.path());
        let request = match call.body() {
            None => http::Request::get(&url)
                .header("Accept", "application/json")
                .abort_signal(Some(signal))
                .build()?,
            Some(body) => http::Request::post(&url)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .abort_signal(Some(signal))
                .body(crate::json::write(&body))?,
        };
        let response = self.fetch(request).await?;
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|text| retry_after(&text));
        Ok(Reply::Answer {
            status: response.status(),
            retry_after,
            body: crate::json::parse(&response.text().await?),
        })
    }

    async fn fetch(&self, request: http::Request) -> Result<http::Response, gloo_net::Error> {
        let fetch = self.fetch.borrow().clone();
        let Some(fetch) = fetch else {
            return request.send().await;
        };
        // The caller reports any error as a lost connection, so the cause is dropped.
        let failed = |_: JsValue| gloo_net::Error::GlooError(String::new());
        let request = web_sys::Request::from(request);
        let answer = fetch
            .call1(&JsValue::UNDEFINED, &request)
            .map(|answer| Promise::resolve(&answer))
            .map_err(failed)?;
        let answer = JsFuture::from(answer).await.map_err(failed)?;
        let response = answer.dyn_into::<web_sys::Response>().map_err(failed)?;
        Ok(response.into())
    }
}

/// `Retry-After` in milliseconds: a number of seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(text: &str) -> Option<u64> {
    if let Ok(seconds) = text.trim().parse::<u64>() {
        return Some(seconds.saturating_mul(1000));
    }
    let wait = js_sys::Date::parse(text) - js_sys::Date::now();
    (!wait.is_nan()).then(|| super::millis(wait))
}
