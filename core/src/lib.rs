//! What `kirimin-profile-card` knows without a browser and without Leptos.
//!
//! - [`Friendship`], [`Action`], [`Profile`] and [`LiveMessage`] are the data types of the friend API (`docs/api.md`).
//! - [`api`] has the requests to the server, and what their replies mean.
//! - [`engine`] holds the state of each user and the queue of requests: events in, effects out.
//! - [`settings`] is what a host sets, [`view_model`] what a card then shows.
//! - [`strings`] is everything the card says, in English and Indonesian.
//!
//! All of it is pure, and tested on the host in milliseconds.

mod action;
pub mod api;
pub mod engine;
mod friendship;
pub mod json;
mod live_message;
pub mod map;
mod percent;
mod profile;
pub mod settings;
pub mod strings;
pub mod view_model;

pub use action::{Action, UnknownAction};
pub use engine::Millis;
pub use friendship::{Friendship, UnknownState};
pub use live_message::LiveMessage;
pub use profile::{BadProfile, Badge, Profile};
pub use settings::{HeadingLevel, Layout, Loading, Settings};
pub use strings::{StringKey, Strings};
pub use view_model::ViewModel;
