//! Pictures of every state that a card can be in, from the playground's gallery.
//!
//! `cargo xtask shots` puts them together on sheets for a person to look at. Some
//! of them are reviewed and kept in the repository; the end-to-end tests compare
//! fresh ones with those (see `compare`, and `shots/README.md`).

mod compare;
mod engine;
mod gallery;
mod look;
mod palette;
mod picture;
mod reviewed;

pub use compare::{CHANNEL_TOLERANCE, PIXEL_TOLERANCE};
pub use engine::{REVIEWED, open, view};
pub use gallery::{FONT, Gallery, Sheet, Shown, photograph};
pub use look::{Look, Scheme};
pub use picture::{Area, Colour, Picture};
pub use reviewed::{Accepted, Review, Reviewed, folder, replace};
