//! The host's one WebSocket: opened for whoever is logged in, its messages
//! handed to the cards, opened again when it breaks.

use super::call::{Person, Session, session};
use super::host::Host;
use super::log::{Kind, both};
use super::refusal::Refusal;
use js_sys::JSON;
use kirimin_profile_card::{LiveMessage, Store, from_js};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

/// The longest time between two attempts, in seconds.
const LONGEST_WAIT: u64 = 30;

/// How the connection stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Nobody has asked for one.
    #[default]
    None,
    /// The server was asked who is logged in, and named nobody.
    Refused(Refusal),
    /// It is being opened.
    Opening,
    /// Messages come in.
    Open,
    /// It broke, and will be opened again.
    Broken,
    /// The same person has opened one elsewhere: the server keeps only one (`docs/api.md#live-messages`).
    Elsewhere,
}

impl Connection {
    /// A name for tests and styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Refused(refusal) => refusal.name(),
            Self::Opening => "opening",
            Self::Open => "open",
            Self::Broken => "broken",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// An open socket. Dropping it closes it, and nothing more is heard of it.
pub struct Socket {
    socket: WebSocket,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _opened: Closure<dyn FnMut(Event)>,
    _closed: Closure<dyn FnMut(Event)>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onopen(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

/// Asks who is logged in, and opens the connection of that person in place of the one before.
pub fn connect(host: Host) {
    let attempt = host.next_attempt();
    host.socket.set_value(None);
    host.connection.set(Connection::Opening);
    spawn_local(async move {
        let session = session().await;
        if host.is_current(attempt) {
            match session {
                Ok(session) => arrive(host, attempt, session),
                Err(refusal) => refused(host, attempt, refusal),
            }
        }
    });
}

fn arrive(host: Host, attempt: u32, session: Session) {
    host.became(Some(session.me));
    host.asking.set(session.asking);
    host.profile.set(session.profile);
    let socket = session.socket.and_then(|id| open(host, attempt, &id));
    if socket.is_none() {
        never_opened(host, attempt);
    }
    host.socket.set_value(socket);
}

/// The person is known, but nothing will be heard: the cards may still show
/// that nobody was logged in.
fn never_opened(host: Host, attempt: u32) {
    if host.failures.get_value() == 0 {
        Store::refresh();
    }
    again_later(host, attempt, Connection::Broken);
}

/// Only what can change by itself is tried again by itself.
fn refused(host: Host, attempt: u32, refusal: Refusal) {
    if refusal.is_final() {
        host.became(None);
        host.connection.set(Connection::Refused(refusal));
    } else {
        again_later(host, attempt, Connection::Refused(refusal));
    }
}

/// Closes the connection for good.
pub fn disconnect(host: Host) {
    host.next_attempt();
    host.socket.set_value(None);
    host.connection.set(Connection::None);
}

fn open(host: Host, attempt: u32, id: &str) -> Option<Socket> {
    let location = window().location();
    let scheme = match location.protocol().ok()?.as_str() {
        "https:" => "wss://",
        _ => "ws://",
    };
    let id = String::from(js_sys::encode_uri_component(id));
    let url = [scheme, &location.host().ok()?, "/socket?id=", &id].concat();
    let socket = WebSocket::new(&url).ok()?;
    let hear = Closure::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            heard(host, &text);
        }
    });
    let opened = Closure::new(move |_| {
        host.failures.set_value(0);
        host.connection.set(Connection::Open);
        // What was sent before is never sent again (docs/api.md#live-messages).
        Store::refresh();
    });
    let closed = Closure::new(move |_| {
        if host.is_current(attempt) && host.connection.get_untracked() != Connection::Elsewhere {
            match host.connection.get_untracked() {
                Connection::Opening => never_opened(host, attempt),
                _ => again_later(host, attempt, Connection::Broken),
            }
        }
    });
    socket.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    Some(Socket {
        socket,
        _hear: hear,
        _opened: opened,
        _closed: closed,
    })
}

fn heard(host: Host, text: &str) {
    let message = JSON::parse(text).map_or(Value::Null, |value| from_js(&value));
    let field = |name: &str| {
        message
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let live = LiveMessage::from_json(&message);
    let whom = live.as_ref().map(|live| Person::of(&live.user));
    host.note(Kind::Live, both(field("type")), whom);
    if let Some(live) = live {
        host.asking.learn(&live.user);
    }
    Store::receive(&message);
    if field("type") == "newLoggedIn" {
        // Nothing is heard here from now on, and perhaps since a moment ago.
        host.connection.set(Connection::Elsewhere);
        Store::refresh();
    }
}

fn again_later(host: Host, attempt: u32, meanwhile: Connection) {
    let failures = host.failures.get_value();
    host.failures.set_value(failures + 1);
    let wait = 2u64.saturating_pow(failures).min(LONGEST_WAIT);
    host.connection.set(meanwhile);
    set_timeout(
        move || {
            if host.is_current(attempt) {
                connect(host);
            }
        },
        Duration::from_secs(wait),
    );
}
