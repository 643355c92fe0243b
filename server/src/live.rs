//! The live message that the other side gets when somebody acts on them.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::Serialize;

use crate::{
    friendship::Action,
    people::User,
    sockets::{Sent, Sockets},
};

/// How a message is sent. The server sends it once and at once; the others are
/// faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Once, while the action is handled.
    #[default]
    Once,
    /// Two times.
    Twice,
    /// That much later.
    Late(Duration),
    /// Not at all.
    Lost,
}

impl Delivery {
    /// Sends that text to that person, and answers what is on its way now.
    pub fn send(self, sockets: &Arc<Sockets>, person: &str, text: String) -> Vec<Sent> {
        let send = |times: usize| {
            (0..times)
                .filter_map(|_| sockets.send(person, &text))
                .collect()
        };
        match self {
            Self::Once => send(1),
            Self::Twice => send(2),
            Self::Late(time) => {
                let (sockets, person) = (Arc::clone(sockets), person.to_owned());
                tokio::spawn(async move {
                    tokio::time::sleep(time).await;
                    sockets.send(&person, &text);
                });
                Vec::new()
            }
            Self::Lost => Vec::new(),
        }
    }
}

/// A message of the shape that `api.md` shows.
#[derive(Debug, Serialize)]
pub struct LiveMessage {
    key: String,
    from: String,
    #[serde(rename = "type")]
    kind: &'static str,
    user: User,
}

impl LiveMessage {
    /// `user` is the actor as the receiver must now show them.
    pub fn new(actor: &str, action: Action, user: User) -> Self {
        Self {
            key: key(actor),
            from: actor.to_owned(),
            kind: action.name(),
            user,
        }
    }
}

/// `{actor}-{milliseconds since 1970 in base 36}_{three digits}`.
fn key(actor: &str) -> String {
    let digits = 100 + rand::random::<u16>() % 900;
    format!("{actor}-{}_{digits}", base36(milliseconds()))
}

/// Milliseconds since 1970.
pub fn milliseconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |passed| passed.as_millis() as u64)
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::base36;

    #[test]
    fn base36_is_that_of_javascript() {
        assert_eq!(base36(0), "0");
        assert_eq!(base36(35), "z");
        assert_eq!(base36(36), "10");
        // (1700000000000).toString(36)
        assert_eq!(base36(1_700_000_000_000), "loyw3v28");
    }
}
