//! The playground's page, built by Trunk.

use crate::run::{Result, path_with, run, say};
use crate::tools::{self, cargo};
use crate::wasm_target::WasmToolchain;
use crate::workspace::{Workspace, shown};
use std::env;
use std::path::PathBuf;

/// How a page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, and a panic names its line.
    Debug,
    /// Small and fast.
    Release,
}

/// Builds the page and hands back the folder with its files.
///
/// # Errors
/// A tool cannot be installed, or the build failed.
pub fn build(workspace: &Workspace, wasm: &WasmToolchain, profile: Profile) -> Result<PathBuf> {
    let trunk = cargo::TRUNK.ensure()?;
    let wasm_bindgen = cargo::WASM_BINDGEN.ensure()?;
    let dist = workspace.root.join("dist").join("playground");
    say(format_args!(
        "building the playground into {}",
        shown(&dist)
    ));
    let mut command = workspace.command(tools::program(&trunk, "trunk"));
    command.args(["build", "--quiet", "--skip-version-check"]);
    command.arg("--dist").arg(&dist);
    if profile == Profile::Release {
        command.arg("--release");
    }
    if env::var_os("NO_COLOR").is_some() {
        // Trunk takes this variable for an option and understands no other value.
        command.env("NO_COLOR", "true");
    }
    // A failed build is told by the compiler; where in Trunk it failed is of no use.
    command.env("RUST_BACKTRACE", "0");
    command.env("PATH", path_with([wasm_bindgen.as_path()])?);
    run(wasm.apply(&mut command, workspace))?;
    Ok(dist)
}
