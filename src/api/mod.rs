//! The wire: what is asked, and what an answer means. No state, no view.

mod client;
mod envelope;
mod fault;
mod outcome;
mod request;

pub(crate) use client::{Client, set_fetch};
pub use envelope::{Envelope, Unreadable};
pub use fault::Fault;
pub use outcome::{ActionOutcome, ReadOutcome, Reply};
pub use request::Request;

pub(crate) use request::push_encoded;
