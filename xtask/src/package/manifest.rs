//! What the package says of itself: `package.json` and `custom-elements.json`.

use super::empty;
use super::node::Node;
use crate::run::{output_of, say, shell};
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use fs_err as fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

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
pub(super) fn package(source: &Path, folder: &Path, version: &str) -> Result<()> {
    let text = fs::read_to_string(source.join("package.json"))?;
    if !text.contains(VERSION) {
        bail!("element/package.json has no `{VERSION}`");
    }
    let versioned = text.replace(VERSION, &format!(r#""version": "{version}""#));
    Ok(fs::write(folder.join("package.json"), versioned)?)
}

/// The pages with tables of what is public of the element.
const PAGES: [&str; 4] = [
    "docs/html.md",
    "docs/errors.md",
    "docs/theming.md",
    "element/README.md",
];

/// Writes `custom-elements.json`.
pub(super) fn elements(workspace: &Workspace, node: &Node, folder: &Path) -> Result<()> {
    fs::copy(analyze(workspace, node)?, folder.join(MANIFEST))?;
    Ok(())
}

/// Writes the tables of the documentation anew.
pub fn write_tables(workspace: &Workspace) -> Result<()> {
    for page in outdated(workspace)? {
        fs::copy(
            workspace.target.join(ASIDE).join(name(page)),
            workspace.root.join(page),
        )?;
        say(format_args!("wrote the tables of {page}"));
    }
    Ok(())
}

/// Whether the tables of the documentation are those of the element.
pub fn check_tables(workspace: &Workspace) -> Result<()> {
    let outdated = outdated(workspace)?;
    if outdated.is_empty() {
        return Ok(());
    }
    bail!(
        "the tables of {} are not those of element/ts/element.ts: run `cargo xtask docs`",
        outdated.join(", ")
    )
}

/// The pages whose tables are old, and a current copy of each aside.
fn outdated(workspace: &Workspace) -> Result<Vec<&'static str>> {
    let node = Node::ensure(workspace)?;
    let manifest = analyze(workspace, &node)?;
    let mut outdated = Vec::new();
    for page in PAGES {
        let aside = manifest.with_file_name(name(page));
        fs::copy(workspace.root.join(page), &aside)?;
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
    fs::copy(&source, aside.join("element.ts"))?;
    let (sh, cem) = (shell(&aside)?, node.tool("cem"));
    output_of(cmd!(sh, "{cem} analyze --globs element.ts"))?;
    node.script("elements.mjs", &[&aside])?;
    Ok(aside.join(MANIFEST))
}
