//! `cargo xtask test`: every test, layer by layer.

use crate::browser::{self, Browser};
use crate::options::{Layer, ShotsOptions, TestOptions};
use crate::package::hosts::{self, Hosts};
use crate::page::{self, Profile};
use crate::run::{Problem, Result, run, say};
use crate::server;
use crate::tools::{self, cargo};
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use std::env;
use std::process::Command;

const CARD: &str = "kirimin-profile-card";
const E2E: &str = "kirimin-e2e";
/// Where the property tests take their randomness from.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Runs the layers one after the other, all of them even if one fails.
///
/// # Errors
/// A layer's tests failed, or what it needs is not to be had here.
pub fn test(options: &TestOptions) -> Result {
    let workspace = Workspace::find()?;
    let mut failed = Vec::new();
    for &layer in &options.layers {
        say(format_args!("{} tests", layer.name()));
        let outcome = match layer {
            Layer::Host => host(&workspace, options),
            Layer::Web => web(&workspace, options),
            Layer::E2e => e2e(&workspace, options),
            Layer::Hosts => hosts(&workspace, options),
        };
        if let Err(problem) = outcome {
            eprintln!("error: {} tests: {problem}", layer.name());
            failed.push(layer.name());
        }
    }
    println!(
        "layers: {} passed, {} failed",
        options.layers.len() - failed.len(),
        failed.len()
    );
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(format!("failed: {}", failed.join(", "))))
    }
}

fn host(workspace: &Workspace, options: &TestOptions) -> Result {
    let mut command = workspace.command("cargo");
    command.args(["test", "--workspace", "--exclude", E2E]);
    // The same cases every time; `cargo test` by itself, or another seed, tries others.
    if env::var_os(SEED).is_none() {
        command.env(SEED, "761761");
    }
    run(select(&mut command, options))
}

fn web(workspace: &Workspace, options: &TestOptions) -> Result {
    let wasm = wasm_target::prepare()?;
    let browser = browser::prepare()?;
    let folder = cargo::wasm_bindgen(workspace)?.ensure()?;
    let settings = workspace.target.join("web-tests.json");
    browser.write_settings(&settings)?;
    let mut command = workspace.command("cargo");
    // Only the tests written for the browser: the others run on the host.
    command
        .args(["test", "--package", CARD, "--target", TARGET])
        .args(["--test", "web*"])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            tools::program(&folder, "wasm-bindgen-test-runner"),
        )
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
        // The runner's own limits are for an idle machine.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("CHROMEDRIVER", browser.driver);
    for other in ["GECKODRIVER", "SAFARIDRIVER"] {
        // The runner prefers these.
        command.env_remove(other);
    }
    run(wasm.apply(select(&mut command, options), workspace))
}

fn e2e(workspace: &Workspace, options: &TestOptions) -> Result {
    let mut command = end_to_end(workspace)?;
    command.args(["test", "--package", E2E, "--lib", "--test", "e2e"]);
    run(select(&mut command, options))
}

/// Measures the request line in the browser, and prints a table.
///
/// # Errors
/// A goal was missed, or what it needs is not to be had here.
pub fn figures() -> Result {
    let workspace = Workspace::find()?;
    let mut command = end_to_end(&workspace)?;
    run(command.args(["run", "--quiet", "--package", E2E, "--bin", "figures"]))
}

/// Makes pictures of every state.
///
/// # Errors
/// A picture cannot be made, or what it needs is not to be had here.
pub fn shots(options: &ShotsOptions) -> Result {
    let workspace = Workspace::find()?;
    let mut command = end_to_end(&workspace)?;
    command.args(["run", "--quiet", "--package", E2E, "--bin", "shots"]);
    if options.accept {
        command.args(["--", "--accept"]);
    }
    run(&mut command)
}

/// A cargo call that knows where the page, the server and the browser are.
fn end_to_end(workspace: &Workspace) -> Result<Command> {
    let wasm = wasm_target::prepare()?;
    let Browser { chrome, driver } = browser::prepare()?;
    let dist = page::build(workspace, &wasm, Profile::Debug)?;
    let program = server::build(workspace)?;
    let mut command = workspace.command("cargo");
    command
        .env("KIRIMIN_DIST", dist)
        .env("KIRIMIN_DEMO_SERVER", program)
        .env("CHROME", chrome)
        .env("CHROMEDRIVER", driver);
    Ok(command)
}

/// The packed element in others' pages.
fn hosts(workspace: &Workspace, options: &TestOptions) -> Result {
    let Browser { chrome, driver } = browser::prepare()?;
    let profile = if env::var_os("KIRIMIN_DEBUG_PACKAGE").is_some() {
        Profile::Debug
    } else {
        Profile::Release
    };
    let Hosts { site, apps, budget } = hosts::prepare(workspace, profile)?;
    let program = server::build(workspace)?;
    let mut command = workspace.command("cargo");
    command
        .args(["test", "--package", E2E, "--test", "hosts"])
        .env("KIRIMIN_DIST", site)
        .env("KIRIMIN_HOSTS", apps)
        .env("KIRIMIN_DEMO_SERVER", program)
        .env("CHROME", chrome)
        .env("CHROMEDRIVER", driver);
    match (run(select(&mut command, options)), budget) {
        (Err(tests), Err(budget)) => Err(Problem::new(format!("{tests}; {budget}"))),
        (tests, budget) => tests.and(budget),
    }
}

/// Adds the filter and the test programs' arguments. All test programs run,
/// so that one run shows everything that is broken.
fn select<'a>(command: &'a mut Command, options: &TestOptions) -> &'a mut Command {
    command.arg("--no-fail-fast").args(&options.filter);
    if !options.arguments.is_empty() {
        command.arg("--").args(&options.arguments);
    }
    command
}
