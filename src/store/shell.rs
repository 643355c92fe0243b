//! Carries out what the engine wishes: fetches, timers, locks, the channel, signals.

use super::client::Client;
use super::flight::Flight;
use super::tabs::{Channel, Turn};
use super::watch::Listener;
use crate::Millis;
use gloo_timers::callback::Timeout;
use kirimin_profile_card_core::api::{Reply, Request};
use kirimin_profile_card_core::engine::{CardId, CardView, Effect, Engine, JobId, Timing};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

pub(super) type Output = Rc<dyn Fn(super::CardOutput)>;

/// One engine and everything the browser keeps for it.
pub(super) struct Shell {
    base: String,
    timeout: Millis,
    client: Client,
    engine: RefCell<Engine>,
    cards: RefCell<BTreeMap<CardId, (RefCell<CardView>, Output)>>,
    next_card: Cell<u64>,
    flights: RefCell<BTreeMap<JobId, Flight>>,
    wake: RefCell<Option<Timeout>>,
    turn: RefCell<Option<Turn>>,
    /// What is open only while there are cards.
    outside: RefCell<Option<Outside>>,
    effects: RefCell<VecDeque<Effect>>,
    working: Cell<bool>,
    me: Weak<Self>,
}

/// The ears of a page with cards on it.
struct Outside {
    channel: Option<Channel>,
    _listeners: Vec<Listener>,
}

impl Shell {
    pub(super) fn new(base: &str, timing: Timing) -> Rc<Self> {
        // A cast from f64 saturates; any seed will do.
        let seed = (js_sys::Math::random() * u64::MAX as f64) as u64;
        Rc::new_cyclic(|me| Self {
            base: base.to_owned(),
            timeout: timing.timeout,
            client: Client::new(base),
            engine: RefCell::new(Engine::new(timing, seed)),
            cards: RefCell::default(),
            next_card: Cell::default(),
            flights: RefCell::default(),
            wake: RefCell::default(),
            turn: RefCell::default(),
            outside: RefCell::default(),
            effects: RefCell::default(),
            working: Cell::default(),
            me: me.clone(),
        })
    }

    pub(super) fn url(&self, path: &str) -> String {
        self.client.url(path)
    }

    /// Makes room for a card, and opens the ears for the first one.
    pub(super) fn open(&self, tell: Output) -> CardId {
        if self.outside.borrow().is_none() {
            let outside = self.listen();
            self.outside.replace(Some(outside));
        }
        let id = CardId(self.next_card.get());
        self.next_card.set(id.0 + 1);
        self.cards
            .borrow_mut()
            .insert(id, (RefCell::default(), tell));
        id
    }

    /// Takes a card out; with the last one the ears close.
    pub(super) fn close(&self, id: CardId) {
        self.cards.borrow_mut().remove(&id);
        self.with(|engine, now| engine.unmount(id, now));
        if self.cards.borrow().is_empty() {
            self.outside.take();
        }
    }

    /// Tells the engine something, and carries out what follows from it.
    pub(super) fn with<T>(&self, f: impl FnOnce(&mut Engine, Millis) -> T) -> T {
        let (told, effects) = {
            let mut engine = self.engine.borrow_mut();
            let told = f(&mut engine, now());
            (told, engine.take_effects())
        };
        self.effects.borrow_mut().extend(effects);
        self.work();
        told
    }

    /// Hosts may call back while they are told something: what follows from
    /// that waits until what came before is done.
    fn work(&self) {
        if self.working.replace(true) {
            return;
        }
        loop {
            let next = self.effects.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            self.carry_out(effect);
        }
        self.working.set(false);
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Send(job, request) => self.send(job, request),
            Effect::Abort(job) => drop(self.flights.borrow_mut().remove(&job)),
            Effect::AskTurn => self.ask_turn(),
            Effect::EndTurn => drop(self.turn.take()),
            Effect::Wake(at) => self.wake_at(at),
            Effect::Publish(news) => {
                if let Some(channel) = self
                    .outside
                    .borrow()
                    .as_ref()
                    .and_then(|o| o.channel.as_ref())
                {
                    channel.tell(&news);
                }
            }
            Effect::Show(card) => {
                let view = self.engine.borrow().view(card);
                let out = self.cards.borrow().get(&card).and_then(|(shown, out)| {
                    let differs = *shown.borrow() != view;
                    differs.then(|| {
                        shown.replace(view.clone());
                        Rc::clone(out)
                    })
                });
                if let Some(out) = out {
                    out(super::CardOutput::Show(view));
                }
            }
            Effect::Tell(card, happening) => {
                let tell = self
                    .cards
                    .borrow()
                    .get(&card)
                    .map(|(_, tell)| Rc::clone(tell));
                if let Some(tell) = tell {
                    tell(super::CardOutput::Event(happening.into()));
                }
            }
        }
    }

    fn send(&self, job: JobId, request: Request) {
        let Ok(controller) = AbortController::new() else {
            return;
        };
        let signal = controller.signal();
        let me = self.me.clone();
        let clock = Timeout::new(clamped(self.timeout), move || {
            reply(&me, job, Reply::TimedOut);
        });
        let flight = Flight {
            controller,
            _clock: clock,
        };
        self.flights.borrow_mut().insert(job, flight);
        let (me, client) = (self.me.clone(), self.client.clone());
        spawn_local(async move {
            let answer = client.send(&request, &signal).await;
            reply(&me, job, answer);
        });
    }

    fn ask_turn(&self) {
        let me = self.me.clone();
        Turn::ask(&self.base, move |turn| {
            if let Some(shell) = me.upgrade() {
                shell.turn.replace(Some(turn));
                shell.with(Engine::turn);
            }
        });
    }

    fn wake_at(&self, at: Option<Millis>) {
        let timer = at.map(|at| {
            let me = self.me.clone();
            Timeout::new(clamped(at.saturating_sub(now())), move || {
                if let Some(shell) = me.upgrade() {
                    shell.with(Engine::tick);
                }
            })
        });
        self.wake.replace(timer);
    }

    fn listen(&self) -> Outside {
        let me = self.me.clone();
        let channel = Channel::open(&self.base, move |news| {
            if let Some(shell) = me.upgrade() {
                shell.with(|engine, now| engine.hear(news, now));
            }
        });
        let mut listeners = Vec::new();
        if let Some(window) = web_sys::window() {
            let follow = |me: &Weak<Self>| {
                let me = me.clone();
                move || {
                    if let Some(shell) = me.upgrade() {
                        shell.look_around();
                    }
                }
            };
            listeners.push(Listener::new(&window, "online", follow(&self.me)));
            listeners.push(Listener::new(&window, "offline", follow(&self.me)));
            if let Some(document) = window.document() {
                listeners.push(Listener::new(
                    &document,
                    "visibilitychange",
                    follow(&self.me),
                ));
            }
        }
        self.look_around();
        Outside {
            channel,
            _listeners: listeners,
        }
    }

    /// Tells the engine how things stand with the page.
    fn look_around(&self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let online = window.navigator().on_line();
        let visible = window.document().is_none_or(|document| !document.hidden());
        self.with(|engine, now| {
            engine.set_online(online, now);
            engine.set_visible(visible, now);
        });
    }
}

impl std::fmt::Debug for Shell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// Hands in an answer, if it is still waited for.
fn reply(me: &Weak<Shell>, job: JobId, answer: Reply) {
    let Some(shell) = me.upgrade() else { return };
    let flight = shell.flights.borrow_mut().remove(&job);
    if flight.is_some() {
        shell.with(|engine, now| engine.replied(job, answer, now));
    }
}

/// A cast from f64 saturates, and no clock stands before 1970.
fn now() -> Millis {
    js_sys::Date::now() as Millis
}

/// `setTimeout` takes no more than about 24 days.
fn clamped(wait: Millis) -> u32 {
    u32::try_from(wait).unwrap_or(u32::MAX).min(i32::MAX as u32)
}
