//! The WebAssembly, and the JavaScript through which it is called.

use super::node::Node;
use crate::page::Profile;
use crate::run::{output_of, run};
use crate::tools::cargo;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow};
use fs_err as fs;
use serde_json::Value;
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

/// Flags that leave out of panics' locations where this machine keeps the
/// sources of dependencies. Those of the workspace are relative anyway.
fn without_paths(workspace: &Workspace) -> Result<String> {
    let printed = output_of(cmd!(
        workspace.sh,
        "cargo metadata --format-version=1 --filter-platform {TARGET}"
    ))?;
    let metadata: Value = serde_json::from_str(&printed)
        .map_err(|error| anyhow!("cargo metadata is unreadable: {error}"))?;
    Ok(flags(&metadata))
}

/// One flag for each folder that holds sources of dependencies.
fn flags(metadata: &Value) -> String {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let folders: BTreeSet<_> = packages
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| {
            Path::new(package["manifest_path"].as_str()?)
                .ancestors()
                .nth(2)
        })
        .map(|folder| format!("--remap-path-prefix={}=", folder.display()))
        .collect();
    // What Cargo separates encoded flags by, so that paths may hold spaces.
    Vec::from_iter(folders).join("\u{1f}")
}

#[cfg(test)]
mod tests {
    use super::flags;
    use serde_json::json;

    #[test]
    fn each_folder_of_dependencies_is_left_out_once() {
        let metadata = json!({"packages": [
            {"source": null, "manifest_path": "/here/Cargo.toml"},
            {"source": "registry", "manifest_path": "/with space/src/a-1.0.0/Cargo.toml"},
            {"source": "registry", "manifest_path": "/with space/src/b-1.0.0/Cargo.toml"},
            {"source": "other", "manifest_path": "/other/c-1.0.0/Cargo.toml"},
        ]});
        assert_eq!(
            flags(&metadata),
            "--remap-path-prefix=/other=\u{1f}--remap-path-prefix=/with space/src="
        );
    }
}
