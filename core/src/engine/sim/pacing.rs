//! Properties of the pace: with prompt replies and no other calls, no 429 and no press that waits.

use super::convergence::runs;
use super::network::NetworkFault;
use super::network::prompt_delivery;
use super::ops::alone;
use super::{Asked, Delivery, Sim, checks};
use crate::api::Fault;
use crate::engine::{Event, Notice, Phase, Timing};
use proptest::prelude::*;

proptest! {
    #![proptest_config(runs(1_500))]

    #[test]
    fn paced_tabs_never_provoke_a_429_and_no_press_waits_more_than_a_slot(
        (tabs, ops) in (1usize..4).prop_flat_map(|tabs| {
            (Just(tabs), proptest::collection::vec(alone(tabs), 1..40))
        }),
        deliveries in proptest::collection::vec(prompt_delivery(), 1..6),
    ) {
        let mut sim = Sim::new(tabs, true);
        sim.deliveries = deliveries;
        for op in &ops {
            sim.op(op);
        }
        sim.wait_for_quiet();
        checks::was_well_paced(&sim);
    }
}

/// A server may allow far fewer requests than the usual one a second.
#[test]
fn a_tab_does_not_take_the_lock_from_one_that_keeps_a_long_gap() {
    let timing = Timing {
        cooldown: 10_000,
        ..Timing::default()
    };
    let mut sim = Sim::with_timing(2, timing);
    for tab in 0..2 {
        for person in 2..5 {
            sim.attach(tab, Asked::Id(person), true);
        }
    }
    sim.wait_for_quiet();
    assert_eq!(sim.stolen, 0);
}

const DEVANKA: usize = 2;

fn faulty(fault: NetworkFault) -> Vec<Delivery> {
    let good = Delivery::GOOD;
    vec![Delivery { fault, ..good }]
}

#[test]
fn a_wait_that_is_too_long_does_not_keep_a_person_from_trying_again() {
    for hour in [3_600_000, u64::MAX] {
        let mut sim = Sim::new(1, true);
        let card = sim.attach(0, Asked::Id(DEVANKA), true);
        sim.wait_for_quiet();
        sim.deliveries = faulty(NetworkFault::TooMany(Some(hour)));
        assert!(sim.press(0, card, 1));
        sim.wait(3_000);
        sim.deliveries.clear();
        let notice = sim.tabs[0].engine.view(card).notice;
        assert!(matches!(notice, Some(Notice::Failed(Fault::TooMany, _))));
        assert!(sim.press(0, card, 1));
        sim.wait(3_000);
        assert_eq!(sim.tabs[0].engine.view(card).phase, Phase::Ready);
        checks::every_card_shows_the_truth(&sim);
        assert_eq!(sim.tabs[0].sent_presses.len(), 2);
    }
}

#[test]
fn every_card_can_be_tried_by_hand_while_the_server_wants_too_long_a_wait() {
    let mut sim = Sim::new(1, true);
    sim.deliveries = faulty(NetworkFault::TooMany(Some(3_600_000)));
    let cards = [DEVANKA, DEVANKA + 1].map(|person| sim.attach(0, Asked::Id(person), true));
    sim.wait(6_000);
    for card in cards {
        let view = sim.tabs[0].engine.view(card);
        assert_eq!(view.phase, Phase::Failed(Fault::TooMany));
    }
    sim.deliveries.clear();
    for card in cards {
        sim.handle(0, Event::Refresh(card));
    }
    sim.wait(6_000);
    checks::every_card_shows_the_truth(&sim);
}

#[test]
fn a_server_that_says_when_it_is_back_is_not_asked_before() {
    let mut sim = Sim::new(1, true);
    sim.deliveries = faulty(NetworkFault::Unavailable(30_000));
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait(3_000);
    sim.deliveries.clear();
    sim.wait(26_000);
    let view = sim.tabs[0].engine.view(card);
    assert_eq!((sim.sent, view.phase), (1, Phase::Loading));
    assert!(view.retry_at.is_some(), "the person is told");
    sim.wait(3_000);
    checks::every_card_shows_the_truth(&sim);

    sim.deliveries = faulty(NetworkFault::Unavailable(30_000));
    assert!(sim.press(0, card, 1));
    sim.wait(3_000);
    sim.deliveries.clear();
    sim.wait(26_000);
    let view = sim.tabs[0].engine.view(card);
    assert!(matches!(view.phase, Phase::Busy(_)), "{view:?}");
    assert!(view.retry_at.is_some(), "the person is told");
    sim.wait_for_quiet();
    checks::every_card_shows_the_truth(&sim);
}
