//! What every state of the card looks like: as in the pictures that somebody has reviewed.

use kirimin_e2e::play_with;
use kirimin_e2e::shots::{Review, Reviewed};

use crate::QUICK;

#[test]
fn every_state_looks_as_reviewed() {
    play_with(QUICK, async |stage| {
        let fresh = Review::photograph(stage).await?;
        Reviewed::of_repository().compare(&fresh)
    });
}
