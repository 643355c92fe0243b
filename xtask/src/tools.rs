//! The build tools, each in a folder of its own per version.
//!
//! They are kept outside the repository so that several clones share them, and
//! under their version so that a change of version installs the new one.

pub mod cargo;

use anyhow::{Context, Result};
use fs_err::{self as fs, File};
use std::env;
use std::path::{Path, PathBuf};

/// The path of a program in a folder.
pub fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// Whether what a program printed for `--version` says this version, as in `trunk 0.21.14`.
fn has_version(printed: &str, version: &str) -> bool {
    printed.split_whitespace().any(|word| word == version)
}

/// The folder all tools are kept in.
fn home() -> Result<PathBuf> {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = variable("KIRIMIN_TOOLS") {
        return Ok(std::path::absolute(folder)?);
    }
    variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .map(|cache| cache.join("kirimin-profile-card").join("tools"))
        .context("there is no home folder to keep build tools in; set KIRIMIN_TOOLS to a folder")
}

/// Makes the folder, and waits until no other xtask installs into it.
fn lock(home: &Path) -> Result<File> {
    let lock = || {
        fs::create_dir_all(home)?;
        let file = File::create(home.join(".lock"))?;
        file.lock().map(|()| file)
    };
    lock().context("set KIRIMIN_TOOLS to a folder that can be written to")
}

#[cfg(test)]
mod tests {
    use super::has_version;

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(has_version("trunk 0.21.14\n", "0.21.14"));
        assert!(!has_version("trunk 0.21.1\n", "0.21.14"));
        assert!(!has_version("trunk 0.21.14-rc.1\n", "0.21.14"));
        assert!(!has_version("", "0.21.14"));
    }
}
