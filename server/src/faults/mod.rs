//! Faults, with `--faults` only: what networks, proxies and the other side do
//! to a request, at a test's word.
//!
//! `rule.rs` says which fault meets which request, `interfere.rs` does it,
//! `spoil.rs` has the answers that are wrong and `wire.rs` the connections that
//! break; `person.rs` changes people, `log.rs` remembers what came, `routes.rs` is
//! the test's way in.

mod interfere;
mod log;
mod person;
mod routes;
mod rule;
mod spoil;
mod wire;

use std::sync::{Arc, Mutex};

use axum::{Router, middleware};

pub use wire::{Peer, Wires};

use crate::app::Shared;
use log::Log;
use rule::Rule;

/// The rules that are in force and the requests that were received.
#[derive(Debug, Default)]
struct Faults {
    rules: Mutex<Vec<Rule>>,
    log: Log,
}

/// What the test bench works with.
#[derive(Clone, Debug)]
struct Bench {
    app: Shared,
    faults: Arc<Faults>,
}

/// Puts faults between the routes of `/x/profile` and whoever calls them, and
/// adds the routes by which a test orders them.
pub fn inject(profile: Router, app: Shared) -> Router {
    let bench = Bench {
        app,
        faults: Arc::default(),
    };
    profile
        .layer(middleware::from_fn_with_state(
            bench.clone(),
            interfere::interfere,
        ))
        .merge(routes::routes(bench))
}

/// Makes each connection of a server with faults serve one request only.
pub fn one_request_each(router: Router) -> Router {
    router.layer(middleware::from_fn(interfere::one_request_each))
}
