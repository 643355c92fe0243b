//! The demo server over real HTTP, on free ports of 127.0.0.1.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod avatars;
mod bench;
mod command;
mod cooldown;
mod deleted;
mod demo;
mod faults;
mod live;
mod names;
mod options;
mod page;
mod proxy;
mod refusals;
mod restart;
mod search;
