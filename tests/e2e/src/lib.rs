//! What the end-to-end tests are made of: the demo server, browsers, cards, the database.
//!
//! `cargo xtask test e2e` builds the page and the server and runs the tests.
//! Each test is a [`play`] on a [`Stage`] of its own, with its own server,
//! database and browsers, and says what it waits for: nothing sleeps a fixed time.

mod axe;
mod bench;
mod browser;
mod card;
mod clock;
mod database;
mod driver;
mod engine;
mod hosts;
mod input;
mod server;
mod session;
mod settings;
pub mod shots;
mod site;
mod stage;
mod steady;
pub mod tree;
mod wait;
mod webdriver;

pub use axe::{Axe, Findings};
pub use bench::Bench;
pub use browser::Browser;
pub use card::{Button, Card, Seen};
pub use database::Database;
pub use driver::Driver;
pub use engine::Engine;
pub use hosts::{DevServer, Element, apps};
pub use input::Key;
pub use kirimin_e2e_macros::every_engine;
pub use server::{Logged, Server, ServerOptions};
pub use settings::Settings;
pub use site::SCRIPT;
pub use stage::{Stage, perform, play, play_with};
pub use steady::Steady;
pub use wait::{PATIENCE, until};

/// The first of the demo's people: `7684481` has a request of theirs.
pub const DEVANKA: &str = "761761";
/// The second of the demo's people, who is logged in where a test does not say otherwise.
pub const SECOND: &str = "7684481";
