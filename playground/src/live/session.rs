//! Who is logged in, and their one WebSocket: its messages go to the cards, and it is opened again when it breaks.

use super::call::{self, Person, Session, session};
use super::connection::Connection;
use super::entry::{Kind, both};
use super::host::{Host, Server, id};
use super::refusal::Refusal;
use crate::settings::Settings;
use crate::socket::Socket;
use js_sys::JSON;
use kirimin_profile_card::{LiveMessage, Store, from_js};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use std::time::Duration;

/// The longest time between two attempts, in seconds.
const LONGEST_WAIT: u64 = 30;

impl Host {
    /// Finds out where it is and who is logged in.
    pub fn start(settings: Settings) -> Self {
        let host = Self::new(settings);
        find_out(host);
        let seen = window_event_listener_untyped("visibilitychange", move |_| host.look_again());
        on_cleanup(move || {
            seen.remove();
            disconnect(host);
        });
        host
    }

    /// Logs in as somebody; `then_show` is whose card comes into the middle.
    pub fn log_in(self, id: String, then_show: Option<String>) {
        spawn_local(async move {
            let me = call::login(&id).await;
            if self.connection.is_disposed() {
                return;
            }
            if me.is_some() {
                self.choose(then_show.unwrap_or_default());
                self.enter(me);
            } else {
                self.fail(
                    ["login failed: ", "gagal masuk: "].map(|text| [text, &id].concat()),
                    [
                        "Logging in didn't work. Please try again.",
                        "Gagal masuk. Silakan coba lagi.",
                    ],
                );
            }
        });
    }

    /// Logs out.
    pub fn log_out(self) {
        spawn_local(async move {
            let is_out = call::logout().await.is_some();
            if self.connection.is_disposed() {
                return;
            }
            if is_out {
                self.choose(String::new());
                self.enter(None);
            } else {
                self.fail(
                    ["logout failed", "gagal keluar"].map(str::to_owned),
                    [
                        "Logging out didn't work. Please try again.",
                        "Gagal keluar. Silakan coba lagi.",
                    ],
                );
            }
        });
    }

    /// Notes what was tried in vain, and tells the visitor.
    fn fail(self, what: [String; 2], problem: [&'static str; 2]) {
        self.note(Kind::Session, what, None);
        self.problem.set(Some(problem));
    }

    /// Somebody is logged in now, or nobody.
    fn enter(self, me: Option<Person>) {
        if self.connection.is_disposed() {
            return;
        }
        let is_in = me.is_some();
        self.problem.set(None);
        self.became(me);
        self.failures.set_value(0);
        if is_in {
            connect(self);
        } else {
            disconnect(self);
        }
    }

    /// Another tab may have logged in as somebody else, or taken the connection.
    fn look_again(self) {
        if document().hidden() || !matches!(self.server.get_untracked(), Server::Demo(_)) {
            return;
        }
        spawn_local(async move {
            let Some(me) = call::me().await else {
                return;
            };
            if self.connection.is_disposed() {
                return;
            }
            let lost = !matches!(
                self.connection.get_untracked(),
                Connection::Open | Connection::Opening
            );
            if id(&me) != id(&self.viewer.get_untracked()) || (me.is_some() && lost) {
                self.enter(me);
            }
        });
    }
}

/// Finds out which server it is, and who is logged in; again and again while there is none.
fn find_out(host: Host) {
    let attempt = host.next_attempt();
    spawn_local(async move {
        let people = call::people().await;
        let me = match people {
            Ok(Some(_)) => call::me().await.flatten(),
            _ => None,
        };
        if !host.is_current(attempt) {
            return;
        }
        match people {
            Ok(Some(people)) => {
                host.server.set(Server::Demo(people));
                host.enter(me);
            }
            Ok(None) => {
                host.server.set(Server::Other);
                host.failures.set_value(0);
                connect(host);
            }
            Err(refusal) => again_later(host, attempt, Connection::Refused(refusal), find_out),
        }
    });
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
    again_later(host, attempt, Connection::Broken, connect);
}

/// Only what can change by itself is tried again by itself.
fn refused(host: Host, attempt: u32, refusal: Refusal) {
    if refusal.is_final() {
        host.became(None);
        host.connection.set(Connection::Refused(refusal));
    } else {
        again_later(host, attempt, Connection::Refused(refusal), connect);
    }
}

/// Closes the connection for good.
pub fn disconnect(host: Host) {
    host.next_attempt();
    host.socket.set_value(None);
    host.connection.set(Connection::None);
}

fn open(host: Host, attempt: u32, id: &str) -> Option<Socket> {
    let opened = move || {
        host.failures.set_value(0);
        host.problem.set(None);
        host.connection.set(Connection::Open);
        // What was sent before is never sent again (docs/api.md#live-messages).
        Store::refresh();
    };
    let closed = move || {
        if host.is_current(attempt) && host.connection.get_untracked() != Connection::Elsewhere {
            match host.connection.get_untracked() {
                Connection::Opening => never_opened(host, attempt),
                _ => again_later(host, attempt, Connection::Broken, connect),
            }
        }
    };
    Socket::open(id, opened, move |text| heard(host, text), closed)
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

fn again_later(host: Host, attempt: u32, meanwhile: Connection, what: fn(Host)) {
    let failures = host.failures.get_value();
    host.failures.set_value(failures + 1);
    let wait = 2u64.saturating_pow(failures).min(LONGEST_WAIT);
    host.connection.set(meanwhile);
    set_timeout(
        move || {
            if host.is_current(attempt) {
                what(host);
            }
        },
        Duration::from_secs(wait),
    );
}
