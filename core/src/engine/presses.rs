//! What a person at the page wants.

use super::line::Urgency;
use super::{CardId, Effect, Engine, Millis, News, Pending};
use crate::api::{Fault, Request};
use crate::{Action, Friendship, Profile};

impl Engine {
    /// A person has pressed a button, and answered the question if there was one.
    ///
    /// Returns whether the action is under way: not if the state does not
    /// offer it any more, or another one is under way for the same user.
    pub fn press(&mut self, card: CardId, action: Action, now: Millis) -> bool {
        self.follow_clock(now);
        let Some(key) = self.key_of_card(card) else {
            return false;
        };
        let Some(seen) = self.offered(&key, action) else {
            return false;
        };
        self.clear_notices(&key);
        if !self.online {
            self.fail(card, Fault::Offline, Some(action));
            self.run(now);
            return false;
        }
        // Its answer will be the newer truth.
        self.drop_read(&key, now);
        let userid = key.clone();
        let job = self.new_job(&key, Request::Act { action, userid });
        self.line.push(job, Urgency::Press, now);
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.pending = Some(Pending {
                action,
                seen,
                card,
                job: Some(job),
                resent: 0,
                refused: 0,
                doubt: None,
            });
        }
        self.show(&key);
        self.run(now);
        if self.line.is_waiting(job) {
            self.effects.push(Effect::Publish(News::Press));
        }
        true
    }

    /// The state in which this action can be pressed now; `None` if it cannot.
    fn offered(&self, key: &str, action: Action) -> Option<Friendship> {
        let entry = self.entries.get(key)?;
        let user = entry.profile.as_ref()?;
        let free = entry.pending.is_none()
            && entry.unsure.is_none()
            && !user.is_deleted()
            && !self.is_own(key);
        (free && user.friendship.actions().contains(&action)).then(|| user.friendship.clone())
    }

    /// A person or the host wants the state read again, now.
    pub fn refresh(&mut self, card: CardId, now: Millis) {
        self.follow_clock(now);
        let Some(key) = self.key_of_card(card) else {
            return;
        };
        self.clear_notices(&key);
        let Some(entry) = self.entries.get_mut(&key) else {
            return;
        };
        if entry.pending.is_none() && key != Profile::DELETED && !self.is_own(&key) {
            self.read_afresh(&key, card, now);
        }
        self.run(now);
    }

    fn read_afresh(&mut self, key: &str, card: CardId, now: Millis) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.failure = None;
            entry.suspect(now);
        }
        self.read(key, Urgency::Recheck, Some(card), now);
        self.show(key);
    }

    pub(super) fn is_own(&self, key: &str) -> bool {
        self.viewer.as_deref() == Some(key)
    }
}
