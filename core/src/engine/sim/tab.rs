//! One simulated browser tab: an engine, and what the browser keeps for it.

use crate::api::ApiCall;
use crate::engine::{CardId, CardView, Engine, Millis, RequestId, Timing};
use std::collections::BTreeMap;

use super::ops::Asked;

/// A card on the page, as its host mounted it.
#[derive(Clone, Debug)]
pub(super) struct Mounted {
    pub card: CardId,
    pub asked: Asked,
}

/// A press of a button.
#[derive(Clone, Debug)]
pub(super) struct Press {
    pub userid: String,
    pub at: Millis,
}

pub(super) struct Tab {
    pub engine: Engine,
    pub cards: Vec<Mounted>,
    /// What the cards show.
    pub shown: BTreeMap<CardId, CardView>,
    /// Requests in flight.
    pub flying: BTreeMap<RequestId, ApiCall>,
    /// The number of the timer that is set now.
    pub timer: u64,
    pub timer_set: bool,
    pub visible: bool,
    /// Whether the page is in the back/forward cache.
    pub away: bool,
    /// Presses whose action was not sent yet.
    pub pressed: Vec<Press>,
    /// Presses whose action was sent: the time of the press, and the time of sending.
    pub sent_presses: Vec<(Millis, Millis)>,
    pub next_card: u64,
}

impl Tab {
    pub fn new(timing: Timing, seed: u64) -> Self {
        Self {
            engine: Engine::new(timing, seed),
            cards: Vec::new(),
            shown: BTreeMap::new(),
            flying: BTreeMap::new(),
            timer: 0,
            timer_set: false,
            visible: true,
            away: false,
            pressed: Vec::new(),
            sent_presses: Vec::new(),
            next_card: 0,
        }
    }

    /// The n-th card, wrapping around at the end.
    pub fn nth(&self, n: usize) -> Option<&Mounted> {
        if self.cards.is_empty() {
            return None;
        }
        self.cards.get(n % self.cards.len())
    }
}
