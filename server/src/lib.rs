//! A demo and test bench that speaks the Kirimin friend API.
//!
//! It is no mock: people, friendships, requests and sessions are kept in an
//! SQLite file, and two browsers on it are friends or not. It also serves the
//! built page, or passes the API on to a real server behind the same origin.
//! The README beside this crate lists options, endpoints and tables.
//!
//! ```no_run
//! # async fn start() -> Result<(), Box<dyn std::error::Error>> {
//! use kirimin_demo_server::{Api, Options, Server};
//!
//! let server = Server::bind(&Options {
//!     port: 0,
//!     dist: None,
//!     api: Api::Demo {
//!         database: "demo.sqlite".into(),
//!         reset: true,
//!         cooldown: std::time::Duration::from_secs(1),
//!         faults: false,
//!     },
//! })
//! .await?;
//! println!("{}", server.origin());
//! server.run().await?;
//! # Ok(())
//! # }
//! ```

mod actions;
mod app;
mod avatar;
mod body;
mod chat;
mod cooldown;
mod database;
mod demo;
mod envelope;
mod faults;
mod friendship;
mod gate;
mod live;
mod mutex;
mod options;
mod page;
mod pairs;
mod people;
mod profile;
mod proxy;
mod search;
mod seed;
mod session;
mod socket;
mod sockets;
mod start;
mod start_error;

pub use options::{Api, Arguments, Options};
pub use start::Server;
pub use start_error::StartError;
