//! With prompt answers and nobody else's calls: no 429, and no press that waits.

use super::network::prompt_fate;
use super::script::alone;
use super::{Stage, checks};
use proptest::prelude::*;

/// Up to here no shorter gap is tried (see `Cooldown`).
const MOST: usize = 30;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paced_tabs_never_provoke_a_429_and_no_press_waits_more_than_a_slot(
        (tabs, steps) in (1usize..4).prop_flat_map(|tabs| {
            (Just(tabs), proptest::collection::vec(alone(tabs), 1..40))
        }),
        fates in proptest::collection::vec(prompt_fate(), 1..6),
    ) {
        let mut stage = Stage::new(tabs, true);
        stage.fates = fates;
        for step in &steps {
            if stage.sent < MOST {
                stage.step(step);
            }
        }
        if stage.sent < MOST {
            stage.wait_for_quiet();
        }
        checks::was_well_paced(&stage);
    }
}
