//! The browser of the tests, and its driver.

use crate::apt;
use crate::run::{Problem, Result, command, on_path, output_of};
use serde_json::json;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Chromium and the program that drives it.
#[derive(Debug)]
pub struct Browser {
    /// The browser: `CHROME`, or the first of its usual names on PATH.
    pub chrome: PathBuf,
    /// The driver: `CHROMEDRIVER`, or `chromedriver` on PATH.
    pub driver: PathBuf,
}

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The fonts cover every script that the playground's people are named in, so
/// that no test measures boxes of missing glyphs.
const PACKAGES: [&str; 5] = [
    "chromium",
    "chromium-driver",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
];

const BY_HAND: &str = "install Chromium or Google Chrome and the chromedriver of the same version, \
                       or point CHROME and CHROMEDRIVER at them";

/// Finds the browser and its driver, and installs them from Debian's packages
/// where one is missing.
///
/// # Errors
/// They are not there and cannot be installed, or do not start.
pub fn prepare() -> Result<Browser> {
    let browser = match find()? {
        Some(browser) => browser,
        None => {
            apt::install(&PACKAGES)
                .map_err(|problem| Problem::new(format!("{problem}; {BY_HAND}")))?;
            find()?.ok_or_else(|| {
                Problem::new(format!("the browser is still not on PATH; {BY_HAND}"))
            })?
        }
    };
    // A package can be a mere pointer to a snap that is not there.
    for program in [&browser.chrome, &browser.driver] {
        output_of(command(program).arg("--version"))
            .map_err(|problem| Problem::new(format!("{problem}; {BY_HAND}")))?;
    }
    Ok(browser)
}

impl Browser {
    /// Writes the settings that wasm-bindgen's test runner starts the browser
    /// with: this very browser, and nothing that looks for the outside. What
    /// runs it headless, the runner adds.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write_settings(&self, path: &Path) -> Result {
        let settings = json!({
            "goog:chromeOptions": {
                "binary": self.chrome,
                "args": [
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-gpu",
                    "--disable-sync",
                    "--no-first-run",
                ],
            },
        });
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(path, settings.to_string()))
            .map_err(|error| Problem::new(format!("{}: {error}", path.display())))
    }
}

fn find() -> Result<Option<Browser>> {
    let chrome = match named("CHROME")? {
        None => BROWSERS.iter().find_map(|name| on_path(name)),
        found => found,
    };
    let driver = match named("CHROMEDRIVER")? {
        None => on_path("chromedriver"),
        found => found,
    };
    Ok(chrome
        .zip(driver)
        .map(|(chrome, driver)| Browser { chrome, driver }))
}

/// The program that an environment variable names.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(&value);
    if path.is_file() {
        return Ok(Some(path));
    }
    value
        .to_str()
        .and_then(on_path)
        .map(Some)
        .ok_or_else(|| Problem::new(format!("{variable}={} is not a program", path.display())))
}
