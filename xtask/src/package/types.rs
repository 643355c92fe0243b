//! The types of the npm package, and the reviewed list of what they make public.

use super::node::Node;
use super::{copy, empty, read, write};
use crate::run::{Problem, Result, run};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

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
pub(super) fn write_all(workspace: &Workspace, node: &Node, folder: &Path) -> Result {
    for (name, path) in all(workspace, node)? {
        copy(&path, &folder.join(name))?;
    }
    Ok(())
}

/// Whether the types are as they were reviewed.
///
/// # Errors
/// They are not, tsc found something, or there is no Node.js.
pub fn check_report(workspace: &Workspace) -> Result {
    if read(&workspace.root.join(REPORT))? == report(workspace)? {
        return Ok(());
    }
    Err(Problem::new(format!(
        "the public types are not those of {REPORT}: run `cargo xtask docs`, and look at the difference"
    )))
}

/// Writes the list anew.
///
/// # Errors
/// tsc found something, there is no Node.js, or the file cannot be written.
pub fn write_report(workspace: &Workspace) -> Result {
    write(&workspace.root.join(REPORT), &report(workspace)?)
}

fn report(workspace: &Workspace) -> Result<String> {
    let node = Node::ensure(workspace)?;
    let mut text =
        String::from("// What the npm package makes public. Written by `cargo xtask docs`.\n");
    for (name, path) in all(workspace, &node)? {
        text += &format!("\n// {name}\n{}", read(&path)?);
    }
    Ok(text)
}

/// All types by name, those of the source fresh from tsc.
fn all(workspace: &Workspace, node: &Node) -> Result<Vec<(&'static str, PathBuf)>> {
    let source = workspace.root.join("element");
    let written = workspace.target.join("npm-types");
    empty(&written)?;
    run(node
        .tool("tsc")
        .arg("--project")
        .arg(&source)
        .arg("--outDir")
        .arg(&written))?;
    let written = WRITTEN.into_iter().map(|name| (name, written.join(name)));
    let added = ADDED
        .into_iter()
        .map(|name| (name, source.join("ts").join(name)));
    Ok(written.chain(added).collect())
}
