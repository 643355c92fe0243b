//! `cargo xtask bench`: the built card beside the same card by other means.

use crate::browser;
use crate::options::BenchOptions;
use crate::package;
use crate::page::Profile;
use crate::run::{run, say};
use crate::workspace::Workspace;
use anyhow::Result;
use xshell::cmd;

/// Builds the package and its peers, checks that they do the same, and measures them.
pub fn bench(options: &BenchOptions) -> Result<()> {
    let workspace = Workspace::find()?;
    let browser = browser::chromium()?;
    let (node, package) = package::build(&workspace, Profile::Release)?;
    say("building the peers");
    let folder = workspace.target.join("peers");
    let peers = workspace.root.join("benches").join("peers");
    run(node.script("app.mjs").arg(peers).arg(&folder))?;
    let (chrome, sh) = (&browser.program, &workspace.sh);
    let script = |name: &str| {
        cmd!(sh, "node")
            .arg(folder.join(name))
            .env("CHROME", chrome)
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
    let mut measure = script("bench.mjs").args(quick);
    if let Some(rounds) = options.rounds {
        measure = measure.args(["--rounds", &rounds.to_string()]);
    }
    let kind = if options.quick { "quick" } else { "full" };
    measure = measure
        .arg("--out")
        .arg(workspace.target.join("bench").join(kind));
    if !options.quick {
        measure = measure.arg("--docs").arg(workspace.root.join("docs"));
    }
    run(measure)
}
