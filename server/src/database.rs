//! The SQLite file: its schema, and how it is opened.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{pairs, seed, start_error::StartError};

/// Kept in SQLite's `user_version`.
const VERSION: i64 = 1;

/// The tables. The README explains them to whoever reads the file beside the
/// running server.
const SCHEMA: &str = "
CREATE TABLE people (
    id          TEXT PRIMARY KEY,
    position    INTEGER NOT NULL,            -- the order in which they were seeded
    listed      INTEGER NOT NULL,            -- 1: shown by GET /demo/people
    deleted     INTEGER NOT NULL,            -- 1: the account of a former member
    username    TEXT NOT NULL,
    displayname TEXT NOT NULL,
    bio         TEXT,
    image       TEXT,                        -- a file name; may be missing in avatars
    badges      TEXT                         -- a JSON array of numbers
) STRICT;
CREATE TABLE friendships (                   -- unordered: person_a < person_b
    person_a TEXT NOT NULL REFERENCES people(id),
    person_b TEXT NOT NULL REFERENCES people(id),
    PRIMARY KEY (person_a, person_b),
    CHECK (person_a < person_b)
) STRICT;
CREATE TABLE requests (                      -- from_person has asked to_person
    from_person TEXT NOT NULL REFERENCES people(id),
    to_person   TEXT NOT NULL REFERENCES people(id),
    PRIMARY KEY (from_person, to_person)
) STRICT;
CREATE TABLE sessions (
    id        TEXT PRIMARY KEY,              -- the value of the cookie connect.sid
    person_id TEXT NOT NULL REFERENCES people(id),
    created   INTEGER NOT NULL               -- seconds since 1970
) STRICT;
CREATE TABLE avatars (
    name         TEXT PRIMARY KEY,           -- people.image
    content_type TEXT NOT NULL,
    bytes        BLOB NOT NULL
) STRICT;
";

/// Requests that are taken away until the next start. Made apart from the
/// others, so that a file of an earlier version gets it too.
const UNSAVED: &str = "
CREATE TABLE IF NOT EXISTS unsaved_removals (
    from_person TEXT NOT NULL REFERENCES people(id),
    to_person   TEXT NOT NULL REFERENCES people(id),
    PRIMARY KEY (from_person, to_person)
) STRICT;
";

const DROP: &str = "
DROP TABLE IF EXISTS unsaved_removals;
DROP TABLE IF EXISTS avatars;
DROP TABLE IF EXISTS sessions;
DROP TABLE IF EXISTS requests;
DROP TABLE IF EXISTS friendships;
DROP TABLE IF EXISTS people;
";

/// Opens the file, making it, its folder and its people where they are
/// missing; with `reset`, everything in it starts afresh.
///
/// # Errors
/// [`StartError::Database`] if it cannot be written, is no SQLite file, or was
/// made by another version.
pub fn open(file: &Path, reset: bool) -> Result<Connection, StartError> {
    prepare(file, reset).map_err(|reason| StartError::Database {
        file: file.to_owned(),
        reason,
    })
}

fn prepare(file: &Path, reset: bool) -> Result<Connection, String> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    fill(file, reset)
        .map_err(|error| error.to_string())
        .and_then(|filled| {
            filled.ok_or_else(|| {
                "it was made by another version of this server; --reset starts afresh".to_owned()
            })
        })
}

fn fill(file: &Path, reset: bool) -> rusqlite::Result<Option<Connection>> {
    let mut database = Connection::open(file)?;
    database.busy_timeout(Duration::from_secs(5))?;
    // WAL: the tests read the file while the server writes to it.
    database.pragma_update(None, "journal_mode", "WAL")?;
    // Its data may be lost when the machine loses power, not when the server is
    // killed: enough for a demo, and no request waits for the disk.
    database.pragma_update(None, "synchronous", "NORMAL")?;
    database.pragma_update(None, "foreign_keys", "ON")?;

    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if reset {
        transaction.execute_batch(DROP)?;
        create(&transaction)?;
    } else if version == 0 {
        create(&transaction)?;
    } else if version != VERSION {
        return Ok(None);
    }
    transaction.execute_batch(UNSAVED)?;
    pairs::bring_back_unsaved(&transaction)?;
    transaction.commit()?;
    Ok(Some(database))
}

fn create(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(SCHEMA)?;
    transaction.execute_batch(UNSAVED)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    seed::plant(transaction)
}
