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
//! - [`ProfileCard`] is the component; [`Store`] is the state that all cards of a page share.
//! - [`Friendship`], [`Action`], [`Profile`] and [`LiveMessage`] are the data types of the friend API.
//! - [`MountedCard`] and [`Host`] are for pages that are not Leptos apps.

mod card;
mod json;
mod store;

#[doc(hidden)]
pub use card::CardPreview;
pub use card::style::STYLE_SHEET;
pub use card::{ActionRequest, Host, MountedCard, ProfileCard};
pub use kirimin_profile_card_core::api::{Fault, Retry};
pub use kirimin_profile_card_core::engine::{
    CardEvent, Change, Failure, Millis, Phase, Source, Timing,
};
pub use kirimin_profile_card_core::strings::{Overrides, StringKey, Strings};
pub use kirimin_profile_card_core::{
    Action, BadProfile, Badge, Friendship, HeadingLevel, Layout, LiveMessage, Loading, Profile,
    Settings, UnknownAction, UnknownState,
};
pub use store::Store;
#[doc(hidden)]
pub use {
    json::{from_js, to_js},
    kirimin_profile_card_core::json::object,
};

/// Compiles the README's examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Compiles the examples of the guide for Leptos apps.
#[cfg(doctest)]
#[doc = include_str!("../docs/leptos.md")]
struct LeptosGuide;
