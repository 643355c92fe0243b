//! The demo server with faults: what networks, proxies and the other side do
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

use std::{io, net::SocketAddr, sync::Arc};

use anyhow::Result;
use axum::{
    Router,
    extract::{ConnectInfo, Request},
    middleware::{self, Next},
    response::Response,
};
use kirimin_demo_server::{Options, app::Shared};
use log::Log;
use parking_lot::Mutex;
use rule::Rule;
use wire::{Peer, Wires};

/// A demo server with faults that listens but does not answer yet. In front of another server, it
/// has none.
#[derive(Debug)]
pub struct Server(kirimin_demo_server::Server);

impl Server {
    /// Opens everything that the options name and listens on 127.0.0.1.
    ///
    /// # Errors
    /// Something that they name cannot be used; tells which.
    pub async fn bind(options: &Options) -> Result<Self> {
        kirimin_demo_server::Server::bind_with(options, inject)
            .await
            .map(Self)
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        self.0.origin()
    }

    /// Answers requests until the future is dropped.
    ///
    /// # Errors
    /// When the system no longer lets it listen.
    pub async fn run(self) -> io::Result<()> {
        let (listener, router) = self.0.into_parts();
        let router = router
            .layer(middleware::from_fn(interfere::one_request_each))
            .layer(middleware::from_fn(tell_address));
        let service = router.into_make_service_with_connect_info::<Peer>();
        axum::serve(Wires(listener), service).await
    }
}

/// What the demo server wants to know of a connection.
async fn tell_address(
    ConnectInfo(peer): ConnectInfo<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = SocketAddr::new(peer.address, 0);
    request.extensions_mut().insert(ConnectInfo(address));
    next.run(request).await
}

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
fn inject(profile: Router, app: Shared) -> Router {
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
