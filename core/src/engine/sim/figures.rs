//! Performance goals in virtual time: twenty cards, a cooldown of one second, and a round trip
//! of 20 ms.

use super::network::NetworkFault;
use super::people::ALL;
use super::{Asked, Delivery, Sim, checks};
use crate::engine::{CardId, Event, Millis, Phase, Timing};

const CARDS: usize = 20;
/// The time that the cooldown alone imposes on twenty requests.
const IMPOSED: Millis = 19_000;
/// The cooldown and its margin, the round trip, the browser's lock.
const SLOT: Millis = 1_000 + 15 + 20 + 2;

fn twenty_cards(tabs: usize) -> Sim {
    let mut sim = Sim::new(tabs, true);
    for person in ALL - CARDS..ALL {
        sim.attach(person % tabs, Asked::Id(person), true);
    }
    sim
}

fn all_are_shown(sim: &Sim) -> bool {
    sim.tabs.iter().all(|tab| {
        let mut cards = tab.cards.iter();
        cards.all(|mounted| tab.engine.view(mounted.card).phase == Phase::Ready)
    })
}

/// How long a run takes, in virtual milliseconds.
fn until_all_are_shown(sim: &mut Sim) -> Millis {
    let start = sim.now;
    while !all_are_shown(sim) {
        sim.wait(1);
        assert!(sim.now - start < 60_000, "they never are");
    }
    sim.now - start
}

fn within_a_tenth(tabs: usize) {
    let mut sim = twenty_cards(tabs);
    let took = until_all_are_shown(&mut sim);
    println!(
        "{CARDS} cards in {tabs} tab(s): all shown after {took} ms, {} × 429",
        sim.server.refused
    );
    assert!(took <= IMPOSED + IMPOSED / 10, "{took} ms");
    assert_eq!(sim.server.refused, 0);
    sim.wait_for_quiet();
    checks::every_card_shows_the_truth(&sim);
}

#[test]
fn twenty_cards_are_shown_within_a_tenth_of_what_the_cooldown_imposes() {
    within_a_tenth(1);
}

#[test]
fn twenty_cards_in_two_tabs_are_shown_within_a_tenth_of_what_the_cooldown_imposes() {
    within_a_tenth(2);
}

/// Presses at different times within the gap, in the middle of the twenty fetches.
fn a_press_waits_a_slot_at_most(tabs: usize) {
    let mut longest = 0;
    for after in (0..SLOT).step_by(41) {
        let mut sim = twenty_cards(tabs);
        sim.wait(9_000 + after);
        let pressed_in = (0..tabs).find(|tab| sim.press(*tab, first_ready(&sim, *tab), 0));
        assert!(pressed_in.is_some(), "nothing to press");
        sim.wait_for_quiet();
        let (pressed, sent) = sim.tabs[pressed_in.unwrap()].sent_presses[0];
        longest = longest.max(sent - pressed);
        assert_eq!(sim.server.refused, 0);
        checks::every_card_shows_the_truth(&sim);
    }
    println!("a press behind the fetches of {tabs} tab(s) waits {longest} ms at most");
    assert!(longest <= SLOT, "{longest} ms");
}

fn first_ready(sim: &Sim, tab: usize) -> CardId {
    let tab = &sim.tabs[tab];
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

#[test]
fn a_server_without_a_cooldown_is_not_kept_waiting() {
    let mut sim = Sim::with_timing(
        1,
        Timing {
            cooldown: 0,
            ..Timing::default()
        },
    );
    sim.server.cooldown = false;
    let card = sim.attach(0, Asked::Id(2), true);
    let start = sim.now;
    for _ in 0..10 {
        sim.handle(0, Event::Refresh(card));
        sim.wait_for_quiet();
    }
    assert!(sim.now - start < 500, "{} ms", sim.now - start);
}

/// The host app's own calls share the cooldown, so runs of 429 are normal.
#[test]
fn a_run_of_429s_does_not_slow_what_comes_after_the_first_good_answer() {
    let mut sim = Sim::new(1, true);
    let refused = Delivery {
        fault: NetworkFault::TooMany(None),
        ..Delivery::GOOD
    };
    sim.deliveries = vec![refused];
    sim.attach(0, Asked::Id(2), true);
    sim.wait(4 * SLOT);
    sim.deliveries.clear();
    // The longest gap that this run can have caused.
    sim.wait(8_015 + SLOT);
    assert!(all_are_shown(&sim));
    let start = sim.now;
    for person in 3..=6 {
        sim.attach(0, Asked::Id(person), true);
    }
    until_all_are_shown(&mut sim);
    let took = sim.now - start;
    assert!(took <= 4 * SLOT, "{took} ms for four cards after the run");
}
