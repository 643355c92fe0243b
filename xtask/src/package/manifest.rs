//! What the package says of itself: `package.json` and `custom-elements.json`.

use super::node::Node;
use super::{copy, empty, read, write};
use crate::run::{Problem, Result, output_of};
use crate::workspace::Workspace;
use std::path::Path;

/// What stands for the version in the source.
const VERSION: &str = r#""version": "0.0.0""#;

/// The version of the crate, which is the package's too.
pub(super) fn version(workspace: &Workspace) -> Result<String> {
    workspace.locked_version("kirimin-profile-card")
}

/// Writes `package.json` with its version.
pub(super) fn package(source: &Path, folder: &Path, version: &str) -> Result {
    let text = read(&source.join("package.json"))?;
    if !text.contains(VERSION) {
        return Err(Problem::new(format!(
            "element/package.json has no `{VERSION}`"
        )));
    }
    let versioned = text.replace(VERSION, &format!(r#""version": "{version}""#));
    write(&folder.join("package.json"), &versioned)
}

/// Generates `custom-elements.json` from the comments in the element's source.
pub(super) fn elements(workspace: &Workspace, node: &Node, source: &Path, folder: &Path) -> Result {
    // The analyzer names files as they lie below where it runs.
    let aside = workspace.target.join("npm-elements");
    empty(&aside)?;
    copy(&source.join("js/element.js"), &aside.join("element.js"))?;
    output_of(
        node.tool("cem")
            .args(["analyze", "--globs", "element.js"])
            .current_dir(&aside),
    )?;
    node.script("elements.mjs", &aside)?;
    let name = "custom-elements.json";
    copy(&aside.join(name), &folder.join(name))
}
