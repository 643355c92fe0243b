//! The demo server's database, looked into while the server runs.

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// A connection that can only read.
#[derive(Debug)]
pub struct Database(Connection);

impl Database {
    /// Opens the file that a server has made.
    ///
    /// # Errors
    /// SQLite cannot open it.
    pub fn open(file: &Path) -> Result<Self> {
        Ok(Self(Connection::open_with_flags(
            file,
            OpenFlags::SQLITE_OPEN_READ_ONLY,
        )?))
    }

    /// Loses the picture of a person who still has one by what the server tells.
    ///
    /// # Errors
    /// SQLite cannot write to the file, or there is no such picture.
    pub fn lose_avatar(file: &Path, userid: &str) -> Result<()> {
        let query = "DELETE FROM avatars WHERE name = (SELECT image FROM people WHERE id = ?1)";
        let lost = Connection::open(file)?.execute(query, [userid])?;
        ensure!(lost == 1, "{userid} has no picture");
        Ok(())
    }

    /// What holds between `viewer` and `other` from the viewer's side, as the
    /// number of `isFriend`.
    ///
    /// # Errors
    /// SQLite cannot read it.
    pub fn friendship(&self, viewer: &str, other: &str) -> Result<u8> {
        let friends = self.holds(
            "SELECT 1 FROM friendships WHERE (person_a, person_b) IN ((?1, ?2), (?2, ?1))",
            viewer,
            other,
        )?;
        Ok(if friends {
            1
        } else if self.has_asked(viewer, other)? {
            2
        } else if self.has_asked(other, viewer)? {
            3
        } else {
            0
        })
    }

    /// Whether a request of `from` to `to` is open.
    ///
    /// # Errors
    /// SQLite cannot read it.
    pub fn has_asked(&self, from: &str, to: &str) -> Result<bool> {
        let query = "SELECT 1 FROM requests WHERE from_person = ?1 AND to_person = ?2";
        self.holds(query, from, to)
    }

    fn holds(&self, query: &str, one: &str, two: &str) -> Result<bool> {
        Ok(self.0.prepare_cached(query)?.exists([one, two])?)
    }
}
