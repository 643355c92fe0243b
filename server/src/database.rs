//! The SQLite file: its schema, and how it is opened.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{pairs, seed};

/// Kept in SQLite's `user_version`.
const VERSION: i64 = 1;

const SCHEMA: &str = include_str!("../sql/schema.sql");

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
/// It cannot be written, is no SQLite file, or was made by another version.
pub fn open(file: &Path, reset: bool) -> Result<Connection> {
    fill(file, reset).with_context(|| format!("cannot use the database {}", file.display()))
}

fn fill(file: &Path, reset: bool) -> Result<Connection> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
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
        bail!("it was made by another version of this server; --reset starts afresh");
    }
    transaction.execute_batch(UNSAVED)?;
    pairs::bring_back_unsaved(&transaction)?;
    transaction.commit()?;
    Ok(database)
}

fn create(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(SCHEMA)?;
    transaction.execute_batch(UNSAVED)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    seed::plant(transaction)
}
