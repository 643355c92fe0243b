//! The live WebSocket, as a host app holds it: its messages go to the cards.

use crate::socket::Socket;
use gloo_net::http::Request;
use kirimin_profile_card::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

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
    let opened = move || state.set(Some(State::Open));
    let closed = move || state.set(Some(State::Closed));
    let socket = Socket::open(id, opened, |text| Store::receive(&text.into()), closed)?;
    // As long as the page.
    std::mem::forget(socket);
    Some(())
}
