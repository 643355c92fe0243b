//! The playground: real cards against a server, and every state of a card without one.
//!
//! It is a host app as others are: it logs people in, holds the WebSocket, and
//! hands what it hears to the cards.

mod bench;
mod copy;
mod embed;
mod gallery;
mod live;
mod page;
mod sample;
mod settings;
mod socket;
mod theme;

use leptos::prelude::*;

fn main() {
    if bench::mount() {
        return;
    }
    mount_to_body(page::page);
}
