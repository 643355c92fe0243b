//! Tools from crates.io, built here.

use super::{has_version, home, lock, program};
use crate::run::{Problem, Result, command, on_path, output_of, run, say};
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program to be had from crates.io.
#[derive(Debug)]
pub struct Tool {
    /// The package on crates.io.
    package: &'static str,
    /// The exact version.
    version: String,
    /// Its programs; the first one is asked for its version.
    programs: &'static [&'static str],
    /// How to build it.
    build: Build,
    /// How long that takes on two cores, for the person who waits.
    minutes: u8,
}

/// How a tool is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Build {
    /// With the dependencies its author locked, unoptimised: half the build
    /// time, and such a tool spends its time in others' code anyway.
    LockedDebug,
    /// Optimised, with the newest dependencies.
    Release,
}

/// Trunk, which builds the playground.
pub fn trunk() -> Tool {
    Tool {
        package: "trunk",
        // The newest that rustc 1.95 builds.
        version: "0.21.14".to_owned(),
        programs: &["trunk"],
        build: Build::LockedDebug,
        minutes: 6,
    }
}

/// wasm-bindgen's command line tool, whose version must equal the library's.
///
/// # Errors
/// `Cargo.lock` is unreadable or has no wasm-bindgen.
pub fn wasm_bindgen(workspace: &Workspace) -> Result<Tool> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version: workspace.locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        // Not locked: its lock file names versions that were withdrawn.
        // Optimised: it runs over the whole module at every build.
        build: Build::Release,
        minutes: 3,
    })
}

/// cargo-deny, which checks dependencies' licences and known vulnerabilities.
pub fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        version: "0.20.2".to_owned(),
        programs: &["cargo-deny"],
        build: Build::LockedDebug,
        minutes: 2,
    }
}

/// typos, which checks the spelling.
pub fn typos() -> Tool {
    Tool {
        package: "typos-cli",
        version: "1.42.3".to_owned(),
        programs: &["typos"],
        build: Build::LockedDebug,
        minutes: 2,
    }
}

/// cargo-machete, which finds dependencies that nothing uses.
pub fn cargo_machete() -> Tool {
    Tool {
        package: "cargo-machete",
        version: "0.9.2".to_owned(),
        programs: &["cargo-machete"],
        build: Build::LockedDebug,
        minutes: 1,
    }
}

/// geckodriver, which drives Firefox.
pub fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        version: "0.37.1".to_owned(),
        programs: &["geckodriver"],
        build: Build::LockedDebug,
        minutes: 3,
    }
}

impl Tool {
    /// Installs the tool where it is not there yet, and hands back the folder
    /// of its programs.
    ///
    /// # Errors
    /// It cannot be built here; the message tells how to install it by hand.
    pub fn ensure(&self) -> Result<PathBuf> {
        if let Some(folder) = self.folder_on_path() {
            return Ok(folder);
        }
        let home = home()?;
        let root = home.join(format!("{}-{}", self.package, self.version));
        let folder = root.join("bin");
        if self.is_in(&folder) {
            return Ok(folder);
        }
        let _one_at_a_time = lock(&home)?;
        // Somebody else may have installed it while this waited for the lock.
        if !self.is_in(&folder) {
            self.install(&home, &root)?;
        }
        Ok(folder)
    }

    /// A command for one of the programs, that runs in a folder.
    ///
    /// # Errors
    /// As for [`Tool::ensure`].
    pub fn command(&self, name: &str, folder: &Path) -> Result<Command> {
        let mut command = command(program(&self.ensure()?, name));
        command.current_dir(folder);
        Ok(command)
    }

    fn install(&self, home: &Path, root: &Path) -> Result {
        say(format_args!(
            "installing {} {} into {} (once; about {} minutes)",
            self.package,
            self.version,
            root.display(),
            self.minutes,
        ));
        let build = home.join("build");
        let outcome = run(command("cargo")
            .args(["install", self.package, "--version", &self.version])
            .args(match self.build {
                Build::LockedDebug => ["--locked", "--debug"].as_slice(),
                Build::Release => &[],
            })
            .arg("--root")
            .arg(root)
            .env("CARGO_TARGET_DIR", &build)
            // Where dependencies are not locked: none that asks for a newer compiler.
            .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback")
            // Away from this repository's settings, which are not for tools.
            .current_dir(home));
        // Hundreds of megabytes that nothing needs any more; if they cannot be
        // removed the tool is good all the same.
        let _ = fs::remove_dir_all(&build);
        outcome.map_err(|problem| {
            Problem::new(format!(
                "{problem}; see above, or install {} {} yourself so that `{}` is on PATH",
                self.package, self.version, self.programs[0],
            ))
        })
    }

    /// The folder on PATH that has all the programs in the right version.
    fn folder_on_path(&self) -> Option<PathBuf> {
        let folder = on_path(self.programs[0])?.parent()?.to_path_buf();
        self.is_in(&folder).then_some(folder)
    }

    fn is_in(&self, folder: &Path) -> bool {
        let programs = || self.programs.iter().map(|name| program(folder, name));
        programs().all(|path| path.is_file())
            && programs().next().is_some_and(|first| {
                output_of(command(first).arg("--version"))
                    .is_ok_and(|printed| has_version(&printed, &self.version))
            })
    }
}
