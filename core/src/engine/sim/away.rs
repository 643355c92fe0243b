//! Regression tests: pages that are left, frozen or offline, and locks that are not granted. Each
//! failed once.

use super::checks::every_card_shows_the_truth;
use super::network::NetworkFault;
use super::{Asked, Delivery, LiveDelivery, Sim};
use crate::Action;
use crate::api::Fault;
use crate::engine::{CardId, CardView, Event, Millis, Notice, Phase};

const DEVANKA: usize = 2;
const SAKURA: usize = 3;

/// Longer than any tab waits for the lock.
const PATIENCE: Millis = 6_000;

fn view(sim: &Sim, card: CardId) -> CardView {
    sim.tabs[0].engine.view(card)
}

/// One tab with one card, whose request is in.
fn loaded() -> (Sim, CardId) {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.wait(5_000);
    (sim, card)
}

fn lost() -> Delivery {
    Delivery {
        fault: NetworkFault::LostBefore,
        ..Delivery::GOOD
    }
}

#[test]
fn no_press_counts_after_the_back_forward_cache_before_the_state_is_read() {
    let (mut sim, card) = loaded();
    sim.tabs[0].away = true;
    sim.handle(0, Event::Leave);
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.wait(30_000);
    sim.tabs[0].away = false;
    sim.handle(0, Event::Return);
    assert_eq!(view(&sim, card).phase, Phase::Loading);
    assert!(!sim.press(0, card, 0), "the old button counted");
    sim.wait_for_quiet();
    assert!(sim.tabs[0].sent_presses.is_empty());
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_state_that_cannot_be_read_after_the_back_forward_cache_has_no_buttons() {
    let (mut sim, card) = loaded();
    sim.deliveries = vec![lost()];
    sim.go_away(0, 30_000);
    sim.wait_for_quiet();
    let seen = view(&sim, card);
    let unconfirmed = Phase::Unconfirmed {
        fault: Fault::Lost,
        action: None,
    };
    assert_eq!(seen.phase, unconfirmed);
    sim.deliveries.clear();
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn an_answer_that_the_back_forward_cache_swallowed_is_found_out() {
    let (mut sim, card) = loaded();
    assert!(sim.press(0, card, 1));
    sim.wait(3);
    sim.go_away(0, 30_000);
    sim.wait_for_quiet();
    assert_eq!(view(&sim, card).notice, Some(Notice::Done(Action::Ignore)));
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_host_that_missed_messages_has_every_state_read_again() {
    let (mut sim, _) = loaded();
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.attach(0, Asked::Given(4, Some(3)), true);
    sim.wait_for_quiet();
    sim.live_deliveries = vec![LiveDelivery(Vec::new())];
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.other(SAKURA, 0, Action::Unfriend);
    sim.handle(0, Event::RefreshAll);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn what_was_pressed_is_sent_when_the_page_is_left() {
    let (mut sim, card) = loaded();
    // The cooldown is not over when the page is left.
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait(30);
    assert!(sim.press(0, card, 0));
    assert!(sim.tabs[0].engine.action_waits());
    sim.tabs[0].away = true;
    sim.handle(0, Event::Leave);
    assert_eq!(sim.tabs[0].sent_presses.len(), 1);
    assert!(!sim.tabs[0].engine.action_waits());
}

#[test]
fn a_tab_that_stands_still_with_the_lock_does_not_hold_up_the_others() {
    let (mut sim, card) = loaded();
    // Another page took it, and shows an `alert()`.
    sim.lock.push_back(usize::MAX);
    sim.granted = true;
    assert!(sim.press(0, card, 1));
    sim.wait(PATIENCE);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
    // The next press need not wait again.
    assert!(sim.press(0, card, 0));
    sim.wait(2_000);
    every_card_shows_the_truth(&sim);
}

#[test]
fn what_the_browser_says_about_being_online_is_only_a_hint() {
    let mut sim = Sim::new(1, true);
    sim.handle(0, Event::Online(false));
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    assert_eq!(view(&sim, card).phase, Phase::Ready);
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_press_that_fails_while_offline_is_not_repeated_by_itself() {
    let (mut sim, card) = loaded();
    sim.deliveries = vec![lost()];
    sim.go_online(false);
    let sent = sim.sent;
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    let seen = view(&sim, card);
    assert_eq!(seen.phase, Phase::Ready);
    let notice = Notice::Failed(Fault::Offline, Some(Action::Ignore));
    assert_eq!(seen.notice, Some(notice));
    assert!(sim.sent <= sent + 2, "the action, and one read");
    sim.deliveries.clear();
    sim.go_online(true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn an_answer_lost_with_the_network_is_found_out_when_it_is_back() {
    let (mut sim, card) = loaded();
    assert!(sim.press(0, card, 1));
    sim.wait(3);
    sim.deliveries = vec![lost()];
    sim.go_online(false);
    sim.wait_for_quiet();
    let seen = view(&sim, card);
    assert_eq!(seen.phase, Phase::Busy(Action::Ignore), "nobody knows");
    assert!(seen.offline);
    sim.deliveries.clear();
    sim.go_online(true);
    sim.wait_for_quiet();
    assert_eq!(view(&sim, card).notice, Some(Notice::Done(Action::Ignore)));
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_fetch_that_fails_while_offline_goes_on_when_online() {
    let mut sim = Sim::new(1, true);
    sim.deliveries = vec![lost()];
    sim.go_online(false);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    let seen = view(&sim, card);
    assert_eq!((seen.phase, seen.offline), (Phase::Loading, true));
    assert_eq!(sim.sent, 1);
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    assert_eq!(sim.sent, 2, "a press tries");
    sim.deliveries.clear();
    sim.go_online(true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}
