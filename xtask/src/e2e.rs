//! The programs of `tests/e2e`: `cargo xtask figures` and `cargo xtask shots`.

use crate::browser::{self, Browsers};
use crate::engine::Engine;
use crate::options::ShotsOptions;
use crate::page::{self, Profile};
use crate::run::run;
use crate::server;
use crate::wasm_target;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use xshell::{Cmd, cmd};

/// The package of the end-to-end tests.
pub const PACKAGE: &str = "kirimin-e2e";

/// Measures the request line in the browser, and prints a table.
pub fn figures() -> Result<()> {
    let workspace = Workspace::find()?;
    let browser = browser::chromium()?;
    let command = browser.apply(cargo(&workspace)?);
    run(command.args(["run", "--quiet", "--package", PACKAGE, "--bin", "figures"]))
}

/// Makes pictures of every state.
pub fn shots(options: &ShotsOptions) -> Result<()> {
    let workspace = Workspace::find()?;
    let browsers = match &options.engines {
        Some(engines) => Browsers::prepare(engines),
        None if options.accept => Browsers::prepare(&[Engine::Chromium]),
        None => Browsers::prepare(&Engine::ALL),
    };
    let ready = browsers.ready.iter().map(|browser| browser.engine.name());
    let ready = ready.collect::<Vec<_>>().join(",");
    if ready.is_empty() {
        bail!("no browser to take pictures with");
    }
    let command = browsers.apply(cargo(&workspace)?);
    let command = command.args([
        "run",
        "--quiet",
        "--package",
        PACKAGE,
        "--bin",
        "shots",
        "--",
    ]);
    run(if options.accept {
        command.arg("--accept")
    } else {
        command.args(["--engines", &ready])
    })
}

/// A cargo call that knows where the page and the server are.
pub fn cargo(workspace: &Workspace) -> Result<Cmd<'_>> {
    let wasm = wasm_target::prepare()?;
    let dist = page::build(workspace, &wasm, Profile::Debug)?;
    let program = server::build_for_tests(workspace)?;
    Ok(cmd!(workspace.sh, "cargo")
        .env("KIRIMIN_DIST", dist)
        .env("KIRIMIN_DEMO_SERVER", program))
}
