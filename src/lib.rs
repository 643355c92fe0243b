//! A profile card for one Kirimin user whose buttons follow the friendship between that user and the viewer.

mod action;
pub mod api;
pub mod engine;
mod friendship;
mod message;
mod profile;

pub use action::{Action, UnknownAction};
pub use engine::Millis;
pub use friendship::Friendship;
pub use message::LiveMessage;
pub use profile::{BadProfile, Badge, Profile};
