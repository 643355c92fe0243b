//! `/x/profile/*`: who may call, how often, and what they asked for.
//!
//! The order is the real server's: the session, then the cooldown, then
//! everything else. So whatever a logged-in person sends is charged, a refused
//! body, an unknown route and an OPTIONS included; a request without a session
//! is not.

use std::time::Instant;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::{
    actions::act,
    app::{App, Shared, held},
    envelope::{Answer, not_found},
    friendship::Action,
    search::search,
    session,
};

/// Where all of this lies.
pub const PREFIX: &str = "/x/profile/";

/// The most bytes of a body that are looked at.
const BODY_LIMIT: usize = 100 * 1024;

/// The most bytes that are read before the connection is given up: a body over
/// [`BODY_LIMIT`] is read to its end so that its sender hears the 413.
pub const READ_LIMIT: usize = 16 * 1024 * 1024;

/// What a path below [`PREFIX`] asks for.
enum Call<'a> {
    Search(&'a str),
    Act(Action),
}

/// Handles every request below `/x/profile`.
pub async fn profile(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    respond(&app, &parts, body)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn respond(app: &App, parts: &Parts, body: Body) -> Result<Response, Answer> {
    let caller = session::caller(app, &parts.headers)?.ok_or_else(Answer::unauthorized)?;
    if !app.cooldown.admit(&caller, Instant::now()) {
        return Err(Answer::failed(
            StatusCode::TOO_MANY_REQUESTS,
            "TO_MANY_REQUEST",
        ));
    }
    let answer = match call(&parts.method, parts.uri.path()) {
        None => return Ok(not_found(&parts.method, &parts.headers)),
        Some(Call::Search(segment)) => {
            let text = percent_decode_str(segment)
                .decode_utf8()
                .map_err(|_| Answer::error(StatusCode::INTERNAL_SERVER_ERROR))?;
            let database = held(&app.database);
            search(&database, &mut held(&app.dice), &caller, &text)?
        }
        Some(Call::Act(action)) => {
            let target = userid(&parts.headers, body).await?;
            let delivery = parts.extensions.get().copied().unwrap_or_default();
            act(app, &caller, action, &target, delivery)?
        }
    };
    Ok(answer.into_response())
}

fn call<'a>(method: &Method, path: &'a str) -> Option<Call<'a>> {
    let rest = path.strip_prefix(PREFIX)?;
    match rest.strip_prefix("search/") {
        Some(segment) => (matches!(*method, Method::GET | Method::HEAD)
            && !segment.is_empty()
            && !segment.contains('/'))
        .then_some(Call::Search(segment)),
        None if method == Method::POST => Action::from_name(rest).map(Call::Act),
        None => None,
    }
}

/// The body's `userid`: 413 for too large a body, 500 for one that is no JSON
/// object or list, 400 for one whose `userid` is not a non-empty string. A body
/// that does not say it is JSON is not read, so it has none.
async fn userid(headers: &HeaderMap, body: Body) -> Result<String, Answer> {
    let body = read(body).await?;
    let fields = if is_json(headers) && !body.is_empty() {
        parse(&body).ok_or_else(|| Answer::error(StatusCode::INTERNAL_SERVER_ERROR))?
    } else {
        Value::Null
    };
    fields
        .get("userid")
        .and_then(Value::as_str)
        .filter(|userid| !userid.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| Answer::error(StatusCode::BAD_REQUEST))
}

async fn read(body: Body) -> Result<Bytes, Answer> {
    let too_large = || Answer::failed(StatusCode::PAYLOAD_TOO_LARGE, "CONTENT_TOO_LARGE");
    let body = to_bytes(body, READ_LIMIT).await.map_err(|_| too_large())?;
    if body.len() > BODY_LIMIT {
        return Err(too_large());
    }
    Ok(body)
}

fn parse(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body)
        .ok()
        .filter(|value: &Value| value.is_object() || value.is_array())
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
