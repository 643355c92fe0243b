//! The envelope that every JSON answer has.

use axum::{
    Json,
    http::{HeaderMap, Method, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;

/// One JSON answer: `{"ok", "code", "msg", "data"}`, where `code` is the HTTP
/// status and `ok` says whether it is 200.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status and the envelope's `code`.
    pub status: StatusCode,
    /// A word for programs, or a sentence.
    pub msg: String,
    /// What was asked for, or, on a failure, what is true instead.
    pub data: Option<Value>,
    /// A sentence for whoever reads the answer by hand; not part of the API.
    pub error: Option<String>,
}

#[derive(Serialize)]
struct Envelope {
    ok: bool,
    code: u16,
    msg: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Answer {
    /// 200 `OK` with that data.
    pub fn ok(data: Value) -> Self {
        Self {
            data: Some(data),
            ..Self::failed(StatusCode::OK, "OK")
        }
    }

    /// A status and a word, without data.
    pub fn failed(status: StatusCode, msg: &str) -> Self {
        Self {
            status,
            msg: msg.to_owned(),
            data: None,
            error: None,
        }
    }

    /// A status with the word `ERROR`, which is all the API says about most
    /// failures.
    pub fn error(status: StatusCode) -> Self {
        Self::failed(status, "ERROR")
    }

    /// 401 `UNAUTHORIZED`.
    pub fn unauthorized() -> Self {
        Self::failed(StatusCode::UNAUTHORIZED, "UNAUTHORIZED")
    }

    /// The same answer with data.
    pub fn with_data(mut self, data: Value) -> Self {
        self.data = Some(data);
        self
    }

    /// The same answer with a sentence for people.
    pub fn explained(mut self, sentence: impl Into<String>) -> Self {
        self.error = Some(sentence.into());
        self
    }
}

impl From<rusqlite::Error> for Answer {
    fn from(error: rusqlite::Error) -> Self {
        eprintln!("kirimin-demo-server: the database failed: {error}");
        Self::error(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let envelope = Envelope {
            ok: self.status == StatusCode::OK,
            code: self.status.as_u16(),
            msg: self.msg,
            data: self.data,
            error: self.error,
        };
        (self.status, Json(envelope)).into_response()
    }
}

/// The answer to an OPTIONS: the methods, as plain text and in `Allow`; nothing
/// about other origins (`docs/api.md#transport`).
pub fn allowed(methods: &'static str) -> Response {
    let headers = [
        (header::ALLOW, methods),
        (header::CONTENT_TYPE, "text/plain"),
    ];
    (headers, methods).into_response()
}

/// The answer for a route that does not exist: an envelope with a sentence for
/// whoever accepts JSON or does not merely read, a page for everybody else.
pub fn not_found(method: &Method, headers: &HeaderMap) -> Response {
    let wants_json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"));
    if wants_json || method != Method::GET {
        return Answer::failed(StatusCode::NOT_FOUND, "Your requested data is not found")
            .explained("Not Found")
            .into_response();
    }
    let page = "<!doctype html><html lang=\"en\"><title>Not found</title><h1>Not found</h1>";
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}
