//! What is different in each browser engine: how one is opened, and how large its view can be.

use super::Scheme;
use crate::{Browser, Stage};
use anyhow::Result;
use serde_json::json;

/// The engine of [`open`]'s browser, as in a file's name.
pub const ENGINE: &str = "chromium";

/// Opens a browser on a system that prefers these colours and no motion.
///
/// # Errors
/// It does not start.
pub async fn open(stage: &Stage, scheme: Scheme) -> Result<Browser> {
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
/// them. An engine that cannot leaves it as it is: see [`super::photograph`].
///
/// # Errors
/// The browser refuses.
pub async fn view(browser: &Browser, width: usize, height: usize, scale: usize) -> Result<()> {
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
