//! Who looks, who is logged in, and tabs that disagree about it. Each went wrong once.

use super::checks::every_card_shows_the_truth;
use super::{Asked, Stage, Step, people};
use crate::api::Fault;
use crate::engine::{CardId, Phase};

const DEVANKA: usize = 2;
const SAKURA: usize = 3;

fn phase(stage: &Stage, card: CardId) -> Phase {
    stage.tabs[0].engine.view(card).phase
}

#[test]
fn logging_in_brings_back_the_cards_that_said_logged_out() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.step(&Step::Login(None));
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Failed(Fault::LoggedOut));
    stage.step(&Step::Login(Some(0)));
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn one_answer_brings_back_all_cards_that_said_logged_out() {
    let mut stage = Stage::new(2, false);
    stage.server.session = None;
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.mount(0, Asked::Id(SAKURA), true);
    stage.mount(1, Asked::Id(SAKURA), true);
    stage.wait_for_quiet();
    stage.server.session = Some(0);
    stage.with(0, |engine, now| engine.refresh(card, now));
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn nothing_of_one_login_is_left_after_a_logout_and_another_login() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    // The host says so before the server knows.
    stage.with(0, |engine, now| engine.set_viewer(None, now));
    stage.wait_for_quiet();
    stage.server.session = Some(1);
    stage.with(0, |engine, now| engine.set_viewer(Some(people::id(1)), now));
    assert_eq!(phase(&stage, card), Phase::Loading);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn ones_own_card_that_was_not_found_is_ready_once_it_is_known_to_be_ones_own() {
    let mut stage = Stage::new(1, false);
    let card = stage.mount(0, Asked::Id(0), true);
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Failed(Fault::NotFound));
    stage.with(0, |engine, now| engine.set_viewer(Some(people::id(0)), now));
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Ready);
}

#[test]
fn two_tabs_that_disagree_who_looks_do_not_ask_for_ever() {
    let mut stage = Stage::new(2, false);
    for (tab, viewer) in [(0, 0), (1, 1)] {
        stage.with(tab, |engine, now| {
            engine.set_viewer(Some(people::id(viewer)), now);
        });
        stage.mount(tab, Asked::Id(DEVANKA), true);
    }
    stage.wait_for_quiet();
    assert!(stage.sent < 8, "{} requests", stage.sent);
}

#[test]
fn a_deleted_account_is_still_one_after_a_logout() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Former, true);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.step(&Step::Login(None));
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Ready);
}
