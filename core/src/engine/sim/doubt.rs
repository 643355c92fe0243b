//! Regression tests: actions whose outcome is unknown. Each failed once.

use super::network::NetworkFault;
use super::{Asked, Delivery, Sim};
use crate::Action;
use crate::api::Fault;
use crate::engine::{CardId, CardView, Event, Notice, Phase};

const DEVANKA: usize = 2;

fn view(sim: &Sim, tab: usize, card: CardId) -> CardView {
    sim.tabs[tab].engine.view(card)
}

fn lost_after() -> Delivery {
    Delivery {
        fault: NetworkFault::LostAfter,
        ..Delivery::GOOD
    }
}

fn lost_before() -> Delivery {
    Delivery {
        fault: NetworkFault::LostBefore,
        ..Delivery::GOOD
    }
}

/// Two copies of a card; the answer to a rejection is lost, and so is every read after it.
fn unconfirmed(tabs: usize) -> (Sim, CardId, CardId) {
    let mut sim = Sim::new(tabs, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    let copy = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.wait(5_000);
    sim.deliveries = vec![lost_after()];
    assert!(sim.press(0, card, 1));
    sim.wait(10);
    sim.deliveries = vec![lost_before()];
    sim.wait_for_quiet();
    (sim, card, copy)
}

#[test]
fn all_copies_say_that_the_outcome_is_unknown() {
    let (sim, card, copy) = unconfirmed(1);
    let (pressed, other) = (view(&sim, 0, card), view(&sim, 0, copy));
    assert_eq!(pressed, other);
    let unknown = Phase::Unconfirmed {
        fault: Fault::Lost,
        action: Some(Action::Ignore),
    };
    assert_eq!(pressed.phase, unknown);
    assert_eq!(pressed.notice, None, "not that the connection was lost");
}

#[test]
fn checking_again_tells_what_came_of_the_action() {
    let (mut sim, card, copy) = unconfirmed(1);
    sim.deliveries.clear();
    // On any copy.
    sim.handle(0, Event::Refresh(copy));
    sim.wait_for_quiet();
    let seen = view(&sim, 0, card);
    assert_eq!(seen.phase, Phase::Ready);
    assert_eq!(seen.notice, Some(Notice::Done(Action::Ignore)));
}

#[test]
fn an_action_that_turns_out_not_to_have_been_done_is_said_to_have_failed() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![lost_before()];
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    sim.deliveries.clear();
    let sent = sim.sent;
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    let seen = view(&sim, 0, card);
    let notice = Notice::Failed(Fault::Lost, Some(Action::Ignore));
    assert_eq!((seen.phase, seen.notice), (Phase::Ready, Some(notice)));
    assert_eq!(sim.sent, sent + 1, "it is not sent again without a press");
}

#[test]
fn another_tab_that_knows_the_outcome_tells_it() {
    let (mut sim, card, _) = unconfirmed(2);
    sim.deliveries.clear();
    sim.attach(1, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    let seen = view(&sim, 0, card);
    assert_eq!(seen.phase, Phase::Ready);
    assert_eq!(seen.notice, Some(Notice::Done(Action::Ignore)));
}

#[test]
fn a_failed_refresh_is_not_complained_about_after_a_good_one() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![lost_before()];
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    let notice = Notice::Failed(Fault::Lost, None);
    assert_eq!(view(&sim, 0, card).notice, Some(notice));
    sim.deliveries.clear();
    sim.handle(0, Event::RefreshAll);
    sim.wait_for_quiet();
    assert_eq!(view(&sim, 0, card).notice, None);
}
