//! The channel to the other tabs (`BroadcastChannel`).

use crate::json::{from_js, to_js};
use kirimin_profile_card_core::engine::TabMessage;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// An open channel; dropping it closes it.
#[derive(Debug)]
#[must_use = "the channel is closed when this is dropped"]
pub(super) struct Channel {
    channel: BroadcastChannel,
    _callback: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel with this name. `None` if the browser has no `BroadcastChannel` or denies it.
    pub(super) fn open(name: &str, on_message: impl Fn(TabMessage) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let callback = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            if let Some(message) = TabMessage::from_json(&from_js(&event.data())) {
                on_message(message);
            }
        });
        channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _callback: callback,
        })
    }

    /// Sends a message to the other tabs.
    pub(super) fn post(&self, message: &TabMessage) {
        // Only fails for a closed channel.
        let _ = self.channel.post_message(&to_js(&message.to_json()));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
