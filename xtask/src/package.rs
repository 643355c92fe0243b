//! `cargo xtask package`: the npm package with the custom element, in `dist/npm`.

pub mod axum;
mod check;
pub mod hosts;
pub mod node;
pub mod wasm;

use crate::options::PackageOptions;
use crate::page::Profile;
use crate::run::{run, say, shell};
use crate::workspace::{Workspace, shown};
use anyhow::{Context, Result};
use fs_err as fs;
use node::Node;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Builds the package, checks it, and prints how large each of its files is.
pub fn package(options: &PackageOptions) -> Result<()> {
    let workspace = Workspace::find()?;
    let profile = if options.debug {
        Profile::Debug
    } else {
        Profile::Release
    };
    let (node, folder) = build(&workspace, profile)?;
    check::all(&node, &folder)?;
    run(node.script("sizes.mjs").arg(&folder))?;
    check_sizes(&workspace, &node, profile)
}

/// Holds the files against `element/.size-limit.json`. Only a release build has a size worth a check.
fn check_sizes(workspace: &Workspace, node: &Node, profile: Profile) -> Result<()> {
    if profile == Profile::Debug {
        return Ok(());
    }
    let (sh, limit) = (
        shell(workspace.root.join("element"))?,
        node.tool("size-limit"),
    );
    run(cmd!(sh, "{limit} --hide-passed")).context("larger than element/.size-limit.json allows")
}

/// Builds the package and hands back the Node.js tools and its folder.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<(Node, PathBuf)> {
    let node = Node::ensure(workspace)?;
    let folder = workspace.root.join("dist").join("npm");
    say(format_args!(
        "building the npm package into {}",
        shown(&folder)
    ));
    empty(&folder)?;
    let glue = wasm::build(workspace, &node, profile, &folder)?;
    let version = workspace.locked_version("kirimin-profile-card")?;
    let write = node.script("package.mjs");
    run(write.arg(glue).arg(&folder).arg(version))?;
    Ok((node, folder))
}

/// An empty folder at that path, whatever was there before.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}
