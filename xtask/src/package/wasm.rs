//! The WebAssembly, and the JavaScript through which it is called.

use super::glue::{self, Glue};
use super::node::Node;
use super::script;
use crate::page::Profile;
use crate::run::{output_of, run};
use crate::tools::cargo;
use crate::wasm_file;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow, bail};
use fs_err as fs;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use xshell::cmd;

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
    let (script, bound) = (glue.join("card.js"), glue.join("card_bg.wasm"));
    let wanted = folder.join("card_bg.wasm");
    if release {
        let start = fs::read_to_string(workspace.root.join("element/ts/start.js"))?;
        let text = shrink(node, &script, &start, &bound)?;
        fs::write(&script, &text)?;
        let named = named(workspace);
        let wasm_opt = node.tool("wasm-opt");
        // A large function with one caller stays one: it compresses better.
        run(cmd!(
            sh,
            "{wasm_opt} -Oz --converge --debuginfo --one-caller-inline-max-function-size=30
             {bound} -o {named}"
        ))?;
        change(&named, &wanted, wasm_file::stripped)?;
    } else {
        fs::copy(&bound, &wanted)?;
    }
    Ok(script)
}

/// Cuts the script and the WebAssembly down to what they use of each other, and
/// shortens the names by which they do. Hands back the script.
fn shrink(node: &Node, script: &Path, start: &str, bound: &Path) -> Result<String> {
    let mut glue = Glue::read(&fs::read_to_string(script)?, start)?;
    loop {
        fs::write(script, glue.text())?;
        // What nobody uses is left out, and with it calls of exports.
        let used = script::bundle(node, script, &[])?;
        let called = glue::called(&used);
        change(bound, bound, |file| {
            wasm_file::with_exports(file, |name| called.contains(name).then(|| name.to_owned()))
        })?;
        let wasm_opt = node.tool("wasm-opt");
        run(cmd!(
            node.sh,
            "{wasm_opt} --remove-unused-module-elements --debuginfo {bound} -o {bound}"
        ))?;
        let file = fs::read(bound)?;
        let imported = wasm_file::imports(&file).ok_or_else(|| unreadable(bound))?;
        let imported = imported.into_iter().collect();
        let exported = wasm_file::exports(&file).ok_or_else(|| unreadable(bound))?;
        let exported: BTreeSet<_> = exported.into_iter().collect();
        if let Some(name) = called.iter().find(|name| !exported.contains(**name)) {
            bail!("card.js calls {name}, which the WebAssembly does not export");
        }
        if imported == glue.names() {
            let (text, file) = glue.shortened(&file)?;
            fs::write(bound, file)?;
            return Ok(text);
        }
        glue.keep(&imported)?;
    }
}

/// Writes one file as another, changed.
fn change(from: &Path, to: &Path, change: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Result<()> {
    let file = fs::read(from)?;
    let file = change(&file).ok_or_else(|| unreadable(from))?;
    Ok(fs::write(to, file)?)
}

fn unreadable(path: &Path) -> anyhow::Error {
    anyhow!("{}: not the WebAssembly expected", path.display())
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
