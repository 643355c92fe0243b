//! Pages that embed the custom element, and the development servers of their tools.

use crate::{Browser, Seen, Server, settings, until};
use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use serde_json::{Value, json};
use std::env;
use std::path::PathBuf;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// One `<kirimin-profile-card>` of a page.
#[derive(Clone, Debug)]
pub struct Element {
    browser: Browser,
    selector: String,
}

const LOOK: &str = r#"
const root = document.querySelector(arguments[0])?.shadowRoot;
const card = root?.querySelector('[part~="card"]');
if (!card) return null;
const plain = text => (text ?? '').replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim();
const text = selector => plain(card.querySelector(selector)?.textContent);
return {
  phase: card.dataset.phase ?? '',
  friendship: card.dataset.friendship ?? null,
  fault: card.dataset.fault ?? null,
  lang: card.lang,
  name: text('[part~="name"]'),
  status: text('[part~="status"]'),
  question: text('[part~="confirm"]'),
  notice: text('[role="status"]'),
  notice_kept: true,
  settling: card.querySelector('[data-settling]') !== null,
  buttons: [...card.querySelectorAll('[part~="button"]')].map(button => ({
    action: button.dataset.action ?? null,
    confirm: button.dataset.confirm ?? null,
    text: plain(button.textContent),
    label: plain(button.getAttribute('aria-label')),
    disabled: button.getAttribute('aria-disabled') === 'true',
    busy: 'busy' in button.dataset,
    focused: button === root.activeElement,
  })),
};
"#;

impl Element {
    /// The first element of the page that fits the selector.
    pub fn new(browser: &Browser, selector: impl Into<String>) -> Self {
        Self {
            browser: browser.clone(),
            selector: selector.into(),
        }
    }

    /// What its card is like now; `None` while there is none.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn look(&self) -> Result<Option<Seen>> {
        let seen = self.browser.run(LOOK, vec![json!(self.selector)]).await?;
        serde_json::from_value(seen).context("the card is of an unexpected shape")
    }

    /// Waits until the card is as described.
    ///
    /// # Errors
    /// It does not become so; tells how it was at last.
    pub async fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) -> Result<Seen> {
        until(format!("{} {what}", self.selector), async || {
            let seen = self.look().await?.context("there is no card")?;
            ensure!(holds(&seen), "the card is {seen:#?}");
            Ok(seen)
        })
        .await
    }

    /// Waits until the card shows that person with a settled friendship.
    ///
    /// # Errors
    /// It does not.
    pub async fn until_shows(&self, name: &str, friendship: &str) -> Result<Seen> {
        let what = format!("shows {name} with friendship {friendship}");
        self.until(&what, |seen| seen.name == name && seen.is_ready(friendship))
            .await
    }

    /// Clicks a button with the mouse, once it takes presses: an action's, or `yes` or `no`.
    ///
    /// # Errors
    /// There is none.
    pub async fn press(&self, button: &str) -> Result<()> {
        let inner = format!(
            r#"[role=group]:not([data-settling]) > :is([data-action="{button}"]:not([aria-disabled="true"]), [data-confirm="{button}"])"#
        );
        until(format!("{button} can be clicked"), async || {
            let found = self
                .browser
                .client
                .find(Locator::Css(&self.selector))
                .await?;
            let shadow = found.shadow_root().await?;
            Ok(shadow.find(Locator::Css(&inner)).await?.click().await?)
        })
        .await
    }
}

impl Browser {
    /// Opens a page of whichever server.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn open_address(&self, address: &str) -> Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// The texts of everything that fits the selector.
    ///
    /// # Errors
    /// The browser cannot say.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        const TEXTS: &str = "return [...document.querySelectorAll(arguments[0])].map(found => found.textContent.trim())";
        let texts: Value = self.run(TEXTS, vec![json!(selector)]).await?;
        Ok(serde_json::from_value(texts)?)
    }
}

/// Where `cargo xtask test` has installed the host apps (`KIRIMIN_HOSTS`).
///
/// # Errors
/// It is not set.
pub fn apps() -> Result<PathBuf> {
    env::var_os("KIRIMIN_HOSTS")
        .map(PathBuf::from)
        .context("KIRIMIN_HOSTS is not set: run these tests with `cargo xtask test hosts`")
}

/// A running server of a host app. It ends when this is dropped.
#[derive(Debug)]
pub struct DevServer {
    /// Where it listens, with a last slash.
    pub address: String,
    _process: Child,
}

impl DevServer {
    /// Starts Vite in a host app's folder, with that server behind it.
    ///
    /// # Errors
    /// It did not start.
    pub async fn start(app: &str, api: &Server) -> Result<Self> {
        // Vite itself and not `npx`, so that what is killed is what serves.
        let mut command = Command::new("node");
        command
            .arg("node_modules/vite/bin/vite.js")
            .args(["--port", "0", "--host", "127.0.0.1"])
            .args(["--clearScreen", "false"])
            .env("NO_COLOR", "1")
            .current_dir(apps()?.join(app));
        Self::run(&mut command, api).await
    }

    /// Starts a page's server and a CDN's, with that server behind the page's.
    ///
    /// # Errors
    /// They did not start.
    pub async fn cdn(api: &Server) -> Result<Self> {
        let mut command = Command::new("node");
        command.arg("server.js").current_dir(apps()?.join("cdn"));
        Self::run(&mut command, api).await
    }

    /// Starts Angular's development server in its host app's folder, with that server behind it.
    ///
    /// # Errors
    /// It did not start.
    pub async fn angular(api: &Server) -> Result<Self> {
        let mut command = Command::new("node");
        command
            .args(["node_modules/@angular/cli/bin/ng.js", "serve"])
            .args(["--port", "0", "--host", "127.0.0.1"])
            .env("NG_CLI_ANALYTICS", "false")
            .env("NO_COLOR", "1")
            .current_dir(apps()?.join("angular"));
        Self::run(&mut command, api).await
    }

    /// Starts Next.js in its host app's folder, as it was built, with that server behind it.
    ///
    /// # Errors
    /// It did not start.
    pub async fn next(api: &Server) -> Result<Self> {
        let mut command = Command::new("node");
        command
            .args(["node_modules/next/dist/bin/next", "start"])
            .args(["--port", "0", "--hostname", "127.0.0.1"])
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .env("NO_COLOR", "1")
            .current_dir(apps()?.join("next"));
        Self::run(&mut command, api).await
    }

    /// Starts the example on Axum (`KIRIMIN_AXUM`, `KIRIMIN_AXUM_SITE`), with that server behind it.
    ///
    /// # Errors
    /// It did not start.
    pub async fn axum(api: &Server) -> Result<Self> {
        let mut command = Command::new(settings::program("KIRIMIN_AXUM")?);
        command
            .env("LEPTOS_OUTPUT_NAME", "kirimin-axum-example")
            .env("LEPTOS_SITE_ROOT", settings::program("KIRIMIN_AXUM_SITE")?)
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0");
        Self::run(&mut command, api).await
    }

    async fn run(command: &mut Command, api: &Server) -> Result<Self> {
        let mut process = command
            .env("KIRIMIN_API", &api.origin)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{command:?} cannot be run"))?;
        let stdout = process.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(stdout).lines();
        let address = loop {
            let line = lines.next_line().await?.context("it did not start")?;
            if let Some(at) = line.find("http://127.0.0.1:") {
                break line[at..].trim().to_owned();
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            address,
            _process: process,
        })
    }
}
