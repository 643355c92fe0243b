//! The figures that are promised: twenty cards, a cooldown of one second, and
//! a way of 20 ms there and back. In virtual time.

use super::people::ALL;
use super::{Asked, Stage, checks};
use crate::engine::{CardId, Millis, Phase};

const CARDS: usize = 20;
/// What the cooldown imposes on twenty requests.
const IMPOSED: Millis = 19_000;
/// The cooldown and its margin, the way, the browser's lock.
const SLOT: Millis = 1_000 + 15 + 20 + 2;

fn twenty_cards(tabs: usize) -> Stage {
    let mut stage = Stage::new(tabs, true);
    for person in ALL - CARDS..ALL {
        stage.mount(person % tabs, Asked::Id(person), true);
    }
    stage
}

fn all_are_shown(stage: &Stage) -> bool {
    stage.tabs.iter().all(|tab| {
        let mut cards = tab.cards.iter();
        cards.all(|mounted| tab.engine.view(mounted.card).phase == Phase::Ready)
    })
}

/// How long it takes, in virtual milliseconds.
fn until_all_are_shown(stage: &mut Stage) -> Millis {
    let start = stage.now;
    while !all_are_shown(stage) {
        stage.wait(1);
        assert!(stage.now - start < 60_000, "they never are");
    }
    stage.now - start
}

fn within_a_tenth(tabs: usize) {
    let mut stage = twenty_cards(tabs);
    let took = until_all_are_shown(&mut stage);
    println!(
        "{CARDS} cards in {tabs} tab(s): all shown after {took} ms, {} × 429",
        stage.server.refused
    );
    assert!(took <= IMPOSED + IMPOSED / 10, "{took} ms");
    assert_eq!(stage.server.refused, 0);
    stage.wait_for_quiet();
    checks::every_card_shows_the_truth(&stage);
}

#[test]
fn twenty_cards_are_shown_within_a_tenth_of_what_the_cooldown_imposes() {
    within_a_tenth(1);
}

#[test]
fn twenty_cards_in_two_tabs_are_shown_within_a_tenth_of_what_the_cooldown_imposes() {
    within_a_tenth(2);
}

/// Presses at every phase of the slot, in the middle of the twenty fetches.
fn a_press_waits_a_slot_at_most(tabs: usize) {
    let mut longest = 0;
    for after in (0..SLOT).step_by(41) {
        let mut stage = twenty_cards(tabs);
        stage.wait(9_000 + after);
        let pressed_in = (0..tabs).find(|tab| stage.press(*tab, first_ready(&stage, *tab), 0));
        assert!(pressed_in.is_some(), "nothing to press");
        stage.wait_for_quiet();
        let (pressed, sent) = stage.tabs[pressed_in.unwrap()].sent_presses[0];
        longest = longest.max(sent - pressed);
        assert_eq!(stage.server.refused, 0);
        checks::every_card_shows_the_truth(&stage);
    }
    println!("a press behind the fetches of {tabs} tab(s) waits {longest} ms at most");
    assert!(longest <= SLOT, "{longest} ms");
}

fn first_ready(stage: &Stage, tab: usize) -> CardId {
    let tab = &stage.tabs[tab];
    let ready = |card: &CardId| tab.engine.view(*card).phase == Phase::Ready;
    let mut cards = tab.cards.iter().map(|mounted| mounted.card);
    cards.find(ready).unwrap()
}

#[test]
fn a_press_behind_twenty_fetches_waits_one_slot_at_most() {
    a_press_waits_a_slot_at_most(1);
}

#[test]
fn a_press_behind_the_fetches_of_two_tabs_waits_one_slot_at_most() {
    a_press_waits_a_slot_at_most(2);
}

/// Past the length of run after which a shorter gap is tried.
#[test]
fn a_server_without_a_cooldown_is_not_kept_waiting() {
    let mut stage = Stage::new(1, true);
    stage.server.cooldown = false;
    let card = stage.mount(0, Asked::Id(2), true);
    for _ in 0..70 {
        stage.with(0, |engine, now| engine.refresh(card, now));
        stage.wait_for_quiet();
    }
    let start = stage.now;
    for _ in 0..10 {
        stage.with(0, |engine, now| engine.refresh(card, now));
        stage.wait_for_quiet();
    }
    assert!(stage.now - start < 500, "{} ms", stage.now - start);
}
