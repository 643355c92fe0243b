//! The store: runs the engine in the browser, carries out its effects, and passes its views to
//! the cards. Does not depend on Leptos.

mod channel;
mod client;
mod listener;
mod lock;
mod shell;

use crate::{Action, LiveMessage, Millis, Profile};
use js_sys::Function;
use kirimin_profile_card_core::engine::{CardEvent, CardId, CardView, Event, Timing};
use serde_json::Value;
use shell::Shell;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::{Document, Url};

/// Elsewhere nothing of a browser may be called: it would end the program.
const IN_BROWSER: bool = cfg!(target_arch = "wasm32");

/// What all cards of this WebAssembly instance share.
#[derive(Default)]
struct Registry {
    timing: Timing,
    fetch: Option<Function>,
    shells: Vec<Rc<Shell>>,
}

thread_local! {
    static REGISTRY: RefCell<Registry> = RefCell::default();
}

/// The state of all users of one API base, shared by all cards of the page.
///
/// A `Store` is a handle: it is cheap to clone, and all handles for the same base share one state.
/// Leptos apps may provide one as context, for cards without an `api_base`. On a server it is a
/// base URL and no more.
///
/// ```
/// use kirimin_profile_card::{ProfileCard, Store};
/// use leptos::prelude::*;
///
/// #[component]
/// fn App() -> impl IntoView {
///     provide_context(Store::new("/kirimin"));
///     view! { <ProfileCard userid="761761" /> }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    base: Arc<str>,
}

/// What a store passes to a card.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CardOutput {
    /// The view to show from now on.
    Show(CardView),
    /// An event to report to the host.
    Event(CardEvent),
}

impl Default for Store {
    fn default() -> Self {
        Self::new("")
    }
}

impl Store {
    /// The store of an API base: an origin or a path prefix; empty for the page's own
    /// origin. The API only accepts requests from its own origin (`docs/api.md#transport`).
    ///
    /// ```
    /// use kirimin_profile_card::Store;
    ///
    /// assert_eq!(Store::new("/kirimin/"), Store::new("/kirimin"));
    /// ```
    pub fn new(base: &str) -> Self {
        let base = base.trim();
        let own = page_origin();
        let resolved = own
            .as_deref()
            .and_then(|own| Url::new_with_base(base, own).ok());
        let resolved = resolved.map_or_else(|| base.to_owned(), |url| url.href());
        let base = resolved.trim_end_matches('/');
        let base = own
            .as_deref()
            .and_then(|origin| base.strip_prefix(origin))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
            .unwrap_or(base);
        Self { base: base.into() }
    }

    /// Sets the timing of stores that no card has used yet.
    ///
    /// ```no_run
    /// use kirimin_profile_card::{Store, Timing};
    ///
    /// fn main() {
    ///     Store::set_timing(Timing { cooldown: 0, ..Timing::default() });
    /// }
    /// ```
    pub fn set_timing(timing: Timing) {
        REGISTRY.with_borrow_mut(|registry| registry.timing = timing);
    }

    /// Sets a function to use instead of the page's `fetch`. It is called with a `Request` and
    /// returns a promise of a `Response`.
    ///
    /// ```
    /// use kirimin_profile_card::Store;
    ///
    /// /// `fetch` adds a header, for example.
    /// fn use_own(fetch: js_sys::Function) {
    ///     Store::set_fetch(Some(fetch));
    /// }
    /// ```
    pub fn set_fetch(fetch: Option<Function>) {
        REGISTRY.with_borrow_mut(|registry| {
            for shell in &registry.shells {
                shell.client().set_fetch(fetch.clone());
            }
            registry.fetch = fetch;
        });
    }

    /// Passes a message from the host's WebSocket to all stores, as text or as the parsed
    /// object. Messages of other types are ignored (`docs/api.md#live-messages`).
    ///
    /// ```
    /// use kirimin_profile_card::Store;
    ///
    /// /// Called with each message of the app's own WebSocket.
    /// fn on_message(text: &str) {
    ///     Store::receive(&text.into());
    /// }
    /// ```
    pub fn receive(message: &Value) {
        let parsed = message.as_str().and_then(crate::json::parse);
        let Some(message) = LiveMessage::from_json(parsed.as_ref().unwrap_or(message)) else {
            return;
        };
        let shells = REGISTRY.with_borrow(|registry| registry.shells.clone());
        for shell in shells {
            shell.handle(Event::Live(&message));
        }
    }

    /// Fetches the states of all cards of the page again. For hosts that may have missed live
    /// messages, such as after their WebSocket was reconnected.
    ///
    /// ```
    /// use kirimin_profile_card::Store;
    ///
    /// /// Called when the app's own WebSocket is open again.
    /// fn on_reconnect() {
    ///     Store::refresh();
    /// }
    /// ```
    pub fn refresh() {
        let shells = REGISTRY.with_borrow(|registry| registry.shells.clone());
        for shell in shells {
            shell.handle(Event::RefreshAll);
        }
    }

    /// Sets the id of the viewer, the person who is logged in. A change drops all state of the
    /// previous viewer; the same id again retries what failed because nobody was logged in.
    ///
    /// ```
    /// use kirimin_profile_card::Store;
    ///
    /// fn on_login(store: &Store, id: String) {
    ///     store.set_viewer(Some(id));
    /// }
    /// ```
    pub fn set_viewer(&self, viewer: Option<String>) {
        // A server has no state of its own.
        if !IN_BROWSER {
            return;
        }
        self.shell().handle(Event::Viewer(viewer.map(Rc::from)));
    }

    /// The URL of a path below the base.
    pub(crate) fn url(&self, path: &str) -> String {
        url(&self.base, path)
    }

    /// Registers a card for a user, given by id or username. Views and events are passed to
    /// `output`; until the first [`CardOutput::Show`] the card shows [`CardView::default`].
    ///
    /// With a `user`, nothing is fetched. `awake`: whether to fetch now, or only once
    /// `CardHandle::set_awake` is called.
    pub(crate) fn attach(
        &self,
        userid: &str,
        user: Option<Arc<Profile>>,
        awake: bool,
        output: impl Fn(CardOutput) + 'static,
    ) -> CardHandle {
        let shell = self.shell();
        let id = shell.attach(userid, user, awake, Rc::new(output));
        CardHandle { shell, id }
    }

    fn shell(&self) -> Rc<Shell> {
        REGISTRY.with_borrow_mut(|registry| {
            let known = (registry.shells.iter()).find(|shell| *shell.client().base() == *self.base);
            if let Some(shell) = known {
                return Rc::clone(shell);
            }
            let shell = Shell::new(&self.base, registry.timing, registry.fetch.clone());
            registry.shells.push(Rc::clone(&shell));
            shell
        })
    }
}

/// A card's registration in a store. Dropping it removes the card and cancels fetches that no
/// other card needs; an action that was pressed is still sent.
#[derive(Debug)]
#[must_use = "the card is removed from the store when this is dropped"]
pub(crate) struct CardHandle {
    shell: Rc<Shell>,
    id: CardId,
}

impl CardHandle {
    /// A person pressed a button. Ignored if the state no longer offers the action.
    pub fn press(&self, action: Action) {
        self.shell.handle(Event::Press(self.id, action));
    }

    /// Fetches the state again.
    pub fn refresh(&self) {
        self.shell.handle(Event::Refresh(self.id));
    }

    /// The host set the user. Ignored if it is not the user that the card shows.
    pub fn set_user(&self, user: Arc<Profile>) {
        self.shell.handle(Event::HostUser(self.id, user));
    }

    /// The card is in this document.
    pub fn placed(&self, document: &Document) {
        self.shell.watch(document);
    }

    /// A lazy card came near the viewport, or left it.
    pub fn set_awake(&self, awake: bool) {
        self.shell.handle(Event::SetAwake(self.id, awake));
    }
}

impl Drop for CardHandle {
    fn drop(&mut self) {
        self.shell.detach(self.id);
    }
}

/// The URL of a path below a base. Absolute, because a `<base>` element of the page changes what a
/// relative one means.
fn url(base: &str, path: &str) -> String {
    let relative = base.is_empty() || base.starts_with('/');
    let mut url = page_origin().filter(|_| relative).unwrap_or_default();
    url.push_str(base);
    url.push_str(path);
    url
}

/// The origin of the page. A sandboxed frame has one only by its address, a frame without an
/// address only by its parent (HTML, "origin").
fn page_origin() -> Option<String> {
    if !IN_BROWSER {
        return None;
    }
    let window = web_sys::window()?;
    let is_known = |origin: &String| origin != "null";
    let by_address = window.location().origin().ok().filter(is_known);
    by_address.or_else(|| Some(window.origin()).filter(is_known))
}

/// Converts milliseconds from JavaScript. The cast saturates, and turns NaN into 0.
pub(crate) fn millis(number: f64) -> Millis {
    number as Millis
}
