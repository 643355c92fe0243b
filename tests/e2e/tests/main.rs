//! The card in a real browser against the demo server, on the page and in the database.

mod accessibility;
mod actions;
mod bad_input;
mod faults;
mod geometry;
mod leaving;
mod looks;
mod playground;
mod policy;
mod presses;
mod proxy;
mod reject;
mod steady;
mod tabs;

use kirimin_e2e::ServerOptions;

/// A server without a cooldown, for what has nothing to do with the pace.
const QUICK: ServerOptions = ServerOptions {
    cooldown: 0,
    api: None,
    port: 0,
};
