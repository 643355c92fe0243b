//! What `kirimin-profile-card` knows without a browser and without Leptos.
//!
//! - [`Friendship`], [`Action`], [`Profile`] and [`LiveMessage`] are the data types of the friend API (`docs/api.md`).
//! - [`api`] has the requests to the server, and what their replies mean.
//! - [`engine`] holds the state of each user and the queue of requests: events in, effects out.
//! - [`texts`] is everything the card says, in English and Indonesian.
//!
//! All of it is pure, and tested on the host in milliseconds.

mod action;
pub mod api;
pub mod engine;
mod friendship;
mod live_message;
pub mod map;
mod percent;
mod profile;
pub mod texts;

pub use action::{Action, UnknownAction};
pub use engine::Millis;
pub use friendship::Friendship;
pub use live_message::LiveMessage;
pub use profile::{BadProfile, Badge, Profile};
pub use texts::{Text, Texts};
