//! When something was true: the fence against older news.

use super::Millis;

/// The time within which the server looked at a state: after the request was
/// sent, before the answer came. Both by the clock that all tabs of a machine share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Not before this.
    pub sent: Millis,
    /// Not after this.
    pub received: Millis,
}

/// How a new finding stands to the one that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Surely later: it counts.
    Newer,
    /// Surely earlier: it is passed over.
    Older,
    /// Nobody can tell; only the server can.
    Crossed,
}

impl Span {
    /// A finding of one moment.
    pub const fn at(now: Millis) -> Self {
        Self {
            sent: now,
            received: now,
        }
    }

    /// The time of a finding and of another one that says the same: what is
    /// newer than both is newer, what is older than either is older.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent.max(other.sent),
            received: self.received.max(other.received),
        }
    }

    /// The same finding by a clock that was set back so far.
    #[must_use]
    pub const fn shifted_back(self, by: Millis) -> Self {
        Self {
            sent: self.sent.saturating_sub(by),
            received: self.received.saturating_sub(by),
        }
    }

    /// How this finding stands to a `known` one.
    pub fn against(self, known: Self) -> Order {
        if self.sent >= known.received {
            Order::Newer
        } else if self.received <= known.sent {
            Order::Older
        } else {
            Order::Crossed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(sent: Millis, received: Millis) -> Span {
        Span { sent, received }
    }

    #[test]
    fn what_was_asked_after_the_known_answer_is_newer() {
        assert_eq!(span(20, 25).against(span(0, 10)), Order::Newer);
        assert_eq!(span(0, 10).against(span(20, 25)), Order::Older);
        assert_eq!(span(5, 15).against(span(0, 10)), Order::Crossed);
        assert_eq!(span(0, 10).against(span(5, 15)), Order::Crossed);
    }

    proptest! {
        #[test]
        fn a_surely_older_finding_never_counts_as_newer(a in 0u64..99, b in 0u64..99, c in 0u64..99, d in 0u64..99) {
            let (one, two) = (span(a.min(b), a.max(b)), span(c.min(d), c.max(d)));
            if one.received < two.sent {
                prop_assert_eq!(one.against(two), Order::Older);
                prop_assert_eq!(two.against(one), Order::Newer);
            }
        }
    }
}
