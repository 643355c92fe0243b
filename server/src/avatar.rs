//! Avatars: in the database, served with the session.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use rusqlite::{Connection, OptionalExtension};

use crate::{
    app::{App, Shared},
    body,
    envelope::{Answer, allowed, not_found},
    session,
};

/// Where files lie. The only ones here are the avatars, in `/file/user/`.
pub const PREFIX: &str = "/file";

/// The type of a file whose name has no extension.
const UNKNOWN: &str = "application/octet-stream";

/// Everything below [`PREFIX`], whose path comes without it: 401 without a
/// session, else the avatar, and 404 in plain text when there is no such file
/// (`docs/api.md#seen-since`).
pub async fn avatar(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    body::drain(body).await;
    serve(&app, &parts).unwrap_or_else(IntoResponse::into_response)
}

fn serve(app: &App, parts: &Parts) -> Result<Response, Answer> {
    session::caller(&app.database, &parts.headers)?.ok_or_else(Answer::unauthorized)?;
    match parts.method {
        Method::OPTIONS => Ok(allowed("GET, HEAD")),
        Method::GET | Method::HEAD => {
            let found = file(&app.database.lock(), parts.uri.path())?;
            Ok(found.unwrap_or_else(|| (StatusCode::NOT_FOUND, "Not Found").into_response()))
        }
        _ => Ok(not_found(&parts.method, &parts.headers)),
    }
}

fn file(database: &Connection, path: &str) -> rusqlite::Result<Option<Response>> {
    let name = path
        .strip_prefix("/user/")
        .and_then(|name| percent_decode_str(name).decode_utf8().ok());
    let Some(name) = name else {
        return Ok(None);
    };
    let found: Option<(String, Vec<u8>)> = database
        .query_row(
            "SELECT content_type, bytes FROM avatars WHERE name = ?1",
            [&name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.and_then(|(content_type, bytes)| {
        // A name without an extension says nothing of its type: browsers have to look.
        let sniffed = content_type == UNKNOWN;
        let content_type = HeaderValue::from_str(&content_type).ok()?;
        let cache = HeaderValue::from_static("private, max-age=60");
        let headers = [
            (header::CONTENT_TYPE, content_type),
            (header::CACHE_CONTROL, cache),
        ];
        let mut response = (headers, bytes).into_response();
        if !sniffed {
            let nosniff = HeaderValue::from_static("nosniff");
            response
                .headers_mut()
                .insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
        }
        Some(response)
    }))
}
