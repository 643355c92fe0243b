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
use web_sys::AbortController;

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
    timer: RefCell<Option<Timeout>>,
    lock: RefCell<Option<Lock>>,
    listeners: RefCell<Option<PageListeners>>,
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
            timer: RefCell::default(),
            lock: RefCell::default(),
            listeners: RefCell::default(),
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
        if self.listeners.borrow().is_none() {
            self.listen();
        }
        let card = CardId(self.next_card.get());
        self.next_card.set(card.0 + 1);
        self.outputs.borrow_mut().insert(card, output);
        self.handle(Event::Attach {
            card,
            userid,
            user,
            awake,
        });
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
        for effect in effects {
            match effect {
                Effect::Show(card, view) => self.views.borrow_mut().push((card, view)),
                Effect::Abort(request) => self.abort(request),
                other => self.effects.borrow_mut().push(other),
            }
        }
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
            return self.close_when_idle();
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
        self.close_when_idle();
    }

    /// Removes the listeners when there are no cards and no requests.
    fn close_when_idle(&self) {
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
            Effect::AcquireLock => self.acquire_lock(),
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
        drop(self.in_flight.borrow_mut().remove(&aborted));
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

    fn acquire_lock(&self) {
        let weak = self.weak_self.clone();
        Lock::request(&self.name, move |lock| {
            if let Some(shell) = weak.upgrade() {
                shell.lock.replace(Some(lock));
                shell.handle(Event::LockGranted);
            }
        });
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
        self.timer.replace(timer);
    }

    fn listen(&self) {
        let weak = self.weak_self.clone();
        let channel = Channel::open(&self.name, move |message| {
            if let Some(shell) = weak.upgrade() {
                shell.handle(Event::Tab(message));
            }
        });
        let mut listeners = Vec::new();
        if let Some(window) = web_sys::window() {
            let mut listen = |target: &web_sys::EventTarget, event| {
                let weak = self.weak_self.clone();
                listeners.push(Listener::new(target, event, move || {
                    if let Some(shell) = weak.upgrade() {
                        shell.sync_environment();
                    }
                }));
            };
            listen(&window, "online");
            listen(&window, "offline");
            if let Some(document) = window.document() {
                listen(&document, "visibilitychange");
            }
        }
        self.sync_environment();
        self.listeners.replace(Some(PageListeners {
            channel,
            _listeners: listeners,
        }));
    }

    /// Updates the engine on whether the browser is online and the page visible.
    fn sync_environment(&self) {
        if let Some(window) = web_sys::window() {
            let visible = window.document().is_none_or(|document| !document.hidden());
            self.handle(Event::Online(window.navigator().on_line()));
            self.handle(Event::Visible(visible));
        }
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
