//! The browsers of the tests, and their drivers.

mod needs;

use crate::apt;
use crate::engine::Engine;
use crate::run::{Problem, Result, command, output_of, say};
use crate::tools::{self, cargo};
use needs::Needs;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
                    say(format_args!("no tests in {}: {problem}", engine.title()));
                    missing.push(engine);
                }
            }
        }
        Self { ready, missing }
    }

    /// Tells the end-to-end tests where the browsers are.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for browser in &self.ready {
            browser.apply(command);
        }
        command
    }
}

/// Finds Chromium and its driver, or installs them.
///
/// # Errors
/// They are not there and cannot be installed, or do not start.
pub fn chromium() -> Result<Browser> {
    prepare(Engine::Chromium)
}

fn prepare(engine: Engine) -> Result<Browser> {
    let needs = Needs::of(engine);
    let hint = |problem| Problem::new(format!("{problem}; {}", needs.by_hand));
    if !needs.are_met()? {
        apt::install(needs.packages).map_err(hint)?;
    }
    let gone = || hint(Problem::new("it is still not on PATH"));
    if !needs.are_met()? {
        return Err(gone());
    }
    let program = needs.browser.find()?.ok_or_else(gone)?;
    let driver = match needs.driver.find()? {
        Some(driver) => driver,
        None => tools::program(&cargo::GECKODRIVER.ensure()?, "geckodriver"),
    };
    // A package can be a mere pointer to a snap that is not there.
    for program in [&program, &driver] {
        output_of(command(program).arg(needs.harmless)).map_err(hint)?;
    }
    Ok(Browser {
        engine,
        program,
        driver,
    })
}

impl Browser {
    /// Tells the end-to-end tests where it is.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let needs = Needs::of(self.engine);
        command
            .env(needs.browser.variable, &self.program)
            .env(needs.driver.variable, &self.driver)
    }

    /// Tells wasm-bindgen's test runner to use it.
    pub fn apply_to_runner<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for engine in Engine::ALL {
            // Whichever of them it finds, it takes.
            command.env_remove(runner_variable(engine));
        }
        command.env(runner_variable(self.engine), &self.driver)
    }

    /// Writes the settings that wasm-bindgen's test runner starts the browser
    /// with: this very browser, and nothing that looks for the outside. What
    /// runs it headless, the runner adds.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write_settings(&self, path: &Path) -> Result {
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(path, self.settings().to_string()))
            .map_err(|error| Problem::new(format!("{}: {error}", path.display())))
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
