//! Where things are in this repository.

use crate::run::{Problem, Result, command};
use cargo_metadata::MetadataCommand;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The repository and its build folder.
#[derive(Debug)]
pub struct Workspace {
    /// The repository's top folder.
    pub root: PathBuf,
    /// Cargo's build folder, `target` unless configured otherwise.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the repository that this program was run from.
    ///
    /// # Errors
    /// Cargo cannot be run, or does not find a workspace.
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
            .exec()
            .map_err(|error| Problem::new(format!("cargo metadata: {error}")))?;
        Ok(Self {
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
        })
    }

    /// The version of a dependency in `Cargo.lock`.
    ///
    /// # Errors
    /// `Cargo.lock` is unreadable or has no such package.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let text = fs::read_to_string(&path)
            .map_err(|error| Problem::new(format!("{}: {error}", path.display())))?;
        locked_version(&text, package)
            .ok_or_else(|| Problem::new(format!("Cargo.lock has no {package}")))
    }

    /// A command that runs in the repository's top folder.
    pub fn command(&self, program: impl AsRef<OsStr>) -> std::process::Command {
        let mut command = command(program);
        command.current_dir(&self.root);
        command
    }
}

/// Reads one package's version from the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

/// A path as a person likes to read it: relative to where they are, if it lies below.
pub fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(&here)
        .unwrap_or(path)
        .display()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
dependencies = [
 "wasm-bindgen-macro",
]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.131"
"#;

    #[test]
    fn a_locked_version_is_that_of_the_exact_name() {
        assert_eq!(
            locked_version(LOCK, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(
            locked_version(LOCK, "wasm-bindgen-macro").as_deref(),
            Some("0.2.131")
        );
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(locked_version(LOCK, "wasm"), None);
        assert_eq!(locked_version("name = \"wasm\"", "wasm"), None);
    }
}
