//! The WebAssembly, and the JavaScript through which it is called.

use super::node::Node;
use crate::page::Profile;
use crate::run::run;
use crate::tools::cargo;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::Result;
use cargo_metadata::MetadataCommand;
use fs_err as fs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What the element uses of wasm-bindgen's module.
const ENTRY: &str = "export { default, Card, init, receive, refresh } from './card.js';";

const PACKAGE: &str = "kirimin-profile-card-element";

/// Puts `card_bg.wasm` into the folder, and hands back the script that exports what is used of the
/// `card.js` beside it.
pub(super) fn build(
    workspace: &Workspace,
    node: &Node,
    profile: Profile,
    folder: &Path,
) -> Result<PathBuf> {
    let release = profile == Profile::Release;
    let wasm = wasm_target::prepare()?;
    let sh = &workspace.sh;
    let mut command = cmd!(sh, "cargo build --package {PACKAGE} --target {TARGET}");
    if release {
        // In place of any other flags: the same bytes on every machine.
        command = command
            .arg("--release")
            .env("CARGO_ENCODED_RUSTFLAGS", without_paths(workspace)?);
    }
    run(wasm.apply(command, workspace))?;
    let built = wasm
        .target(workspace)
        .join(TARGET)
        .join(if release { "release" } else { "debug" })
        .join(format!("{}.wasm", PACKAGE.replace('-', "_")));

    let bind = cargo::WASM_BINDGEN.ensure()?;
    let glue = workspace.target.join("npm-glue");
    run(cmd!(
        sh,
        "{bind} --target web --out-name card --no-typescript --out-dir {glue} {built}"
    ))?;
    fs::write(glue.join("entry.js"), ENTRY)?;
    let shipped = folder.join("card_bg.wasm");
    if release {
        let start = workspace.root.join("element/ts/start.js");
        let tools = node.folder();
        run(cmd!(
            sh,
            "cargo run --quiet --package xtask-wasm -- shrink {glue} {start} {tools} {shipped}"
        ))?;
    } else {
        fs::copy(glue.join("card_bg.wasm"), &shipped)?;
    }
    Ok(glue.join("entry.js"))
}

/// The WebAssembly of the last release build with the names of its functions.
pub fn named(workspace: &Workspace) -> PathBuf {
    workspace.target.join("npm-glue").join("named.wasm")
}

/// Flags that leave out of panics' locations where this machine keeps the sources of dependencies, one
/// for each such folder. Those of the workspace are relative anyway.
fn without_paths(workspace: &Workspace) -> Result<String> {
    let metadata = MetadataCommand::new()
        .current_dir(&workspace.root)
        .other_options(["--filter-platform".to_owned(), TARGET.to_owned()])
        .exec()?;
    let dependencies = metadata.packages.iter();
    let folders: BTreeSet<_> = dependencies
        .filter(|package| package.source.is_some())
        .filter_map(|package| package.manifest_path.ancestors().nth(2))
        .map(|folder| format!("--remap-path-prefix={folder}="))
        .collect();
    // What Cargo separates encoded flags by, so that paths may hold spaces.
    Ok(Vec::from_iter(folders).join("\u{1f}"))
}
