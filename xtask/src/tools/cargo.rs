//! The tools from crates.io: prebuilt where cargo-binstall finds them so, else built here.

use super::{has_version, home, lock, program};
use crate::run::{output_of, run, say, shell, succeeds};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use which::which;
use xshell::cmd;

/// A program to be had from crates.io.
#[derive(Debug)]
pub struct Tool {
    /// The package on crates.io.
    package: &'static str,
    /// The exact version; if `None`, that of the library of the same family in `Cargo.lock`.
    version: Option<&'static str>,
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

/// Builds the playground. The newest that rustc 1.95 builds.
pub const TRUNK: Tool = tool("trunk", "0.21.14", &["trunk"], 6);
/// Checks dependencies' licences and known vulnerabilities.
pub const CARGO_DENY: Tool = tool("cargo-deny", "0.20.2", &["cargo-deny"], 2);
/// Finds dependencies that nothing uses.
pub const CARGO_MACHETE: Tool = tool("cargo-machete", "0.9.2", &["cargo-machete"], 1);
/// Checks the spelling.
pub const TYPOS: Tool = tool("typos-cli", "1.42.3", &["typos"], 2);
/// Lists what a crate makes public. Reads what the rustdoc of Rust 1.95 writes.
pub const CARGO_PUBLIC_API: Tool = tool("cargo-public-api", "0.52.0", &["cargo-public-api"], 2);
/// Drives Firefox.
pub const GECKODRIVER: Tool = tool("geckodriver", "0.37.1", &["geckodriver"], 3);
/// Makes a script of a WebAssembly; its version must equal the library's.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: None,
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    // Not locked: its lock file names versions that were withdrawn.
    // Optimised: it runs over the whole module at every build.
    build: Build::Release,
    minutes: 3,
};

const fn tool(
    package: &'static str,
    version: &'static str,
    programs: &'static [&'static str],
    minutes: u8,
) -> Tool {
    Tool {
        package,
        version: Some(version),
        programs,
        build: Build::LockedDebug,
        minutes,
    }
}

impl Tool {
    /// Installs the tool where it is not there yet, and hands back its first program.
    pub fn ensure(&self) -> Result<PathBuf> {
        Ok(program(&self.folder()?, self.programs[0]))
    }

    /// The same, but hands back the folder of its programs.
    pub fn folder(&self) -> Result<PathBuf> {
        let version = match self.version {
            Some(version) => version.to_owned(),
            None => Workspace::find()?.locked_version("wasm-bindgen")?,
        };
        if let Some(folder) = self.folder_on_path(&version) {
            return Ok(folder);
        }
        let home = home()?;
        let root = home.join(format!("{}-{version}", self.package));
        let folder = root.join("bin");
        if self.is_in(&folder, &version) {
            return Ok(folder);
        }
        let _one_at_a_time = lock(&home)?;
        // Somebody else may have installed it while this waited for the lock.
        if !self.is_in(&folder, &version) && !self.fetch(&version, &home, &root)? {
            self.install(&version, &home, &root)?;
        }
        Ok(folder)
    }

    /// Fetches the programs as their author has built them, if cargo-binstall is here and finds
    /// them. It checks signatures where there are some.
    fn fetch(&self, version: &str, home: &Path, root: &Path) -> Result<bool> {
        if which("cargo-binstall").is_err() {
            return Ok(false);
        }
        let Self { package, .. } = self;
        say(format_args!("fetching {package} {version}"));
        let sh = shell(home)?;
        let fetched = succeeds(cmd!(
            sh,
            "cargo-binstall --no-confirm --disable-strategies compile --version {version}
             --root {root} {package}"
        ));
        Ok(fetched && self.is_in(&root.join("bin"), version))
    }

    fn install(&self, version: &str, home: &Path, root: &Path) -> Result<()> {
        let Self {
            package, minutes, ..
        } = self;
        say(format_args!(
            "installing {package} {version} into {} (once; about {minutes} minutes; with cargo-binstall, seconds)",
            root.display(),
        ));
        let build = home.join("build");
        // Away from this repository's settings, which are not for tools.
        let sh = shell(home)?;
        let options: &[&str] = match self.build {
            Build::LockedDebug => &["--locked", "--debug"],
            Build::Release => &[],
        };
        let outcome = run(cmd!(
            sh,
            "cargo install {package} --version {version} {options...} --root {root}"
        )
        .env("CARGO_TARGET_DIR", &build)
        // Where dependencies are not locked: none that asks for a newer compiler.
        .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback"));
        // Hundreds of megabytes that nothing needs any more; if they cannot be
        // removed the tool is good all the same.
        let _ = fs::remove_dir_all(&build);
        outcome.with_context(|| {
            let program = self.programs[0];
            format!("install {package} {version} yourself so that `{program}` is on PATH")
        })
    }

    /// The folder on PATH that has all the programs in the right version.
    fn folder_on_path(&self, version: &str) -> Option<PathBuf> {
        let folder = which(self.programs[0]).ok()?.parent()?.to_path_buf();
        self.is_in(&folder, version).then_some(folder)
    }

    fn is_in(&self, folder: &Path, version: &str) -> bool {
        let programs = || self.programs.iter().map(|name| program(folder, name));
        let mut first = Command::new(program(folder, self.programs[0]));
        first.arg("--version");
        programs().all(|path| path.is_file())
            && output_of(first).is_ok_and(|printed| has_version(&printed, version))
    }
}
