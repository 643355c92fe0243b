//! The standard library for `wasm32-unknown-unknown`.

mod debian;

use crate::run::{output_of, say};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow};
use fs_err as fs;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The toolchain that compiles to WebAssembly.
#[derive(Debug)]
pub enum WasmToolchain {
    /// The one that everything else is built with.
    Usual,
    /// Debian's, beside the usual one.
    Debian(debian::Toolchain),
}

impl WasmToolchain {
    /// Makes a command build with this toolchain.
    pub fn apply<'a>(&self, command: Cmd<'a>, workspace: &Workspace) -> Cmd<'a> {
        match self {
            Self::Usual => command,
            Self::Debian(toolchain) => toolchain.apply(command, workspace),
        }
    }

    /// The build folder it builds into.
    pub fn target(&self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Usual => workspace.target.clone(),
            Self::Debian(toolchain) => toolchain.target(workspace),
        }
    }

    /// Whether it has clippy and rustfmt.
    pub fn has_clippy(&self) -> bool {
        matches!(self, Self::Usual)
    }
}

/// Finds a toolchain with the target, and adds the target where none has it:
/// through rustup, else from Debian's packages.
pub fn prepare() -> Result<WasmToolchain> {
    let sh = Shell::new()?;
    if has_target(cmd!(sh, "rustc")) {
        return Ok(WasmToolchain::Usual);
    }
    if let Some(toolchain) = debian::find() {
        return Ok(WasmToolchain::Debian(toolchain));
    }
    say(format_args!("adding the {TARGET} target with rustup"));
    let added = output_of(cmd!(sh, "rustup target add {TARGET}"));
    if added.is_ok() && has_target(cmd!(sh, "rustc")) {
        return Ok(WasmToolchain::Usual);
    }
    let why = added.err().map_or_else(
        || "rustc does not find it afterwards".to_owned(),
        |problem| format!("{problem:#}"),
    );
    say(format_args!("rustup could not add it: {why}"));
    debian::install().map(WasmToolchain::Debian).map_err(|problem| {
        anyhow!(
            "the {TARGET} target is missing: run `rustup target add {TARGET}` and try again (Debian's packages did not help either: {problem:#})"
        )
    })
}

/// Whether the compiler finds its standard library for the target.
fn has_target(rustc: Cmd<'_>) -> bool {
    library_folder(rustc).is_some_and(|folder| has_libraries(&folder))
}

fn library_folder(rustc: Cmd<'_>) -> Option<PathBuf> {
    let printed = output_of(rustc.args(["--print", "target-libdir", "--target", TARGET])).ok()?;
    Some(PathBuf::from(printed.trim()))
}

fn has_libraries(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}
