//! Which programs and files the tests use: `cargo xtask test` says it in the environment.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// Paths of what was built and installed before the tests.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The demo server's program (`KIRIMIN_DEMO_SERVER`).
    pub server: PathBuf,
    /// The folder of the built playground (`KIRIMIN_DIST`).
    pub dist: PathBuf,
}

impl Settings {
    /// Reads them.
    ///
    /// # Errors
    /// One is not set.
    pub fn read() -> Result<Self> {
        Ok(Self {
            server: path("KIRIMIN_DEMO_SERVER")?,
            dist: path("KIRIMIN_DIST")?,
        })
    }
}

/// A browser's or a driver's program, by its variable.
pub(crate) fn program(name: &str) -> Result<PathBuf> {
    path(name)
}

fn path(name: &str) -> Result<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .with_context(|| format!("{name} is not set: run these tests with `cargo xtask test e2e`"))
}

/// Cargo's build folder: this program lies in a profile's folder in it, or a
/// test in the `deps` of that.
pub(crate) fn build_folder() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    program
        .ancestors()
        .skip(1)
        .find(|folder| !folder.ends_with("deps"))
        .and_then(Path::parent)
        .unwrap_or(Path::new("."))
        .to_owned()
}

/// The folder of these tests in the repository, for what is reviewed and kept there.
pub(crate) fn package() -> PathBuf {
    // At run time: a build folder may be shared by several clones.
    env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// Where the pictures of failed tests go.
pub(crate) fn screenshots() -> PathBuf {
    build_folder().join("e2e-screenshots")
}
