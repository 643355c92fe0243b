//! Regression tests: messages and actions of other tabs. Each failed once.

use super::checks::{every_card_shows_the_truth, was_well_paced};
use super::{Asked, Delivery, LiveDelivery, Sim, people};
use crate::Action;
use crate::engine::{CardId, Event, Interval, Millis, Phase, TabMessage};

const DEVANKA: usize = 2;
const SAKURA: usize = 3;

fn slow(there: Millis, back: Millis) -> Delivery {
    Delivery {
        there,
        back,
        ..Delivery::GOOD
    }
}

fn phase(sim: &Sim, card: CardId) -> Phase {
    sim.tabs[0].engine.view(card).phase
}

fn shown(sim: &Sim, card: CardId) -> String {
    let view = sim.tabs[0].engine.view(card);
    view.profile.unwrap().friendship.to_string()
}

#[test]
fn another_tabs_message_about_a_username_being_read_makes_it_read_again() {
    let mut sim = Sim::new(2, true);
    sim.attach(1, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![slow(1, 9_000), Delivery::GOOD];
    sim.deliveries.rotate_left(1);
    let card = sim.attach(0, Asked::Name(DEVANKA, false), true);
    sim.wait(3_500);
    assert!(sim.press(1, CardId(0), 0));
    sim.wait(9_005 - 3_500);
    assert_eq!(phase(&sim, card), Phase::Loading, "the old answer counted");
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn another_tabs_old_message_does_not_cancel_the_check_of_a_newer_message() {
    let mut sim = Sim::new(1, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait(30);
    let now = sim.clock();
    // Another tab's reply from a moment ago, delivered while the state changed.
    let message = TabMessage::Confirmed {
        viewer: None,
        user: people::shared(SAKURA, 1),
        interval: Interval {
            earliest: now - 2,
            latest: now - 1,
        },
    };
    sim.other(SAKURA, 0, Action::Unfriend);
    sim.wait(10);
    sim.handle(0, Event::Tab(message));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn another_tabs_old_message_does_not_withdraw_a_press() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait(100);
    let now = sim.clock();
    assert!(sim.press(0, card, 1));
    let message = TabMessage::Confirmed {
        viewer: None,
        user: people::shared(DEVANKA, 0),
        interval: Interval {
            earliest: now - 9_000,
            latest: now - 8_000,
        },
    };
    sim.handle(0, Event::Tab(message));
    assert_eq!(phase(&sim, card), Phase::Busy(Action::Ignore));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_tab_that_is_hidden_does_not_give_its_turn_away_before_the_cooldown_is_over() {
    let mut sim = Sim::new(2, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait(5);
    sim.show_tab(0, false);
    sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    assert_eq!(sim.server.refused, 0);
}

#[test]
fn every_press_is_let_go_before_another_tabs_fetch() {
    let mut sim = Sim::new(2, true);
    let one = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait(1_200);
    let two = sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait(40);
    assert!(sim.press(0, one, 0));
    assert!(sim.press(0, two, 0));
    sim.attach(1, Asked::Id(4), true);
    sim.wait_for_quiet();
    was_well_paced(&sim);
}

#[test]
fn another_tabs_answer_during_an_action_makes_the_state_be_read_afterwards() {
    let mut sim = Sim::new(2, true);
    sim.live_deliveries = vec![LiveDelivery(Vec::new())];
    let here = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    let there = sim.attach(1, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![Delivery::GOOD, slow(1, 5_000)];
    assert!(sim.press(0, here, 1));
    sim.wait(2_100);
    sim.deliveries.clear();
    sim.other(DEVANKA, 0, Action::Add);
    assert!(sim.press(1, there, 0));
    sim.wait(500);
    // No other tab is left to notice.
    sim.detach(1, there);
    sim.wait_for_quiet();
    assert_eq!(shown(&sim, here), "1");
    every_card_shows_the_truth(&sim);
}

#[test]
fn another_tabs_message_from_before_a_message_that_nobody_here_heard_is_checked() {
    let mut sim = Sim::new(2, true);
    let there = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.channel_lates = vec![3_000];
    assert!(sim.press(0, there, 0));
    sim.wait(100);
    sim.other(DEVANKA, 0, Action::Unfriend);
    sim.wait(10);
    sim.detach(0, there);
    sim.wait(2_850);
    // Its own fetch waits while the old message arrives.
    sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait(20);
    sim.attach(1, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn actions_of_both_tabs_go_before_a_fetch() {
    let mut sim = Sim::new(2, true);
    let one = sim.attach(0, Asked::Id(4), true);
    let two = sim.attach(0, Asked::Id(DEVANKA), true);
    let there = sim.attach(1, Asked::Id(SAKURA), true);
    sim.wait(2_110);
    assert!(sim.press(0, two, 0));
    assert!(sim.press(1, there, 0));
    assert!(sim.press(0, one, 0));
    sim.attach(1, Asked::Name(DEVANKA, false), true);
    sim.wait_for_quiet();
    was_well_paced(&sim);
}

#[test]
fn another_tabs_message_from_before_a_live_message_that_said_nothing_new_is_checked() {
    let mut sim = Sim::new(2, true);
    let here = sim.attach(0, Asked::Id(4), true);
    let there = sim.attach(1, Asked::Id(4), true);
    sim.wait_for_quiet();
    sim.other(4, 0, Action::Ignore);
    sim.wait_for_quiet();
    sim.wait(6_000);
    // I ask there, and they reject at once: their message is faster than the tab's.
    sim.channel_lates = vec![50];
    assert!(sim.press(1, there, 0));
    // No other tab is left to notice.
    sim.detach(1, there);
    sim.wait(23);
    sim.other(4, 0, Action::Ignore);
    sim.wait_for_quiet();
    assert_eq!(shown(&sim, here), "0");
    every_card_shows_the_truth(&sim);
}
