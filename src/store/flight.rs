//! One request under way in the browser.

use gloo_timers::callback::Timeout;
use web_sys::AbortController;

/// Dropping it aborts the request and stops its clock.
#[derive(Debug)]
#[must_use = "the request is aborted when this is dropped"]
pub(super) struct Flight {
    pub(super) controller: AbortController,
    pub(super) _clock: Timeout,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
