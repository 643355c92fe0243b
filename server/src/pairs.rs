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
    database.execute(
        "DELETE FROM requests
         WHERE (from_person = ?1 AND to_person = ?2) OR (from_person = ?2 AND to_person = ?1)",
        [viewer, other],
    )?;
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
