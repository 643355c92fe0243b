//! No live message panics the card.
#![no_main]

use kirimin_profile_card_core::LiveMessage;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(message) = LiveMessage::from_text(text) {
        assert!(!message.user.id.is_empty());
        let _ = (message.user.initial(), message.user.avatar_path());
    }
});
