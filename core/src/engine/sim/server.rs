//! The simulated server, which behaves as observed (`docs/api.md`); `network.rs` adds faults.

use super::people::{self, ALL, Person, VIEWERS};
use crate::Action;
use crate::api::ApiCall;
use crate::engine::Millis;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One cooldown for all calls of a person (`docs/api.md#what-a-running-server-does`).
const COOLDOWN: Millis = 1_000;

/// The server's reply, and who gets a live message about it.
pub(super) struct Handled {
    pub status: u16,
    pub body: String,
    pub live: Option<(Person, String)>,
}

pub(super) struct Server {
    /// Who is logged in; one cookie for all tabs.
    pub session: Option<Person>,
    friends: BTreeSet<(Person, Person)>,
    requests: BTreeSet<(Person, Person)>,
    pub deleted: BTreeSet<Person>,
    free_at: [Millis; ALL],
    /// Whether the server has a cooldown; some have none.
    pub cooldown: bool,
    pub refused: usize,
    pub handled: usize,
    messages: u64,
    /// The person who has changed their username, and the new one.
    pub renamed: Option<(Person, String)>,
    /// Every state that there ever was between a viewer and a person.
    pub ever: BTreeSet<(Person, Person, u8)>,
}

impl Server {
    pub fn new(session: Option<Person>) -> Self {
        let mut server = Self {
            session,
            friends: BTreeSet::from([(0, 3), (3, 0)]),
            requests: BTreeSet::from([(2, 0), (0, 4)]),
            deleted: BTreeSet::new(),
            free_at: [0; ALL],
            cooldown: true,
            refused: 0,
            handled: 0,
            messages: 0,
            renamed: None,
            ever: BTreeSet::new(),
        };
        server.remember();
        server
    }

    /// The `isFriend` of `person` that `viewer` gets.
    pub fn friendship(&self, viewer: Person, person: Person) -> u8 {
        if self.friends.contains(&(viewer, person)) {
            1
        } else if self.requests.contains(&(viewer, person)) {
            2
        } else if self.requests.contains(&(person, viewer)) {
            3
        } else {
            0
        }
    }

    fn username(&self, person: Person) -> String {
        match &self.renamed {
            Some((renamed, name)) if *renamed == person => name.clone(),
            _ => people::username(person),
        }
    }

    pub fn user(&self, viewer: Person, person: Person) -> Value {
        json!({
            "id": people::id(person),
            "username": self.username(person),
            "displayname": format!("Person {person}"),
            "isFriend": self.friendship(viewer, person),
        })
    }

    /// A call by the host app, which only uses up the cooldown.
    pub fn call_of_host(&mut self, now: Millis) {
        if let Some(caller) = self.session
            && now >= self.free_at[caller]
        {
            self.free_at[caller] = now + COOLDOWN;
        }
    }

    pub fn handle(&mut self, call: &ApiCall, now: Millis) -> Handled {
        let Some(caller) = self.session else {
            return failed(401, "UNAUTHORIZED");
        };
        if self.cooldown && now < self.free_at[caller] {
            self.refused += 1;
            return failed(429, "TO_MANY_REQUEST");
        }
        self.free_at[caller] = now + COOLDOWN;
        self.handled += 1;
        match call {
            ApiCall::Search { query } => self.search(caller, query),
            ApiCall::Act { action, userid } => {
                let target =
                    people::with_id(userid).filter(|target| !self.deleted.contains(target));
                match target {
                    Some(target) => self.act(caller, target, *action),
                    None => failed(404, "ERROR"),
                }
            }
        }
    }

    fn search(&self, caller: Person, asked: &str) -> Handled {
        let lower = asked.to_ascii_lowercase();
        // Not sorted by relevance: the exact match comes last.
        let users: Vec<_> = (0..ALL)
            .rev()
            .filter(|p| *p != caller && !self.deleted.contains(p))
            .filter(|p| {
                let name = self.username(*p).to_ascii_lowercase();
                people::id(*p) == asked || name.contains(&lower)
            })
            .map(|p| self.user(caller, p))
            .collect();
        if users.is_empty() {
            return failed(404, "FIND_NOTFOUND");
        }
        Handled {
            status: 200,
            body: json!({"ok": true, "code": 200, "data": {"users": users}}).to_string(),
            live: None,
        }
    }

    /// Carries out an action of the viewer or of another person.
    pub fn act(&mut self, caller: Person, target: Person, action: Action) -> Handled {
        let before = self.friendship(caller, target);
        let pair = (caller, target);
        let back = (target, caller);
        match (action, before) {
            (Action::Add, 0) => {
                self.requests.insert(pair);
            }
            (Action::Add | Action::Accept, 3) => {
                self.requests.remove(&back);
                self.friends.extend([pair, back]);
            }
            (Action::Unfriend, 1) => {
                self.friends.remove(&pair);
                self.friends.remove(&back);
            }
            (Action::Cancel, 2) => {
                self.requests.remove(&pair);
            }
            (Action::Ignore, 3) => {
                self.requests.remove(&back);
            }
            (Action::Accept, 0) => {
                let mut handled = failed(404, "ERROR");
                let user = self.user(caller, target);
                handled.body =
                    json!({"ok": false, "code": 404, "msg": "ERROR", "data": {"user": user}})
                        .to_string();
                return handled;
            }
            _ => {}
        }
        self.remember();
        let live = (before != self.friendship(caller, target)).then(|| {
            self.messages += 1;
            let message = json!({
                "key": format!("{}-{}", people::id(caller), self.messages),
                "from": people::id(caller),
                "type": action.name(),
                "user": self.user(target, caller),
            });
            (target, message.to_string())
        });
        Handled {
            status: 200,
            body: json!({"ok": true, "code": 200, "data": {"user": self.user(caller, target)}})
                .to_string(),
            live,
        }
    }

    fn remember(&mut self) {
        for viewer in VIEWERS {
            for person in 0..ALL {
                let state = self.friendship(viewer, person);
                self.ever.insert((viewer, person, state));
            }
        }
    }
}

fn failed(code: u16, msg: &str) -> Handled {
    Handled {
        status: code,
        body: json!({"ok": false, "code": code, "msg": msg}).to_string(),
        live: None,
    }
}
