//! The browser engine that a test runs in.

use std::cell::Cell;

/// One engine, in the browser that the tests drive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Chromium or Google Chrome, driven by chromedriver.
    #[default]
    Chromium,
    /// Firefox or Firefox ESR, driven by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, driven by WebKitWebDriver.
    WebKit,
}

thread_local! {
    static CURRENT: Cell<Engine> = const { Cell::new(Engine::Chromium) };
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name, as `--engines` and the names of tests and files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Runs a test, or anything else with browsers, in it: what
    /// [`every_engine`](crate::every_engine) makes calls this.
    pub fn run<T>(self, test: impl FnOnce() -> T) -> T {
        // Each test has a thread of its own, or the one before it has ended.
        CURRENT.set(self);
        test()
    }

    /// The one that the test of this thread runs in; Chromium outside of tests.
    pub fn current() -> Self {
        CURRENT.get()
    }
}
