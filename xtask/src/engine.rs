//! The browser engines that the card is tested in.

use anyhow::{Result, ensure};

/// One engine, in the browser that the tests drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// Chromium or Google Chrome.
    Chromium,
    /// Firefox or Firefox ESR.
    Firefox,
    /// WebKitGTK, in its MiniBrowser: the engine of Safari.
    Webkit,
}

impl Engine {
    /// Every engine.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name on the command line, and the last part of the name of a test in it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::Webkit => "WebKitGTK",
        }
    }
}

/// The engines named by one option; an alias, so that clap takes them for one value.
pub type Engines = Vec<Engine>;

/// Reads the value of `--engines`: names between commas, or `all`.
pub fn engines(text: &str) -> Result<Engines> {
    if text == "all" {
        return Ok(Engine::ALL.to_vec());
    }
    let names = Engine::ALL.map(Engine::name);
    let wanted = Vec::from_iter(text.split(','));
    ensure!(
        wanted.iter().all(|name| names.contains(name)),
        "--engines takes names of {} with commas between them, or all, not '{text}'",
        names.join(", ")
    );
    let is_wanted = |engine: &Engine| wanted.contains(&engine.name());
    Ok(Engine::ALL.into_iter().filter(is_wanted).collect())
}
