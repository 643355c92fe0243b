//! Cards come and go.

use super::line::Urgency;
use super::{Card, CardId, Engine, Happening, Millis};
use crate::Profile;
use crate::api::Fault;

/// How many users nobody looks at are remembered.
const REMEMBERED: usize = 200;

impl Engine {
    /// A card appears. `asked` is an id or a username; `awake`: whether it wants its user now.
    ///
    /// What the host gives as `user` is shown without a fetch.
    pub fn mount(
        &mut self,
        card: CardId,
        asked: &str,
        given: Option<Profile>,
        awake: bool,
        now: Millis,
    ) {
        self.follow_clock(now);
        self.take_out(card, now);
        if self.cards.is_empty() {
            self.distrust_all(now);
        }
        let key = match &given {
            Some(user) => Some(user.id.clone()),
            None => self.key_of(asked),
        };
        self.cards.insert(
            card,
            Card {
                entry: key.clone(),
                awake,
                notice: None,
                given: given.clone(),
            },
        );
        self.dirty.insert(card);
        match key {
            Some(key) => self.put_in(card, &key, given, now),
            None => self.tell(
                card,
                Happening::Failed {
                    fault: Fault::BadUserid,
                    action: None,
                },
            ),
        }
        self.run(now);
    }

    fn put_in(&mut self, card: CardId, key: &str, given: Option<Profile>, now: Millis) {
        let unheard = !self.entries.contains_key(key);
        let entry = self.entries.entry(key.to_owned()).or_default();
        if unheard && given.is_none() {
            // Messages about them were passed over so far: what another tab knows may be from before one.
            entry.suspect(now);
        }
        entry.cards.insert(card);
        entry.touched = now;
        let known = entry.profile.clone();
        let old = entry
            .answered_at
            .is_some_and(|at| now.saturating_sub(at) >= self.timing.stale_after);
        if let Some(user) = given {
            self.adopt_given(key, user, now);
        }
        if let Some(user) = known {
            self.tell(card, Happening::Loaded(user));
            if old {
                self.recheck(key, Urgency::Read, now);
            }
        }
        self.want(key, now);
    }

    /// While there was no card, nobody listened to messages and other tabs.
    fn distrust_all(&mut self, now: Millis) {
        for entry in self.entries.values_mut() {
            if entry.answered_at.is_some() {
                entry.suspect(now);
            }
        }
    }

    /// A card goes away, and with it every fetch that nobody else waits for.
    /// An action that a person has asked for still goes.
    pub fn unmount(&mut self, card: CardId, now: Millis) {
        self.follow_clock(now);
        self.take_out(card, now);
        self.forget();
        self.run(now);
    }

    fn take_out(&mut self, card: CardId, now: Millis) {
        self.dirty.remove(&card);
        let Some(key) = self.cards.remove(&card).and_then(|card| card.entry) else {
            return;
        };
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.cards.remove(&card);
            entry.touched = now;
        }
        self.drop_unwanted_read(&key, now);
    }

    /// The host gives a card its user anew.
    pub fn give(&mut self, card: CardId, user: Profile, now: Millis) {
        self.follow_clock(now);
        let Some(known) = self.cards.get_mut(&card) else {
            return;
        };
        if known.entry.as_ref() != Some(&user.id) || known.given.as_ref() == Some(&user) {
            return;
        }
        known.given = Some(user.clone());
        let key = user.id.clone();
        self.adopt_given(&key, user, now);
        self.run(now);
    }

    /// A lazy card comes near the viewport, or leaves it.
    pub fn set_awake(&mut self, card: CardId, awake: bool, now: Millis) {
        self.follow_clock(now);
        if let Some(known) = self.cards.get_mut(&card) {
            known.awake = awake;
        }
        if let Some(key) = self.key_of_card(card) {
            if awake {
                self.want(&key, now);
            } else {
                self.drop_unwanted_read(&key, now);
            }
            self.run(now);
        }
    }

    /// The person has read the notice.
    pub fn dismiss(&mut self, card: CardId, now: Millis) {
        self.follow_clock(now);
        if let Some(known) = self.cards.get_mut(&card) {
            known.notice = None;
            self.dirty.insert(card);
        }
        self.run(now);
    }

    /// The key under which the asked user is kept; `None` if there can be no such user.
    fn key_of(&self, asked: &str) -> Option<String> {
        let asked = asked.trim();
        // "." and ".." would leave their path segment even percent-encoded (URL Standard, "double-dot path segment").
        if matches!(asked, "" | "." | "..")
            || asked.chars().nth(Profile::MAX_ID).is_some()
            || asked.chars().any(char::is_control)
        {
            return None;
        }
        let known = self.names.get(&asked.to_ascii_lowercase());
        Some(known.cloned().unwrap_or_else(|| asked.to_owned()))
    }

    pub(super) fn key_of_card(&self, card: CardId) -> Option<String> {
        self.cards.get(&card)?.entry.clone()
    }

    /// Whether no awake card shows this user.
    pub(super) fn nobody_waits(&self, key: &str) -> bool {
        self.entries.get(key).is_none_or(|entry| {
            !entry
                .cards
                .iter()
                .any(|card| self.cards.get(card).is_some_and(|card| card.awake))
        })
    }

    /// Forgets users nobody looks at, the longest unused first. Those of whom
    /// the server has told no profile go at once.
    fn forget(&mut self) {
        self.entries.retain(|_, entry| {
            !entry.is_idle() || (entry.answered_at.is_some() && entry.profile.is_some())
        });
        let mut idle: Vec<_> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.is_idle())
            .map(|(key, entry)| (entry.touched, key.clone()))
            .collect();
        if idle.len() > REMEMBERED {
            idle.sort_unstable();
            for (_, key) in &idle[..idle.len() - REMEMBERED] {
                self.entries.remove(key);
            }
        }
        self.names.retain(|_, id| self.entries.contains_key(id));
    }
}
