//! The example on Axum: its server, and the files that it serves, as cargo-leptos lays them out.

use super::empty;
use crate::run::{run, say};
use crate::server;
use crate::tools::cargo;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::PathBuf;
use xshell::cmd;

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
pub fn prepare(workspace: &Workspace) -> Result<Axum> {
    say("building the example app on Axum");
    let program = server::program(workspace, PACKAGE, "ssr")?;
    let wasm = wasm_target::prepare()?;
    let sh = &workspace.sh;
    let build = cmd!(
        sh,
        "cargo build --quiet --lib --package {PACKAGE} --features hydrate --target {TARGET}"
    );
    run(wasm.apply(build, workspace))?;
    let built = wasm.target(workspace).join(TARGET).join("debug");
    let built = built.join(format!("{}.wasm", PACKAGE.replace('-', "_")));

    let site = workspace.target.join("hosts").join("axum");
    empty(&site)?;
    let bind = cargo::WASM_BINDGEN.ensure()?;
    let pkg = site.join("pkg");
    run(cmd!(
        sh,
        "{bind} --target web --no-typescript --out-name {PACKAGE} --out-dir {pkg} {built}"
    ))?;
    Ok(Axum { program, site })
}
