//! The buttons of a card: the actions that the state offers, or the two answers to a question.

use crate::Action;
use crate::strings::Str;

/// What pressing a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Take the action, after confirmation if it needs one.
    Act(Action),
    /// Confirm the action.
    Confirm(Action),
    /// Decline the action.
    Decline(Action),
    /// Fetch the state again.
    Refresh,
}

impl Command {
    /// The value of `data-action`, a hook for hosts and tests.
    pub fn data_action(self) -> Option<&'static str> {
        match self {
            Self::Act(action) => Some(action.name()),
            _ => None,
        }
    }

    /// The value of `data-confirm`, a hook on the two answers to a question.
    pub fn data_confirm(self) -> Option<&'static str> {
        match self {
            Self::Confirm(_) => Some("yes"),
            Self::Decline(_) => Some("no"),
            _ => None,
        }
    }
}

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// The main action of the state: adding or accepting.
    Primary,
    /// Unfriending, rejecting, or confirming a question.
    Danger,
    /// Anything else.
    Plain,
}

impl Emphasis {
    pub(super) fn for_action(action: Action) -> Self {
        match action {
            Action::Add | Action::Accept => Self::Primary,
            Action::Unfriend | Action::Ignore => Self::Danger,
            Action::Cancel => Self::Plain,
        }
    }

    /// The value of the button's `part` attribute.
    pub fn part(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Danger => "button button-danger",
            Self::Plain => "button",
        }
    }
}

/// One button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What pressing it does.
    pub command: Command,
    /// The visible text.
    pub text: Str,
    /// The accessible name: the visible text first (WCAG 2.5.3), then the person.
    pub label: Str,
    /// How much it stands out.
    pub emphasis: Emphasis,
    /// Whether its own action is in progress.
    pub busy: bool,
    /// Whether it cannot be pressed now. It stays focusable (`aria-disabled`).
    pub disabled: bool,
}
