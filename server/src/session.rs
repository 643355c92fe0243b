//! Who is asking: the session cookie.

use axum::http::{HeaderMap, header};
use cookie::{Cookie, SameSite, time::Duration};
use parking_lot::Mutex;
use rusqlite::{Connection, OptionalExtension};

/// The cookie's name, as the real server's.
pub const COOKIE: &str = "connect.sid";

/// Thirty days, in seconds.
const LIFETIME: u32 = 30 * 24 * 60 * 60;

/// The id of the person whose session the request carries.
///
/// # Errors
/// Whatever SQLite answers.
pub fn caller(
    database: &Mutex<Connection>,
    headers: &HeaderMap,
) -> rusqlite::Result<Option<String>> {
    let Some(token) = token(headers) else {
        return Ok(None);
    };
    database
        .lock()
        .query_row(
            "SELECT person_id FROM sessions WHERE id = ?1 AND created > unixepoch() - ?2",
            (token, LIFETIME),
            |row| row.get(0),
        )
        .optional()
}

/// Starts a session of that person and returns the `Set-Cookie` header.
///
/// # Errors
/// Whatever SQLite answers.
pub fn start(database: &Connection, person: &str) -> rusqlite::Result<String> {
    let token = format!("{:032x}", rand::random::<u128>());
    database.execute(
        "INSERT INTO sessions (id, person_id, created) VALUES (?1, ?2, unixepoch())",
        [token.as_str(), person],
    )?;
    Ok(cookie(&token, LIFETIME))
}

/// Ends the request's session and returns the `Set-Cookie` header that removes
/// the cookie.
///
/// # Errors
/// Whatever SQLite answers.
pub fn end(database: &Connection, headers: &HeaderMap) -> rusqlite::Result<String> {
    if let Some(token) = token(headers) {
        database.execute("DELETE FROM sessions WHERE id = ?1", [token])?;
    }
    Ok(cookie("", 0))
}

fn cookie(token: &str, lifetime: u32) -> String {
    Cookie::build((COOKIE, token))
        .path("/")
        .max_age(Duration::seconds(lifetime.into()))
        .http_only(true)
        .same_site(SameSite::Strict)
        .to_string()
}

fn token(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == COOKIE)
        .map(|cookie| cookie.value().to_owned())
}
