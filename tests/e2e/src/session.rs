//! Starting and ending a browser, in each engine's way.

use crate::webdriver::Vendor;
use crate::{Driver, Engine, settings};
use anyhow::{Context, Result};
use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::Duration;

/// Large enough for every page of the tests. The viewport is as wide, and less
/// high by another height in each engine.
const WIDTH: u32 = 1000;
const HEIGHT: u32 = 900;

/// How long a script may take. axe-core on a page of all states takes long on a busy machine, longer
/// than the 30 seconds that drivers wait otherwise.
const SCRIPT: Duration = Duration::from_secs(180);

/// Headless, and without a look at the outside.
const CHROMIUM: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--expose-gc",
];

fn capabilities(engine: Engine, scheme: Option<&str>) -> Result<Value> {
    Ok(match engine {
        Engine::Chromium => json!({
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "binary": settings::program("CHROME")?,
                "args": CHROMIUM,
            },
        }),
        Engine::Firefox => {
            let mut preferences = json!({
                // Answers are shown as they came, not in a viewer.
                "devtools.jsonview.enabled": false,
                // Without a network, this machine is not there either.
                "network.disable-localhost-when-offline": true,
            });
            if let Some(scheme) = scheme {
                let dark = if scheme == "dark" { 0 } else { 1 };
                preferences["layout.css.prefers-color-scheme.content-override"] = json!(dark);
            }
            json!({
                "moz:firefoxOptions": {
                    "binary": settings::program("FIREFOX")?,
                    "args": ["-headless"],
                    "prefs": preferences,
                },
            })
        }
        Engine::WebKit => json!({}),
    })
}

/// Starts the driver's browser.
///
/// # Errors
/// It does not start.
pub async fn start(engine: Engine, driver: &Driver, scheme: Option<&str>) -> Result<Client> {
    let wanted: Capabilities = serde_json::from_value(capabilities(engine, scheme)?)?;
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(wanted)
        .connect(&driver.origin)
        .await
        .with_context(|| format!("{engine:?} did not start"))?;
    let prepared = prepare(engine, &client, scheme).await;
    if prepared.is_err() {
        end(&client).await;
    }
    prepared.map(|()| client)
}

/// Gives a window its usual size, also if it is minimized.
pub async fn size_window(client: &Client) -> Result<()> {
    Ok(client.set_window_size(WIDTH, HEIGHT).await?)
}

async fn prepare(engine: Engine, client: &Client, scheme: Option<&str>) -> Result<()> {
    size_window(client).await?;
    let patient = TimeoutConfiguration::new(Some(SCRIPT), None, None);
    client.update_timeouts(patient).await?;
    if let (Engine::Chromium, Some(scheme)) = (engine, scheme) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let media = json!({ "features": features });
        let command = Vendor::devtools("Emulation.setEmulatedMedia", media);
        client.issue_cmd(command).await?;
    }
    Ok(())
}

/// Ends the browser: its driver alone would leave it behind.
pub async fn end(client: &Client) {
    // A browser that hangs must not hang the tests.
    let closed = tokio::time::timeout(Duration::from_secs(20), client.clone().close()).await;
    let process = client
        .capabilities()
        .and_then(|capabilities| capabilities.get("moz:processID"));
    if let (Err(_), Some(process)) = (closed, process) {
        // Chromium ends with its driver, and WebKitGTK with its display.
        let _ = std::process::Command::new("kill")
            .args(["-9", &process.to_string()])
            .status();
    }
}
