//! The mounted cards: mounting, unmounting, presses, refreshes and notices, and which user a
//! host means.

use super::queue::Priority;
use super::user::{Act, Attempt, User, Work};
use super::{CardEvent, CardId, CardView, Engine, Failure, Notice};
use crate::api::Fault;
use crate::{Action, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// One mounted card.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// The key of its user; `None` if the requested id is not valid.
    pub user: Option<Rc<str>>,
    /// Whether to fetch now; `false` for a lazy card far from the viewport.
    pub awake: bool,
    pub notice: Option<Notice>,
    /// The profile that its host set last.
    pub host_user: Option<Arc<Profile>>,
    pub shown: CardView,
}

impl Engine {
    pub(super) fn attach(
        &mut self,
        id: CardId,
        userid: &str,
        host_user: Option<Arc<Profile>>,
        awake: bool,
    ) {
        self.detach(id);
        if self.cards.is_empty() {
            self.invalidate_all();
        }
        let key = match &host_user {
            Some(user) => Some(self.key(&user.id)),
            None => self.key_asked_for(userid),
        };
        let card = Card {
            user: key.clone(),
            awake,
            notice: None,
            host_user: host_user.clone(),
            shown: CardView::default(),
        };
        self.cards.insert(id, Box::new(card));
        self.dirty_cards.push(id);
        let Some(key) = key else {
            return self.emit_failure(id, Fault::BadUserid, None);
        };
        let (now, stale_after) = (self.now, self.timing.stale_after);
        let known = self.users.contains_key(&key);
        let user = self.adopt(&key);
        if !known && host_user.is_none() {
            // We ignored live messages for this user until now, so another tab's data may predate one.
            user.invalidate(now, Priority::Fetch);
        }
        user.cards.push(id);
        user.work.resume();
        if let Some(profile) = user.content.profile().cloned() {
            let confirmed_at = user.confirmed_at;
            if confirmed_at.is_some_and(|at| now.saturating_sub(at) >= stale_after) {
                user.refetch(now, Priority::Fetch);
            }
            self.events.push((id, CardEvent::Loaded(profile)));
        }
        self.mark(&key, false);
        if let Some(user) = host_user {
            self.on_host_user(&key, user);
        }
    }

    pub(super) fn detach(&mut self, id: CardId) {
        let Some(key) = self.cards.remove(&id).and_then(|card| card.user) else {
            return;
        };
        if let Some(user) = self.mark(&key, false) {
            user.cards.retain(|card| *card != id);
            user.attempt.asked_by.take_if(|card| *card == id);
        }
    }

    pub(super) fn set_awake(&mut self, id: CardId, awake: bool) {
        if let Some(card) = self.cards.get_mut(&id) {
            card.awake = awake;
        }
        if let Some(user) = self.user_of_card(id)
            && awake
        {
            user.work.resume();
        }
    }

    pub(super) fn press(&mut self, card: CardId, action: Action) {
        let own = self.shows_viewer(card);
        let Some(user) = self.user_of_card(card) else {
            return;
        };
        let Some(seen) = user.offered(action).filter(|_| !own) else {
            return;
        };
        user.work = Work::Acting(Act {
            action,
            seen,
            card,
            resent: 0,
        });
        // A fetch is dropped: the reply to the action will be newer.
        user.attempt = Attempt {
            request: user.attempt.request,
            ..Attempt::default()
        };
        self.pressed = true;
        self.clear_notices(card);
    }

    pub(super) fn refresh(&mut self, card: CardId) {
        self.clear_notices(card);
        let (now, own) = (self.now, self.shows_viewer(card));
        let Some(user) = self.user_of_card(card) else {
            return;
        };
        if user.work.act().is_none() && !own {
            user.refetch(now, Priority::Recheck);
            user.attempt.asked_by = Some(card);
            // Whether the browser is online is only a hint.
            if std::mem::take(&mut user.attempt.when_online)
                && let Some(request) = user.attempt.request
            {
                self.queue.try_now(request);
            }
        }
    }

    fn user_of_card(&mut self, card: CardId) -> Option<&mut User> {
        let key = self.cards.get(&card)?.user.clone()?;
        self.touch(&key)
    }

    fn shows_viewer(&self, card: CardId) -> bool {
        let key = self.cards.get(&card).and_then(|card| card.user.as_ref());
        key.is_some_and(|key| self.session.is_own(key))
    }

    pub(super) fn notify(&mut self, id: CardId, notice: Notice) {
        if let Some(card) = self.cards.get_mut(&id) {
            card.notice = Some(notice);
            self.dirty_cards.push(id);
        }
    }

    pub(super) fn fail(&mut self, card: CardId, fault: Fault, action: Option<Action>) {
        self.notify(card, Notice::Failed(fault.clone(), action));
        self.emit_failure(card, fault, action);
    }

    pub(super) fn emit_failure(&mut self, card: CardId, fault: Fault, action: Option<Action>) {
        if self.cards.contains_key(&card) {
            let failure = Failure { fault, action };
            self.events.push((card, CardEvent::Failed(failure)));
        }
    }

    /// A fetch succeeded: clears notices of earlier ones that failed.
    pub(super) fn clear_fetch_failures(&mut self, key: &str) {
        for id in self.users.get(key).map_or(&[][..], |user| &user.cards) {
            if let Some(card) = self.cards.get_mut(id)
                && matches!(card.notice, Some(Notice::Failed(_, None)))
            {
                card.notice = None;
            }
        }
    }

    /// Clears the notices on all cards of this card's user.
    fn clear_notices(&mut self, card: CardId) {
        let cards = self.user_of_card(card).map(|user| user.cards.clone());
        for card in cards.unwrap_or_default() {
            if let Some(card) = self.cards.get_mut(&card) {
                card.notice = None;
            }
        }
    }

    /// The key for a user's id; shared with the known user, if any.
    pub(super) fn key(&self, id: &str) -> Rc<str> {
        let known = self.users.get(id);
        known.map_or_else(|| Rc::from(id), |user| Rc::clone(&user.id))
    }

    /// The key for the `userid` of a host; `None` if it is not valid.
    fn key_asked_for(&self, userid: &str) -> Option<Rc<str>> {
        let userid = userid.trim();
        // URLs treat "." and ".." as path navigation even if percent-encoded (URL Standard, "double-dot path segment").
        if matches!(userid, "" | "." | "..")
            || userid.chars().nth(Profile::MAX_ID).is_some()
            || userid.chars().any(char::is_control)
        {
            return None;
        }
        let named = (!self.names.is_empty())
            .then(|| {
                self.names
                    .get(userid.to_ascii_lowercase().as_str())
                    .cloned()
            })
            .flatten();
        Some(named.unwrap_or_else(|| self.key(userid)))
    }
}
