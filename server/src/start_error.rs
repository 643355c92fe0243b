//! Why the server cannot start, in words for the person who started it.

use std::{fmt, io, path::PathBuf};

/// Why the server cannot start.
#[derive(Debug)]
pub enum StartError {
    /// The port is taken, or may not be used.
    Port {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        error: io::Error,
    },
    /// The database cannot be opened, written or understood.
    Database {
        /// The file that was asked for.
        file: PathBuf,
        /// What SQLite or the system said.
        reason: String,
    },
    /// The folder has no page.
    Page {
        /// The folder that was asked for.
        folder: PathBuf,
    },
    /// The system's certificates cannot be read, and the upstream has https.
    Certificates(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port { port, error } if error.kind() == io::ErrorKind::AddrInUse => write!(
                f,
                "port {port} on 127.0.0.1 is already in use: choose another with --port"
            ),
            Self::Port { port, error } => {
                write!(f, "cannot listen on port {port} of 127.0.0.1: {error}")
            }
            Self::Database { file, reason } => {
                write!(f, "cannot use the database {}: {reason}", file.display())
            }
            Self::Page { folder } => write!(
                f,
                "there is no index.html in {}: build the page first",
                folder.display()
            ),
            Self::Certificates(error) => write!(
                f,
                "cannot read this system's certificates, which https needs: {error}"
            ),
        }
    }
}

impl std::error::Error for StartError {}
