//! What holds between two people, in the database.

use rusqlite::Connection;

use crate::friendship::Friendship;

/// What holds between `viewer` and `other`, from the viewer's side.
///
/// # Errors
/// Whatever SQLite answers.
pub fn between(database: &Connection, viewer: &str, other: &str) -> rusqlite::Result<Friendship> {
    let (first, second) = ordered(viewer, other);
    let friends = "SELECT EXISTS (SELECT 1 FROM friendships WHERE person_a = ?1 AND person_b = ?2)";
    let asked = "SELECT EXISTS (SELECT 1 FROM requests WHERE from_person = ?1 AND to_person = ?2)";
    let is = |sql, one: &str, two: &str| -> rusqlite::Result<bool> {
        database.query_row(sql, [one, two], |row| row.get(0))
    };
    Ok(if is(friends, first, second)? {
        Friendship::Friends
    } else if is(asked, viewer, other)? {
        Friendship::RequestSent
    } else if is(asked, other, viewer)? {
        Friendship::RequestReceived
    } else {
        Friendship::None
    })
}

/// The requests between `?1` and `?2`, in either direction.
const BETWEEN: &str =
    "(from_person = ?1 AND to_person = ?2) OR (from_person = ?2 AND to_person = ?1)";

/// Takes away the requests between the two until the server starts again. To
/// be called inside a transaction.
///
/// # Errors
/// Whatever SQLite answers.
pub fn take_away_unsaved(database: &Connection, one: &str, other: &str) -> rusqlite::Result<()> {
    for sql in [
        format!("INSERT OR IGNORE INTO unsaved_removals SELECT * FROM requests WHERE {BETWEEN}"),
        format!("DELETE FROM requests WHERE {BETWEEN}"),
    ] {
        database.execute(&sql, [one, other])?;
    }
    Ok(())
}

/// Brings back what [`take_away_unsaved`] took away: the server has started.
///
/// # Errors
/// Whatever SQLite answers.
pub fn bring_back_unsaved(database: &Connection) -> rusqlite::Result<()> {
    database.execute_batch(
        "INSERT OR IGNORE INTO requests SELECT * FROM unsaved_removals;
         DELETE FROM unsaved_removals;",
    )
}

/// Makes `friendship` hold between the two, from the viewer's side, and
/// nothing else. To be called inside a transaction.
///
/// # Errors
/// Whatever SQLite answers.
pub fn set(
    database: &Connection,
    viewer: &str,
    other: &str,
    friendship: Friendship,
) -> rusqlite::Result<()> {
    let (first, second) = ordered(viewer, other);
    database.execute(
        "DELETE FROM friendships WHERE person_a = ?1 AND person_b = ?2",
        [first, second],
    )?;
    for table in ["requests", "unsaved_removals"] {
        let sql = format!("DELETE FROM {table} WHERE {BETWEEN}");
        database.execute(&sql, [viewer, other])?;
    }
    let ask = "INSERT INTO requests (from_person, to_person) VALUES (?1, ?2)";
    match friendship {
        Friendship::None => {}
        Friendship::Friends => {
            database.execute(
                "INSERT INTO friendships (person_a, person_b) VALUES (?1, ?2)",
                [first, second],
            )?;
        }
        Friendship::RequestSent => {
            database.execute(ask, [viewer, other])?;
        }
        Friendship::RequestReceived => {
            database.execute(ask, [other, viewer])?;
        }
    }
    Ok(())
}

fn ordered<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    if one < other {
        (one, other)
    } else {
        (other, one)
    }
}
