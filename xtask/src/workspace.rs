//! Where things are in this repository.

use crate::run::{output_of, shell};
use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;
use std::env;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// The repository and its build folder.
#[derive(Debug)]
pub struct Workspace {
    /// The repository's top folder.
    pub root: PathBuf,
    /// Cargo's build folder, `target` unless configured otherwise.
    pub target: PathBuf,
    /// For commands that run in the top folder.
    pub sh: Shell,
}

impl Workspace {
    /// Finds the repository that this program was run from.
    pub fn find() -> Result<Self> {
        // Asked at run time: a build folder may be shared by several clones.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let metadata = MetadataCommand::new()
            .no_deps()
            .other_options(["--offline".to_owned()])
            // As for every later command: a relative setting of the build
            // folder counts from where Cargo runs.
            .current_dir(package.parent().unwrap_or(&package))
            .exec()?;
        Ok(Self {
            sh: shell(&metadata.workspace_root)?,
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
        })
    }

    /// The version of a package in `Cargo.lock`.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let id = output_of(cmd!(self.sh, "cargo pkgid --quiet --offline {package}"))?;
        let version = id.trim().rsplit(['@', '#']).next();
        Ok(version.context("cargo pkgid printed nothing")?.to_owned())
    }
}

/// A path as a person likes to read it: relative to where they are, if it lies below.
pub fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(&here)
        .unwrap_or(path)
        .display()
        .to_string()
}
