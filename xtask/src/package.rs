//! `cargo xtask package`: the npm package with the custom element, in `dist/npm`.

pub mod axum;
mod budget;
mod check;
pub mod hosts;
pub mod manifest;
pub mod node;
mod script;
pub mod sizes;
pub mod types;
pub mod wasm;

use crate::options::PackageOptions;
use crate::page::Profile;
use crate::run::say;
use crate::workspace::{Workspace, shown};
use anyhow::Result;
use fs_err as fs;
use node::Node;
use sizes::Sizes;
use std::path::{Path, PathBuf};

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
    let sizes = Sizes::of(&node, &folder)?;
    print!("{sizes}");
    check_budget(&workspace, profile, &sizes)
}

/// Only a release build has a size worth a check.
fn check_budget(workspace: &Workspace, profile: Profile, sizes: &Sizes) -> Result<()> {
    match profile {
        Profile::Release => budget::check(workspace, sizes),
        Profile::Debug => Ok(()),
    }
}

/// Builds the package and hands back the Node.js tools and its folder.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<(Node, PathBuf)> {
    let node = Node::ensure(workspace)?;
    let folder = workspace.root.join("dist").join("npm");
    let source = workspace.root.join("element");
    say(format_args!(
        "building the npm package into {}",
        shown(&folder)
    ));
    empty(&folder)?;
    let version = manifest::version(workspace)?;
    let entry = wasm::build(workspace, &node, profile, &folder)?;
    script::build(&node, &source.join("ts"), &entry, &folder, &version)?;
    types::write_all(workspace, &node, &folder)?;
    manifest::package(&source, &folder, &version)?;
    manifest::elements(workspace, &node, &folder)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(workspace.root.join(licence), folder.join(licence))?;
    }
    fs::copy(source.join("README.md"), folder.join("README.md"))?;
    Ok((node, folder))
}

/// An empty folder at that path, whatever was there before.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}
