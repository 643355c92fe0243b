//! The WebAssembly, and the JavaScript through which it is called.

use super::node::Node;
use super::told;
use crate::page::Profile;
use crate::run::{Result, run};
use crate::tools::{self, cargo};
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "kirimin-profile-card-element";

/// Puts `card_bg.wasm` into the folder, and hands back where its `card.js` is.
pub(super) fn build(
    workspace: &Workspace,
    node: &Node,
    profile: Profile,
    folder: &Path,
) -> Result<PathBuf> {
    let release = profile == Profile::Release;
    let wasm = wasm_target::prepare()?;
    let mut command = workspace.command("cargo");
    command.args(["build", "--package", PACKAGE, "--target", TARGET]);
    if release {
        command.arg("--release");
    }
    run(wasm.apply(&mut command, workspace))?;
    let built = workspace
        .target
        .join(TARGET)
        .join(if release { "release" } else { "debug" })
        .join(format!("{}.wasm", PACKAGE.replace('-', "_")));

    let bind = cargo::wasm_bindgen(workspace)?.ensure()?;
    let glue = workspace.target.join("npm-glue");
    run(workspace
        .command(tools::program(&bind, "wasm-bindgen"))
        .args(["--target", "web", "--out-name", "card", "--no-typescript"])
        .arg("--out-dir")
        .arg(&glue)
        .arg(&built))?;
    let (bound, wanted) = (glue.join("card_bg.wasm"), folder.join("card_bg.wasm"));
    if release {
        run(node
            .tool("wasm-opt")
            .args(["-Oz", "--converge", "--strip-producers"])
            .arg("--strip-target-features")
            .arg(&bound)
            .arg("-o")
            .arg(&wanted))?;
    } else {
        fs::copy(&bound, &wanted).map_err(|error| told(&bound, &error))?;
    }
    Ok(glue.join("card.js"))
}
