//! Intervals: when an observation was made, and which of two observations is newer.

use super::Millis;

/// The time within which an observation was made: after the request was sent and before the
/// reply arrived, by the clock that all tabs share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Not before this time.
    pub earliest: Millis,
    /// Not after this time.
    pub latest: Millis,
}

/// The order of an observation relative to the known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordering {
    /// Later, or at the same moment.
    Newer,
    /// Earlier.
    Older,
    /// The intervals overlap: order unknown.
    Overlapping,
}

impl Interval {
    /// An observation made at exactly this time.
    pub const fn at(now: Millis) -> Self {
        Self {
            earliest: now,
            latest: now,
        }
    }

    /// Combines two observations of the same state. What is newer than the result is newer than
    /// both; what is older than the result is older than at least one of them.
    #[must_use]
    pub fn union_latest(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.max(other.earliest),
            latest: self.latest.max(other.latest),
        }
    }

    /// The same interval after the clock was set back by this much.
    #[must_use]
    pub const fn shifted_back(self, by: Millis) -> Self {
        Self {
            earliest: self.earliest.saturating_sub(by),
            latest: self.latest.saturating_sub(by),
        }
    }

    /// Compares this observation with a `known` one.
    pub fn compare(self, known: Self) -> Ordering {
        if self.earliest >= known.latest {
            Ordering::Newer
        } else if self.latest <= known.earliest {
            Ordering::Older
        } else {
            Ordering::Overlapping
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn interval(earliest: Millis, latest: Millis) -> Interval {
        Interval { earliest, latest }
    }

    #[test]
    fn what_was_asked_after_the_known_answer_is_newer() {
        let compare = |one: Interval, known| one.compare(known);
        assert_eq!(compare(interval(20, 25), interval(0, 10)), Ordering::Newer);
        assert_eq!(compare(interval(0, 10), interval(20, 25)), Ordering::Older);
        for (one, known) in [
            (interval(5, 15), interval(0, 10)),
            (interval(0, 10), interval(5, 15)),
        ] {
            assert_eq!(compare(one, known), Ordering::Overlapping);
        }
    }

    proptest! {
        #[test]
        fn a_definitely_older_observation_is_never_newer(a in 0u64..99, b in 0u64..99, c in 0u64..99, d in 0u64..99) {
            let (one, two) = (interval(a.min(b), a.max(b)), interval(c.min(d), c.max(d)));
            if one.latest < two.earliest {
                prop_assert_eq!(one.compare(two), Ordering::Older);
                prop_assert_eq!(two.compare(one), Ordering::Newer);
            }
        }
    }
}
