//! The playground's page, built by Trunk.

use crate::run::{path_with, run, say};
use crate::tools::cargo;
use crate::wasm_target::WasmToolchain;
use crate::workspace::{Workspace, shown};
use anyhow::Result;
use std::env;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// How a page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, and a panic names its line.
    Debug,
    /// Small and fast.
    Release,
}

/// Builds the page and hands back the folder with its files.
pub fn build(workspace: &Workspace, wasm: &WasmToolchain, profile: Profile) -> Result<PathBuf> {
    let dist = workspace.root.join("dist").join("playground");
    say(format_args!(
        "building the playground into {}",
        shown(&dist)
    ));
    let release = (profile == Profile::Release).then_some("--release");
    let trunk = trunk(&workspace.sh, &dist)?.args(release);
    run(wasm.apply(trunk, workspace))?;
    Ok(dist)
}

/// A command that builds the page of the shell's folder into another one.
pub fn trunk<'a>(sh: &'a Shell, dist: &Path) -> Result<Cmd<'a>> {
    let trunk = cargo::TRUNK.ensure()?;
    let path = path_with(&cargo::WASM_BINDGEN.folder()?)?;
    let mut command = cmd!(
        sh,
        "{trunk} build --quiet --skip-version-check --dist {dist}"
    )
    .env("PATH", path)
    // A failed build is told by the compiler; where in Trunk it failed is of no use.
    .env("RUST_BACKTRACE", "0");
    if env::var_os("NO_COLOR").is_some() {
        // Trunk takes this variable for an option and understands no other value.
        command = command.env("NO_COLOR", "true");
    }
    Ok(command)
}
