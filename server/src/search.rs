//! `GET /x/profile/search/{id or username}`.

use axum::http::StatusCode;
use rand::{rngs::StdRng, seq::SliceRandom};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    envelope::Answer,
    people::{COLUMNS, DELETED, Person},
};

/// The most people that one search answers.
const MOST: usize = 20;

/// The words that answer random people.
const RANDOM: [&str; 2] = ["user", "user7"];

/// The people whose id is `text` or whose username contains it, the caller left
/// out, in the order of their ids as numbers: an exact match may come last.
///
/// # Errors
/// Whatever SQLite answers.
pub fn search(
    database: &Connection,
    dice: &mut StdRng,
    caller: &str,
    text: &str,
) -> rusqlite::Result<Answer> {
    let text = text.to_lowercase();
    let mut people = if RANDOM.contains(&text.as_str()) {
        let mut everybody = matching(database, caller, "")?;
        everybody.shuffle(dice);
        everybody
    } else {
        matching(database, caller, &text)?
    };
    people.truncate(MOST);
    if people.is_empty() {
        return Ok(Answer::failed(StatusCode::NOT_FOUND, "FIND_NOTFOUND"));
    }
    let users = people
        .into_iter()
        .map(|person| person.seen_by(database, caller))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Answer::ok(json!({ "users": users })))
}

fn matching(database: &Connection, caller: &str, text: &str) -> rusqlite::Result<Vec<Person>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people
         WHERE id <> ?1 AND CASE
             WHEN deleted THEN id = '{DELETED}' AND id = ?2
             ELSE id = ?2 OR instr(lower(username), ?2) > 0 END
         ORDER BY CAST(id AS INTEGER)"
    );
    database
        .prepare_cached(&sql)?
        .query_map([caller, text], Person::from_row)?
        .collect()
}
