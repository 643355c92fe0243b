//! What one card has to show, without how.

use super::{CardId, Engine, Millis};
use crate::api::Fault;
use crate::{Action, Friendship, Profile};

/// Everything a card shows that does not belong to that card alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardView {
    /// The user as the server last confirmed them.
    pub profile: Option<std::sync::Arc<Profile>>,
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
    Unconfirmed(Fault),
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
    Failed(Fault),
}

impl Engine {
    /// What the card shows.
    pub fn view(&self, card: CardId) -> CardView {
        let Some(known) = self.cards.get(&card) else {
            return CardView::default();
        };
        let Some(entry) = known.entry.as_ref().and_then(|key| self.entries.get(key)) else {
            return CardView {
                phase: Phase::Failed(Fault::BadUserid),
                ..CardView::default()
            };
        };
        let own = known.entry.as_deref().is_some_and(|key| self.is_own(key));
        let phase = match (&entry.pending, &entry.profile) {
            (Some(pending), _) => Phase::Busy(pending.action),
            (None, Some(_)) => match &entry.unsure {
                // While it is being looked into, the person waits as for the action itself.
                Some(_) if entry.read.is_some() => Phase::Loading,
                Some(fault) => Phase::Unconfirmed(fault.clone()),
                None => Phase::Ready,
            },
            (None, None) => match &entry.failure {
                Some(fault) => Phase::Failed(fault.clone()),
                None if own => Phase::Ready,
                None => Phase::Loading,
            },
        };
        let awaited = entry
            .pending
            .as_ref()
            .and_then(|p| p.job)
            .or(entry.read.as_ref().map(|r| r.job));
        let busy = !matches!(phase, Phase::Ready | Phase::Failed(_));
        CardView {
            profile: entry.profile.clone().map(std::sync::Arc::new),
            notice: known.notice.clone(),
            retry_at: awaited
                .filter(|_| busy)
                .and_then(|job| self.line.held_until(job))
                .filter(|at| *at > 0),
            offline: !self.online && busy,
            phase,
        }
    }
}
