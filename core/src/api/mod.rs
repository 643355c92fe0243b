//! The friend API (`docs/api.md`): building requests and interpreting replies. Stateless.

mod call;
mod envelope;
mod fault;
mod outcome;

pub use call::ApiCall;
pub use envelope::{Envelope, Unreadable};
pub use fault::{Fault, Retry};
pub use outcome::{ActionOutcome, ReadOutcome, Reply};
