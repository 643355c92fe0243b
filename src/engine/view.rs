//! What one card has to show, without how.

use super::Millis;
use crate::api::Fault;
use crate::{Action, Friendship, Profile};

/// Everything a card shows that does not belong to that card alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardView {
    /// The user as the server last confirmed them.
    pub profile: Option<Profile>,
    /// What is going on.
    pub phase: Phase,
    /// What there is to say.
    pub notice: Option<Notice>,
    /// When the line goes on by itself, in milliseconds since the epoch, where somebody has to wait for it.
    pub retry_at: Option<Millis>,
    /// Whether the browser is offline and something waits for that to end.
    pub offline: bool,
}

/// What is going on with a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is known yet, and a fetch is on its way.
    #[default]
    Loading,
    /// The state is known, and the buttons may be pressed.
    Ready,
    /// An action is under way, or what became of it is being found out.
    Busy(Action),
    /// What became of an action could not be found out: no button, but "check again".
    Unsure(Fault),
    /// There is nothing to show but why.
    Failed(Fault),
}

/// What a card has to say about its last action or fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It went as expected.
    Done(Action),
    /// The server answered another state than the action leads to: the state
    /// that was there, and what it is now (the intent is not the truth).
    Surprise(Action, Friendship),
    /// It did not work. The state is what the server last confirmed.
    Failed(Fault, Option<Action>),
}
