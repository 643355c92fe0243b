//! The browsers of the tests, and their drivers.

mod needs;

use crate::apt;
use crate::engine::Engine;
use crate::run::{output_of, say};
use crate::tools::cargo;
use anyhow::{Result, anyhow};
use fs_err as fs;
use needs::Needs;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// A browser and the program that drives it.
#[derive(Debug)]
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    /// The browser; for WebKitGTK its driver, which knows where the browser is.
    pub program: PathBuf,
    /// The driver.
    pub driver: PathBuf,
}

/// The browsers that are here, and those that cannot be had.
#[derive(Debug)]
pub struct Browsers {
    /// Ready to be used.
    pub ready: Vec<Browser>,
    /// Engines without a browser.
    pub missing: Vec<Engine>,
}

impl Browsers {
    /// Finds browsers and their drivers, and installs those that are missing.
    /// One that cannot be had does not keep the others from being used: what to
    /// do about it is said.
    pub fn prepare(engines: &[Engine]) -> Self {
        let (mut ready, mut missing) = (Vec::new(), Vec::new());
        for &engine in engines {
            match prepare(engine) {
                Ok(browser) => ready.push(browser),
                Err(problem) => {
                    say(format_args!("no tests in {}: {problem:#}", engine.title()));
                    missing.push(engine);
                }
            }
        }
        Self { ready, missing }
    }

    /// Tells the end-to-end tests where the browsers are.
    pub fn apply<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        let browsers = self.ready.iter();
        browsers.fold(command, |command, browser| browser.apply(command))
    }
}

/// Finds Chromium and its driver, or installs them.
pub fn chromium() -> Result<Browser> {
    prepare(Engine::Chromium)
}

fn prepare(engine: Engine) -> Result<Browser> {
    let needs = Needs::of(engine);
    let hint = |problem| anyhow!("{problem:#}; {}", needs.by_hand);
    if !needs.are_met()? {
        apt::install(needs.packages).map_err(hint)?;
    }
    let gone = || hint(anyhow!("it is still not on PATH"));
    if !needs.are_met()? {
        return Err(gone());
    }
    let program = needs.browser.find()?.ok_or_else(gone)?;
    let driver = match needs.driver.find()? {
        Some(driver) => driver,
        None => cargo::GECKODRIVER.ensure()?,
    };
    let harmless = needs.harmless;
    // A package can be a mere pointer to a snap that is not there.
    let sh = Shell::new()?;
    for program in [&program, &driver] {
        output_of(cmd!(sh, "{program} {harmless}")).map_err(hint)?;
    }
    Ok(Browser {
        engine,
        program,
        driver,
    })
}

impl Browser {
    /// Tells the end-to-end tests where it is.
    pub fn apply<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        let needs = Needs::of(self.engine);
        command
            .env(needs.browser.variable, &self.program)
            .env(needs.driver.variable, &self.driver)
    }

    /// Tells wasm-bindgen's test runner to use it.
    pub fn apply_to_runner<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        // Whichever of them it finds, it takes.
        let others = Engine::ALL.into_iter().map(runner_variable);
        let command = others.fold(command, |command, name| command.env_remove(name));
        command.env(runner_variable(self.engine), &self.driver)
    }

    /// Writes the settings that wasm-bindgen's test runner starts the browser
    /// with: this very browser, and nothing that looks for the outside. What
    /// runs it headless, the runner adds.
    pub fn write_settings(&self, path: &Path) -> Result<()> {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(fs::write(path, self.settings().to_string())?)
    }

    fn settings(&self) -> Value {
        match self.engine {
            Engine::Chromium => json!({
                "goog:chromeOptions": {
                    "binary": self.program,
                    "args": [
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-gpu",
                        "--disable-sync",
                        "--no-first-run",
                    ],
                },
            }),
            Engine::Firefox => json!({ "moz:firefoxOptions": { "binary": self.program } }),
            Engine::Webkit => json!({}),
        }
    }
}

/// The variable by which wasm-bindgen's test runner knows a driver.
fn runner_variable(engine: Engine) -> &'static str {
    match engine {
        Engine::Chromium => "CHROMEDRIVER",
        Engine::Firefox => "GECKODRIVER",
        Engine::Webkit => "SAFARIDRIVER",
    }
}
