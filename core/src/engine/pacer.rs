//! The pacer: how long to wait between two requests, and the jitter of retries.

use super::Millis;

/// Computes the gap between two requests (`docs/api.md#what-a-running-server-does`: one request
/// a second).
///
/// The host app's own calls share the server's cooldown. So a single 429 does not mean that the
/// gap is too short: the queue waits and continues. Only repeated 429s lengthen the gap, and the
/// first reply other than 429 restores it.
#[derive(Clone, Debug)]
pub(super) struct Pacer {
    cooldown: Millis,
    gap: Millis,
    refusals: u32,
}

/// Added to every gap: browser timers and clocks may be off by a few milliseconds.
const MARGIN: Millis = 15;
/// The gap doubles from this many 429s in a row on.
const PATIENCE: u32 = 3;
/// The longest gap that repeated 429s can lead to, unless the cooldown is longer.
const LONGEST: Millis = 8_000;
/// The cooldown assumed when a server configured to have none answers 429.
const DEFAULT: Millis = 1_000;

impl Pacer {
    /// A pacer for a `cooldown` in milliseconds; 0: none.
    pub fn new(cooldown: Millis) -> Self {
        Self {
            cooldown,
            gap: cooldown,
            refusals: 0,
        }
    }

    /// How long to wait after a reply before the next request, in milliseconds.
    pub fn gap(&self) -> Millis {
        if self.gap == 0 { 0 } else { self.gap + MARGIN }
    }

    /// A reply other than 429 arrived.
    pub fn passed(&mut self) {
        self.refusals = 0;
        self.gap = self.cooldown;
    }

    /// A 429 arrived. Returns how long to wait from now, in milliseconds.
    pub fn refused(&mut self, retry_after: Option<Millis>) -> Millis {
        if self.cooldown == 0 {
            self.cooldown = DEFAULT;
        }
        self.refusals += 1;
        self.gap = if self.refusals < PATIENCE {
            self.gap.max(self.cooldown)
        } else {
            (self.gap * 2).min(LONGEST).max(self.cooldown)
        };
        retry_after.unwrap_or(0).max(self.gap())
    }
}

/// Randomises waits, so that many pages do not retry at the same time.
#[derive(Clone, Debug)]
pub(super) struct Jitter(pub u64);

impl Jitter {
    pub fn spread(&mut self, wait: Millis) -> Millis {
        // xorshift64: a random number crate would cost every visitor bytes.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        wait / 2 + self.0 % (wait / 2 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_respected() {
        assert_eq!(Pacer::new(1000).refused(Some(7000)), 7000);
        assert_eq!(Pacer::new(1000).refused(Some(10)), 1000 + MARGIN);
    }

    #[test]
    fn two_refusals_leave_the_gap_as_it_is() {
        let mut pacer = Pacer::new(1000);
        assert_eq!(pacer.refused(None), 1000 + MARGIN);
        assert_eq!(pacer.refused(None), 1000 + MARGIN);
        assert_eq!(pacer.refused(None), 2000 + MARGIN);
    }

    #[test]
    fn the_first_good_answer_after_a_run_of_refusals_restores_the_normal_gap() {
        let mut pacer = Pacer::new(1000);
        for _ in 0..9 {
            pacer.refused(None);
        }
        assert_eq!(pacer.gap(), LONGEST + MARGIN);
        pacer.passed();
        assert_eq!(pacer.gap(), 1000 + MARGIN);
    }

    #[test]
    fn a_cooldown_of_its_own_is_never_shortened() {
        let mut pacer = Pacer::new(10_000);
        for _ in 0..9 {
            pacer.refused(None);
        }
        assert_eq!(pacer.gap(), 10_000 + MARGIN);
    }

    #[test]
    fn a_server_said_to_have_no_cooldown_is_believed_until_it_answers_429() {
        let mut pacer = Pacer::new(0);
        pacer.passed();
        assert_eq!(pacer.gap(), 0);
        assert_eq!(pacer.refused(None), DEFAULT + MARGIN);
        pacer.passed();
        assert_eq!(pacer.gap(), DEFAULT + MARGIN);
    }
}
