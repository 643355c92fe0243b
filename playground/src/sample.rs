//! The card that stands for all others where no real one can be shown.

use crate::gallery::people::devanka;
use kirimin_profile_card::Friendship;
use kirimin_profile_card_core::engine::{CardView, Phase};
use leptos::prelude::*;

/// The place of the pictures among the page's files.
pub const PICTURES: &str = "gallery";

/// Somebody who has sent the viewer a friend request.
pub fn waiting_request() -> Signal<CardView> {
    Signal::stored(CardView {
        phase: Phase::Ready,
        profile: Some(devanka(Friendship::RequestReceived).into()),
        ..CardView::default()
    })
}

/// A card that is loading: it takes the room of any other.
pub fn loading() -> Signal<CardView> {
    Signal::stored(CardView {
        phase: Phase::Loading,
        ..CardView::default()
    })
}
