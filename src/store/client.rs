//! The HTTP client: the only module that fetches.

use gloo_net::http;
use js_sys::{Function, Promise, Reflect};
use kirimin_profile_card_core::api::{ApiCall, Reply};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestCache, RequestInit, Response};

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

    /// Sends one request and reads the whole response.
    ///
    /// # Errors
    /// The request failed or was aborted, or the response was cut short.
    pub(super) async fn send(
        &self,
        call: &ApiCall,
        signal: &AbortSignal,
    ) -> Result<Reply, JsValue> {
        let url = super::url(&self.base, &call.path());
        let init = RequestInit::new();
        let headers = Headers::new()?;
        headers.set("Accept", "application/json")?;
        if let Some(body) = call.body() {
            headers.set("Content-Type", "application/json")?;
            init.set_method("POST");
            init.set_body(&crate::json::write(&body).into());
            // An action that was pressed is sent even if the page is left (web-sys has no setter).
            Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE)?;
        } else {
            // Every read must reach the server: an old state would be taken for the current one.
            init.set_cache(RequestCache::NoStore);
        }
        init.set_headers(&headers);
        init.set_signal(Some(signal));
        let request = Request::new_with_str_and_init(&url, &init)?;
        let response = self.fetch(request).await?;
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|text| retry_after(&text));
        Ok(Reply::Answer {
            status: response.status(),
            retry_after,
            redirected: response.redirected(),
            body: crate::json::parse(&response.text().await.map_err(lost)?),
        })
    }

    async fn fetch(&self, request: Request) -> Result<http::Response, JsValue> {
        let fetch = self.fetch.borrow().clone();
        let Some(fetch) = fetch else {
            return http::Request::from(request).send().await.map_err(lost);
        };
        let answer = fetch.call1(&JsValue::UNDEFINED, &request)?;
        let answer = JsFuture::from(Promise::resolve(&answer)).await?;
        Ok(answer.dyn_into::<Response>()?.into())
    }
}

/// The caller reports any error as a lost connection, so the cause is dropped.
fn lost(_: gloo_net::Error) -> JsValue {
    JsValue::UNDEFINED
}

/// `Retry-After` in milliseconds: a number of seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(text: &str) -> Option<u64> {
    if let Ok(seconds) = text.trim().parse::<u64>() {
        return Some(seconds.saturating_mul(1000));
    }
    let wait = js_sys::Date::parse(text) - js_sys::Date::now();
    (!wait.is_nan()).then(|| super::millis(wait))
}
