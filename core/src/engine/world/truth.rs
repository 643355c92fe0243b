//! Whatever happens: in the end every card shows what the server holds.

use super::network::{
    any_fate, any_live_fate, channel_late, faithful_live_fate, prompt_trouble, slow_fate,
};
use super::script::{any_step, plain};
use super::{Stage, checks};
use crate::engine::Timing;
use proptest::prelude::*;

/// How many runs each property gets; `WORLD_RUNS` in the environment sets another number.
const RUNS: u32 = 5_000;

fn runs() -> ProptestConfig {
    let asked = std::env::var("WORLD_RUNS").ok();
    ProptestConfig {
        cases: asked.and_then(|text| text.parse().ok()).unwrap_or(RUNS),
        failure_persistence: None,
        max_shrink_iters: 100_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(runs())]

    #[test]
    fn one_tab_ends_with_the_truth_whatever_happens(
        told in any::<bool>(),
        steps in proptest::collection::vec(any_step(1), 1..40),
        fates in proptest::collection::vec(any_fate(), 0..12),
        live in proptest::collection::vec(any_live_fate(), 0..6),
    ) {
        let mut stage = Stage::new(1, told);
        stage.fates = fates;
        stage.live_fates = live;
        for step in &steps {
            stage.step(step);
        }
        checks::ends_with_the_truth(&mut stage);
    }

    #[test]
    fn three_tabs_end_with_the_truth_whatever_happens(
        told in any::<bool>(),
        steps in proptest::collection::vec(any_step(3), 1..50),
        fates in proptest::collection::vec(any_fate(), 0..12),
        live in proptest::collection::vec(any_live_fate(), 0..6),
        lates in proptest::collection::vec(channel_late(), 0..6),
    ) {
        let mut stage = Stage::new(3, told);
        stage.channel_lates = lates;
        stage.fates = fates;
        stage.live_fates = live;
        for step in &steps {
            stage.step(step);
        }
        checks::ends_with_the_truth(&mut stage);
    }

    /// Where no message is lost nor later than it may be, and no request is
    /// given up, nobody has to come back for the truth to be shown.
    #[test]
    fn no_return_is_needed_where_nothing_is_lost(
        steps in proptest::collection::vec(plain(2), 1..40),
        fates in proptest::collection::vec(slow_fate(), 0..12),
        live in proptest::collection::vec(faithful_live_fate(Timing::default().settle), 0..6),
        lates in proptest::collection::vec(channel_late(), 0..6),
    ) {
        let mut stage = Stage::new(2, true);
        stage.channel_lates = lates;
        stage.fates = fates;
        stage.live_fates = live;
        for step in &steps {
            stage.step(step);
        }
        stage.wait_for_quiet();
        checks::every_card_shows_the_truth(&stage);
    }

    /// Where no message is lost and no request is handled after it was given
    /// up, a card that offers buttons and waits for nothing shows the truth,
    /// whatever became of the answers.
    #[test]
    fn what_is_offered_is_true_whatever_becomes_of_answers(
        steps in proptest::collection::vec(plain(1), 1..40),
        fates in proptest::collection::vec(prompt_trouble(), 0..12),
        live in proptest::collection::vec(faithful_live_fate(Timing::default().settle), 0..6),
    ) {
        let mut stage = Stage::new(1, true);
        stage.fates = fates;
        stage.live_fates = live;
        for step in &steps {
            stage.step(step);
        }
        stage.wait_for_quiet();
        checks::what_is_offered_is_true(&stage);
    }
}
