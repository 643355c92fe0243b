//! One person's browser.

use crate::webdriver::Vendor;
use crate::{Bench, Card, Driver, Server, Settings, until};
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::{Capabilities, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A browser with a profile of its own. A handle: cheap to clone.
#[derive(Clone, Debug)]
pub struct Browser {
    pub(crate) client: Client,
    origin: String,
    console: Arc<Mutex<Vec<String>>>,
}

/// The keys that a person without a mouse uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To the next place.
    Tab,
    /// To the place before.
    BackTab,
    /// Presses the button that has the focus.
    Enter,
    /// The same.
    Space,
    /// Out of what one is in.
    Escape,
}

impl Key {
    /// Its code (WebDriver, "Keyboard actions").
    fn code(self) -> char {
        match self {
            Self::Tab | Self::BackTab => '\u{E004}',
            Self::Enter => '\u{E007}',
            Self::Space => ' ',
            Self::Escape => '\u{E00C}',
        }
    }
}

const SHIFT: char = '\u{E008}';

/// In every page from its first moment: what violates its policy is noted.
const WATCH: &str = r"
globalThis.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(
  `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
";

const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1000,900",
    "--js-flags=--expose-gc",
];

impl Browser {
    /// Opens one that is to look at that server.
    pub(crate) async fn open(
        settings: &Settings,
        driver: &Driver,
        server: &Server,
    ) -> Result<Self> {
        let wanted = json!({
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": { "binary": settings.chrome, "args": ARGUMENTS },
        });
        let capabilities: Capabilities = wanted.as_object().cloned().context("no object")?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.origin)
            .await
            .context("the browser did not start")?;
        let browser = Self {
            client,
            origin: server.origin.clone(),
            console: Arc::default(),
        };
        browser.watch().await?;
        Ok(browser)
    }

    /// The same browser, with another server's page from now on.
    #[must_use]
    pub fn at(&self, server: &Server) -> Self {
        Self {
            origin: server.origin.clone(),
            ..self.clone()
        }
    }

    async fn watch(&self) -> Result<()> {
        self.run_in_every_page(WATCH).await
    }

    /// Runs a script in every page of this tab from now on, before its own.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn run_in_every_page(&self, script: &str) -> Result<()> {
        let script = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        Ok(())
    }

    /// Logs in through the demo server, for all tabs of this browser.
    ///
    /// # Errors
    /// It is refused.
    pub async fn log_in(&self, userid: &str) -> Result<()> {
        self.goto("/demo/me").await?;
        self.call("/demo/login", &json!({ "userid": userid })).await
    }

    /// Ends the session, as the host app's "log out" does, without a word to the page.
    ///
    /// # Errors
    /// It is refused.
    pub async fn log_out(&self) -> Result<()> {
        self.call("/demo/logout", &json!({})).await
    }

    /// Logs in as somebody else while the bench stays, as a host app without page loads does.
    ///
    /// # Errors
    /// It is refused.
    pub async fn become_in_page(&self, userid: &str) -> Result<()> {
        self.call("/demo/login", &json!({ "userid": userid }))
            .await?;
        self.set_viewer(userid).await
    }

    /// Logs out while the bench stays, and tells the cards.
    ///
    /// # Errors
    /// It is refused.
    pub async fn leave_in_page(&self) -> Result<()> {
        self.log_out().await?;
        self.set_viewer("").await
    }

    async fn set_viewer(&self, userid: &str) -> Result<()> {
        const SET: &str = r"
            const field = document.querySelector('[data-viewer]');
            field.value = arguments[0];
            field.dispatchEvent(new Event('change'));
        ";
        self.run(SET, vec![json!(userid)]).await?;
        Ok(())
    }

    /// POSTs from the page, with its cookie.
    async fn call(&self, path: &str, body: &Value) -> Result<()> {
        const CALL: &str = r"
            const [path, body, done] = arguments;
            fetch(path, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
              .then(answer => done(answer.status), error => done(String(error)));
        ";
        let status = self
            .client
            .execute_async(CALL, vec![json!(path), json!(body.to_string())])
            .await?;
        ensure!(status == 200, "{path}: {status}");
        Ok(())
    }

    /// Opens a page of the server.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn goto(&self, path: &str) -> Result<()> {
        Ok(self.client.goto(&format!("{}{path}", self.origin)).await?)
    }

    /// Opens a bench and waits until its live connection stands, if it asked for one.
    ///
    /// # Errors
    /// It does not come up.
    pub async fn bench(&self, bench: Bench) -> Result<()> {
        let path = bench.path();
        self.goto(path).await?;
        until("the bench is there", async || {
            let live = self
                .run(
                    "return document.querySelector('main')?.dataset.socket ?? (document.querySelector('[data-log]') && 'none')",
                    vec![],
                )
                .await?;
            let wanted = if path.contains("socket=1") { "open" } else { "none" };
            ensure!(live == wanted, "the live connection is {live}");
            Ok(())
        })
        .await
    }

    /// A card of the bench, counted from 0.
    pub fn card(&self, index: usize) -> Card {
        Card::new(self, format!(r#"main > [data-card="{index}"]"#))
    }

    /// What the host has heard of the bench's cards: lines of words.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn heard(&self) -> Result<Vec<String>> {
        const LINES: &str =
            "return [...document.querySelectorAll('[data-log] li')].map(line => line.textContent)";
        Ok(serde_json::from_value(self.run(LINES, vec![]).await?)?)
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// It throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a script that hands its result to its last argument.
    ///
    /// # Errors
    /// It throws.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// Clicks with the mouse, as soon as there is something to click.
    ///
    /// # Errors
    /// There is nothing with that selector, or it cannot be clicked.
    pub async fn click(&self, selector: &str) -> Result<()> {
        until(format!("{selector} can be clicked"), async || {
            let found = self.client.find(Locator::Css(selector)).await?;
            Ok(found.click().await?)
        })
        .await
    }

    /// Presses a key on whatever has the focus.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn key(&self, key: Key) -> Result<()> {
        let value = key.code();
        let down = |keys: KeyActions, value| keys.then(KeyAction::Down { value });
        let up = |keys: KeyActions, value| keys.then(KeyAction::Up { value });
        let mut stroke = KeyActions::new("keyboard".to_owned());
        if key == Key::BackTab {
            stroke = up(down(down(stroke, SHIFT), value), value);
            stroke = up(stroke, SHIFT);
        } else {
            stroke = up(down(stroke, value), value);
        }
        Ok(self.client.perform_actions(stroke).await?)
    }

    /// A command of the DevTools protocol.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self
            .client
            .issue_cmd(Vendor::devtools(command, parameters))
            .await?)
    }

    /// Takes the network away, or gives it back.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        let conditions = json!({
            "offline": offline,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await?;
        Ok(())
    }

    /// Makes the system seem to prefer a colour scheme: `light` or `dark`.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn prefer_colours(&self, scheme: &str) -> Result<()> {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let media = json!({ "features": features });
        self.devtools("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// The tab that commands go to.
    ///
    /// # Errors
    /// It is gone.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.client.window().await?)
    }

    /// Opens another tab of the same person, in front of this one.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn open_tab(&self) -> Result<WindowHandle> {
        self.open_beside(true).await
    }

    /// Opens another window of the same person, so that both are seen.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn open_window(&self) -> Result<WindowHandle> {
        self.open_beside(false).await
    }

    async fn open_beside(&self, as_tab: bool) -> Result<WindowHandle> {
        let opened = self.client.new_window(as_tab).await?;
        let handle = opened.handle;
        self.client.switch_to_window(handle.clone()).await?;
        self.watch().await?;
        Ok(handle)
    }

    /// Sends commands to that tab from now on.
    ///
    /// # Errors
    /// It is gone.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.client.switch_to_window(tab.clone()).await?)
    }

    /// Everything the console has said so far, but for failed requests: those
    /// are what most tests are about.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(Vendor::console()).await?;
        let mut console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries.as_array().into_iter().flatten() {
            if entry["source"] != "network" {
                console.push(format!("{} {}", entry["level"], entry["message"]));
            }
        }
        Ok(console.clone())
    }

    /// Forgets what the console has said so far.
    ///
    /// # Errors
    /// The browser cannot say what it was.
    pub async fn forget_console(&self) -> Result<()> {
        self.console().await?;
        self.console
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        Ok(())
    }

    /// What violated the page's Content-Security-Policy.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn violations(&self) -> Result<Vec<String>> {
        let noted = self
            .run("return globalThis.violations ?? []", vec![])
            .await?;
        Ok(serde_json::from_value(noted)?)
    }

    pub(crate) async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    pub(crate) async fn address(&self) -> Result<String> {
        Ok(self.client.current_url().await?.into())
    }

    pub(crate) async fn close(&self) {
        // A browser that hangs must not hang the tests.
        let _ = tokio::time::timeout(Duration::from_secs(20), self.client.clone().close()).await;
    }
}
