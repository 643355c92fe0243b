//! The example on Axum: its server, and the files that it serves, as cargo-leptos lays them out.

use super::empty;
use crate::run::{Result, run, say};
use crate::server;
use crate::tools::{self, cargo};
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use std::path::PathBuf;

const PACKAGE: &str = "kirimin-axum-example";

/// The built example.
#[derive(Debug)]
pub struct Axum {
    /// The server's program.
    pub program: PathBuf,
    /// The folder that it serves files from.
    pub site: PathBuf,
}

/// Builds both halves. Each is built by itself, because Cargo would give a crate that both need the
/// features of both.
///
/// # Errors
/// A tool is missing, or one of them cannot be built.
pub fn prepare(workspace: &Workspace) -> Result<Axum> {
    say("building the example app on Axum");
    let program = server::program(workspace, PACKAGE, "ssr")?;
    let wasm = wasm_target::prepare()?;
    let mut command = workspace.command("cargo");
    command
        .args(["build", "--quiet", "--lib", "--package", PACKAGE])
        .args(["--features", "hydrate", "--target", TARGET]);
    run(wasm.apply(&mut command, workspace))?;
    let built = wasm.target(workspace).join(TARGET).join("debug");
    let built = built.join(format!("{}.wasm", PACKAGE.replace('-', "_")));

    let site = workspace.target.join("hosts").join("axum");
    empty(&site)?;
    let bind = cargo::WASM_BINDGEN.ensure()?;
    run(workspace
        .command(tools::program(&bind, "wasm-bindgen"))
        .args(["--target", "web", "--no-typescript"])
        .args(["--out-name", PACKAGE, "--out-dir"])
        .arg(site.join("pkg"))
        .arg(&built))?;
    Ok(Axum { program, site })
}
