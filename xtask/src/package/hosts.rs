//! The pages and apps that embed the package, built as their users would build them.

use super::{build, check, check_sizes};
use crate::page::{self, Profile};
use crate::run::{run, say, shell};
use crate::wasm_target;
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::PathBuf;

/// What was prepared for the tests.
#[derive(Debug)]
pub struct Hosts {
    /// The folder of all pages, to be served by the demo server.
    pub site: PathBuf,
    /// The folder of the apps with the package installed.
    pub apps: PathBuf,
    /// Whether the package is as small as it has to be: no reason not to run the tests.
    pub small: Result<()>,
}

/// Builds the package and every page and app with it.
pub fn prepare(workspace: &Workspace, profile: Profile) -> Result<Hosts> {
    let (node, package) = build(workspace, profile)?;
    check::all(&node, &package)?;
    let small = check_sizes(workspace, &node, profile);
    let folder = workspace.target.join("hosts");
    run(node.script("hosts.mjs").arg(package).arg(&folder))?;
    let (site, apps) = (folder.join("site"), folder.join("apps"));

    say("building the example app in Leptos");
    let wasm = wasm_target::prepare()?;
    let sh = shell(workspace.root.join("examples").join("leptos"))?;
    let command = page::trunk(&sh, &site.join("leptos"))?.args(["--public-url", "/leptos/"]);
    run(wasm.apply(command, workspace))?;
    Ok(Hosts { site, apps, small })
}
