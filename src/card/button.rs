//! One button, as it is to be shown.

use crate::Action;

/// What pressing a button means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Do this, after a question where there is one.
    Action(Action),
    /// Yes, do this.
    Yes(Action),
    /// No, do not do this.
    No(Action),
    /// Read the state again.
    Refresh,
}

impl Press {
    /// The hook for hosts and tests on an action's button.
    pub(super) fn data_action(self) -> Option<&'static str> {
        match self {
            Self::Action(action) => Some(action.name()),
            _ => None,
        }
    }

    /// The hook on the answers to a question.
    pub(super) fn data_confirm(self) -> Option<&'static str> {
        match self {
            Self::Yes(_) => Some("yes"),
            Self::No(_) => Some("no"),
            _ => None,
        }
    }
}

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Primary,
    Danger,
    Plain,
}

impl Look {
    pub(super) fn of_action(action: Action) -> Self {
        match action {
            Action::Add | Action::Accept => Self::Primary,
            Action::Unfriend | Action::Ignore => Self::Danger,
            Action::Cancel => Self::Plain,
        }
    }

    /// The `part` names of such a button.
    pub(super) fn part(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Danger => "button button-danger",
            Self::Plain => "button",
        }
    }
}

/// Everything about one button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Button {
    pub press: Press,
    pub text: String,
    pub label: String,
    pub look: Look,
    /// Its own action is under way.
    pub busy: bool,
    /// It may not be pressed now, but keeps the focus.
    pub disabled: bool,
}
