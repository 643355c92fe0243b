//! Regression tests: the viewer, logins, and tabs that disagree about them. Each failed once.

use super::checks::every_card_shows_the_truth;
use super::network::NetworkFault;
use super::{Asked, Delivery, Op, Sim, people};
use crate::api::Fault;
use crate::engine::{CardEvent, CardId, Effect, Event, Phase};

const DEVANKA: usize = 2;
const SAKURA: usize = 3;

fn phase(sim: &Sim, card: CardId) -> Phase {
    sim.tabs[0].engine.view(card).phase
}

#[test]
fn logging_in_brings_back_the_cards_that_said_logged_out() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.op(&Op::Login(None));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Failed(Fault::LoggedOut));
    sim.op(&Op::Login(Some(0)));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn one_answer_brings_back_all_cards_that_said_logged_out() {
    let mut sim = Sim::new(2, false);
    sim.server.session = None;
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    sim.server.session = Some(0);
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn nothing_of_one_login_is_left_after_a_logout_and_another_login() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    // The host sets the viewer before the server knows of the login.
    sim.handle(0, Event::Viewer(None));
    sim.wait_for_quiet();
    sim.server.session = Some(1);
    sim.handle(0, Event::Viewer(Some(people::id(1).into())));
    assert_eq!(phase(&sim, card), Phase::Loading);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn ones_own_card_that_was_not_found_is_ready_once_it_is_known_to_be_ones_own() {
    let mut sim = Sim::new(1, false);
    let card = sim.attach(0, Asked::Id(0), true);
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Failed(Fault::NotFound));
    sim.handle(0, Event::Viewer(Some(people::id(0).into())));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Ready);
}

#[test]
fn two_tabs_that_disagree_who_looks_do_not_ask_for_ever() {
    let mut sim = Sim::new(2, false);
    for (tab, viewer) in [(0, 0), (1, 1)] {
        sim.handle(tab, Event::Viewer(Some(people::id(viewer).into())));
        sim.attach(tab, Asked::Id(DEVANKA), true);
    }
    sim.wait_for_quiet();
    assert!(sim.sent < 8, "{} requests", sim.sent);
}

#[test]
fn a_deleted_account_is_still_one_after_a_logout() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Former, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.op(&Op::Login(None));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Ready);
}

#[test]
fn one_401_alone_is_not_believed() {
    let stray = Delivery {
        fault: NetworkFault::Unauthorized,
        ..Delivery::GOOD
    };
    // To a fetch, and to an action.
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![Delivery::GOOD, stray, Delivery::GOOD, Delivery::GOOD];
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Ready);
    sim.deliveries = vec![stray];
    assert!(sim.press(0, card, 1));
    sim.wait(10);
    sim.deliveries.clear();
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
    assert_eq!(sim.tabs[0].sent_presses.len(), 1);
}

#[test]
fn the_same_person_logging_in_again_brings_back_the_cards() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.server.session = None;
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Failed(Fault::LoggedOut));
    sim.server.session = Some(0);
    sim.set_viewer(0, Some(0));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_login_in_another_tab_brings_back_the_cards_even_of_other_users() {
    let mut sim = Sim::new(2, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    sim.server.session = None;
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    sim.server.session = Some(0);
    sim.set_viewer(1, Some(0));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn another_login_in_another_tab_is_noticed_at_once() {
    let mut sim = Sim::new(2, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    sim.server.session = Some(1);
    sim.set_viewer(1, Some(1));
    sim.wait(10);
    assert_eq!(phase(&sim, card), Phase::Loading, "before any answer");
    assert!(!sim.press(0, card, 0));
    sim.wait_for_quiet();
    let friendship = sim.server.friendship(1, DEVANKA).to_string();
    let shown = sim.tabs[0].engine.view(card).profile.unwrap();
    assert_eq!(shown.friendship.to_string(), friendship);
}

#[test]
fn nothing_of_another_login_is_left_once_the_tabs_agree_again() {
    let mut sim = Sim::new(2, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    for session in [1, 0] {
        sim.server.session = Some(session);
        sim.set_viewer(1, Some(session));
        sim.wait_for_quiet();
    }
    every_card_shows_the_truth(&sim);
}

#[test]
fn nothing_of_another_login_is_left_once_the_host_sets_its_viewer_again() {
    let mut sim = Sim::new(2, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.server.session = Some(1);
    sim.set_viewer(1, Some(1));
    sim.wait_for_quiet();
    sim.server.session = Some(0);
    sim.set_viewer(0, Some(0));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_card_knows_that_it_is_ones_own_from_whoever_set_the_viewer() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(0), true);
    sim.wait_for_quiet();
    let view = sim.tabs[0].engine.view(card);
    assert_eq!((view.phase, view.own), (Phase::Ready, true));
}

#[test]
fn a_host_hears_of_a_login_that_has_ended() {
    let mut sim = Sim::new(1, false);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    let clock = sim.clock();
    let engine = &mut sim.tabs[0].engine;
    let effects = engine.handle(Event::Tab(crate::engine::TabMessage::LoggedOut), clock);
    let heard = effects.iter().any(|effect| {
        matches!(effect, Effect::Emit(heard, CardEvent::Failed(failure))
            if *heard == card && failure.fault == Fault::LoggedOut)
    });
    assert!(heard, "{effects:?}");
    let seen = sim.tabs[0].engine.view(card);
    assert_eq!(seen.profile, None);
    assert_eq!(seen.last_known.unwrap().id, people::id(DEVANKA));
}
