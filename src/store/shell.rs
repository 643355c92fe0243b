//! The shell of one engine: carries out its effects with fetches, timers, the lock, the channel
//! and the cards' callbacks.

use super::channel::Channel;
use super::client::Client;
use super::listener::Listener;
use super::lock::Lock;
use super::{CardOutput, millis};
use crate::{Millis, Profile};
use gloo_timers::callback::Timeout;
use js_sys::Function;
use kirimin_profile_card_core::api::{ApiCall, Reply};
use kirimin_profile_card_core::engine::{
    CardId, CardView, Effect, Engine, Event, RequestId, Timing,
};
use kirimin_profile_card_core::map::VecMap;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::task::Poll;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Document, EventTarget};

type Output = Rc<dyn Fn(CardOutput)>;

/// One engine and its browser resources.
pub(super) struct Shell {
    client: Client,
    /// The name of the lock and the channel.
    name: String,
    timeout: Millis,
    engine: RefCell<Engine>,
    outputs: RefCell<VecMap<CardId, Output>>,
    next_card: Cell<u64>,
    in_flight: RefCell<VecMap<RequestId, InFlight>>,
    timer: Cell<Option<Timeout>>,
    lock: Cell<Option<Lock>>,
    listeners: RefCell<Option<PageListeners>>,
    /// Whether the page was hidden for good or frozen, so that anything may have changed when it is
    /// back.
    was_away: Cell<bool>,
    /// Asks before the page is left, while an action that was pressed has not been sent.
    unload_guard: RefCell<Option<Listener>>,
    /// Views waiting to be shown, in order.
    views: RefCell<Vec<(CardId, CardView)>>,
    showing: Cell<bool>,
    /// Other effects, carried out after the views are in the page.
    effects: RefCell<Vec<Effect>>,
    draining: Cell<bool>,
    weak_self: Weak<Self>,
}

/// Listeners that exist while at least one card is mounted or one request is outstanding.
struct PageListeners {
    channel: Option<Channel>,
    _listeners: Vec<Listener>,
    /// The documents with cards: the page's own, and those of its popup windows and frames. The
    /// page is visible if one of them is.
    documents: Vec<(Document, Listener)>,
}

/// One request in flight. Dropping it aborts the request and stops its time-out.
#[must_use = "the request is aborted when this is dropped"]
struct InFlight {
    controller: AbortController,
    _timeout: Timeout,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

impl Shell {
    pub(super) fn new(base: &str, timing: Timing, fetch: Option<Function>) -> Rc<Self> {
        let seed = millis(js_sys::Math::random() * u64::MAX as f64);
        let mut name = String::from("kirimin-profile-card:");
        name.push_str(base);
        Rc::new_cyclic(|weak_self| Self {
            client: Client::new(base, fetch),
            name,
            timeout: timing.timeout,
            engine: RefCell::new(Engine::new(timing, seed)),
            outputs: RefCell::default(),
            next_card: Cell::default(),
            in_flight: RefCell::default(),
            timer: Cell::default(),
            lock: Cell::default(),
            listeners: RefCell::default(),
            was_away: Cell::default(),
            unload_guard: RefCell::default(),
            views: RefCell::default(),
            showing: Cell::default(),
            effects: RefCell::default(),
            draining: Cell::default(),
            weak_self: weak_self.clone(),
        })
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// Registers a card; the first one starts the listeners.
    pub(super) fn attach(
        &self,
        userid: &str,
        user: Option<Arc<Profile>>,
        awake: bool,
        output: Output,
    ) -> CardId {
        let card = CardId(self.next_card.get());
        self.next_card.set(card.0 + 1);
        self.outputs.borrow_mut().insert(card, output);
        self.handle(Event::Attach {
            card,
            userid,
            user,
            awake,
        });
        // Later than the card, because without one there are no listeners.
        if self.listeners.borrow().is_none() {
            self.listen();
            // The page may have come back while nothing listened.
            if self.was_away.replace(false) {
                self.handle(Event::Return);
            }
        }
        card
    }

    pub(super) fn detach(&self, card: CardId) {
        let output = self.outputs.borrow_mut().remove(&card);
        self.handle(Event::Detach(card));
        // Dropped last, because dropping what it captures may call back.
        drop(output);
    }

    /// Passes an event to the engine, and carries out the effects. Cards show their views at once;
    /// everything else follows in a microtask, after Leptos has updated the page, because locks and
    /// messages to other tabs take longer than all the rest of a press.
    pub(super) fn handle(&self, event: Event<'_>) {
        let effects = self.engine.borrow_mut().handle(event, now());
        let mut aborted = Vec::new();
        for effect in effects {
            match effect {
                Effect::Show(card, view) => self.views.borrow_mut().push((card, view)),
                Effect::Abort(request) => aborted.push(request),
                other => self.effects.borrow_mut().push(other),
            }
        }
        // Last, because the host's `fetch` may listen to the signal, and call back.
        aborted.into_iter().for_each(|request| self.abort(request));
        self.show();
        self.drain_soon();
    }

    /// Callbacks may re-enter; views they cause are shown after the current ones.
    fn show(&self) {
        if self.showing.replace(true) {
            return;
        }
        loop {
            let views = self.views.take();
            if views.is_empty() {
                break;
            }
            for (card, view) in views {
                self.output(card, CardOutput::Show(view));
            }
        }
        self.showing.set(false);
    }

    fn drain_soon(&self) {
        if self.draining.get() {
            return;
        }
        if self.effects.borrow().is_empty() {
            return self.end_turn();
        }
        self.draining.set(true);
        let weak = self.weak_self.clone();
        spawn_local(async move {
            // The tasks that Leptos has queued for the views run in this turn, then observers of the page.
            next_turn().await;
            if let Some(shell) = weak.upgrade() {
                shell.drain();
            }
        });
    }

    fn drain(&self) {
        loop {
            let effects = self.effects.take();
            if effects.is_empty() {
                break;
            }
            for effect in effects {
                self.carry_out(effect);
            }
        }
        self.draining.set(false);
        self.end_turn();
    }

    /// Removes the listeners when there are no cards and no requests.
    fn end_turn(&self) {
        self.guard_unload();
        let stats = self.engine.borrow().stats();
        if stats.cards == 0 && stats.requests == 0 {
            drop(self.listeners.take());
        }
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            // Handled at once, in `handle`.
            Effect::Show(..) | Effect::Abort(_) => {}
            Effect::Emit(card, event) => self.output(card, CardOutput::Event(event)),
            Effect::Send(request, call) => self.send(request, call),
            Effect::AcquireLock => self.acquire_lock(false),
            Effect::StealLock => self.acquire_lock(true),
            Effect::ReleaseLock => drop(self.lock.take()),
            Effect::SetTimer(at) => self.set_timer(at),
            Effect::Publish(message) => {
                let listeners = self.listeners.borrow();
                if let Some(channel) = listeners.as_ref().and_then(|open| open.channel.as_ref()) {
                    channel.post(&message);
                }
            }
        }
    }

    /// Aborts a request in flight, or drops its pending `Effect::Send`.
    fn abort(&self, aborted: RequestId) {
        let is_it =
            |effect: &Effect| matches!(effect, Effect::Send(request, _) if *request == aborted);
        self.effects.borrow_mut().retain(|effect| !is_it(effect));
        let gone = self.in_flight.borrow_mut().remove(&aborted);
        // After the borrow has ended.
        drop(gone);
    }

    fn output(&self, card: CardId, output: CardOutput) {
        let callback = self.outputs.borrow().get(&card).map(Rc::clone);
        if let Some(callback) = callback {
            callback(output);
        }
    }

    fn send(&self, request: RequestId, call: ApiCall) {
        let Ok(controller) = AbortController::new() else {
            return self.handle(Event::Reply(request, Reply::Lost));
        };
        let signal = controller.signal();
        let weak = self.weak_self.clone();
        let in_flight = InFlight {
            controller,
            _timeout: Timeout::new(clamped(self.timeout), move || {
                reply(&weak, request, Reply::TimedOut);
            }),
        };
        self.in_flight.borrow_mut().insert(request, in_flight);
        let weak = self.weak_self.clone();
        spawn_local(async move {
            let Some(shell) = weak.upgrade() else { return };
            let answer = shell.client.send(&call, &signal).await;
            reply(&weak, request, answer.unwrap_or(Reply::Lost));
        });
    }

    fn acquire_lock(&self, steal: bool) {
        let weak = self.weak_self.clone();
        let lock = Lock::request(&self.name, steal, move || {
            if let Some(shell) = weak.upgrade() {
                shell.handle(Event::LockGranted);
            }
        });
        self.lock.set(Some(lock));
    }

    fn set_timer(&self, at: Option<Millis>) {
        let timer = at.map(|at| {
            let weak = self.weak_self.clone();
            Timeout::new(clamped(at.saturating_sub(now())), move || {
                if let Some(shell) = weak.upgrade() {
                    shell.handle(Event::Tick);
                }
            })
        });
        self.timer.set(timer);
    }

    fn open_channel(&self) -> Option<Channel> {
        let weak = self.weak_self.clone();
        Channel::open(&self.name, move |message| {
            if let Some(shell) = weak.upgrade() {
                shell.handle(Event::Tab(message));
            }
        })
    }

    fn listen(&self) {
        let mut listeners = Vec::new();
        let window = web_sys::window();
        let document = window.as_ref().and_then(|window| window.document());
        if let Some(window) = window {
            for (event, handler) in [
                ("online", Self::sync_environment as fn(&Self)),
                ("offline", Self::sync_environment),
                ("pagehide", Self::leave),
                ("pageshow", Self::come_back),
            ] {
                listeners.push(self.listener(&window, event, handler));
            }
        }
        if let Some(document) = &document {
            // Page Lifecycle: a hidden page is frozen, and may be shown again much later.
            listeners.push(self.listener(document, "freeze", |shell| shell.was_away.set(true)));
            listeners.push(self.listener(document, "resume", Self::come_back));
        }
        self.listeners.replace(Some(PageListeners {
            channel: self.open_channel(),
            _listeners: listeners,
            documents: Vec::new(),
        }));
        if let Some(document) = &document {
            self.watch(document);
        }
        self.sync_environment();
    }

    fn listener(&self, target: &EventTarget, event: &'static str, handler: fn(&Self)) -> Listener {
        let weak = self.weak_self.clone();
        Listener::new(target, event, move |_| {
            if let Some(shell) = weak.upgrade() {
                handler(&shell);
            }
        })
    }

    /// A card is in this document: it counts for whether the page is visible.
    pub(super) fn watch(&self, document: &Document) {
        if let Some(open) = self.listeners.borrow_mut().as_mut() {
            if open.documents.iter().any(|(known, _)| known == document) {
                return;
            }
            // Those of closed windows and removed frames.
            open.documents
                .retain(|(known, _)| known.default_view().is_some());
            let listener = self.listener(document, "visibilitychange", Self::sync_environment);
            open.documents.push((document.clone(), listener));
        }
        self.sync_environment();
    }

    /// Updates the engine on whether the browser is online and the page visible.
    fn sync_environment(&self) {
        let visible = match self.listeners.borrow().as_ref() {
            Some(open) => open
                .documents
                .iter()
                .any(|(document, _)| !document.hidden()),
            None => true,
        };
        if let Some(window) = web_sys::window() {
            self.handle(Event::Online(window.navigator().on_line()));
        }
        self.handle(Event::Visible(visible));
    }

    /// The page is left. What is sent later than this is not sent at all.
    fn leave(&self) {
        self.was_away.set(true);
        self.handle(Event::Leave);
        self.drain();
        // An open channel keeps the page out of the back/forward cache.
        if let Some(open) = self.listeners.borrow_mut().as_mut() {
            open.channel = None;
        }
    }

    fn come_back(&self) {
        if self.was_away.replace(false) {
            if let Some(open) = self.listeners.borrow_mut().as_mut() {
                open.channel = self.open_channel();
            }
            self.handle(Event::Return);
        }
    }

    /// An action that waits for the server's cooldown is lost if the page is left: the browser asks
    /// the person first. Only registered as long as needed, because it can keep the page out of the
    /// back/forward cache.
    fn guard_unload(&self) {
        let waits = self.engine.borrow().action_waits();
        if waits == self.unload_guard.borrow().is_some() {
            return;
        }
        let window = web_sys::window().filter(|_| waits);
        self.unload_guard.replace(
            window.map(|window| {
                Listener::new(&window, "beforeunload", |event| event.prevent_default())
            }),
        );
    }
}

impl std::fmt::Debug for Shell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Passes a reply to the engine, unless the request has ended already.
fn reply(shell: &Weak<Shell>, request: RequestId, answer: Reply) {
    let Some(shell) = shell.upgrade() else { return };
    let in_flight = shell.in_flight.borrow_mut().remove(&request);
    if in_flight.is_some() {
        shell.handle(Event::Reply(request, answer));
    }
}

/// Waits for the next turn of wasm-bindgen's tasks, which is a microtask of its own.
async fn next_turn() {
    let mut waited = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn now() -> Millis {
    millis(js_sys::Date::now())
}

/// Limits a wait to the longest that `setTimeout` supports, about 24 days.
fn clamped(wait: Millis) -> u32 {
    u32::try_from(wait).unwrap_or(u32::MAX).min(i32::MAX as u32)
}
