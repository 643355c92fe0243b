//! Avatars: drawn when the database is seeded, served with the session.

use std::io;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use rusqlite::{Connection, OptionalExtension};

use crate::{
    app::{App, Shared, held},
    body,
    envelope::{Answer, allowed, not_found},
    session,
};

/// Where avatars lie.
pub const PREFIX: &str = "/file/user/";

/// The type of a drawn avatar.
pub const PNG: &str = "image/png";

/// The type of [`DRAWING`].
pub const SVG: &str = "image/svg+xml";

/// The type of a file whose name has no extension.
pub const UNKNOWN: &str = "application/octet-stream";

/// Width and height of a drawn avatar, in pixels.
const SIDE: u32 = 144;

/// Pairs of colours that go well together: the top left and the bottom right.
const COLOURS: [([u8; 3], [u8; 3]); 8] = [
    ([0xff, 0xb8, 0x8c], [0xde, 0x62, 0x62]),
    ([0xa1, 0xc4, 0xfd], [0x5b, 0x7f, 0xe0]),
    ([0x9b, 0xe1, 0xb4], [0x2f, 0x9e, 0x8f]),
    ([0xfb, 0xc2, 0xeb], [0x9a, 0x6f, 0xd8]),
    ([0xff, 0xd8, 0x6f], [0xf0, 0x8a, 0x4b]),
    ([0xb7, 0xe8, 0xf5], [0x38, 0x8e, 0xb8]),
    ([0xf7, 0xb1, 0xb9], [0xc2, 0x48, 0x7d]),
    ([0xd4, 0xe7, 0x9e], [0x6d, 0xa3, 0x4d]),
];

/// Draws the avatar of that number as a PNG: a soft gradient of two colours
/// with a pale head and shoulders on it.
///
/// # Errors
/// Whatever the encoder answers; it writes to memory.
pub fn draw(number: u32) -> io::Result<Vec<u8>> {
    let number = number as usize;
    let (light, dark) = COLOURS[number % COLOURS.len()];
    let lean = [0.0, 0.06, -0.05][number % 3];
    let mut pixels = Vec::with_capacity((SIDE * SIDE * 3) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (x, y) = (unit(x), unit(y));
            let head = disc(x - 0.5 - lean, y - 0.40, 0.19);
            let shoulders = disc(x - 0.5, (y - 1.02) * 0.9, 0.36);
            let pale = 0.62 * head.max(shoulders);
            let slope = (x + y) / 2.0;
            for channel in 0..3 {
                let colour = mix(light[channel].into(), dark[channel].into(), slope);
                pixels.push(mix(colour, 255.0, pale).round() as u8);
            }
        }
    }
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, SIDE, SIDE);
    encoder.set_color(png::ColorType::Rgb);
    // A gradient needs no better, and seeding stays quick in a debug build.
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    writer.write_image_data(&pixels).map_err(io::Error::other)?;
    writer.finish().map_err(io::Error::other)?;
    Ok(png)
}

fn unit(pixel: u32) -> f32 {
    (pixel as f32 + 0.5) / SIDE as f32
}

fn mix(from: f32, to: f32, share: f32) -> f32 {
    from + (to - from) * share
}

/// How much of the pixel at that distance a disc covers: its edge is soft over
/// one pixel.
fn disc(x: f32, y: f32, radius: f32) -> f32 {
    ((radius - x.hypot(y)) * SIDE as f32 + 0.5).clamp(0.0, 1.0)
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
    session::caller(app, &parts.headers)?.ok_or_else(Answer::unauthorized)?;
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
