//! Properties of the pace: with prompt replies and no other calls, no 429 and no press that waits.

use super::convergence::runs;
use super::network::prompt_delivery;
use super::ops::alone;
use super::{Asked, Sim, checks};
use crate::engine::Timing;
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
