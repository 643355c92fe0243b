//! The friend API: what the card asks, and what a reply means. No state.

mod call;
mod envelope;
mod fault;
mod outcome;

pub use call::ApiCall;
pub use envelope::{Envelope, Unreadable};
pub use fault::{Fault, Retry};
pub use outcome::{ActionOutcome, ReadOutcome, Reply};
