//! `cargo xtask bench`: the built card beside the same card by other means.

use crate::browser;
use crate::options::BenchOptions;
use crate::package::{self, hosts};
use crate::page::Profile;
use crate::run::{Result, command, run, say};
use crate::workspace::Workspace;

/// Builds the package and its peers, checks that they do the same, and measures them.
///
/// # Errors
/// A tool is missing, something cannot be built, a peer is not what it should
/// be, or one of the candidates throws. No figure is an error.
pub fn bench(options: &BenchOptions) -> Result {
    let workspace = Workspace::find()?;
    let browser = browser::chromium()?;
    let (_, package) = package::build(&workspace, Profile::Release)?;
    say("building the peers");
    let folder = workspace.target.join("peers");
    hosts::copy_installed(&workspace.root.join("benches").join("peers"), &folder)?;
    let script = |name: &str| {
        let mut command = command("node");
        command
            .arg(folder.join(name))
            .env("CHROME", &browser.program);
        command
    };
    run(script("build.mjs").arg(package))?;

    let quick = options.quick.then_some("--quick");
    say("checking that the peers do the same as each other");
    run(script("conform.mjs").args(quick))?;

    say(if options.quick {
        "measuring (about a minute)"
    } else {
        "measuring (about a quarter of an hour unless --rounds says otherwise)"
    });
    let mut measure = script("bench.mjs");
    measure.args(quick);
    if let Some(rounds) = options.rounds {
        measure.args(["--rounds", &rounds.to_string()]);
    }
    if options.quick {
        measure
            .arg("--out")
            .arg(workspace.target.join("bench/quick"));
    } else {
        measure
            .arg("--out")
            .arg(workspace.target.join("bench/full"));
        measure.arg("--docs").arg(workspace.root.join("docs"));
    }
    run(&mut measure)
}
