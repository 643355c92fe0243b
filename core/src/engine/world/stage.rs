//! The event queue, and what each event and each wish of an engine leads to.

use super::people::{self, Person};
use super::tab::{Press, Tab};
use super::{Fate, LiveFate, Server, checks};
use crate::LiveMessage;
use crate::api::{Reply, Request};
use crate::engine::{Effect, Engine, JobId, Millis, News, Timing};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// An afternoon; small times would hide what goes wrong with large ones.
const START: Millis = 1_700_000_000_000;
/// How long the lock and the channel of the browser take.
const BROWSER: Millis = 1;
/// A timer of a hidden tab fires on the full second.
const THROTTLE: Millis = 1_000;

pub(super) enum Event {
    Arrive {
        tab: usize,
        job: JobId,
        request: Request,
        fate: Fate,
    },
    Reply {
        tab: usize,
        job: JobId,
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
        news: News,
    },
    Live {
        tab: usize,
        text: String,
    },
    Viewer {
        tab: usize,
        viewer: Option<Person>,
    },
}

pub(super) struct Stage {
    pub now: Millis,
    /// By how much the machine's clock was set back.
    pub back: Millis,
    order: u64,
    queue: BTreeMap<(Millis, u64), Event>,
    pub server: Server,
    pub tabs: Vec<Tab>,
    /// The tabs that want the turn; the first has it.
    lock: VecDeque<usize>,
    granted: bool,
    /// What befalls requests and live messages, one after the other and round again.
    pub fates: Vec<Fate>,
    pub live_fates: Vec<LiveFate>,
    /// How late the other tabs hear things.
    pub channel_lates: Vec<Millis>,
    next_fate: usize,
    next_late: usize,
    next_live: usize,
    pub timing: Timing,
    /// Whether the hosts say who looks.
    pub told: bool,
    /// The states that hosts gave.
    pub given: BTreeSet<(Person, u8)>,
    /// How many requests were sent, by all tabs.
    pub sent: usize,
    /// Whether all is printed as it happens, to understand a failing run (`WORLD_LOUD` in the environment).
    pub loud: bool,
}

impl Stage {
    /// `tabs` tabs of somebody who is logged in and, where `told`, of whom the hosts say so.
    pub fn new(tabs: usize, told: bool) -> Self {
        let timing = Timing::default();
        let mut stage = Self {
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
            fates: Vec::new(),
            live_fates: Vec::new(),
            channel_lates: Vec::new(),
            next_fate: 0,
            next_late: 0,
            next_live: 0,
            timing,
            told,
            given: BTreeSet::new(),
            sent: 0,
            loud: std::env::var_os("WORLD_LOUD").is_some(),
        };
        if told {
            for tab in 0..tabs {
                stage.set_viewer(tab, Some(logged_in()));
            }
        }
        stage
    }

    pub(super) fn say(&self, what: impl FnOnce() -> String) {
        if self.loud {
            eprintln!("{:>7} {}", self.now - START, what());
        }
    }

    /// The machine's clock, the same for all tabs.
    pub fn clock(&self) -> Millis {
        self.now - self.back
    }

    pub(super) fn at(&mut self, after: Millis, event: Event) {
        self.order += 1;
        self.queue.insert((self.now + after, self.order), event);
    }

    /// Tells a tab's engine something, and carries out what it wishes.
    pub fn with<T>(&mut self, tab: usize, f: impl FnOnce(&mut Engine, Millis) -> T) -> T {
        let clock = self.clock();
        let told = f(&mut self.tabs[tab].engine, clock);
        for effect in self.tabs[tab].engine.take_effects() {
            self.say(|| format!("[{tab}] {effect:?}"));
            self.carry_out(tab, effect);
        }
        let state = &mut self.tabs[tab];
        let acting = |press: &Press| {
            let entry = state.engine.entries.get(&press.userid);
            entry.is_some_and(|entry| entry.pending.is_some())
        };
        state.pressed.retain(acting);
        checks::tab(self, tab);
        told
    }

    fn carry_out(&mut self, tab: usize, effect: Effect) {
        match effect {
            Effect::Send(job, request) => self.send(tab, job, request),
            Effect::Abort(job) => {
                self.tabs[tab].flying.remove(&job);
            }
            Effect::AskTurn => {
                assert!(!self.lock.contains(&tab), "the turn was asked for twice");
                self.lock.push_back(tab);
                if self.lock.len() == 1 {
                    self.at(BROWSER, Event::Granted { tab });
                }
            }
            Effect::EndTurn => {
                assert!(self.holds(tab), "a turn was given back that was not held");
                self.lock.pop_front();
                self.granted = false;
                if let Some(next) = self.lock.front() {
                    self.at(BROWSER, Event::Granted { tab: *next });
                }
            }
            Effect::Wake(at) => self.set_timer(tab, at),
            Effect::Publish(news) => {
                for other in (0..self.tabs.len()).filter(|other| *other != tab) {
                    let late = self.next_late();
                    self.at(
                        late,
                        Event::Hear {
                            tab: other,
                            news: news.clone(),
                        },
                    );
                }
            }
            Effect::Show(_) | Effect::Tell(..) => {}
        }
    }

    fn holds(&self, tab: usize) -> bool {
        self.granted && self.lock.front() == Some(&tab)
    }

    fn send(&mut self, tab: usize, job: JobId, request: Request) {
        assert!(self.holds(tab), "a request was sent out of turn");
        self.sent += 1;
        if let Request::Act { userid, .. } = &request {
            let now = self.now;
            let tab = &mut self.tabs[tab];
            if let Some(index) = tab.pressed.iter().position(|p| p.userid == *userid) {
                let press = tab.pressed.remove(index);
                tab.sent_presses.push((press.at, now));
            }
        }
        let before = self.tabs[tab].flying.insert(job, request.clone());
        assert!(before.is_none(), "a job was sent twice");
        let fate = self.next_fate();
        self.say(|| format!("[{tab}] {fate:?}"));
        if fate.arrives() {
            let arrive = Event::Arrive {
                tab,
                job,
                request,
                fate,
            };
            self.at(fate.there, arrive);
        } else {
            let reply = fate.reply(None);
            self.at(fate.there + fate.back, Event::Reply { tab, job, reply });
        }
        let reply = Reply::TimedOut;
        self.at(self.timing.timeout, Event::Reply { tab, job, reply });
    }

    fn next_late(&mut self) -> Millis {
        if self.channel_lates.is_empty() {
            return BROWSER;
        }
        self.next_late += 1;
        self.channel_lates[self.next_late % self.channel_lates.len()]
    }

    fn next_fate(&mut self) -> Fate {
        if self.fates.is_empty() {
            return Fate::GOOD;
        }
        self.next_fate += 1;
        self.fates[self.next_fate % self.fates.len()]
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
            self.at(after, Event::Timer { tab, number });
        }
    }

    pub fn send_live(&mut self, to: Person, text: &str) {
        if self.server.session != Some(to) {
            return;
        }
        for tab in 0..self.tabs.len() {
            let lates = if self.live_fates.is_empty() {
                vec![5]
            } else {
                self.next_live += 1;
                self.live_fates[self.next_live % self.live_fates.len()]
                    .0
                    .clone()
            };
            for late in lates {
                let text = text.to_owned();
                self.at(late, Event::Live { tab, text });
            }
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Arrive {
                tab,
                job,
                request,
                fate,
            } => {
                let now = self.now;
                let handled = self.server.handle(&request, now);
                self.say(|| format!("server: {request:?} -> {}", handled.body));
                if let Some((to, text)) = handled.live {
                    self.send_live(to, &text);
                }
                let reply = fate.reply(Some((handled.status, handled.body)));
                self.at(fate.back, Event::Reply { tab, job, reply });
            }
            Event::Reply { tab, job, reply } => {
                if self.tabs[tab].flying.remove(&job).is_some() {
                    self.say(|| format!("[{tab}] {job:?} {reply:?}"));
                    self.with(tab, |engine, now| engine.replied(job, reply, now));
                }
            }
            Event::Timer { tab, number } => {
                if self.tabs[tab].timer_set && self.tabs[tab].timer == number {
                    self.tabs[tab].timer_set = false;
                    self.with(tab, Engine::tick);
                }
            }
            Event::Granted { tab } => {
                self.granted = true;
                self.with(tab, Engine::turn);
            }
            Event::Hear { tab, news } => {
                self.say(|| format!("[{tab}] hears {news:?}"));
                self.with(tab, |engine, now| engine.hear(news, now));
            }
            Event::Live { tab, text } => {
                self.say(|| format!("[{tab}] live {text}"));
                if let Some(message) = LiveMessage::from_text(&text) {
                    self.with(tab, |engine, now| engine.receive(&message, now));
                }
            }
            Event::Viewer { tab, viewer } => self.set_viewer(tab, viewer),
        }
    }

    pub(super) fn set_viewer(&mut self, tab: usize, viewer: Option<Person>) {
        self.say(|| format!("[{tab}] viewer {viewer:?}"));
        self.with(tab, |engine, now| {
            engine.set_viewer(viewer.map(people::id), now);
        });
    }

    /// Lets time run on.
    pub fn wait(&mut self, time: Millis) {
        let end = self.now + time;
        while let Some(next) = self.queue.first_entry().filter(|e| e.key().0 <= end) {
            self.now = next.key().0;
            let event = next.remove();
            self.happen(event);
        }
        self.now = end;
    }

    /// Lets time run on until nothing is left to happen.
    pub fn wait_for_quiet(&mut self) {
        for _ in 0..20_000 {
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

    /// Not the time-out of a request that is answered, nor a timer that was set anew.
    fn matters(&self, event: &Event) -> bool {
        match event {
            Event::Reply { tab, job, .. } => self.tabs[*tab].flying.contains_key(job),
            Event::Timer { tab, number } => self.tabs[*tab].timer == *number,
            _ => true,
        }
    }
}

fn logged_in() -> Person {
    super::VIEWERS[0]
}
