//! The live WebSocket, as a host app holds it: its messages go to the cards.

use gloo_net::http::Request;
use kirimin_profile_card::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

/// How the connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Messages come in.
    Open,
    /// It has ended, or could not be opened.
    Closed,
}

impl State {
    /// A name for tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// Opens the connection of whoever is logged in, for as long as the page stays.
///
/// The same person's connection in another tab hears nothing from then on: the
/// server keeps one for each person (`docs/api.md#live-messages`).
pub fn open(state: RwSignal<Option<State>>) {
    spawn_local(async move {
        if connect(state).await.is_none() {
            state.set(Some(State::Closed));
        }
    });
}

async fn connect(state: RwSignal<Option<State>>) -> Option<()> {
    let answer: serde_json::Value = Request::get("/x/auth/isUser")
        .header("Accept", "application/json")
        .send()
        .await
        .ok()?
        .json()
        .await
        .ok()?;
    let id = answer.pointer("/data/socket/id")?.as_str()?;
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    let url = format!("{scheme}://{}/socket?id={id}", location.host().ok()?);
    let socket = WebSocket::new(&url).ok()?;
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            Store::receive(&text.into());
        }
    });
    let opened = Closure::<dyn FnMut(Event)>::new(move |_| state.set(Some(State::Open)));
    let closed = Closure::<dyn FnMut(Event)>::new(move |_| state.set(Some(State::Closed)));
    socket.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
    socket.set_onopen(Some(opened.into_js_value().unchecked_ref()));
    socket.set_onclose(Some(closed.into_js_value().unchecked_ref()));
    Some(())
}
