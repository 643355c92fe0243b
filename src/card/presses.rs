//! Decides which presses count: one press is one action, however it repeats itself.
//!
//! Buttons that took others' places, or that can be pressed again, settle first: the second click
//! of a double click, or a click aimed at what was there before, would do what nobody meant. Every
//! press meanwhile makes them settle anew, so a burst of presses is one press. The first buttons of
//! a card took no others' places, so they can be pressed at once.

use super::window::{Timer, now, window_of};
use kirimin_profile_card_core::Profile;
use kirimin_profile_card_core::view_model::{Button, Command};
use std::cell::Cell;
use std::sync::Arc;
use web_sys::{Element, MouseEvent};

/// How long buttons settle, in milliseconds: the usual limit of a double click.
const SETTLING: i32 = 500;
/// After this time buttons have settled even if the time of a press says otherwise, because some
/// browsers' event clocks stop while the device sleeps.
const SETTLED: f64 = 2_000.0;
/// Marks the group of buttons while they settle, for hosts' tests.
const MARK: &str = "data-settling";

/// What a card knows about presses.
#[derive(Default)]
pub(super) struct Presses {
    /// The user, and the buttons that can be pressed.
    offered: Cell<(Option<Arc<Profile>>, Vec<Command>)>,
    /// Whether there were any buttons before.
    had_any: Cell<bool>,
    /// When the buttons last began to settle.
    since: Cell<Option<f64>>,
    timer: Cell<Option<Timer>>,
}

impl Presses {
    /// The card has these buttons now, in this group.
    pub(super) fn offer(&self, user: Option<Arc<Profile>>, buttons: &[Button], group: &Element) {
        let enabled = buttons.iter().filter(|button| !button.disabled);
        let commands: Vec<_> = enabled.map(|button| button.command).collect();
        let any = !commands.is_empty();
        let before = self.offered.replace((user.clone(), commands.clone()));
        let id = |user: Option<Arc<Profile>>| user.map(|user| user.id.clone());
        let same = commands == before.1 && id(user) == id(before.0);
        if !same && any && self.had_any.replace(true) {
            self.settle(group);
        }
    }

    /// Whether a press on a button of this group counts. The buttons settle after it either way.
    /// The second click of a double click never counts: the host may have moved this card to where
    /// another one was clicked.
    pub(super) fn count(&self, press: &MouseEvent, group: &Element) -> bool {
        let times = self.since.get().zip(now(group));
        let settling = times.is_some_and(|(since, now)| {
            // The time of the press, not of its handling: the page may have been busy since.
            (0.0..SETTLED).contains(&(now - since))
                && press.time_stamp() - since < f64::from(SETTLING)
        });
        self.settle(group);
        !settling && press.detail() < 2
    }

    fn settle(&self, group: &Element) {
        self.since.set(now(group));
        let _ = group.set_attribute(MARK, "");
        let marked = group.clone();
        let timer = window_of(group).and_then(|window| {
            Timer::once(window, SETTLING, move || {
                let _ = marked.remove_attribute(MARK);
            })
        });
        self.timer.set(timer);
    }

    /// The card was removed.
    pub(super) fn stop(&self) {
        self.timer.take();
    }
}
