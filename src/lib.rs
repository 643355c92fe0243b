//! A profile card for one Kirimin user whose buttons follow the friendship
//! between that user and the viewer.
//!
//! ```
//! use kirimin_profile_card::ProfileCard;
//! use leptos::prelude::*;
//!
//! # #[component]
//! # fn App() -> impl IntoView {
//! view! { <ProfileCard userid="761761" /> }
//! # }
//! ```
//!
//! - [`ProfileCard`] is the component; [`Store`] is the truth that all cards of a page share.
//! - [`Friendship`], [`Action`], [`Profile`] and [`LiveMessage`] are the words of the friend API.
//! - [`api`] reads what a server can answer; [`engine`] decides what follows.
//!   Neither knows of a browser.

mod action;
pub mod api;
mod card;
pub mod engine;
mod friendship;
mod message;
mod profile;
mod store;
mod texts;

pub use action::{Action, UnknownAction};
#[doc(hidden)]
pub use card::CardPreview;
pub use card::{ActionRequest, Change, Failure, Layout, Loading, ProfileCard, adopt_style};
pub use engine::{Millis, Phase, Timing};
pub use friendship::Friendship;
pub use message::LiveMessage;
pub use profile::{BadProfile, Badge, Profile};
pub use store::{CardHandle, Store};
pub use texts::{Text, Texts};

/// Compiles what the README says.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Compiles what the guide for Leptos apps says.
#[cfg(doctest)]
#[doc = include_str!("../docs/leptos.md")]
struct LeptosGuide;
