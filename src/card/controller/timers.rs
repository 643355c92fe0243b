//! What a card shows for a time: what was done, and the seconds of a wait.

use super::Controller;
use crate::card::window::{Timer, window_of};
use kirimin_profile_card_core::engine::Millis;
use leptos::prelude::*;

/// For how long it is shown what was done, in milliseconds.
const DONE: i32 = 6_000;

impl Controller {
    /// Shows the status again instead of what was done, after a while.
    pub(super) fn forget_done(&self) {
        let weak = self.weak.clone();
        let window = self.root.borrow().as_ref().and_then(|root| window_of(root));
        let timer = window.and_then(|window| {
            Timer::once(window, DONE, move || {
                if let Some(card) = weak.upgrade() {
                    card.state.update(|state| state.moment.shows_done = false);
                }
            })
        });
        self.done.set(timer);
    }

    /// Counts down the seconds to a time, if it is at least one second away.
    pub(super) fn count_down(&self, at: Option<Millis>) {
        drop(self.ticker.take());
        let left = at.map_or(0, seconds_until);
        let from = (left > 0).then_some(left);
        self.set_countdown(from.map(|from| (from, from)));
        let (Some(at), Some(from)) = (at, from) else {
            return;
        };
        let weak = self.weak.clone();
        let window = self.root.borrow().as_ref().and_then(|root| window_of(root));
        let ticker = window.or_else(web_sys::window).and_then(|window| {
            Timer::every(window, 1_000, move || {
                if let Some(card) = weak.upgrade() {
                    let seconds = seconds_until(at);
                    let countdown = (seconds > 0).then_some((seconds, from));
                    card.set_countdown(countdown);
                }
            })
        });
        self.ticker.set(ticker);
    }

    fn set_countdown(&self, countdown: Option<(u64, u64)>) {
        if self
            .state
            .with_untracked(|state| state.countdown != countdown)
        {
            self.state.update(|state| state.countdown = countdown);
        }
    }
}

/// The seconds until a time, rounded up; 0 if it is less than one second away.
fn seconds_until(at: Millis) -> u64 {
    // The cast from f64 saturates.
    let wait = at.saturating_sub(js_sys::Date::now() as Millis);
    if wait < 1_000 {
        0
    } else {
        wait.div_ceil(1_000)
    }
}
