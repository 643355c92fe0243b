//! What each browser needs, and where it is found.

use crate::engine::Engine;
use anyhow::{Result, anyhow};
use std::env;
use std::path::PathBuf;
use which::which;

/// A program that an environment variable may name, else the first of its usual names on PATH.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// The variable.
    pub variable: &'static str,
    names: &'static [&'static str],
}

/// What a browser needs on this system.
#[derive(Debug)]
pub struct Needs {
    /// The browser; for WebKitGTK its driver, which knows where the browser is.
    pub browser: Program,
    /// The driver.
    pub driver: Program,
    /// Whether the driver is a tool that is built here, if it is not there.
    pub driver_is_built: bool,
    /// An argument with which both say something and end.
    pub harmless: &'static str,
    /// Other programs without which it is of no use, all on PATH.
    others: &'static [&'static str],
    /// Debian's packages of all that. The fonts cover every script that the
    /// playground's people are named in, so that no test measures boxes of
    /// missing glyphs.
    pub packages: &'static str,
    /// What to do without Debian's packages.
    pub by_hand: &'static str,
}

const fn program(variable: &'static str, names: &'static [&'static str]) -> Program {
    Program { variable, names }
}

/// WebKitGTK's driver.
const WEBKITDRIVER: Program = program("WEBKITDRIVER", &["WebKitWebDriver"]);

const CHROMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

impl Needs {
    /// The needs of an engine's browser.
    pub fn of(engine: Engine) -> Self {
        match engine {
            Engine::Chromium => Self {
                browser: program("CHROME", CHROMES),
                driver: program("CHROMEDRIVER", &["chromedriver"]),
                driver_is_built: false,
                harmless: "--version",
                others: &[],
                packages: "chromium chromium-driver fonts-dejavu-core fonts-noto-core \
                           fonts-noto-color-emoji",
                by_hand: "install Chromium or Google Chrome and the chromedriver of the same \
                          version, or point CHROME and CHROMEDRIVER at them",
            },
            Engine::Firefox => Self {
                browser: program("FIREFOX", &["firefox-esr", "firefox"]),
                driver: program("GECKODRIVER", &["geckodriver"]),
                driver_is_built: true,
                harmless: "--version",
                others: &[],
                packages: "firefox-esr fonts-dejavu-core",
                by_hand: "install Firefox or point FIREFOX at it, or leave it out with --engines",
            },
            Engine::Webkit => Self {
                browser: WEBKITDRIVER,
                driver: WEBKITDRIVER,
                driver_is_built: false,
                harmless: "--help",
                // It has no mode without a display.
                others: &["Xvfb", "xvfb-run", "xauth"],
                packages: "webkit2gtk-driver xvfb xauth dbus dbus-x11 fonts-dejavu-core",
                by_hand: "install WebKitGTK's WebKitWebDriver (or point WEBKITDRIVER at it), Xvfb \
                          and xauth, or leave it out with --engines",
            },
        }
    }

    /// Whether everything is there that is not built here.
    pub fn are_met(&self) -> Result<bool> {
        let driver = self.driver_is_built || self.driver.find()?.is_some();
        let others = self.others.iter().all(|name| which(name).is_ok());
        Ok(driver && others && self.browser.find()?.is_some())
    }
}

impl Program {
    /// Where it is.
    pub fn find(&self) -> Result<Option<PathBuf>> {
        let variable = self.variable;
        let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else {
            return Ok(self.names.iter().find_map(|name| which(name).ok()));
        };
        let path = PathBuf::from(&value);
        if path.is_file() {
            return Ok(Some(path));
        }
        which(&value)
            .map(Some)
            .map_err(|_| anyhow!("{variable}={} is not a program", path.display()))
    }
}
