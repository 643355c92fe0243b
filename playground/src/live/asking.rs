//! Who is asking to be the viewer's friend, as far as the host has heard.

use super::call::Person;
use kirimin_profile_card::{Friendship, Profile};
use leptos::prelude::*;

/// The host's list. A handle: cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    now: RwSignal<Option<Vec<Person>>>,
    met: RwSignal<Vec<Person>>,
}

impl Asking {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            now: RwSignal::new(None),
            met: RwSignal::new(Vec::new()),
        }
    }

    /// Nothing is known: it is another viewer, or nobody.
    pub fn forget(self) {
        self.now.set(None);
        self.met.set(Vec::new());
    }

    /// The server has said who asks, the first request first.
    pub fn set(self, asking: Vec<Person>) {
        for person in &asking {
            self.meet(person);
        }
        self.now.set(Some(asking));
    }

    /// A card or a live message shows how things stand with somebody. Passed
    /// over as long as the server has not said who asks: it will.
    pub fn learn(self, user: &Profile) {
        let asks = user.friendship == Friendship::RequestReceived && !user.is_deleted();
        let known = self.now.with_untracked(|now| {
            let now = now.as_ref()?;
            Some(now.iter().any(|person| person.id == user.id))
        });
        if known.is_none_or(|known| known == asks) {
            return;
        }
        let person = Person::of(user);
        if asks {
            self.meet(&person);
        }
        self.now.update(|now| {
            let now = now.get_or_insert_default();
            if asks {
                now.push(person);
            } else {
                now.retain(|other| other.id != person.id);
            }
        });
    }

    /// Who asks now, the first request first; `None` if that is not known.
    pub fn now(self) -> Option<Vec<Person>> {
        self.now.get()
    }

    /// Everybody who has asked this viewer since the page was opened. They stay
    /// when they ask no more: what happened is told on their card.
    pub fn met(self) -> Vec<Person> {
        self.met.get()
    }

    fn meet(self, person: &Person) {
        let known = self
            .met
            .with_untracked(|met| met.iter().any(|other| other.id == person.id));
        if !known {
            self.met.update(|met| met.push(person.clone()));
        }
    }
}
