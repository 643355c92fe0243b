//! The types of the npm package, and the reviewed list of what they make public.

use super::empty;
use super::node::Node;
use crate::run::run;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use fs_err as fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What tsc writes of the source, and a user of the package needs.
const WRITTEN: [&str; 5] = [
    "index.d.ts",
    "element.d.ts",
    "types.d.ts",
    "server.d.ts",
    "react.d.ts",
];

/// Types without code, which only add to those of a framework.
const ADDED: [&str; 2] = ["vue.d.ts", "svelte.d.ts"];

/// The reviewed list: all of these files in one.
const REPORT: &str = "element/public-api.d.ts";

/// Checks the source, and puts the types into the package.
pub(super) fn write_all(workspace: &Workspace, node: &Node, folder: &Path) -> Result<()> {
    for (name, path) in all(workspace, node)? {
        fs::copy(&path, folder.join(name))?;
    }
    Ok(())
}

/// Whether the types are as they were reviewed.
pub fn check_report(workspace: &Workspace) -> Result<()> {
    if fs::read_to_string(workspace.root.join(REPORT))? == report(workspace)? {
        return Ok(());
    }
    bail!(
        "the public types are not those of {REPORT}: run `cargo xtask docs`, and look at the difference"
    )
}

/// Writes the list anew.
pub fn write_report(workspace: &Workspace) -> Result<()> {
    Ok(fs::write(workspace.root.join(REPORT), report(workspace)?)?)
}

fn report(workspace: &Workspace) -> Result<String> {
    let node = Node::ensure(workspace)?;
    let mut text =
        String::from("// What the npm package makes public. Written by `cargo xtask docs`.\n");
    for (name, path) in all(workspace, &node)? {
        text += &format!("\n// {name}\n{}", fs::read_to_string(&path)?);
    }
    Ok(text)
}

/// All types by name, those of the source fresh from tsc.
fn all(workspace: &Workspace, node: &Node) -> Result<Vec<(&'static str, PathBuf)>> {
    let source = workspace.root.join("element");
    let written = workspace.target.join("npm-types");
    empty(&written)?;
    let tsc = node.tool("tsc");
    run(cmd!(node.sh, "{tsc} --project {source} --outDir {written}"))?;
    let written = WRITTEN.into_iter().map(|name| (name, written.join(name)));
    let added = ADDED
        .into_iter()
        .map(|name| (name, source.join("ts").join(name)));
    Ok(written.chain(added).collect())
}
