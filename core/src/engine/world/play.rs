//! What people do, and what happens to them.

use super::people::{self, Person};
use super::stage::{Event, Stage};
use super::tab::{Mounted, Press};
use super::{Asked, Step};
use crate::api::Reply;
use crate::engine::{CardId, Millis, Phase};

impl Stage {
    pub fn mount(&mut self, tab: usize, asked: Asked, awake: bool) -> CardId {
        let card = CardId(self.tabs[tab].next_card);
        self.tabs[tab].next_card += 1;
        let (text, user) = match &asked {
            Asked::Id(person) => (people::id(*person), None),
            Asked::Name(person, other_case) => {
                let name = people::username(*person);
                let name = if *other_case {
                    name.to_uppercase()
                } else {
                    name
                };
                (name, None)
            }
            Asked::Given(person, old) => (people::id(*person), Some(self.given(*person, *old))),
            Asked::Missing => ("nobody".to_owned(), None),
            Asked::Bad => (" ".to_owned(), None),
            Asked::Former => ("-1".to_owned(), None),
        };
        self.tabs[tab].cards.push(Mounted { card, asked });
        self.with(tab, |engine, now| {
            engine.mount(card, &text, user, awake, now)
        });
        card
    }

    /// What a host gives: what the server has now, or an old state.
    fn given(&mut self, person: Person, old: Option<u8>) -> crate::Profile {
        let now = self
            .server
            .session
            .map_or(0, |viewer| self.server.friendship(viewer, person));
        let friendship = old.unwrap_or(now);
        self.given.insert((person, friendship));
        people::profile(person, friendship)
    }

    pub fn unmount(&mut self, tab: usize, card: CardId) {
        self.tabs[tab].cards.retain(|mounted| mounted.card != card);
        self.with(tab, |engine, now| engine.unmount(card, now));
    }

    /// Presses a button of the shown state, whether it can be pressed now or
    /// not: people press twice. Returns whether it did something.
    pub fn press(&mut self, tab: usize, card: CardId, which: usize) -> bool {
        let view = self.tabs[tab].engine.view(card);
        let Some(user) = view.profile else {
            return false;
        };
        let offered = user.friendship.actions();
        if offered.is_empty() {
            return false;
        }
        let action = offered[which % offered.len()];
        let press = Press {
            userid: user.id.clone(),
            at: self.now,
        };
        let clock = self.clock();
        let taken = self.tabs[tab].engine.press(card, action, clock);
        if taken {
            assert_eq!(view.phase, Phase::Ready, "a press that was not offered");
            self.tabs[tab].pressed.push(press);
        }
        self.with(tab, |_, _| taken)
    }

    pub fn show_tab(&mut self, tab: usize, visible: bool) {
        self.tabs[tab].visible = visible;
        self.with(tab, |engine, now| engine.set_visible(visible, now));
    }

    pub fn go_online(&mut self, online: bool) {
        for tab in 0..self.tabs.len() {
            if !online {
                let cut: Vec<_> = self.tabs[tab].flying.keys().copied().collect();
                for job in cut {
                    let reply = Reply::Lost;
                    self.at(3, Event::Reply { tab, job, reply });
                }
            }
            self.with(tab, |engine, now| engine.set_online(online, now));
        }
    }

    fn log_in(&mut self, person: Option<Person>) {
        self.server.session = person;
        if self.told {
            for tab in 0..self.tabs.len() {
                let viewer = person;
                self.at(5 + 400 * tab as Millis, Event::Viewer { tab, viewer });
            }
        }
    }

    pub fn other(&mut self, who: Person, on: Person, action: crate::Action) {
        if self.server.deleted.contains(&who) {
            return;
        }
        let handled = self.server.act(who, on, action);
        if let Some((to, text)) = handled.live {
            self.send_live(to, &text);
        }
    }

    pub fn step(&mut self, step: &Step) {
        self.say(|| format!("--- {step:?}"));
        match step {
            Step::Wait(time) => self.wait(*time),
            Step::Mount { tab, asked, awake } => {
                if self.tabs[*tab].cards.len() < 8 {
                    self.mount(*tab, asked.clone(), *awake);
                }
            }
            Step::Other { who, on, action } => self.other(*who, *on, *action),
            Step::Elsewhere { on, action } => {
                if let Some(viewer) = self.server.session
                    && !self.server.deleted.contains(on)
                {
                    self.server.act(viewer, *on, *action);
                }
            }
            Step::HostCall => {
                let now = self.now;
                self.server.call_of_host(now);
            }
            Step::Visible { tab, visible } => self.show_tab(*tab, *visible),
            Step::Online(online) => self.go_online(*online),
            Step::Login(person) => self.log_in(*person),
            Step::Delete(person) => {
                self.server.deleted.insert(*person);
            }
            Step::ClockBack(by) => self.back += by,
            step => self.step_on_card(step),
        }
    }

    fn step_on_card(&mut self, step: &Step) {
        let (Step::Unmount { tab, nth }
        | Step::Awake { tab, nth, .. }
        | Step::Press { tab, nth, .. }
        | Step::Refresh { tab, nth }
        | Step::Dismiss { tab, nth }
        | Step::Give { tab, nth, .. }) = *step
        else {
            return;
        };
        let Some(mounted) = self.tabs[tab].nth(nth).cloned() else {
            return;
        };
        let card = mounted.card;
        match step {
            Step::Unmount { .. } => self.unmount(tab, card),
            Step::Awake { awake, .. } => {
                self.with(tab, |engine, now| engine.set_awake(card, *awake, now));
            }
            Step::Press { which, .. } => {
                self.press(tab, card, *which);
            }
            Step::Refresh { .. } => self.with(tab, |engine, now| engine.refresh(card, now)),
            Step::Dismiss { .. } => self.with(tab, |engine, now| engine.dismiss(card, now)),
            Step::Give { old, .. } => {
                if let Some(person) = mounted.asked.person() {
                    let user = self.given(person, *old);
                    self.with(tab, |engine, now| engine.give(card, user, now));
                }
            }
            _ => {}
        }
    }
}
