//! Mounts and unmounts, again and again: nothing may be left.

use super::people;
use crate::api::{Reply, Request};
use crate::engine::{CardId, Effect, Engine, JobId, Millis, Timing};
use std::collections::BTreeMap;

const TIMES: u64 = 10_000;
/// As many users nobody looks at may be remembered.
const REMEMBERED: usize = 200;

/// A browser in which the turn comes at once, and answers when the test wants them.
struct Page {
    engine: Engine,
    now: Millis,
    wake: Option<Millis>,
    flying: BTreeMap<JobId, Request>,
    turns: usize,
    sent: usize,
    aborted: usize,
}

impl Page {
    fn new() -> Self {
        Self {
            engine: Engine::new(Timing::default(), 7),
            now: 1_700_000_000_000,
            wake: None,
            flying: BTreeMap::new(),
            turns: 0,
            sent: 0,
            aborted: 0,
        }
    }

    fn with(&mut self, f: impl FnOnce(&mut Engine, Millis)) {
        f(&mut self.engine, self.now);
        loop {
            let effects = self.engine.take_effects();
            let mut asked = false;
            for effect in effects {
                match effect {
                    Effect::Send(job, request) => {
                        self.sent += 1;
                        self.flying.insert(job, request);
                    }
                    Effect::Abort(job) => {
                        self.aborted += 1;
                        assert!(self.flying.remove(&job).is_some());
                    }
                    Effect::AskTurn => asked = true,
                    Effect::EndTurn => self.turns -= 1,
                    Effect::Wake(at) => self.wake = at,
                    Effect::Publish(_) | Effect::Show(_) | Effect::Tell(..) => {}
                }
            }
            if !asked {
                return;
            }
            self.turns += 1;
            self.engine.turn(self.now);
        }
    }

    /// Goes on to the next wish to be woken, if there is one.
    fn sleep(&mut self) -> bool {
        let Some(at) = self.wake.take() else {
            return false;
        };
        self.now = self.now.max(at);
        self.with(Engine::tick);
        true
    }

    fn answer(&mut self) {
        self.now += 20;
        while let Some((job, request)) = self.flying.pop_first() {
            let Request::Search { asked } = request else {
                continue;
            };
            let id = asked.trim_start_matches("name");
            let body = format!(
                r#"{{"ok":true,"code":200,"data":{{"users":[{{"id":"{id}","username":"name{id}","isFriend":0}}]}}}}"#
            );
            let reply = Reply::Answer {
                status: 200,
                retry_after: None,
                body,
            };
            self.with(|engine, now| engine.replied(job, reply, now));
        }
    }
}

#[test]
fn ten_thousand_mounts_and_unmounts_mid_request_leave_nothing_behind() {
    let mut page = Page::new();
    for n in 0..TIMES {
        let (card, user) = (CardId(n), n % 700);
        let asked = if n % 3 == 0 {
            format!("name{user}")
        } else {
            user.to_string()
        };
        page.with(|engine, now| engine.mount(card, &asked, None, true, now));
        while page.flying.is_empty() && page.sleep() {}
        assert!(!page.flying.is_empty() || page.engine.view(card).profile.is_some());
        match n % 4 {
            // The answer comes first.
            0 => page.answer(),
            // Pressed, and gone before the answer: the action still goes.
            1 => page.with(|engine, now| {
                engine.press(card, crate::Action::Add, now);
            }),
            _ => {}
        }
        page.with(|engine, now| engine.unmount(card, now));
        let [cards, entries, jobs, wakes] = page.engine.census();
        assert!(cards == 0 && entries <= REMEMBERED + 1 && jobs <= 1 && wakes <= 1);
    }
    page.answer();
    while page.sleep() {
        page.answer();
    }
    let [cards, entries, jobs, wakes] = page.engine.census();
    println!(
        "{} sent, {} aborted, {entries} remembered",
        page.sent, page.aborted
    );
    assert!(page.aborted > 1_000, "{} aborted", page.aborted);
    assert_eq!([cards, jobs, wakes, page.turns], [0, 0, 0, 0]);
    assert!(entries <= REMEMBERED + 1);
    assert!(page.engine.names.len() <= REMEMBERED + 1);
}

#[test]
fn given_users_are_forgotten_with_their_cards() {
    let mut page = Page::new();
    for n in 0..1_000 {
        let user = people::profile(usize::try_from(n).unwrap(), 0);
        page.with(|engine, now| engine.mount(CardId(n), &user.id.clone(), Some(user), true, now));
        page.with(|engine, now| engine.unmount(CardId(n), now));
    }
    assert_eq!(page.engine.census(), [0, 0, 0, 0]);
    assert_eq!(page.sent, 0, "a given user was fetched");
}
