//! Where one test takes place.

use crate::site::Site;
use crate::{Browser, Engine, Server, ServerOptions, Settings, settings};
use anyhow::{Context, Result, bail, ensure};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::Semaphore;

/// How many tests have browsers open at a time.
const AT_ONCE: usize = 2;

/// How long a test may take: a browser that hangs must not hang the tests.
const LIMIT: Duration = Duration::from_secs(300);

/// How many of the last requests are told of when a test fails.
const LAST: usize = 30;

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// A server with fresh people, its pages, and the browsers that were opened.
#[derive(Debug)]
pub struct Stage {
    /// What the server serves.
    pub settings: Settings,
    /// The demo server.
    pub server: Server,
    site: Arc<Site>,
    folder: TempDir,
    browsers: Mutex<Vec<Browser>>,
}

impl Stage {
    async fn new(options: &ServerOptions) -> Result<Self> {
        let mut settings = Settings::read()?;
        let folder = tempfile::tempdir()?;
        let site = Site::new(&settings.dist, folder.path().join("site"))?;
        settings.dist = site.folder().to_owned();
        Ok(Self {
            server: Server::start(&settings, folder.path(), options).await?,
            site: Arc::new(site),
            settings,
            folder,
            browsers: Mutex::default(),
        })
    }

    /// Opens a browser in which nobody is logged in.
    ///
    /// # Errors
    /// It does not start.
    pub async fn browser(&self) -> Result<Browser> {
        self.open(None).await
    }

    /// The same on a system that prefers a colour scheme: `light` or `dark`.
    ///
    /// # Errors
    /// It does not start.
    pub async fn browser_preferring(&self, scheme: &str) -> Result<Browser> {
        self.open(Some(scheme)).await
    }

    async fn open(&self, scheme: Option<&str>) -> Result<Browser> {
        let engine = Engine::current();
        let browser = Browser::open(engine, &self.server, &self.site, scheme).await?;
        self.opened().push(browser.clone());
        Ok(browser)
    }

    /// Opens a browser in which that person is logged in.
    ///
    /// # Errors
    /// It does not start, or there is no such person.
    pub async fn browser_of(&self, userid: &str) -> Result<Browser> {
        let browser = self.browser().await?;
        browser.log_in(userid).await?;
        Ok(browser)
    }

    /// Starts the server again after it was stopped, with the same people, at the same place.
    ///
    /// # Errors
    /// It does not start.
    pub async fn restart_server(&mut self, options: &ServerOptions) -> Result<()> {
        let options = ServerOptions {
            port: self.server.port()?,
            ..options.clone()
        };
        self.server = Server::start(&self.settings, self.folder.path(), &options).await?;
        Ok(())
    }

    /// Starts a server in front of this stage's own.
    ///
    /// # Errors
    /// It does not start.
    pub async fn proxy(&self) -> Result<Server> {
        let options = ServerOptions {
            api: Some(self.server.origin.clone()),
            ..ServerOptions::default()
        };
        Server::start(&self.settings, self.folder.path(), &options).await
    }

    fn opened(&self) -> std::sync::MutexGuard<'_, Vec<Browser>> {
        self.browsers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What no test may leave behind: words in the console, such as a panic, or a violated policy.
    async fn inspect(&self) -> Result<()> {
        let browsers = self.opened().clone();
        for browser in browsers {
            let console = browser.console().await?;
            let severe = console.iter().any(|line| line.starts_with("SEVERE"));
            ensure!(!severe, "the console has errors: {console:#?}");
            let violations = browser.violations().await?;
            ensure!(violations.is_empty(), "policy violated: {violations:#?}");
        }
        Ok(())
    }

    /// Tells what the browsers show, for whoever has to find out why a test failed.
    async fn report(&self, test: &str) {
        let browsers = self.opened().clone();
        for (number, browser) in browsers.iter().enumerate() {
            match browser.address().await {
                Ok(address) => eprintln!("browser {number} is at {address}"),
                Err(problem) => {
                    eprintln!("browser {number} is gone: {problem:?}");
                    Engine::note_crash();
                }
            }
            for line in browser.console().await.unwrap_or_default() {
                eprintln!("  console: {line}");
            }
            match self.keep_picture(browser, test, number).await {
                Ok(path) => eprintln!("  picture: {}", path.display()),
                Err(problem) => eprintln!("  no picture: {problem:#}"),
            }
        }
        let log = self.server.log().await.unwrap_or_default();
        for entry in &log[log.len().saturating_sub(LAST)..] {
            eprintln!("  received: {entry:?}");
        }
    }

    async fn keep_picture(&self, browser: &Browser, test: &str, number: usize) -> Result<PathBuf> {
        let folder = settings::screenshots();
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}-{number}.png", test.replace("::", "-")));
        std::fs::write(&path, browser.picture().await?)?;
        Ok(path)
    }

    async fn clear(self) {
        let browsers = self.opened().clone();
        for browser in browsers {
            browser.close().await;
        }
    }
}

/// Plays a test on a stage with the real server's pace.
///
/// # Panics
/// The test failed: with what it failed, after a report of what its browsers show.
pub fn play(test: impl AsyncFnOnce(&mut Stage) -> Result<()>) {
    play_with(ServerOptions::default(), test);
}

/// The same with a server that is started otherwise.
///
/// # Panics
/// As [`play`].
#[allow(clippy::panic)]
pub fn play_with(options: ServerOptions, test: impl AsyncFnOnce(&mut Stage) -> Result<()>) {
    if let Err(problem) = perform(&options, test) {
        panic!("{problem:?}");
    }
}

/// The same for programs that are no tests, with what comes of it.
///
/// # Errors
/// What the play ended with, or something in the console that must not be there.
pub fn perform<T>(
    options: &ServerOptions,
    play: impl AsyncFnOnce(&mut Stage) -> Result<T>,
) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime")
        .and_then(|runtime| runtime.block_on(on_stage(options, play)))
}

async fn on_stage<T>(
    options: &ServerOptions,
    play: impl AsyncFnOnce(&mut Stage) -> Result<T>,
) -> Result<T> {
    let _place = PLACES.acquire().await?;
    let mut stage = Stage::new(options).await?;
    let played = tokio::time::timeout(LIMIT, play(&mut stage)).map(|in_time| match in_time {
        Ok(outcome) => outcome,
        Err(_) => bail!("it took longer than {LIMIT:?}"),
    });
    let played = AssertUnwindSafe(played).catch_unwind().await;
    let good = matches!(played, Ok(Ok(_)));
    let inspected = if good { stage.inspect().await } else { Ok(()) };
    if !good || inspected.is_err() {
        let name = std::thread::current().name().unwrap_or("test").to_owned();
        let told = tokio::time::timeout(Duration::from_secs(60), stage.report(&name)).await;
        if told.is_err() {
            eprintln!("the browsers do not answer");
        }
    }
    stage.clear().await;
    match played {
        Ok(outcome) => outcome.and_then(|value| inspected.map(|()| value)),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
