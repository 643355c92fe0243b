//! The engine: the state of all users of one API base, and the requests about them.
//!
//! The engine never touches the browser: [`Engine::handle`] takes an [`Event`] and the current
//! time, and returns the [`Effect`]s to carry out. Events only change state. Two functions act on
//! that state: `reconcile` in `engine.rs` decides which request should be outstanding for a user,
//! and `poll` in `queue.rs` decides when it is sent. `sim` tests the engine in a model of the
//! server, the network, the tabs and the people.

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

/// Milliseconds, as a duration or since the Unix epoch by the clock that all tabs share.
///
/// ```
/// use kirimin_profile_card_core::engine::Millis;
///
/// const A_MINUTE: Millis = 60_000;
/// ```
pub type Millis = u64;

/// The id of a mounted card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(pub u64);

/// The id of a request to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// The timing of requests, all in milliseconds.
///
/// ```
/// use kirimin_profile_card_core::engine::Timing;
///
/// // For a server without a cooldown.
/// let timing = Timing { cooldown: 0, ..Timing::default() };
/// assert_eq!(timing.timeout, 10_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The server's cooldown between two requests of one person; 0: none.
    /// Default: 1,000 (`docs/api.md#what-a-running-server-does`).
    pub cooldown: Millis,
    /// How long a request may take before it is aborted. Default: 10,000.
    pub timeout: Millis,
    /// States are fetched again after the page was hidden for this long, and when a card is
    /// mounted for a user that was confirmed longer ago than this. Default: 60,000.
    pub stale_after: Millis,
    /// How late a live message may arrive. After a reply, live messages are not applied without
    /// a fetch for this long, because they may be older than the reply. Default: 5,000.
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
