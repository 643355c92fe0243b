//! `cargo xtask package`: the npm package with the custom element, in `dist/npm`.

pub mod axum;
mod budget;
mod check;
mod glue;
pub mod hosts;
pub mod manifest;
pub mod node;
mod script;
pub mod sizes;
pub mod types;
pub mod wasm;

use crate::options::PackageOptions;
use crate::page::Profile;
use crate::run::{Problem, Result, say};
use crate::workspace::{Workspace, shown};
use node::Node;
use sizes::Sizes;
use std::fs;
use std::path::{Path, PathBuf};

/// Builds the package, checks it, and prints how large each of its files is.
///
/// # Errors
/// Something cannot be built, a check of the package found something, or a
/// release build is larger than it may be.
pub fn package(options: &PackageOptions) -> Result {
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
fn check_budget(workspace: &Workspace, profile: Profile, sizes: &Sizes) -> Result {
    match profile {
        Profile::Release => budget::check(workspace, sizes),
        Profile::Debug => Ok(()),
    }
}

/// Builds the package and hands back the Node.js tools and its folder.
///
/// # Errors
/// A tool cannot be installed, or a step of the build failed.
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
    let glue = wasm::build(workspace, &node, profile, &folder)?;
    script::build(&node, &source.join("ts"), &glue, &folder, &version)?;
    types::write_all(workspace, &node, &folder)?;
    manifest::package(&source, &folder, &version)?;
    manifest::elements(workspace, &node, &folder)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&workspace.root.join(licence), &folder.join(licence))?;
    }
    copy(&source.join("README.md"), &folder.join("README.md"))?;
    Ok((node, folder))
}

/// An empty folder at that path, whatever was there before.
fn empty(folder: &Path) -> Result {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| told(folder, &error))?;
    }
    fs::create_dir_all(folder).map_err(|error| told(folder, &error))
}

fn copy(from: &Path, to: &Path) -> Result {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| told(from, &error))
}

/// A file's text.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| told(path, &error))
}

/// Writes a file.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, text: &str) -> Result {
    fs::write(path, text).map_err(|error| told(path, &error))
}

/// What to say of a file that could not be read or written.
pub fn told(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(format!("{}: {error}", path.display()))
}
