//! A WebSocket to the server of the page.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

/// An open socket. Dropping it closes it, and nothing more is heard of it.
pub struct Socket {
    socket: WebSocket,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _opened: Closure<dyn FnMut(Event)>,
    _closed: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Opens the live connection with an id of `/x/auth/isUser`; `None` if the browser refuses.
    ///
    /// The same person's connection in another tab hears nothing from then on: the
    /// server keeps one for each person (`docs/api.md#live-messages`).
    pub fn open(
        id: &str,
        opened: impl Fn() + 'static,
        heard: impl Fn(&str) + 'static,
        closed: impl Fn() + 'static,
    ) -> Option<Self> {
        let location = window().location();
        let scheme = match location.protocol().ok()?.as_str() {
            "https:" => "wss://",
            _ => "ws://",
        };
        let id = String::from(js_sys::encode_uri_component(id));
        let url = [scheme, &location.host().ok()?, "/socket?id=", &id].concat();
        let socket = WebSocket::new(&url).ok()?;
        let heard = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(&text);
            }
        });
        let opened = Closure::new(move |_| opened());
        let closed = Closure::new(move |_| closed());
        socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _heard: heard,
            _opened: opened,
            _closed: closed,
        })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onopen(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
