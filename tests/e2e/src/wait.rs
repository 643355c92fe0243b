//! Waiting for something to be so.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// How long a test waits for what must come: long enough for a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(40);

const PAUSE: Duration = Duration::from_millis(40);

/// Looks again and again until `look` succeeds, and hands back what it saw.
///
/// # Errors
/// It did not succeed within [`PATIENCE`]: the last error, under `what` was waited for.
pub async fn until<T>(
    what: impl std::fmt::Display,
    mut look: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        match look().await {
            Ok(seen) => return Ok(seen),
            Err(problem) if started.elapsed() > PATIENCE => {
                return Err(problem).with_context(|| format!("waited in vain until {what}"));
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}
