//! Runs ops: what each op does to the simulation.

use super::people::{self, Person};
use super::simulation::{Scheduled, Sim};
use super::tab::{Mounted, Press};
use super::{Asked, Op};
use crate::api::Reply;
use crate::engine::{CardId, Event, Millis, Phase};
use std::sync::Arc;

impl Sim {
    pub fn attach(&mut self, tab: usize, asked: Asked, awake: bool) -> CardId {
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
        self.handle(
            tab,
            Event::Attach {
                card,
                userid: &text,
                user: user.map(Arc::new),
                awake,
            },
        );
        card
    }

    /// The profile that a host sets: as the server has it now, or an old one.
    fn given(&mut self, person: Person, old: Option<u8>) -> crate::Profile {
        let now = self
            .server
            .session
            .map_or(0, |viewer| self.server.friendship(viewer, person));
        let friendship = old.unwrap_or(now);
        self.given.insert((person, friendship));
        people::profile(person, friendship)
    }

    pub fn detach(&mut self, tab: usize, card: CardId) {
        self.tabs[tab].cards.retain(|mounted| mounted.card != card);
        self.handle(tab, Event::Detach(card));
    }

    /// Presses a button of the shown state even if it is disabled, because people press twice.
    /// Returns whether it had an effect.
    pub fn press(&mut self, tab: usize, card: CardId, which: usize) -> bool {
        let view = self.tabs[tab].engine.view(card);
        let Some(user) = &view.profile else {
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
        let engine = &mut self.tabs[tab].engine;
        let effects = engine.handle(Event::Press(card, action), clock);
        let was_busy = matches!(view.phase, Phase::Busy(_));
        let taken = !was_busy && engine.view(card).phase == Phase::Busy(action);
        if taken {
            assert_eq!(view.phase, Phase::Ready, "a press that was not offered");
            self.tabs[tab].pressed.push(press);
        }
        self.carry_out_all(tab, effects);
        taken
    }

    pub fn show_tab(&mut self, tab: usize, visible: bool) {
        self.tabs[tab].visible = visible;
        self.handle(tab, Event::Visible(visible));
    }

    pub fn go_online(&mut self, online: bool) {
        for tab in 0..self.tabs.len() {
            if !online {
                let cut: Vec<_> = self.tabs[tab].flying.keys().copied().collect();
                for id in cut {
                    let reply = Reply::Lost;
                    self.at(3, Scheduled::Reply { tab, id, reply });
                }
            }
            self.handle(tab, Event::Online(online));
        }
    }

    /// The page is frozen for a while: no reply, message or timer reaches it.
    pub fn go_away(&mut self, tab: usize, time: Millis) {
        self.tabs[tab].away = true;
        self.handle(tab, Event::Leave);
        self.wait(time);
        self.tabs[tab].away = false;
        self.handle(tab, Event::Return);
    }

    fn log_in(&mut self, person: Option<Person>) {
        self.server.session = person;
        if self.told {
            for tab in 0..self.tabs.len() {
                self.at(5 + 400 * tab as Millis, Scheduled::Viewer { tab });
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

    pub fn op(&mut self, op: &Op) {
        self.trace(|| format!("--- {op:?}"));
        match op {
            Op::Wait(time) => self.wait(*time),
            Op::Attach { tab, asked, awake } => {
                if self.tabs[*tab].cards.len() < 8 {
                    self.attach(*tab, asked.clone(), *awake);
                }
            }
            Op::Other { who, on, action } => self.other(*who, *on, *action),
            Op::Elsewhere { on, action } => {
                if let Some(viewer) = self.server.session
                    && !self.server.deleted.contains(on)
                {
                    self.server.act(viewer, *on, *action);
                }
            }
            Op::HostCall => {
                let now = self.now;
                self.server.call_of_host(now);
            }
            Op::Visible { tab, visible } => self.show_tab(*tab, *visible),
            Op::Online(online) => self.go_online(*online),
            Op::Away { tab, time } => self.go_away(*tab, *time),
            Op::RefreshAll(tab) => self.handle(*tab, Event::RefreshAll),
            Op::Login(person) => self.log_in(*person),
            Op::Delete(person) => {
                self.server.deleted.insert(*person);
            }
            Op::ClockBack(by) => self.back += by,
            op => self.op_on_card(op),
        }
    }

    fn op_on_card(&mut self, op: &Op) {
        let (Op::Detach { tab, nth }
        | Op::Awake { tab, nth, .. }
        | Op::Press { tab, nth, .. }
        | Op::Refresh { tab, nth }
        | Op::HostUser { tab, nth, .. }) = *op
        else {
            return;
        };
        let Some(mounted) = self.tabs[tab].nth(nth).cloned() else {
            return;
        };
        let card = mounted.card;
        match op {
            Op::Detach { .. } => self.detach(tab, card),
            Op::Awake { awake, .. } => {
                self.handle(tab, Event::SetAwake(card, *awake));
            }
            Op::Press { which, .. } => {
                self.press(tab, card, *which);
            }
            Op::Refresh { .. } => self.handle(tab, Event::Refresh(card)),
            Op::HostUser { old, .. } => {
                if let Some(person) = mounted.asked.person() {
                    let user = self.given(person, *old);
                    self.handle(tab, Event::HostUser(card, Arc::new(user)));
                }
            }
            _ => {}
        }
    }
}
