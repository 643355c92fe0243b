//! From a press to a command: what a person does with a card's buttons.

use super::Controller;
use crate::card::host::ActionRequest;
use kirimin_profile_card_core::Action;
use kirimin_profile_card_core::view_model::Command;
use leptos::prelude::*;
use web_sys::{Element, MouseEvent};

impl Controller {
    /// The buttons in this group were rendered.
    pub(in crate::card) fn offer(&self, group: &Element) {
        let user = self.user();
        self.shown
            .with_untracked(|shown| self.presses.offer(user, &shown.buttons, group));
    }

    /// A person pressed the button of this group with these attributes.
    pub(in crate::card) fn press(
        &self,
        event: &MouseEvent,
        group: &Element,
        data_action: Option<&str>,
        data_confirm: Option<&str>,
    ) {
        if !self.presses.count(event, group) {
            return;
        }
        let command = self.shown.with_untracked(|shown| {
            let pressed = shown.buttons.iter().find(|button| {
                button.command.data_action() == data_action
                    && button.command.data_confirm() == data_confirm
            });
            pressed
                .filter(|button| !button.disabled)
                .map(|button| button.command)
        });
        if let Some(command) = command {
            self.run(command);
        }
    }

    /// A person pressed Escape, or holds it: declines the open question. Returns whether the key
    /// is used up, and not for the host.
    pub(in crate::card) fn escape(&self, held: bool) -> bool {
        let asking = self.state.with_untracked(|state| state.moment.asking);
        if let Some(action) = asking {
            self.run(Command::Decline(action));
        }
        let used = asking.is_some() || (held && self.escaped.get());
        self.escaped.set(used);
        used
    }

    /// A person released Escape. Returns as [`Self::escape`].
    pub(in crate::card) fn escape_released(&self) -> bool {
        self.escaped.take()
    }

    fn run(&self, command: Command) {
        let no_confirm = self.settings.with_untracked(|settings| settings.no_confirm);
        let asks = |action: Action| action.asks_first() && !no_confirm;
        let aim = match command {
            // The answer that changes nothing gets the focus (WAI-ARIA APG, "Alert and Message Dialogs").
            Command::Act(action) if asks(action) => Some(Command::Decline(action)),
            Command::Act(action) | Command::Confirm(action) | Command::Decline(action) => {
                Some(Command::Act(action))
            }
            Command::Refresh => None,
        };
        self.aim.set(aim);
        match command {
            Command::Act(action) if asks(action) => self.ask(Some(action)),
            Command::Act(action) | Command::Confirm(action) => self.act(action),
            Command::Decline(_) => self.ask(None),
            Command::Refresh => self.refresh(),
        }
    }

    fn act(&self, action: Action) {
        self.ask(None);
        // For this user, even if the host changes the card's user when it is asked.
        let handle = self.handle.borrow().clone();
        let allowed = self
            .user()
            .is_none_or(|user| self.host.allows(ActionRequest { user, action }));
        let is_mounted = self.handle.borrow().is_some();
        if let Some(handle) = handle.filter(|_| allowed && is_mounted) {
            handle.press(action);
        }
    }

    /// The index of the button to focus after the buttons changed, if it is there.
    pub(in crate::card) fn aimed_at(&self) -> Option<usize> {
        let aim = self.aim.get();
        self.shown.with_untracked(|shown| {
            let mut buttons = shown.buttons.iter();
            buttons.position(|button| Some(button.command) == aim)
        })
    }

    /// Opens the question about an action, as pressing its button does; `None` closes it.
    pub(in crate::card) fn ask(&self, action: Option<Action>) {
        self.state.update(|state| state.moment.asking = action);
    }
}
