//! A model of the world around the engine, under a virtual clock: the server
//! of the API with its oddities, a network that loses, delays and garbles, the
//! browser's lock, channel and timers, other people, and the viewer's own tabs.
//!
//! Nothing in it is random: a script says what happens, and the same script
//! runs the same way every time. `WORLD_RUNS=100000` makes the properties of
//! [`truth`] run longer, `WORLD_LOUD=1` prints what happens.

mod calm;
mod checks;
mod figures;
mod leaks;
mod logins;
mod network;
mod other_tabs;
mod people;
mod play;
mod regressions;
mod script;
mod server;
mod stage;
mod tab;
mod truth;

use network::{Fate, LiveFate};
use people::VIEWERS;
use script::{Asked, Step};
use server::Server;
use stage::Stage;
