//! A model of the world around the engine, under a virtual clock: the server
//! of the API with its oddities, a network that loses, delays and garbles, the
//! browser's lock, channel and timers, other people, and the viewer's own tabs.
//!
//! Nothing in it is random: ops say what happens, and the same ops run the same
//! way every time. A failing property prints its ops. `SIM_RUNS=100000` makes the properties
//! of [`convergence`] run longer, `SIM_TRACE=1` prints what happens.

mod checks;
mod convergence;
mod figures;
mod leaks;
mod logins;
mod network;
mod ops;
mod other_tabs;
mod pacing;
mod people;
mod regressions;
mod run;
mod server;
mod simulation;
mod tab;

use network::{Delivery, LiveDelivery};
use ops::{Asked, Op};
use people::VIEWERS;
use server::Server;
use simulation::Sim;
