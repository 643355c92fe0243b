//! What is different in each browser engine: how one is opened, and how large its view can be.

use super::Scheme;
use crate::{Browser, Engine, Stage};
use anyhow::Result;
use serde_json::json;

/// The engine of the reviewed pictures, and of those in the docs.
pub const REVIEWED: Engine = Engine::Chromium;

/// Opens a browser of the current engine, on a system that prefers these colours. Chromium's prefers
/// no motion as well; in the others the gallery's own rules keep everything still.
///
/// # Errors
/// It does not start.
pub async fn open(stage: &Stage, scheme: Scheme) -> Result<Browser> {
    if Engine::current() != Engine::Chromium {
        return stage.browser_preferring(scheme.name()).await;
    }
    let browser = stage.browser().await?;
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme.name() },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    let media = json!({ "features": features });
    browser
        .devtools("Emulation.setEmulatedMedia", media)
        .await?;
    Ok(browser)
}

/// Makes the view that large, in CSS pixels, with so many pixels for each of
/// them. Only Chromium can: the others leave it as it is, and [`super::photograph`]
/// puts several views together.
///
/// # Errors
/// The browser refuses.
pub async fn view(browser: &Browser, width: usize, height: usize, scale: usize) -> Result<()> {
    if browser.engine() != Engine::Chromium {
        return Ok(());
    }
    let metrics = json!({
        "width": width,
        "height": height,
        "deviceScaleFactor": scale,
        "mobile": false,
    });
    browser
        .devtools("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    Ok(())
}
