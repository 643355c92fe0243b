//! `/x/profile/*`: what was asked for, behind the cooldown and the login.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::{
    actions::act,
    app::{App, Shared},
    body,
    envelope::{Answer, allowed, not_found},
    friendship::Action,
    gate,
    people::Person,
    search::search,
};

/// Where all of this lies.
pub const PREFIX: &str = "/x/profile";

/// What a path below [`PREFIX`] is about.
#[derive(Clone, Copy)]
enum Call<'a> {
    Search(&'a str),
    Act(Action),
}

/// Handles every request below [`PREFIX`], whose path comes without it.
pub async fn profile(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answered = match gate::enter(&app, &parts) {
        Ok(caller) => respond(&app, &caller, &parts, body).await,
        Err(refusal) => {
            body::drain(body).await;
            Err(refusal)
        }
    };
    answered.unwrap_or_else(IntoResponse::into_response)
}

async fn respond(app: &App, caller: &str, parts: &Parts, body: Body) -> Result<Response, Answer> {
    let call = call(parts.uri.path());
    match (call, &parts.method) {
        (Some(call), &Method::OPTIONS) => Ok(allowed(call.methods())),
        (Some(Call::Search(segment)), &Method::GET | &Method::HEAD) => {
            let text = decoded(segment).ok_or_else(broken)?;
            let database = app.database.lock();
            Person::find_living(&database, caller)?.ok_or_else(broken)?;
            let answer = search(&database, &mut app.dice.lock(), caller, &text)?;
            Ok(answer.into_response())
        }
        (Some(Call::Act(action)), &Method::POST) => {
            let fields = body::fields(&parts.headers, body).await?;
            let target = userid(fields)?;
            Person::find_living(&app.database.lock(), caller)?.ok_or_else(broken)?;
            let delivery = parts.extensions.get().copied().unwrap_or_default();
            let acted = act(app, caller, action, &target, delivery)?;
            Ok(acted.told().await.into_response())
        }
        _ => {
            body::drain(body).await;
            Ok(not_found(&parts.method, &parts.headers))
        }
    }
}

/// What the real server says where its own code fails: the session is that of
/// a deleted account, or a text cannot be decoded.
fn broken() -> Answer {
    Answer::error(StatusCode::INTERNAL_SERVER_ERROR)
}

fn call(path: &str) -> Option<Call<'_>> {
    let rest = path.strip_prefix('/')?;
    match rest.strip_prefix("search/") {
        Some(segment) => {
            (!segment.is_empty() && !segment.contains('/')).then_some(Call::Search(segment))
        }
        None => Action::from_name(rest).map(Call::Act),
    }
}

impl Call<'_> {
    /// What an OPTIONS is told.
    fn methods(self) -> &'static str {
        match self {
            Self::Search(_) => "GET, HEAD",
            Self::Act(_) => "POST",
        }
    }
}

/// The body's `userid`: 500 without a JSON body, 400 for one whose `userid` is
/// not a non-empty string.
fn userid(fields: Option<Value>) -> Result<String, Answer> {
    fields
        .ok_or_else(broken)?
        .get("userid")
        .and_then(Value::as_str)
        .filter(|userid| !userid.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| Answer::error(StatusCode::BAD_REQUEST))
}

/// As JavaScript's `decodeURIComponent`: `None` where a `%` is not followed by
/// two hexadecimal digits, or where the bytes are no UTF-8.
fn decoded(segment: &str) -> Option<Cow<'_, str>> {
    let well_formed = segment.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    well_formed
        .then(|| percent_decode_str(segment).decode_utf8().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn segments_are_decoded_as_javascript_does_or_not_at_all() {
        for (segment, text) in [
            ("dvnkz", Some("dvnkz")),
            ("d%76nkz", Some("dvnkz")),
            ("%25", Some("%")),
            ("caf%c3%A9", Some("café")),
            ("%", None),
            ("%%", None),
            ("100%", None),
            ("%2", None),
            ("%2g", None),
            ("%zz", None),
            ("%é", None),
            ("%FF", None),
        ] {
            assert_eq!(decoded(segment).as_deref(), text, "{segment}");
        }
    }
}
