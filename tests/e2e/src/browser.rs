//! One person's browser.

use crate::site::Site;
use crate::webdriver::Vendor;
use crate::{Bench, Card, Driver, Engine, Server, session, until};
use anyhow::{Result, bail, ensure};
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};

/// A browser with a profile of its own. A handle: cheap to clone.
#[derive(Clone, Debug)]
pub struct Browser {
    pub(crate) client: Client,
    engine: Engine,
    /// It runs as long as its browser.
    _driver: Arc<Driver>,
    site: Arc<Site>,
    origin: String,
    console: Arc<Mutex<Vec<String>>>,
}

impl Browser {
    /// Opens one that is to look at that server's pages, on a system that seems
    /// to prefer that colour scheme if one is given.
    pub(crate) async fn open(
        engine: Engine,
        server: &Server,
        site: &Arc<Site>,
        scheme: Option<&str>,
    ) -> Result<Self> {
        let driver = Driver::start(engine, scheme).await?;
        let client = session::start(engine, &driver, scheme).await?;
        Ok(Self {
            client,
            engine,
            _driver: Arc::new(driver),
            site: Arc::clone(site),
            origin: server.origin.clone(),
            console: Arc::default(),
        })
    }

    /// The same browser, with another server's page from now on.
    #[must_use]
    pub fn at(&self, server: &Server) -> Self {
        Self {
            origin: server.origin.clone(),
            ..self.clone()
        }
    }

    /// Its engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Runs a script in every page of the stage from now on, before its own.
    ///
    /// # Errors
    /// The pages cannot be changed.
    pub async fn run_in_every_page(&self, script: &str) -> Result<()> {
        self.site.run_in_every_page(script)
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

    /// A command of the DevTools protocol, which only Chromium knows.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self
            .client
            .issue_cmd(Vendor::devtools(command, parameters))
            .await?)
    }

    /// Runs a script in every page that is opened from now on, before its own. Only in Chromium; see
    /// [`Browser::run_in_every_page`].
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn run_first(&self, script: &str) -> Result<()> {
        // In a function, so that its names are its own.
        let source = format!("(() => {{{script}}})();");
        let script = json!({ "source": source });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        Ok(())
    }

    /// Takes the network away, or gives it back.
    ///
    /// # Errors
    /// The browser cannot: WebKitGTK's never can.
    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        match self.engine {
            Engine::Chromium => {
                let conditions = json!({
                    "offline": offline,
                    "latency": 0,
                    "downloadThroughput": -1,
                    "uploadThroughput": -1,
                });
                self.devtools("Network.emulateNetworkConditions", conditions)
                    .await?;
            }
            Engine::Firefox => {
                self.client.issue_cmd(Vendor::context("chrome")).await?;
                let script = "Services.io.offline = arguments[0]";
                let set = self.run(script, vec![json!(offline)]).await;
                self.client.issue_cmd(Vendor::context("content")).await?;
                set?;
            }
            Engine::WebKit => bail!("WebKitWebDriver cannot take the network away"),
        }
        Ok(())
    }

    /// Hides the page, as a person does who goes to another tab or window, or shows it again.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn set_hidden(&self, hidden: bool) -> Result<()> {
        if hidden {
            self.client.minimize_window().await?;
        } else {
            session::size_window(&self.client).await?;
        }
        let wanted = if hidden { "hidden" } else { "visible" };
        until(format!("the page is {wanted}"), async || {
            let seen = self.run("return document.visibilityState", vec![]).await?;
            ensure!(seen == wanted, "it is {seen}");
            Ok(())
        })
        .await
    }

    /// The tab that commands go to.
    ///
    /// # Errors
    /// It is gone.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.client.window().await?)
    }

    /// Opens another window of the same person, so that both are seen.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn open_window(&self) -> Result<WindowHandle> {
        let handle = self.client.new_window(false).await?.handle;
        self.client.switch_to_window(handle.clone()).await?;
        Ok(handle)
    }

    /// Sends commands to that tab from now on.
    ///
    /// # Errors
    /// It is gone.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.client.switch_to_window(tab.clone()).await?)
    }

    /// What the console was told so far, but for failed requests: those are what
    /// most tests are about. Of other browsers than Chromium, only the errors.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn console(&self) -> Result<Vec<String>> {
        if self.engine != Engine::Chromium {
            // Their drivers have no console to read.
            let errors = self.noted("error").await?;
            return Ok(errors.iter().map(|text| format!("SEVERE {text}")).collect());
        }
        let entries = self.client.issue_cmd(Vendor::console()).await?;
        let mut console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries.as_array().into_iter().flatten() {
            if entry["source"] != "network" {
                let level = entry["level"].as_str().unwrap_or_default();
                console.push(format!("{level} {}", entry["message"]));
            }
        }
        Ok(console.clone())
    }

    /// What violated the Content-Security-Policy of the pages of this server.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn violations(&self) -> Result<Vec<String>> {
        self.noted("violation").await
    }

    /// What the script of [`Site`] has noted.
    async fn noted(&self, kind: &str) -> Result<Vec<String>> {
        const NOTED: &str = r"
            try {
              return Object.keys(localStorage).sort()
                .filter(key => key.startsWith(`e2e ${arguments[0]} `)).map(key => localStorage[key]);
            } catch {
              return []; // a page of no server
            }
        ";
        let noted = self.run(NOTED, vec![json!(kind)]).await?;
        Ok(serde_json::from_value(noted)?)
    }

    /// Forgets errors and violations.
    ///
    /// # Errors
    /// The browser cannot say what they were.
    pub async fn forget_errors(&self) -> Result<()> {
        self.console().await?;
        self.console
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.run("localStorage.clear()", vec![]).await?;
        Ok(())
    }

    pub(crate) async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    /// What it shows, even while a dialog of the page is open. An error says that the browser is gone.
    pub(crate) async fn address(&self) -> Result<String> {
        match self.client.current_url().await {
            Err(problem) if problem.is_unexpected_alert_open() => Ok("a dialog".to_owned()),
            address => Ok(address?.into()),
        }
    }

    pub(crate) async fn close(&self) {
        session::end(&self.client).await;
    }
}
