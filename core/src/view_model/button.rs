//! The buttons of a card: the actions of the state, or the two answers to a question.

use crate::Action;
use crate::strings::Str;

/// What pressing a button means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Do this, after a question where there is one.
    Act(Action),
    /// Yes, do this.
    Confirm(Action),
    /// No, do not do this.
    Decline(Action),
    /// Fetch the state again.
    Refresh,
}

impl Command {
    /// The value of `data-action`, the hook for hosts and tests.
    pub fn data_action(self) -> Option<&'static str> {
        match self {
            Self::Act(action) => Some(action.name()),
            _ => None,
        }
    }

    /// The value of `data-confirm`, the hook on the answers to a question.
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
    /// What the state invites to.
    Primary,
    /// What takes something away.
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

    /// The `part` names of such a button.
    pub fn part(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Danger => "button button-danger",
            Self::Plain => "button",
        }
    }
}

/// Everything about one button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What pressing it means.
    pub command: Command,
    /// The visible text.
    pub text: Str,
    /// The accessible name: the visible text first (WCAG 2.5.3), then the person.
    pub label: Str,
    /// How much it stands out.
    pub emphasis: Emphasis,
    /// Its own action is under way.
    pub busy: bool,
    /// It may not be pressed now, but keeps the focus (`aria-disabled`).
    pub disabled: bool,
}
