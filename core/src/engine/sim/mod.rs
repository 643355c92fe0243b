//! A deterministic simulation of everything around the engine, under a virtual clock: the
//! server with its oddities, a network that loses, delays and corrupts messages, the browser's
//! lock, channel and timers, other people, and the viewer's other tabs.
//!
//! The simulation itself is not random: ops determine what happens, and the same ops always
//! give the same run. A failing property prints its ops. `SIM_RUNS=100000` sets the number of
//! runs for the properties of [`convergence`]; `SIM_TRACE=1` prints every step.

mod away;
mod checks;
mod convergence;
mod doubt;
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
