//! Properties: whatever happens, in the end every card shows what the server holds.

use super::network::{
    any_delivery, any_live_delivery, channel_late, faithful_live_delivery, prompt_fault,
    slow_delivery,
};
use super::ops::{any_op, plain};
use super::{Sim, checks};
use crate::engine::Timing;
use proptest::prelude::*;

/// How many runs each property gets; `SIM_RUNS` in the environment sets another number.
const RUNS: u32 = 5_000;

pub(super) fn runs(default: u32) -> ProptestConfig {
    let asked = std::env::var("SIM_RUNS").ok();
    ProptestConfig {
        cases: asked.and_then(|text| text.parse().ok()).unwrap_or(default),
        failure_persistence: None,
        max_shrink_iters: 100_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(runs(RUNS))]

    #[test]
    fn one_tab_ends_with_the_truth_whatever_happens(
        told in any::<bool>(),
        ops in proptest::collection::vec(any_op(1), 1..40),
        deliveries in proptest::collection::vec(any_delivery(), 0..12),
        live in proptest::collection::vec(any_live_delivery(), 0..6),
    ) {
        let mut sim = Sim::new(1, told);
        sim.deliveries = deliveries;
        sim.live_deliveries = live;
        for op in &ops {
            sim.op(op);
        }
        checks::ends_with_the_truth(&mut sim);
    }

    #[test]
    fn three_tabs_end_with_the_truth_whatever_happens(
        told in any::<bool>(),
        ops in proptest::collection::vec(any_op(3), 1..50),
        deliveries in proptest::collection::vec(any_delivery(), 0..12),
        live in proptest::collection::vec(any_live_delivery(), 0..6),
        lates in proptest::collection::vec(channel_late(), 0..6),
    ) {
        let mut sim = Sim::new(3, told);
        sim.channel_lates = lates;
        sim.deliveries = deliveries;
        sim.live_deliveries = live;
        for op in &ops {
            sim.op(op);
        }
        checks::ends_with_the_truth(&mut sim);
    }

    /// If no message is lost or too late and no request times out, cards converge without
    /// anybody coming back to the page.
    #[test]
    fn no_return_is_needed_where_nothing_is_lost(
        ops in proptest::collection::vec(plain(2), 1..40),
        deliveries in proptest::collection::vec(slow_delivery(), 0..12),
        live in proptest::collection::vec(faithful_live_delivery(Timing::default().settle), 0..6),
        lates in proptest::collection::vec(channel_late(), 0..6),
    ) {
        let mut sim = Sim::new(2, true);
        sim.channel_lates = lates;
        sim.deliveries = deliveries;
        sim.live_deliveries = live;
        for op in &ops {
            sim.op(op);
        }
        sim.wait_for_quiet();
        checks::every_card_shows_the_truth(&sim);
    }

    /// If no message is lost and no request is handled after its time-out, a card that offers
    /// buttons and waits for nothing shows the server's state, whatever happened to the replies.
    #[test]
    fn what_is_offered_is_true_whatever_becomes_of_answers(
        ops in proptest::collection::vec(plain(1), 1..40),
        deliveries in proptest::collection::vec(prompt_fault(), 0..12),
        live in proptest::collection::vec(faithful_live_delivery(Timing::default().settle), 0..6),
    ) {
        let mut sim = Sim::new(1, true);
        sim.deliveries = deliveries;
        sim.live_deliveries = live;
        for op in &ops {
            sim.op(op);
        }
        sim.wait_for_quiet();
        checks::what_is_offered_is_true(&sim);
    }
}
