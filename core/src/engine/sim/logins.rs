//! Regression tests: the viewer, logins, and tabs that disagree about them. Each failed once.

use super::checks::every_card_shows_the_truth;
use super::{Asked, Op, Sim, people};
use crate::api::Fault;
use crate::engine::{CardId, Event, Phase};

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
