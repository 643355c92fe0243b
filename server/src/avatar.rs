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
    mutex::held,
    session,
};

/// Where avatars lie.
pub const PREFIX: &str = "/file/user/";

/// The type of a [`picture`].
pub const PNG: &str = "image/png";

/// The type of [`DRAWING`].
pub const SVG: &str = "image/svg+xml";

/// The type of a file whose name has no extension.
pub const UNKNOWN: &str = "application/octet-stream";

/// Pictures of nobody: a pale head and shoulders on a gradient.
const PICTURES: [&[u8]; 8] = [
    include_bytes!("../avatars/0.png"),
    include_bytes!("../avatars/1.png"),
    include_bytes!("../avatars/2.png"),
    include_bytes!("../avatars/3.png"),
    include_bytes!("../avatars/4.png"),
    include_bytes!("../avatars/5.png"),
    include_bytes!("../avatars/6.png"),
    include_bytes!("../avatars/7.png"),
];

/// The picture of that number; they repeat.
pub fn picture(number: u32) -> &'static [u8] {
    PICTURES[number as usize % PICTURES.len()]
}

/// A drawing of the same in SVG, for people whose picture is one.
pub const DRAWING: &str = "\
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 144 144\">\
<rect width=\"144\" height=\"144\" fill=\"#5b7fe0\"/>\
<g fill=\"#fff\" fill-opacity=\".62\"><circle cx=\"72\" cy=\"58\" r=\"27\"/><circle cx=\"72\" cy=\"147\" r=\"54\"/></g>\
</svg>";

/// Everything below `/file`: 401 without a session, else the avatar, and 404 in
/// plain text when there is no such file (`docs/api.md#seen-since`).
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
            let found = file(&held(&app.database), parts.uri.path())?;
            Ok(found.unwrap_or_else(|| (StatusCode::NOT_FOUND, "Not Found").into_response()))
        }
        _ => Ok(not_found(&parts.method, &parts.headers)),
    }
}

fn file(database: &Connection, path: &str) -> rusqlite::Result<Option<Response>> {
    let name = path
        .strip_prefix(PREFIX)
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
