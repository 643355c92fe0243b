//! What the handlers share.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use rand::{SeedableRng, rngs::StdRng};
use rusqlite::Connection;

use crate::{cooldown::Cooldown, sockets::Sockets};

/// The running demo API: its database and what is not worth keeping there.
#[derive(Debug)]
pub struct App {
    /// The one connection to the database.
    pub database: Mutex<Connection>,
    /// The cooldown that all calls of the API share.
    pub cooldown: Cooldown,
    /// Everybody's live connection.
    pub sockets: Arc<Sockets>,
    /// Throws for the searches that answer random people: the same in every
    /// run.
    pub dice: Mutex<StdRng>,
}

/// What each handler gets.
pub type Shared = Arc<App>;

impl App {
    /// An app on that database with that cooldown.
    pub fn new(database: Connection, cooldown: Duration) -> Self {
        Self {
            database: Mutex::new(database),
            cooldown: Cooldown::new(cooldown),
            sockets: Arc::default(),
            dice: Mutex::new(StdRng::seed_from_u64(761_761)),
        }
    }
}
