//! The parts of `kirimin-profile-card` that need neither a browser nor Leptos.
//!
//! - [`Friendship`], [`Action`], [`Profile`] and [`LiveMessage`] are the data types of the friend API (`docs/api.md`).
//! - [`api`] builds requests to the server and interprets its replies.
//! - [`engine`] holds the state of each user and the request queue: events in, effects out.
//! - [`settings`] is what a host sets; [`view_model`] is what a card then shows.
//! - [`strings`] has all texts of the card, in each of its languages.
//!
//! All of it is free of side effects, so its tests run on the host in milliseconds.

mod action;
pub mod api;
mod badge;
pub mod engine;
mod friendship;
pub mod json;
mod live_message;
pub mod map;
mod percent;
mod profile;
pub mod settings;
pub mod strings;
mod text;
pub mod view_model;

pub use action::{Action, UnknownAction};
pub use badge::Badge;
pub use engine::Millis;
pub use friendship::{Friendship, UnknownState};
pub use live_message::LiveMessage;
pub use profile::{BadProfile, Profile};
pub use settings::{HeadingLevel, Layout, Loading, Settings};
pub use strings::{StringKey, Strings};
pub use view_model::ViewModel;
