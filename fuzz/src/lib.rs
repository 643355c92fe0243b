//! The decoder of the card by itself, as the fuzz targets see it.
//!
//! The very source files of the card, without the browser around them: with
//! it, every build with a sanitizer would take minutes.
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../../src/action.rs"]
mod action;
#[path = "../../src/friendship.rs"]
mod friendship;
#[path = "../../src/message.rs"]
mod message;
#[path = "../../src/profile.rs"]
mod profile;

/// The wire without its client.
#[path = "../../src/api"]
pub mod api {
    mod envelope;
    mod fault;
    mod outcome;
    mod request;

    pub use envelope::{Envelope, Unreadable};
    pub use fault::Fault;
    pub use outcome::{ActionOutcome, ReadOutcome, Reply};
    pub use request::Request;
    pub(crate) use request::push_encoded;
}

pub use action::{Action, UnknownAction};
pub use friendship::Friendship;
pub use message::LiveMessage;
pub use profile::{BadProfile, Badge, Profile};
