//! The shared cooldown: one `/x/profile/*` call per person and interval.

use std::{
    collections::HashMap,
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::app::held;

/// Remembers when each person's last admitted call was.
#[derive(Debug)]
pub struct Cooldown {
    interval: Duration,
    admitted: Mutex<HashMap<String, Instant>>,
}

impl Cooldown {
    /// A cooldown of that length; zero admits everything. The API's is one
    /// second.
    pub fn new(interval: Duration) -> Self {
        Self {
            interval,
            admitted: Mutex::default(),
        }
    }

    /// Whether a call of `person` at `now` may pass. A refused call is not
    /// remembered, so it does not extend the cooldown.
    pub fn admit(&self, person: &str, now: Instant) -> bool {
        let mut admitted = held(&self.admitted);
        match admitted.get(person) {
            Some(last) if now.duration_since(*last) < self.interval => false,
            _ => {
                admitted.insert(person.to_owned(), now);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Cooldown;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_second_call_inside_the_interval_is_refused() {
        let cooldown = Cooldown::new(SECOND);
        let start = Instant::now();
        assert!(cooldown.admit("1", start));
        assert!(!cooldown.admit("1", start + Duration::from_millis(999)));
        assert!(cooldown.admit("1", start + SECOND));
    }

    #[test]
    fn a_refused_call_does_not_extend_the_cooldown() {
        let cooldown = Cooldown::new(SECOND);
        let start = Instant::now();
        assert!(cooldown.admit("1", start));
        for tenth in 1..10 {
            assert!(!cooldown.admit("1", start + SECOND / 10 * tenth));
        }
        assert!(cooldown.admit("1", start + SECOND));
    }

    #[test]
    fn people_do_not_share_it() {
        let cooldown = Cooldown::new(SECOND);
        let start = Instant::now();
        assert!(cooldown.admit("1", start));
        assert!(cooldown.admit("2", start));
    }

    #[test]
    fn zero_admits_everything() {
        let cooldown = Cooldown::new(Duration::ZERO);
        let start = Instant::now();
        assert!(cooldown.admit("1", start));
        assert!(cooldown.admit("1", start));
    }
}
