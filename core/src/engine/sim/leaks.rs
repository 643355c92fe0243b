//! Leaks: after cards were mounted and unmounted many times, nothing may be left.

use super::people;
use crate::api::{ApiCall, Reply};
use crate::engine::{CardId, Effect, Engine, Event, Millis, RequestId, Stats, Timing};
use std::collections::BTreeMap;

const TIMES: u64 = 10_000;
/// This many users without a card may be remembered.
const REMEMBERED: usize = 200;

/// A browser that grants the lock at once, and a server that replies when the test asks for it.
struct Page {
    engine: Engine,
    now: Millis,
    wake: Option<Millis>,
    flying: BTreeMap<RequestId, ApiCall>,
    locks: usize,
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
            locks: 0,
            sent: 0,
            aborted: 0,
        }
    }

    fn handle(&mut self, event: Event<'_>) {
        let mut effects = self.engine.handle(event, self.now);
        loop {
            let mut asked = false;
            for effect in effects {
                match effect {
                    Effect::Send(request, call) => {
                        self.sent += 1;
                        self.flying.insert(request, call);
                    }
                    Effect::Abort(request) => {
                        self.aborted += 1;
                        assert!(self.flying.remove(&request).is_some());
                    }
                    Effect::AcquireLock => asked = true,
                    Effect::StealLock => panic!("the lock was granted at once"),
                    Effect::ReleaseLock => self.locks -= 1,
                    Effect::SetTimer(at) => self.wake = at,
                    Effect::Publish(_) | Effect::Show(..) | Effect::Emit(..) => {}
                }
            }
            if !asked {
                return;
            }
            self.locks += 1;
            effects = self.engine.handle(Event::LockGranted, self.now);
        }
    }

    /// Advances to the next timer, if one is set.
    fn sleep(&mut self) -> bool {
        let Some(at) = self.wake.take() else {
            return false;
        };
        self.now = self.now.max(at);
        self.handle(Event::Tick);
        true
    }

    fn answer(&mut self) {
        self.now += 20;
        while let Some((request, call)) = self.flying.pop_first() {
            let ApiCall::Search { query } = call else {
                continue;
            };
            let id = query.trim_start_matches("name");
            let body = format!(
                r#"{{"ok":true,"code":200,"data":{{"users":[{{"id":"{id}","username":"name{id}","isFriend":0}}]}}}}"#
            );
            let reply = Reply::answer(200, None, &body);
            self.handle(Event::Reply(request, reply));
        }
    }
}

#[test]
fn ten_thousand_mounts_and_unmounts_mid_request_leave_nothing_behind() {
    let mut page = Page::new();
    for n in 0..TIMES {
        let (card, user) = (CardId(n), n % 1_100);
        let asked = if n % 3 == 0 {
            format!("name{user}")
        } else {
            user.to_string()
        };
        page.handle(Event::Attach {
            card,
            userid: &asked,
            user: None,
            awake: true,
        });
        while page.flying.is_empty() && page.sleep() {}
        assert!(!page.flying.is_empty() || page.engine.view(card).profile.is_some());
        match n % 4 {
            // The reply comes first.
            0 => page.answer(),
            // Pressed, and unmounted before the reply: the action is still sent.
            1 => page.handle(Event::Press(card, crate::Action::Add)),
            _ => {}
        }
        page.handle(Event::Detach(card));
        let stats = page.engine.stats();
        assert!(stats.cards == 0 && stats.users <= REMEMBERED + 1);
        assert!(stats.requests <= 1 && stats.timers <= 1);
    }
    page.answer();
    while page.sleep() {
        page.answer();
    }
    let stats = page.engine.stats();
    println!(
        "{} sent, {} aborted, {} remembered",
        page.sent, page.aborted, stats.users
    );
    assert!(page.aborted > 1_000, "{} aborted", page.aborted);
    let users = stats.users;
    assert_eq!(
        (stats, page.locks),
        (
            Stats {
                users,
                ..Stats::default()
            },
            0
        )
    );
    assert!((REMEMBERED - 1..=REMEMBERED + 1).contains(&users));
    assert!(page.engine.names.len() <= REMEMBERED + 1);
}

#[test]
fn given_users_are_forgotten_with_their_cards() {
    let mut page = Page::new();
    for n in 0..1_000 {
        let user = people::shared(usize::try_from(n).unwrap(), 0);
        page.handle(Event::Attach {
            card: CardId(n),
            userid: &user.id.clone(),
            user: Some(user),
            awake: true,
        });
        page.handle(Event::Detach(CardId(n)));
    }
    assert_eq!(page.engine.stats(), Stats::default());
    assert_eq!(page.sent, 0, "a given user was fetched");
}
