//! The shared cooldown: one call of the API per person, or per address of
//! whoever is not logged in, and interval.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use parking_lot::Mutex;

/// Who is charged for a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// The person of that id.
    Person(String),
    /// Everybody at that address who is not logged in.
    Address(String),
}

/// Remembers when the last admitted call of each bucket was.
#[derive(Debug)]
pub struct Cooldown {
    interval: Duration,
    admitted: Mutex<HashMap<Bucket, Instant>>,
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

    /// Whether a call that arrived at `now` may pass. A refused call is not
    /// remembered, so it does not extend the cooldown.
    pub fn admit(&self, bucket: Bucket, now: Instant) -> bool {
        let mut admitted = self.admitted.lock();
        match admitted.get(&bucket) {
            Some(last) if now.duration_since(*last) < self.interval => false,
            _ => {
                admitted.insert(bucket, now);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Bucket, Cooldown};

    const SECOND: Duration = Duration::from_secs(1);

    fn person(id: &str) -> Bucket {
        Bucket::Person(id.to_owned())
    }

    #[test]
    fn a_second_call_inside_the_interval_is_refused() {
        let cooldown = Cooldown::new(SECOND);
        let start = Instant::now();
        assert!(cooldown.admit(person("1"), start));
        assert!(!cooldown.admit(person("1"), start + Duration::from_millis(999)));
        assert!(cooldown.admit(person("1"), start + SECOND));
    }

    #[test]
    fn a_refused_call_does_not_extend_the_cooldown() {
        let cooldown = Cooldown::new(SECOND);
        let start = Instant::now();
        assert!(cooldown.admit(person("1"), start));
        for tenth in 1..10 {
            assert!(!cooldown.admit(person("1"), start + SECOND / 10 * tenth));
        }
        assert!(cooldown.admit(person("1"), start + SECOND));
    }

    #[test]
    fn neither_people_nor_addresses_share_it() {
        let cooldown = Cooldown::new(SECOND);
        let start = Instant::now();
        let address = |address: &str| Bucket::Address(address.to_owned());
        for bucket in [person("1"), person("2"), address("1"), address("2")] {
            assert!(cooldown.admit(bucket.clone(), start), "{bucket:?}");
        }
    }

    #[test]
    fn zero_admits_everything() {
        let cooldown = Cooldown::new(Duration::ZERO);
        let start = Instant::now();
        assert!(cooldown.admit(person("1"), start));
        assert!(cooldown.admit(person("1"), start));
    }
}
