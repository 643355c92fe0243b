//! What is known of one user.

use super::{CardId, JobId, Source, Span};
use crate::api::Fault;
use crate::{Action, Friendship, Millis, Profile};
use std::collections::BTreeSet;

/// One user, for all cards that show them.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// The state the server last confirmed.
    pub profile: Option<Profile>,
    /// When that was true. The host's word has no time.
    pub span: Option<Span>,
    /// When an answer of the server last confirmed it, here or in another tab. The host's word and live messages do not count.
    pub answered_at: Option<Millis>,
    /// Something happened then that may have changed the state: only what is asked of the server from then on is new enough.
    pub due: Option<Millis>,
    /// A word that only a read can place, for the case that the read fails.
    pub news: Option<(Profile, Source, Millis)>,
    /// What the host last gave, to tell new from given again.
    pub given: Option<Profile>,
    /// The action under way.
    pub pending: Option<Pending>,
    /// The search under way.
    pub read: Option<Reading>,
    /// Why there is no profile.
    pub failure: Option<Fault>,
    /// Why the profile may not be the truth.
    pub unsure: Option<Fault>,
    /// The cards that show this user.
    pub cards: BTreeSet<CardId>,
    /// When it was last of use.
    pub touched: Millis,
}

/// An action, from the press to the settled state.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub action: Action,
    /// The state at the press: what the person meant.
    pub seen: Friendship,
    /// The card that was pressed.
    pub card: CardId,
    /// The request; `None` while a read finds out what became of it.
    pub job: Option<JobId>,
    /// How often it was sent after an unknown outcome.
    pub resent: u32,
    /// How often a 429 sent it back.
    pub refused: u32,
    /// What made its outcome unknown, and whether that may pass.
    pub doubt: Option<(Fault, bool)>,
}

/// A search, from the wish to the answer.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub job: JobId,
    /// The card whose person asked for it, and is to be told if it fails.
    pub asked_by: Option<CardId>,
    pub failed: u32,
    pub refused: u32,
}

impl Entry {
    /// Something happened at this time that may have changed the state.
    pub fn suspect(&mut self, at: Millis) {
        self.due = self.due.max(Some(at));
    }

    /// Whether what the server was asked at this time is new enough.
    pub fn is_fresh(&self, sent: Millis) -> bool {
        self.due.is_none_or(|due| sent >= due)
    }

    /// Whether a read would tell something that is not known.
    pub fn lacks(&self) -> bool {
        self.failure.is_none()
            && (self.profile.is_none() || self.due.is_some() || self.unsure.is_some())
    }

    /// Whether the person has to wait for a read before the buttons come back.
    pub fn needs_read(&self) -> bool {
        self.unsure.is_some() || self.pending.as_ref().is_some_and(|p| p.job.is_none())
    }

    /// Whether nothing is going on and nobody looks.
    pub fn is_idle(&self) -> bool {
        self.cards.is_empty() && self.pending.is_none() && self.read.is_none()
    }

    /// Moves everything remembered with a clock that was set back.
    pub fn shift_back(&mut self, by: Millis) {
        for time in [&mut self.answered_at, &mut self.due].into_iter().flatten() {
            *time = time.saturating_sub(by);
        }
        if let Some((_, _, heard_at)) = &mut self.news {
            *heard_at = heard_at.saturating_sub(by);
        }
        if let Some(span) = &mut self.span {
            *span = span.shifted_back(by);
        }
        self.touched = self.touched.saturating_sub(by);
    }
}
