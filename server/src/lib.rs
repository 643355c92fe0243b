//! A demo server that speaks the Kirimin friend API.
//!
//! It is no mock: people, friendships, requests and sessions are kept in an
//! SQLite file, and two browsers on it are friends or not. It also serves the
//! built page, or passes the API on to a real server behind the same origin.
//! The README beside this crate lists options, endpoints and tables.
//!
//! ```no_run
//! # async fn start() -> anyhow::Result<()> {
//! use kirimin_demo_server::{Options, Server};
//!
//! let server = Server::bind(&Options {
//!     port: 0,
//!     dist: None,
//!     database: Some("demo.sqlite".into()),
//!     reset: true,
//!     cooldown: 1000,
//!     api: None,
//! })
//! .await?;
//! println!("{}", server.origin());
//! server.run().await?;
//! # Ok(())
//! # }
//! ```

#[doc(hidden)]
pub mod actions;
#[doc(hidden)]
pub mod app;
mod avatar;
#[doc(hidden)]
pub mod body;
mod chat;
mod command;
mod cooldown;
mod database;
mod demo;
#[doc(hidden)]
pub mod envelope;
#[doc(hidden)]
pub mod friendship;
#[doc(hidden)]
pub mod gate;
#[doc(hidden)]
pub mod live;
mod options;
mod page;
mod pairs;
#[doc(hidden)]
pub mod people;
#[doc(hidden)]
pub mod profile;
mod proxy;
mod search;
mod seed;
#[doc(hidden)]
pub mod session;
mod socket;
mod sockets;
mod start;

pub use command::command;
pub use options::Options;
pub use start::Server;
