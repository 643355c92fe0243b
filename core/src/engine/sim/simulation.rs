//! The simulation: its event queue, and how it carries out the effects of each tab's engine.

use super::people::{self, Person};
use super::tab::{Press, Tab};
use super::{Delivery, LiveDelivery, Server, checks};
use crate::LiveMessage;
use crate::api::{ApiCall, Reply};
use crate::engine::{Effect, Event, Millis, RequestId, TabMessage, Timing};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A realistic time to start at; small numbers could hide bugs.
const START: Millis = 1_700_000_000_000;
/// How long the lock and the channel of the browser take.
const BROWSER: Millis = 1;
/// Timers of a hidden tab only fire on full seconds.
const THROTTLE: Millis = 1_000;
/// How many events there may be in one wait: more are an endless loop.
const STEPS: usize = 20_000;

pub(super) enum Scheduled {
    Arrive {
        tab: usize,
        id: RequestId,
        call: ApiCall,
        delivery: Delivery,
    },
    Reply {
        tab: usize,
        id: RequestId,
        reply: Reply,
    },
    Timer {
        tab: usize,
        number: u64,
    },
    Granted {
        tab: usize,
    },
    Hear {
        tab: usize,
        message: TabMessage,
    },
    Live {
        tab: usize,
        text: String,
    },
    /// The host asks who is logged in.
    Viewer {
        tab: usize,
    },
}

pub(super) struct Sim {
    pub now: Millis,
    /// How far the machine's clock was set back.
    pub back: Millis,
    order: u64,
    queue: BTreeMap<(Millis, u64), Scheduled>,
    pub server: Server,
    pub tabs: Vec<Tab>,
    /// The tabs that requested the lock; the first one holds it.
    pub lock: VecDeque<usize>,
    pub granted: bool,
    /// The tabs that do not know yet that the lock was taken from them.
    robbed: BTreeSet<usize>,
    /// How requests and live messages are delivered, one after the other, repeating.
    pub deliveries: Vec<Delivery>,
    pub live_deliveries: Vec<LiveDelivery>,
    /// The delays of messages to other tabs.
    pub channel_lates: Vec<Millis>,
    next_delivery: usize,
    next_late: usize,
    next_live: usize,
    pub timing: Timing,
    /// Whether hosts set the viewer.
    pub told: bool,
    /// The states that hosts set.
    pub given: BTreeSet<(Person, u8)>,
    /// How many requests were sent, by all tabs.
    pub sent: usize,
    /// How often a tab took the lock from another one.
    pub stolen: usize,
    /// Whether to print every step (`SIM_TRACE` in the environment).
    pub trace: bool,
}

impl Sim {
    /// A simulation of this many tabs of a logged-in person. `told`: whether hosts set the viewer.
    pub fn new(tabs: usize, told: bool) -> Self {
        let mut sim = Self::with_timing(tabs, Timing::default());
        sim.told = told;
        if told {
            for tab in 0..tabs {
                sim.set_viewer(tab, Some(logged_in()));
            }
        }
        sim
    }

    /// The same, but no host sets the viewer.
    pub fn with_timing(tabs: usize, timing: Timing) -> Self {
        Self {
            now: START,
            back: 0,
            order: 0,
            queue: BTreeMap::new(),
            server: Server::new(Some(logged_in())),
            tabs: (0..tabs)
                .map(|tab| Tab::new(timing, tab as u64 + 1))
                .collect(),
            lock: VecDeque::new(),
            granted: false,
            robbed: BTreeSet::new(),
            stolen: 0,
            deliveries: Vec::new(),
            live_deliveries: Vec::new(),
            channel_lates: Vec::new(),
            next_delivery: 0,
            next_late: 0,
            next_live: 0,
            timing,
            told: false,
            given: BTreeSet::new(),
            sent: 0,
            trace: std::env::var_os("SIM_TRACE").is_some(),
        }
    }

    pub(super) fn trace(&self, what: impl FnOnce() -> String) {
        if self.trace {
            eprintln!("{:>7} {}", self.now - START, what());
        }
    }

    /// The machine's clock, the same for all tabs.
    pub fn clock(&self) -> Millis {
        self.now - self.back
    }

    pub(super) fn at(&mut self, after: Millis, event: Scheduled) {
        self.order += 1;
        self.queue.insert((self.now + after, self.order), event);
    }

    /// Passes an event to a tab's engine, and carries out the effects.
    pub fn handle(&mut self, tab: usize, event: Event<'_>) {
        let clock = self.clock();
        let effects = self.tabs[tab].engine.handle(event, clock);
        self.carry_out_all(tab, effects);
    }

    pub(super) fn carry_out_all(&mut self, tab: usize, effects: Vec<Effect>) {
        // A host that removes its last card in a callback must not suppress messages to other tabs.
        let rank = |effect: &Effect| match effect {
            Effect::Show(..) => 0,
            Effect::Publish(_) => 2,
            Effect::Emit(..) => 3,
            _ => 1,
        };
        assert!(effects.is_sorted_by_key(rank), "out of order: {effects:?}");
        for effect in effects {
            self.trace(|| format!("[{tab}] {effect:?}"));
            self.carry_out(tab, effect);
        }
        let state = &mut self.tabs[tab];
        let acting = |press: &Press| {
            let user = state.engine.users.get(press.userid.as_str());
            user.is_some_and(|user| user.work.act().is_some())
        };
        state.pressed.retain(acting);
        checks::tab(self, tab);
    }

    fn carry_out(&mut self, tab: usize, effect: Effect) {
        match effect {
            Effect::Send(id, call) => self.send(tab, id, call),
            Effect::Abort(id) => {
                self.tabs[tab].flying.remove(&id);
            }
            Effect::AcquireLock => {
                assert!(!self.lock.contains(&tab), "the lock was asked for twice");
                self.lock.push_back(tab);
                if self.lock.len() == 1 {
                    self.at(BROWSER, Scheduled::Granted { tab });
                }
            }
            Effect::StealLock => {
                self.lock.retain(|waiting| *waiting != tab);
                if self.granted
                    && let Some(robbed) = self.lock.pop_front()
                {
                    self.robbed.insert(robbed);
                    self.stolen += 1;
                }
                self.lock.push_front(tab);
                self.granted = true;
            }
            Effect::ReleaseLock if self.robbed.remove(&tab) => {}
            Effect::ReleaseLock if !self.holds(tab) => {
                assert!(
                    self.lock.contains(&tab),
                    "a lock was released that was not asked for"
                );
                self.lock.retain(|waiting| *waiting != tab);
            }
            Effect::ReleaseLock => {
                self.lock.pop_front();
                self.granted = false;
                if let Some(next) = self.lock.front() {
                    self.at(BROWSER, Scheduled::Granted { tab: *next });
                }
            }
            Effect::SetTimer(at) => self.set_timer(tab, at),
            Effect::Publish(message) => {
                for other in (0..self.tabs.len()).filter(|other| *other != tab) {
                    let late = self.next_late();
                    self.at(
                        late,
                        Scheduled::Hear {
                            tab: other,
                            message: message.clone(),
                        },
                    );
                }
            }
            Effect::Show(card, view) => {
                let before = self.tabs[tab].shown.insert(card, view.clone());
                assert_ne!(before, Some(view), "shown twice");
            }
            Effect::Emit(..) => {}
        }
    }

    fn holds(&self, tab: usize) -> bool {
        self.granted && self.lock.front() == Some(&tab)
    }

    fn send(&mut self, tab: usize, id: RequestId, call: ApiCall) {
        assert!(
            self.holds(tab) || self.robbed.contains(&tab) || self.tabs[tab].away,
            "a request was sent without the lock"
        );
        self.sent += 1;
        if let ApiCall::Act { userid, .. } = &call {
            let now = self.now;
            let tab = &mut self.tabs[tab];
            if let Some(index) = tab.pressed.iter().position(|p| p.userid == **userid) {
                let press = tab.pressed.remove(index);
                tab.sent_presses.push((press.at, now));
            }
        }
        let before = self.tabs[tab].flying.insert(id, call.clone());
        assert!(before.is_none(), "a request was sent twice");
        let delivery = self.next_delivery();
        self.trace(|| format!("[{tab}] {delivery:?}"));
        if delivery.arrives() {
            let arrive = Scheduled::Arrive {
                tab,
                id,
                call,
                delivery,
            };
            self.at(delivery.there, arrive);
        } else {
            let reply = delivery.reply(None);
            self.at(
                delivery.there + delivery.back,
                Scheduled::Reply { tab, id, reply },
            );
        }
        let reply = Reply::TimedOut;
        self.at(self.timing.timeout, Scheduled::Reply { tab, id, reply });
    }

    fn next_late(&mut self) -> Millis {
        if self.channel_lates.is_empty() {
            return BROWSER;
        }
        self.next_late += 1;
        self.channel_lates[self.next_late % self.channel_lates.len()]
    }

    fn next_delivery(&mut self) -> Delivery {
        if self.deliveries.is_empty() {
            return Delivery::GOOD;
        }
        self.next_delivery += 1;
        self.deliveries[self.next_delivery % self.deliveries.len()]
    }

    fn set_timer(&mut self, tab: usize, at: Option<Millis>) {
        let clock = self.clock();
        let now = self.now;
        let state = &mut self.tabs[tab];
        state.timer += 1;
        state.timer_set = at.is_some();
        let (number, visible) = (state.timer, state.visible);
        if let Some(at) = at {
            let mut after = at.saturating_sub(clock);
            if !visible {
                after = (now + after).next_multiple_of(THROTTLE) - now;
            }
            self.at(after, Scheduled::Timer { tab, number });
        }
    }

    pub fn send_live(&mut self, to: Person, text: &str) {
        if self.server.session != Some(to) {
            return;
        }
        for tab in 0..self.tabs.len() {
            let lates = if self.live_deliveries.is_empty() {
                vec![5]
            } else {
                self.next_live += 1;
                self.live_deliveries[self.next_live % self.live_deliveries.len()]
                    .0
                    .clone()
            };
            for late in lates {
                let text = text.to_owned();
                self.at(late, Scheduled::Live { tab, text });
            }
        }
    }

    fn happen(&mut self, event: Scheduled) {
        match event {
            // Nothing reaches a page in the back/forward cache but what its host does later.
            Scheduled::Viewer { tab } if self.tabs[tab].away => {
                self.at(1_000, Scheduled::Viewer { tab });
            }
            Scheduled::Hear { tab, .. }
            | Scheduled::Live { tab, .. }
            | Scheduled::Timer { tab, .. }
            | Scheduled::Reply { tab, .. }
                if self.tabs[tab].away => {}
            Scheduled::Arrive {
                tab,
                id,
                call,
                delivery,
            } => {
                let now = self.now;
                let handled = self.server.handle(&call, now);
                self.trace(|| format!("server: {call:?} -> {}", handled.body));
                if let Some((to, text)) = handled.live {
                    self.send_live(to, &text);
                }
                let reply = delivery.reply(Some((handled.status, handled.body)));
                self.at(delivery.back, Scheduled::Reply { tab, id, reply });
            }
            Scheduled::Reply { tab, id, reply } => {
                if self.tabs[tab].flying.remove(&id).is_some() {
                    self.trace(|| format!("[{tab}] {id:?} {reply:?}"));
                    self.handle(tab, Event::Reply(id, reply));
                }
            }
            Scheduled::Timer { tab, number } => {
                if self.tabs[tab].timer_set && self.tabs[tab].timer == number {
                    self.tabs[tab].timer_set = false;
                    self.handle(tab, Event::Tick);
                }
            }
            // The lock was withdrawn, or taken, in the meantime.
            Scheduled::Granted { tab } if self.granted || self.lock.front() != Some(&tab) => {}
            Scheduled::Granted { tab } => {
                self.granted = true;
                self.handle(tab, Event::LockGranted);
            }
            Scheduled::Hear { tab, message } => {
                self.trace(|| format!("[{tab}] gets {message:?}"));
                self.handle(tab, Event::Tab(message));
            }
            Scheduled::Live { tab, text } => {
                self.trace(|| format!("[{tab}] live {text}"));
                if let Some(message) = LiveMessage::from_text(&text) {
                    self.handle(tab, Event::Live(&message));
                }
            }
            Scheduled::Viewer { tab } => self.set_viewer(tab, self.server.session),
        }
    }

    pub(super) fn set_viewer(&mut self, tab: usize, viewer: Option<Person>) {
        self.trace(|| format!("[{tab}] viewer {viewer:?}"));
        self.handle(
            tab,
            Event::Viewer(viewer.map(|person| people::id(person).into())),
        );
    }

    /// Advances the time.
    pub fn wait(&mut self, time: Millis) {
        let end = self.now + time;
        for _ in 0..STEPS {
            let Some(next) = self.queue.first_entry().filter(|e| e.key().0 <= end) else {
                self.now = end;
                return;
            };
            self.now = next.key().0;
            let event = next.remove();
            self.happen(event);
        }
        panic!("more happens than time can pass");
    }

    /// Advances the time until no event is left.
    pub fn wait_for_quiet(&mut self) {
        for _ in 0..STEPS {
            let Some(((at, _), event)) = self.queue.pop_first() else {
                return;
            };
            if self.matters(&event) {
                self.now = self.now.max(at);
                self.happen(event);
            }
        }
        panic!("it never comes to rest");
    }

    /// Ignores time-outs of requests that have ended, and timers that were replaced.
    fn matters(&self, event: &Scheduled) -> bool {
        match event {
            Scheduled::Reply { tab, id, .. } => self.tabs[*tab].flying.contains_key(id),
            Scheduled::Timer { tab, number } => self.tabs[*tab].timer == *number,
            _ => true,
        }
    }
}

fn logged_in() -> Person {
    super::VIEWERS[0]
}
