//! The browser engine that a test runs in.

use std::cell::Cell;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

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
    static CRASHED: Cell<bool> = const { Cell::new(false) };
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
    ///
    /// A test that failed because its browser crashed runs once more. A card
    /// that makes a browser crash does so again, and the test fails.
    pub fn run<T>(self, test: impl Fn() -> T) -> T {
        // Each test has a thread of its own, or the one before it has ended.
        CURRENT.set(self);
        CRASHED.set(false);
        catch_unwind(AssertUnwindSafe(&test)).unwrap_or_else(|panic| {
            if !CRASHED.get() {
                resume_unwind(panic);
            }
            // Not by `eprintln!`, of which nothing is shown if the test passes then.
            let name = self.name();
            let _ = writeln!(io::stderr(), "{name} crashed: the test runs once more");
            test()
        })
    }

    /// Notes that a browser of the test of this thread crashed.
    pub(crate) fn note_crash() {
        CRASHED.set(true);
    }

    /// The one that the test of this thread runs in; Chromium outside of tests.
    pub fn current() -> Self {
        CURRENT.get()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    /// How often a test runs that always fails, and whether its browser crashed each time.
    fn runs_of_a_failure(crashes: bool) -> u32 {
        let runs = Cell::new(0);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            Engine::WebKit.run(|| {
                runs.set(runs.get() + 1);
                if crashes {
                    Engine::note_crash();
                }
                panic!("it failed");
            })
        }));
        assert!(outcome.is_err());
        runs.get()
    }

    #[test]
    fn a_failed_test_runs_again_only_if_its_browser_crashed() {
        assert_eq!(runs_of_a_failure(false), 1);
        assert_eq!(runs_of_a_failure(true), 2);
        assert_eq!(runs_of_a_failure(false), 1);
    }

    #[test]
    fn a_test_that_passes_the_second_time_passes() {
        let first = Cell::new(true);
        Engine::WebKit.run(|| {
            if first.replace(false) {
                Engine::note_crash();
                panic!("the browser crashed");
            }
        });
        assert!(!first.get());
    }
}
