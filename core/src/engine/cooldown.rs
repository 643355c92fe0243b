//! How far apart requests must be, learnt from the server's answers.

use super::Millis;

/// The pace of a line (API: "One request a second, for everything").
///
/// It starts at the documented cooldown. A server that has none is found out
/// by trying shorter gaps, but only after a long unbroken run, and never again
/// once a 429 has proved that there is one.
#[derive(Clone, Debug)]
pub struct Cooldown {
    documented: Millis,
    gap: Millis,
    unbroken: u32,
    proven: bool,
    strikes: u32,
}

/// Browsers' timers and clocks may be off by a few milliseconds either way.
const MARGIN: Millis = 15;
/// So many answers without a 429 before a shorter gap is tried.
const RUN: u32 = 32;
/// So many more before the next shorter one.
const NEXT_RUN: u32 = 8;
/// The longest gap that repeated 429s can lead to.
const LONGEST: Millis = 8_000;
/// A gap below this is none.
const SHORTEST: Millis = 100;
/// Where a line starts that had no cooldown and met a 429.
const DEFAULT: Millis = 1_000;

impl Cooldown {
    /// The pace for a documented cooldown in milliseconds; 0 for none.
    pub fn new(documented: Millis) -> Self {
        Self {
            documented,
            gap: documented,
            unbroken: 0,
            proven: false,
            strikes: 0,
        }
    }

    /// How long to wait after an answer before the next request, in milliseconds.
    pub fn gap(&self) -> Millis {
        if self.gap == 0 { 0 } else { self.gap + MARGIN }
    }

    /// An answer came that was no 429.
    pub fn passed(&mut self) {
        self.strikes = 0;
        self.unbroken += 1;
        if self.gap > self.documented && self.unbroken >= NEXT_RUN {
            self.gap = (self.gap / 2).max(self.documented);
            self.unbroken = 0;
        } else if !self.proven && self.unbroken >= RUN {
            self.gap = if self.gap / 2 < SHORTEST {
                0
            } else {
                self.gap / 2
            };
            self.unbroken = RUN - NEXT_RUN;
        }
    }

    /// A 429 came. Returns how long to wait from now, in milliseconds.
    ///
    /// One at the documented pace is the host app's doing, whose calls share
    /// the cooldown: it is waited out. Only when they repeat does the gap grow.
    pub fn refused(&mut self, retry_after: Option<Millis>) -> Millis {
        self.proven = true;
        self.unbroken = 0;
        self.strikes += 1;
        if self.documented == 0 {
            self.documented = DEFAULT;
        }
        if self.gap < self.documented {
            self.gap = self.documented;
        } else if self.strikes >= 3 {
            self.gap = (self.gap * 2).min(LONGEST);
        }
        retry_after.unwrap_or(0).max(self.gap())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(cooldown: &mut Cooldown, times: u32) {
        for _ in 0..times {
            cooldown.passed();
        }
    }

    #[test]
    fn twenty_cards_are_paced_at_the_documented_cooldown() {
        let mut cooldown = Cooldown::new(1000);
        passed(&mut cooldown, 20);
        assert_eq!(cooldown.gap(), 1000 + MARGIN);
    }

    #[test]
    fn a_server_without_a_cooldown_is_not_slowed_for_ever() {
        let mut cooldown = Cooldown::new(1000);
        passed(&mut cooldown, RUN + 3 * NEXT_RUN);
        assert_eq!(cooldown.gap(), 0);
    }

    #[test]
    fn a_shorter_gap_that_meets_a_429_is_never_tried_again() {
        let mut cooldown = Cooldown::new(1000);
        passed(&mut cooldown, RUN);
        assert!(cooldown.gap() < 1000);
        assert_eq!(cooldown.refused(None), 1000 + MARGIN);
        passed(&mut cooldown, 10 * RUN);
        assert_eq!(cooldown.gap(), 1000 + MARGIN);
    }

    #[test]
    fn retry_after_is_respected() {
        assert_eq!(Cooldown::new(1000).refused(Some(7000)), 7000);
        assert_eq!(Cooldown::new(1000).refused(Some(10)), 1000 + MARGIN);
    }

    #[test]
    fn repeated_refusals_slow_the_line_and_quiet_speeds_it_up_again() {
        let mut cooldown = Cooldown::new(1000);
        for _ in 0..9 {
            cooldown.refused(None);
        }
        assert_eq!(cooldown.gap(), LONGEST + MARGIN);
        passed(&mut cooldown, 3 * NEXT_RUN);
        assert_eq!(cooldown.gap(), 1000 + MARGIN);
    }

    #[test]
    fn a_line_told_of_no_cooldown_learns_of_one() {
        let mut cooldown = Cooldown::new(0);
        assert_eq!(cooldown.gap(), 0);
        assert_eq!(cooldown.refused(None), DEFAULT + MARGIN);
        assert_eq!(cooldown.gap(), DEFAULT + MARGIN);
    }
}
