//! Decides which presses count: one press is one action, however it repeats itself.
//!
//! A button that took another's place, or that can be pressed again, takes no press for a moment:
//! the second click of a double click, or a click aimed at what was there before, would do what
//! nobody meant. Every press within that moment begins it anew, so that a burst of presses is one.
//! The first buttons of a card took no other's place, so they can be pressed at once.

use super::window::{Timer, now, window_of};
use kirimin_profile_card_core::Profile;
use kirimin_profile_card_core::view_model::{Button, Command};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use web_sys::{Element, MouseEvent};

/// How long a new button takes no press, in milliseconds: the usual time of a double click.
const MOMENT: i32 = 500;
/// After this time a button takes presses even if their own times say otherwise, because some
/// browsers' clocks stop while the device sleeps.
const MOST: f64 = 4.0 * MOMENT as f64;
/// Marks the group of buttons during the moment, for hosts' tests.
const MARK: &str = "data-settling";

/// What a card knows about presses.
#[derive(Default)]
pub(super) struct Presses {
    /// The buttons that can be pressed, and the user they are about.
    offered: RefCell<(Option<Arc<Profile>>, Vec<Command>)>,
    /// Whether there were any before.
    had_any: Cell<bool>,
    /// When the moment began.
    since: Cell<Option<f64>>,
    ends: RefCell<Option<Timer>>,
}

impl Presses {
    /// The card has these buttons now, in this group.
    pub(super) fn offer(&self, user: Option<Arc<Profile>>, buttons: &[Button], group: &Element) {
        let enabled = buttons.iter().filter(|button| !button.disabled);
        let commands: Vec<_> = enabled.map(|button| button.command).collect();
        let any = !commands.is_empty();
        let (user_before, commands_before) = self.offered.replace((user.clone(), commands.clone()));
        let id = |user: Option<Arc<Profile>>| user.map(|user| user.id.clone());
        let same = commands == commands_before && id(user) == id(user_before);
        if !same && any && self.had_any.replace(true) {
            self.begin(group);
        }
    }

    /// Whether a press on a button of this group counts. It begins the moment anew. The second
    /// click of a double click never counts: the host may have moved this card to where another
    /// one was clicked.
    pub(super) fn count(&self, press: &MouseEvent, group: &Element) -> bool {
        let within = self
            .since
            .get()
            .zip(now(group))
            .is_some_and(|(since, now)| {
                // The time of the press, not of its handling: the page may have been busy since.
                (0.0..MOST).contains(&(now - since))
                    && press.time_stamp() - since < f64::from(MOMENT)
            });
        self.begin(group);
        !within && press.detail() < 2
    }

    fn begin(&self, group: &Element) {
        self.since.set(now(group));
        let _ = group.set_attribute(MARK, "");
        let marked = group.clone();
        let timer = window_of(group).and_then(|window| {
            Timer::once(window, MOMENT, move || {
                let _ = marked.remove_attribute(MARK);
            })
        });
        self.ends.replace(timer);
    }

    /// The card goes.
    pub(super) fn stop(&self) {
        self.ends.take();
    }
}
