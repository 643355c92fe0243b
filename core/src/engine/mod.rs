//! The state of all users of one API base, and the requests about them.
//!
//! The engine touches no browser: [`Engine::handle`] takes an [`Event`] with the time and returns
//! [`Effect`]s to carry out. Events only change state. Two places act on it: one decides what should
//! be outstanding for a user (`reconcile` in `engine.rs`), one decides when it is sent (`poll` in
//! `queue.rs`). `sim` runs it in a model of the server, the network, the tabs and the people.

mod cards;
mod effect;
#[allow(
    clippy::module_inception,
    reason = "the module is named like its only public type"
)]
mod engine;
mod event;
mod interval;
mod pacer;
mod queue;
mod replies;
mod session;
#[cfg(test)]
mod sim;
mod tab_message;
mod updates;
mod user;
mod view;

pub use effect::{CardEvent, Change, Effect, Failure, Source};
pub use engine::{Engine, Stats};
pub use event::Event;
pub use interval::{Interval, Ordering};
pub use tab_message::TabMessage;
pub use view::{CardView, Notice, Phase};

/// Milliseconds since the Unix epoch, by the clock that all tabs of a machine share.
pub type Millis = u64;

/// One mounted card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(pub u64);

/// One request to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// What can be set about requests, all in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The server's cooldown between two requests of a person; 0: it has none.
    /// Default: 1,000 (`docs/api.md#what-a-running-server-does`).
    pub cooldown: Millis,
    /// How long an answer may take before its request is given up. Default: 10,000.
    pub timeout: Millis,
    /// After how long out of sight a state is fetched again. Default: 60,000.
    pub stale_after: Millis,
    /// How long before a live message an answer can have been given that is newer than the message. Default: 5,000.
    pub settle: Millis,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            cooldown: 1_000,
            timeout: 10_000,
            stale_after: 60_000,
            settle: 5_000,
        }
    }
}
