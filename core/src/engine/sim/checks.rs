//! Invariants: what must hold after every event, and at the end of a run.

use super::people::{self, Person};
use super::simulation::Sim;
use super::tab::Tab;
use super::{Asked, VIEWERS};
use crate::api::{ApiCall, Fault};
use crate::engine::user::Work;
use crate::engine::{CardId, CardView, Event, Millis, Phase};
use std::collections::BTreeSet;

/// What must hold in a tab after every event.
pub(super) fn tab(sim: &Sim, tab: usize) {
    let state = &sim.tabs[tab];
    let engine = &state.engine;
    let stats = engine.stats();
    assert_eq!(stats.cards, state.cards.len(), "a card too many or too few");
    assert!(stats.users <= people::ALL + 4, "users pile up: {stats:?}");
    let owned: BTreeSet<_> = (engine.users.values())
        .filter_map(|user| user.attempt.request)
        .collect();
    let requests = engine.queue.requests();
    assert!(
        requests
            .iter()
            .map(|request| request.id)
            .eq(owned.iter().copied()),
        "a request without a user, or a user without its request"
    );
    let mut acting = BTreeSet::new();
    for request in requests {
        if let ApiCall::Act { userid, .. } = &request.call {
            assert!(acting.insert(userid), "two actions at a time for {userid}");
        }
    }
    for request in state.flying.keys() {
        assert!(owned.contains(request), "a request nobody waits for");
    }
    if engine.queue.is_idle() {
        assert_eq!(stats.timers, 0, "a timer without work");
    }
    for mounted in &state.cards {
        shows_what_the_engine_has(state, mounted.card, sim.clock());
    }
    for mounted in &state.cards {
        offers_only_what_was_confirmed(sim, &engine.view(mounted.card));
    }
}

/// Every change reaches the card, except `retry_at`, which may change because of other users.
fn shows_what_the_engine_has(state: &Tab, card: CardId, clock: Millis) {
    let mut view = state.engine.view(card);
    let shown = state.shown.get(&card).cloned().unwrap_or_default();
    if shown.retry_at.is_none_or(|at| at <= clock) || view.retry_at.is_some() {
        view.retry_at = shown.retry_at;
    }
    assert_eq!(shown, view, "a card was not told of a change");
}

fn offers_only_what_was_confirmed(sim: &Sim, view: &CardView) {
    let (Some(user), Phase::Ready) = (&view.profile, &view.phase) else {
        return;
    };
    if user.is_deleted() {
        return;
    }
    let person = people::with_id(&user.id).expect("a user nobody asked for");
    let state: u8 = user
        .friendship
        .as_str()
        .parse()
        .expect("a state that the server never had");
    let confirmed = VIEWERS
        .into_iter()
        .any(|viewer| sim.server.ever.contains(&(viewer, person, state)));
    assert!(
        confirmed || sim.given.contains(&(person, state)),
        "{state} of {person} was never confirmed"
    );
}

/// Ends the faults: everything delayed arrives, all tabs come back, and are shown again later.
pub(super) fn ends_with_the_truth(sim: &mut Sim) {
    sim.deliveries.clear();
    sim.live_deliveries.clear();
    sim.wait_for_quiet();
    sim.go_online(true);
    let tabs = sim.tabs.len();
    for tab in 0..tabs {
        for card in cards(sim, tab) {
            sim.handle(tab, Event::SetAwake(card, true));
        }
        sim.show_tab(tab, true);
    }
    sim.wait_for_quiet();
    nobody_waits_for_nothing(sim);
    for tab in 0..tabs {
        sim.show_tab(tab, false);
    }
    let away = sim.timing.stale_after;
    sim.wait(away);
    for tab in 0..tabs {
        sim.show_tab(tab, true);
        for card in cards(sim, tab) {
            if only_given(sim, tab, card) {
                // A user that only the host has set is only updated by the host.
                sim.handle(tab, Event::Refresh(card));
            }
        }
    }
    sim.wait_for_quiet();
    every_card_shows_the_truth(sim);
}

/// When nothing is in progress any more, no card shows progress.
fn nobody_waits_for_nothing(sim: &Sim) {
    for state in &sim.tabs {
        for mounted in &state.cards {
            let view = state.engine.view(mounted.card);
            let waits = matches!(view.phase, Phase::Busy(_) | Phase::Loading);
            assert!(!waits, "waits for nothing: {view:?}");
        }
    }
}

fn cards(sim: &Sim, tab: usize) -> Vec<CardId> {
    sim.tabs[tab].cards.iter().map(|m| m.card).collect()
}

fn only_given(sim: &Sim, tab: usize, card: CardId) -> bool {
    let engine = &sim.tabs[tab].engine;
    let key = engine.cards.get(&card).and_then(|card| card.user.as_ref());
    key.and_then(|key| engine.users.get(key))
        .is_some_and(|user| user.content.profile().is_some() && user.confirmed_at.is_none())
}

/// Every mounted card shows what the server holds, or the matching failure.
pub(super) fn every_card_shows_the_truth(sim: &Sim) {
    for (tab, state) in sim.tabs.iter().enumerate() {
        assert!(state.flying.is_empty() && !state.timer_set);
        for mounted in &state.cards {
            let view = state.engine.view(mounted.card);
            let by_id = state
                .engine
                .cards
                .get(&mounted.card)
                .and_then(|card| card.user.clone())
                == mounted
                    .asked
                    .person()
                    .map(|person| people::id(person).into());
            let mut expected = expected(sim, &mounted.asked, by_id);
            let shown = (&view.phase, friendship(&view));
            if sim.told && mounted.asked.person() == sim.server.session {
                // There is no friendship with oneself: a state set by the host is shown without buttons.
                expected.1.clone_from(&shown.1);
            }
            assert_eq!(
                shown,
                (&expected.0, expected.1),
                "{:?} in tab {tab}: {view:?}",
                mounted.asked
            );
        }
    }
}

/// Every card that offers buttons and needs no fetch shows what the server holds.
pub(super) fn what_is_offered_is_true(sim: &Sim) {
    let viewer = sim.server.session.expect("somebody looks");
    for (tab, state) in sim.tabs.iter().enumerate() {
        for user_state in state.engine.users.values() {
            let Some(user) = user_state.content.profile() else {
                continue;
            };
            let unconfirmed = matches!(
                user_state.work,
                Work::Unconfirmed(..) | Work::Confirming(..)
            );
            if user_state.cards.is_empty() || user_state.stale.is_some() || unconfirmed {
                continue;
            }
            let person = people::with_id(&user.id).expect("a user nobody asked for");
            let held = sim.server.friendship(viewer, person).to_string();
            assert_eq!(user.friendship.to_string(), held, "{person} in tab {tab}");
        }
    }
}

fn friendship(view: &CardView) -> Option<String> {
    let user = view.profile.as_ref().filter(|user| !user.is_deleted());
    user.map(|user| user.friendship.to_string())
}

/// `by_id`: whether a card knows the id of its user; a username alone does not show that it is the viewer.
fn expected(sim: &Sim, asked: &Asked, by_id: bool) -> (Phase, Option<String>) {
    let failed = |fault| (Phase::Failed(fault), None);
    let Some(viewer) = sim.server.session else {
        return match asked {
            Asked::Bad => failed(Fault::BadUserid),
            Asked::Former => (Phase::Ready, None),
            _ => failed(Fault::LoggedOut),
        };
    };
    match asked {
        Asked::Bad => failed(Fault::BadUserid),
        Asked::Former => (Phase::Ready, None),
        Asked::Missing => failed(Fault::NotFound),
        // Digits alone are an id, which nobody has.
        Asked::Name(p, _)
            if people::username(*p)
                .bytes()
                .all(|byte| byte.is_ascii_digit()) =>
        {
            failed(Fault::NotFound)
        }
        Asked::Id(p) | Asked::Given(p, _) | Asked::Name(p, _) => of_person(sim, viewer, *p, by_id),
    }
}

fn of_person(sim: &Sim, viewer: Person, person: Person, by_id: bool) -> (Phase, Option<String>) {
    if person == viewer {
        return match sim.told && by_id {
            true => (Phase::Ready, None),
            false => (Phase::Failed(Fault::NotFound), None),
        };
    }
    if sim.server.deleted.contains(&person) {
        return (Phase::Failed(Fault::NotFound), None);
    }
    let state = sim.server.friendship(viewer, person);
    (Phase::Ready, Some(state.to_string()))
}

/// A run must have had no 429, and no press may have waited too long.
pub(super) fn was_well_paced(sim: &Sim) {
    assert_eq!(sim.server.refused, 0, "429 of {} requests", sim.sent);
    // The cooldown and its margin, the round trip, the browser's lock.
    let slot = 1_000 + 15 + 30 + 3;
    let sent: Vec<_> = sim
        .tabs
        .iter()
        .flat_map(|tab| tab.sent_presses.iter().copied())
        .collect();
    let waiting = sim.tabs.iter().flat_map(|tab| &tab.pressed);
    let all = sent
        .iter()
        .copied()
        .chain(waiting.map(|press| (press.at, sim.now)));
    for (pressed_at, until) in all {
        let before = |(_, sent_at): &&(Millis, Millis)| (pressed_at..until).contains(sent_at);
        let others = sent.iter().filter(before).count() as Millis;
        let waited = until - pressed_at;
        assert!(
            waited <= slot * (1 + others),
            "a press waited {waited} ms behind {others} others"
        );
    }
}
