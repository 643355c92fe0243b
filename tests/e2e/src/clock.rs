//! The clock of pages.

use crate::Browser;
use anyhow::Result;

/// A countdown stays where it began, and nothing becomes something else after a second or more.
const STOP: &str = r"
{
  const { setTimeout, setInterval } = globalThis;
  const brief = timer => (call, after = 0, ...more) => after < 1000 ? timer(call, after, ...more) : 0;
  Date.now = () => 1767225600000;
  globalThis.setTimeout = brief(setTimeout);
  globalThis.setInterval = brief(setInterval);
}
";

/// Stops it in every page that the browser opens from now on, before the page's own scripts.
///
/// # Errors
/// The pages cannot be changed.
pub async fn stop(browser: &Browser) -> Result<()> {
    browser.run_in_every_page(STOP).await
}
