//! The friend API: what the card asks, and what a reply means. No state.

mod envelope;
mod fault;
mod outcome;
mod request;

pub use envelope::{Envelope, Unreadable};
pub use fault::Fault;
pub use outcome::{ActionOutcome, ReadOutcome, Reply};
pub use request::Request;
