//! What the package says of itself: `package.json` and `custom-elements.json`.

use super::node::Node;
use super::{copy, empty, read, write};
use crate::run::{Problem, Result, output_of, say};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "custom-elements.json";
/// Where the element is analysed, in the target folder.
const ASIDE: &str = "npm-elements";

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

/// The pages with tables of what is public of the element.
const PAGES: [&str; 4] = [
    "docs/html.md",
    "docs/errors.md",
    "docs/theming.md",
    "element/README.md",
];

/// Writes `custom-elements.json`.
pub(super) fn elements(workspace: &Workspace, node: &Node, folder: &Path) -> Result {
    copy(&analyze(workspace, node)?, &folder.join(MANIFEST))
}

/// Writes the tables of the documentation anew.
///
/// # Errors
/// There is no Node.js, or the element's source or a page cannot be read.
pub fn write_tables(workspace: &Workspace) -> Result {
    for page in outdated(workspace)? {
        copy(
            &workspace.target.join(ASIDE).join(name(page)),
            &workspace.root.join(page),
        )?;
        say(format_args!("wrote the tables of {page}"));
    }
    Ok(())
}

/// Whether the tables of the documentation are those of the element.
///
/// # Errors
/// They are not, or this cannot be found out.
pub fn check_tables(workspace: &Workspace) -> Result {
    let outdated = outdated(workspace)?;
    if outdated.is_empty() {
        return Ok(());
    }
    Err(Problem::new(format!(
        "the tables of {} are not those of element/ts/element.ts: run `cargo xtask docs`",
        outdated.join(", ")
    )))
}

/// The pages whose tables are old, and a current copy of each aside.
fn outdated(workspace: &Workspace) -> Result<Vec<&'static str>> {
    let node = Node::ensure(workspace)?;
    let manifest = analyze(workspace, &node)?;
    let mut outdated = Vec::new();
    for page in PAGES {
        let aside = manifest.with_file_name(name(page));
        copy(&workspace.root.join(page), &aside)?;
        if !node.script("tables.mjs", &[&manifest, &aside])?.is_empty() {
            outdated.push(page);
        }
    }
    Ok(outdated)
}

/// A name for a page's copy.
fn name(page: &str) -> String {
    page.replace('/', "-")
}

/// Generates `custom-elements.json` from the element's source.
fn analyze(workspace: &Workspace, node: &Node) -> Result<PathBuf> {
    let source = workspace.root.join("element/ts/element.ts");
    // The analyzer names files as they lie below where it runs.
    let aside = workspace.target.join(ASIDE);
    empty(&aside)?;
    copy(&source, &aside.join("element.ts"))?;
    output_of(
        node.tool("cem")
            .args(["analyze", "--globs", "element.ts"])
            .current_dir(&aside),
    )?;
    node.script("elements.mjs", &[&aside])?;
    Ok(aside.join(MANIFEST))
}
