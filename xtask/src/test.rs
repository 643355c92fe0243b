//! `cargo xtask test`: every test, layer by layer.

use crate::browser::{Browser, Browsers};
use crate::e2e::{self, PACKAGE};
use crate::engine::Engine;
use crate::options::{Layer, TestOptions};
use crate::package::axum;
use crate::package::hosts::{self, Hosts};
use crate::page::Profile;
use crate::run::{run, say};
use crate::server;
use crate::tools::{self, cargo};
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow, bail};
use std::env;
use std::path::Path;
use xshell::{Cmd, cmd};

const CARD: &str = "kirimin-profile-card";
/// Where the property tests take their randomness from.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Runs the layers one after the other, all of them even if one fails.
pub fn test(options: &TestOptions) -> Result<()> {
    let workspace = Workspace::find()?;
    let mut browsers = None;
    let mut failed = Vec::new();
    let layers = options.layers();
    options.filter()?;
    for &layer in &layers {
        say(format_args!("{} tests", layer.name()));
        let outcome = if layer == Layer::Host {
            host(&workspace, options)
        } else {
            let engines = options.engines.as_deref().unwrap_or(&Engine::ALL);
            let browsers = browsers.get_or_insert_with(|| Browsers::prepare(engines));
            let tests = Tests {
                workspace: &workspace,
                options,
                browsers,
            };
            tests.run(layer)
        };
        if let Err(problem) = outcome {
            eprintln!("error: {} tests: {problem:#}", layer.name());
            failed.push(layer.name());
        }
    }
    println!(
        "layers: {} passed, {} failed",
        layers.len() - failed.len(),
        failed.len()
    );
    let missing = browsers.iter().flat_map(|browsers| &browsers.missing);
    let missing: Vec<_> = missing.map(|engine| engine.title()).collect();
    if !missing.is_empty() {
        let missing = missing.join(" and ");
        eprintln!(
            "error: no tests in {missing}; see above how to get it, or leave it out with --engines"
        );
        failed.push("engines");
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("failed: {}", failed.join(", "))
    }
}

fn host(workspace: &Workspace, options: &TestOptions) -> Result<()> {
    let sh = &workspace.sh;
    let mut command = cmd!(sh, "cargo test --workspace --exclude {PACKAGE}");
    // The same cases every time; `cargo test` by itself, or another seed, tries others.
    if env::var_os(SEED).is_none() {
        command = command.env(SEED, "761761");
    }
    let all = run(select(command, options, &[]));
    // By itself, because Cargo would give the crate the features of all that depend on it.
    let command = cmd!(
        sh,
        "cargo test --package {CARD} --features ssr --test server"
    );
    all.and(run(select(command, options, &[])))
}

/// What the layers in browsers have in common.
struct Tests<'a> {
    workspace: &'a Workspace,
    options: &'a TestOptions,
    browsers: &'a Browsers,
}

impl Tests<'_> {
    fn run(&self, layer: Layer) -> Result<()> {
        if self.browsers.ready.is_empty() {
            bail!("no browser to run them in");
        }
        match layer {
            Layer::Host => Ok(()),
            Layer::Web => self.web(),
            Layer::E2e => self.e2e(),
            Layer::Hosts => self.hosts(),
        }
    }

    /// The component's tests, in one browser after the other.
    fn web(&self) -> Result<()> {
        let folder = cargo::WASM_BINDGEN.folder()?;
        let runner = tools::program(&folder, "wasm-bindgen-test-runner");
        let mut failed = Vec::new();
        for browser in &self.browsers.ready {
            let title = browser.engine.title();
            say(format_args!("web tests in {title}"));
            if let Err(problem) = self.web_in(browser, &runner) {
                failed.push(format!("in {title}: {problem:#}"));
            }
        }
        if failed.is_empty() {
            Ok(())
        } else {
            bail!(failed.join("; "))
        }
    }

    fn web_in(&self, browser: &Browser, runner: &Path) -> Result<()> {
        let wasm = wasm_target::prepare()?;
        let settings = self.workspace.target.join("web-tests.json");
        browser.write_settings(&settings)?;
        let sh = &self.workspace.sh;
        // Only the tests written for the browser: the others run on the host.
        let tests = [
            "test",
            "--package",
            CARD,
            "--target",
            TARGET,
            "--test",
            "web*",
        ];
        let command = if browser.engine == Engine::Webkit {
            // It has no mode without a display.
            cmd!(sh, "xvfb-run --auto-servernum cargo {tests...}")
        } else {
            cmd!(sh, "cargo {tests...}")
        };
        let command = command
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            // The runner's own limits are for an idle machine.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        let command = select(browser.apply_to_runner(command), self.options, &[]);
        run(wasm.apply(command, self.workspace))
    }

    fn e2e(&self) -> Result<()> {
        let command = self.browsers.apply(e2e::cargo(self.workspace)?);
        let command = command.args(["test", "--package", PACKAGE, "--lib", "--test", "e2e"]);
        run(select(command, self.options, &self.selected()))
    }

    /// The packed element in others' pages.
    fn hosts(&self) -> Result<()> {
        let profile = if env::var_os("KIRIMIN_DEBUG_PACKAGE").is_some() {
            Profile::Debug
        } else {
            Profile::Release
        };
        let Hosts { site, apps, small } = hosts::prepare(self.workspace, profile)?;
        let program = server::build_for_tests(self.workspace)?;
        let axum = axum::prepare(self.workspace)?;
        let sh = &self.workspace.sh;
        let command = cmd!(sh, "cargo test --package {PACKAGE} --test hosts")
            .env("KIRIMIN_DIST", site)
            .env("KIRIMIN_HOSTS", apps)
            .env("KIRIMIN_DEMO_SERVER", program)
            .env("KIRIMIN_AXUM", axum.program)
            .env("KIRIMIN_AXUM_SITE", axum.site);
        let command = self.browsers.apply(command);
        let selected = self.selected();
        match (run(select(command, self.options, &selected)), small) {
            (Err(tests), Err(size)) => Err(anyhow!("{tests:#}; {size:#}")),
            (tests, size) => tests.and(size),
        }
    }

    /// Arguments by which the end-to-end tests run in the engines that are
    /// wanted and there. Each test is there once for each engine, and those that
    /// run in Chromium alone by default are ignored in the others.
    fn selected(&self) -> Vec<String> {
        let mut selected = Vec::new();
        if self.options.engines.is_some() {
            selected.push("--include-ignored".to_owned());
        }
        for engine in Engine::ALL {
            let ready = |browser: &Browser| browser.engine == engine;
            if !self.browsers.ready.iter().any(ready) {
                selected.extend(["--skip".to_owned(), format!("::{}", engine.name())]);
            }
        }
        selected
    }
}

/// Adds the filter and the test programs' arguments. All test programs run,
/// so that one run shows everything that is broken.
fn select<'a>(command: Cmd<'a>, options: &TestOptions, selected: &[String]) -> Cmd<'a> {
    let command = command
        .arg("--no-fail-fast")
        .args(options.filter().ok().flatten());
    if options.arguments.is_empty() && selected.is_empty() {
        return command;
    }
    command.arg("--").args(selected).args(&options.arguments)
}
