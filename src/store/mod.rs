//! The engine in the browser: its wishes carried out, its views as signals.

mod client;
mod flight;
mod shell;
mod tabs;
mod watch;

use crate::{Action, LiveMessage, Profile};
use kirimin_profile_card_core::engine::{CardEvent, CardId, CardView, Timing};
use serde_json::Value;
use shell::Shell;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

thread_local! {
    static SHELLS: RefCell<BTreeMap<String, Rc<Shell>>> = const { RefCell::new(BTreeMap::new()) };
    static TIMING: RefCell<Timing> = RefCell::new(Timing::default());
}

/// The one truth about all users of an API base, shared by all cards of the page.
///
/// A handle: cheap to clone, and the same for the same base. Leptos apps may
/// put one into context; a card without its own `api_base` takes it from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    base: Arc<str>,
}

impl Default for Store {
    fn default() -> Self {
        Self::new("")
    }
}

impl Store {
    /// The store of an API base: an origin or a path prefix; empty for the
    /// page's own origin. The API answers no other origin (`docs/api.md#transport`).
    pub fn new(base: &str) -> Self {
        let base = base.trim().trim_end_matches('/');
        let own = web_sys::window().and_then(|window| window.location().origin().ok());
        let base = own
            .as_deref()
            .and_then(|origin| base.strip_prefix(origin))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
            .unwrap_or(base);
        Self { base: base.into() }
    }

    /// Sets the time-outs and the pace of stores that no card has used yet.
    pub fn set_timing(timing: Timing) {
        TIMING.set(timing);
    }

    /// Sets what fetches in place of the page's own `fetch`: a function of the
    /// same shape, which is given a `Request` and returns a promise of a `Response`.
    pub fn set_fetch(fetch: Option<js_sys::Function>) {
        client::set_fetch(fetch);
    }

    /// Hands a message of the host's WebSocket to all stores, as text or as
    /// the parsed object. Messages of other types are ignored (`docs/api.md#live-messages`).
    pub fn receive(message: &Value) {
        let message = match message {
            Value::String(text) => LiveMessage::from_text(text),
            value => LiveMessage::from_json(value),
        };
        let Some(message) = message else {
            return;
        };
        let shells: Vec<_> = SHELLS.with_borrow(|shells| shells.values().cloned().collect());
        for shell in shells {
            shell.with(|engine, now| engine.receive(&message, now));
        }
    }

    /// Says who is logged in. A change drops everything known for the person before.
    pub fn set_viewer(&self, viewer: Option<String>) {
        self.shell()
            .with(|engine, now| engine.set_viewer(viewer, now));
    }

    /// The address of a path below the base.
    pub fn url(&self, path: &str) -> String {
        self.shell().url(path)
    }

    /// Shim.
    pub(crate) fn attach(
        &self,
        asked: &str,
        user: Option<Arc<Profile>>,
        awake: bool,
        output: impl Fn(CardOutput) + 'static,
    ) -> CardHandle {
        let id = self.shell().open(Rc::new(output));
        let handle = CardHandle {
            store: self.clone(),
            id,
        };
        handle.with(|shell| {
            shell
                .with(|engine, now| engine.mount(id, asked, user.map(|u| (*u).clone()), awake, now))
        });
        handle
    }

    fn shell(&self) -> Rc<Shell> {
        SHELLS.with_borrow_mut(|shells| {
            let shell = shells
                .entry(self.base.to_string())
                .or_insert_with(|| Shell::new(&self.base, TIMING.with_borrow(|timing| *timing)));
            Rc::clone(shell)
        })
    }
}

/// A card's place in the store. Dropping it takes the card out, and with it
/// every fetch that nobody else waits for.
#[derive(Debug)]
#[must_use = "the card is taken out of the store when this is dropped"]
pub struct CardHandle {
    store: Store,
    id: CardId,
}

impl CardHandle {
    /// A person pressed a button; `false` if the state does not offer it (any more).
    pub fn press(&self, action: Action) -> bool {
        self.with(|shell| shell.with(|engine, now| engine.press(self.id, action, now)))
    }

    /// Reads the state again.
    pub fn refresh(&self) {
        self.with(|shell| shell.with(|engine, now| engine.refresh(self.id, now)));
    }

    /// The host gives the user anew.
    pub fn set_user(&self, user: Arc<Profile>) {
        self.with(|shell| shell.with(|engine, now| engine.give(self.id, (*user).clone(), now)));
    }

    /// A lazy card comes near the viewport or leaves it.
    pub fn set_awake(&self, awake: bool) {
        self.with(|shell| shell.with(|engine, now| engine.set_awake(self.id, awake, now)));
    }

    fn with<T>(&self, f: impl FnOnce(&Rc<Shell>) -> T) -> T {
        f(&self.store.shell())
    }
}

impl Drop for CardHandle {
    fn drop(&mut self) {
        self.with(|shell| shell.close(self.id));
    }
}

/// Shim.
#[derive(Debug)]
pub(crate) enum CardOutput {
    Show(CardView),
    Event(CardEvent),
}
