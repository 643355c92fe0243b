//! What a host app knows: who is logged in, who else there is, what the cards told it.

use super::asking::Asking;
use super::call::Person;
use super::connection::Connection;
use super::entry::{Entry, Kind};
use crate::settings::{Settings, parameter, remember};
use crate::socket::Socket;
use kirimin_profile_card::{Profile, Store};
use leptos::prelude::*;

/// How many entries the log keeps.
const LOG: usize = 60;

/// Which server stands behind the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// Not known yet.
    Unknown,
    /// The demo server, with the people one can log in as.
    Demo(Vec<Person>),
    /// Another one: logging in is its own affair.
    Other,
}

/// The host's signals. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub struct Host {
    /// What the visitor has chosen.
    pub settings: Settings,
    /// Which server it is.
    pub server: RwSignal<Server>,
    /// Who is logged in.
    pub viewer: RwSignal<Option<Person>>,
    /// The viewer's own data, for the viewer's own card.
    pub profile: RwSignal<Option<Profile>>,
    /// Who has asked the viewer to be friends.
    pub asking: Asking,
    /// Whose card was asked for.
    pub chosen: RwSignal<Option<String>>,
    /// How the live connection stands.
    pub connection: RwSignal<Connection>,
    /// What the visitor has tried in vain, in English and Indonesian.
    pub problem: RwSignal<Option<[&'static str; 2]>>,
    /// What happened, the newest first.
    pub log: RwSignal<Vec<Entry>>,
    /// The connection itself.
    pub socket: StoredValue<Option<Socket>, LocalStorage>,
    /// How many attempts in a row have failed.
    pub failures: StoredValue<u32>,
    attempt: StoredValue<u32>,
}

impl Host {
    /// Nothing is known yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            server: RwSignal::new(Server::Unknown),
            viewer: RwSignal::new(None),
            profile: RwSignal::new(None),
            asking: Asking::new(),
            chosen: RwSignal::new(parameter("userid").filter(|id| !id.is_empty())),
            connection: RwSignal::new(Connection::None),
            problem: RwSignal::new(None),
            log: RwSignal::new(Vec::new()),
            socket: StoredValue::new_local(None),
            failures: StoredValue::new(0),
            attempt: StoredValue::new(0),
        }
    }

    /// The viewer's id, as the cards are given it.
    pub fn viewer_id(self) -> Signal<Option<String>> {
        Signal::derive(move || self.viewer.get().map(|viewer| viewer.id))
    }

    /// What is given to a card as its `user`: the viewer's own data for the
    /// viewer's own card, and for any other nothing, so that it is fetched.
    pub fn given(self, id: impl Fn() -> String + Send + Sync + 'static) -> Signal<Option<Profile>> {
        Signal::derive(move || {
            let profile = self.profile.get().filter(|profile| profile.id == id());
            profile.filter(|profile| self.viewer_id().get().as_ref() == Some(&profile.id))
        })
    }

    /// The people of the demo server.
    pub fn people(self) -> Vec<Person> {
        match self.server.get() {
            Server::Demo(people) => people,
            Server::Unknown | Server::Other => Vec::new(),
        }
    }

    /// Whose card stands in the middle: who was asked for, else the first who
    /// asked to be friends, else the first of all. Once somebody stands there,
    /// they stay: what a finger is on its way to must not become another's.
    pub fn featured(self) -> Memo<Option<String>> {
        type First = (Option<String>, Option<String>);
        let first = Memo::new(move |before: Option<&First>| {
            let viewer = self.viewer.get().map(|viewer| viewer.id);
            let stays = before.filter(|(of, _)| *of == viewer);
            let first = stays.and_then(|(_, first)| first.clone()).or_else(|| {
                let asking = self.asking.now()?.into_iter();
                let mut all = asking.chain(self.people()).map(|person| person.id);
                all.find(|id| Some(id) != viewer.as_ref())
            });
            (viewer, first)
        });
        Memo::new(move |_| self.chosen.get().or_else(|| first.get().1))
    }

    /// Puts somebody's card into the middle.
    pub fn choose(self, id: String) {
        remember("userid", &id);
        self.chosen.set((!id.is_empty()).then_some(id));
    }

    /// Tells the store whose eyes the states are for, before any card asks again.
    pub fn became(self, me: Option<Person>) {
        let (before, now) = (self.viewer.get_untracked(), id(&me));
        if id(&before) != now {
            Store::default().set_viewer(now);
            self.asking.forget();
            let what = if me.is_some() {
                ["logged in", "masuk"]
            } else {
                ["logged out", "keluar"]
            };
            self.note(Kind::Session, what.map(str::to_owned), me.clone());
        }
        if before != me {
            self.viewer.set(me);
        }
    }

    /// Writes into the log.
    pub fn note(self, kind: Kind, what: [String; 2], whom: Option<Person>) {
        let _ = self.log.try_update(|log| {
            log.insert(0, Entry::now(kind, what, whom));
            log.truncate(LOG);
        });
    }

    /// Starts counting a new attempt; what the ones before still do is not wanted.
    pub fn next_attempt(self) -> u32 {
        let next = self.attempt.try_get_value().unwrap_or_default() + 1;
        self.attempt.try_set_value(next);
        next
    }

    /// Whether this is still the newest attempt.
    pub fn is_current(self, attempt: u32) -> bool {
        self.attempt.try_get_value() == Some(attempt)
    }
}

/// The id of a person, if there is one.
pub fn id(person: &Option<Person>) -> Option<String> {
    person.as_ref().map(|person| person.id.clone())
}
