//! The viewer's session, connectivity and page visibility, and what is fetched again or
//! forgotten when they change.

use super::queue::Priority;
use super::user::{Content, User, Work};
use super::{CardId, Effect, Engine, Millis, TabMessage};
use crate::api::{Fault, Retry};
use std::rc::Rc;

/// Who is logged in, as far as hosts have set the viewer.
#[derive(Clone, Debug)]
pub(super) enum Session {
    /// No host has set a viewer yet.
    Unknown,
    /// The viewer that was set last; `None`: nobody is logged in.
    Viewer(Option<Rc<str>>),
    /// Another tab has a different viewer than this one. Until they agree again, nothing is
    /// published: it might belong to the other viewer.
    Contested(Rc<str>),
}

impl Session {
    pub fn viewer(&self) -> Option<&Rc<str>> {
        match self {
            Self::Unknown => None,
            Self::Viewer(viewer) => viewer.as_ref(),
            Self::Contested(viewer) => Some(viewer),
        }
    }

    pub fn is_own(&self, key: &str) -> bool {
        self.viewer().is_some_and(|viewer| **viewer == *key)
    }

    pub fn is_contested(&self) -> bool {
        matches!(self, Self::Contested(_))
    }
}

impl Engine {
    pub(super) fn set_viewer(&mut self, viewer: Option<Rc<str>>) {
        let viewer = viewer.filter(|id| !id.is_empty());
        if self.session.viewer() == viewer.as_ref() {
            // The same person may have logged in again.
            if viewer.is_some() {
                self.retry_logged_out();
            }
            if self.session.is_contested() {
                self.refresh_all();
            }
            return;
        }
        self.messages.push(TabMessage::Viewer(viewer.clone()));
        let before = std::mem::replace(&mut self.session, Session::Viewer(viewer));
        // Until a viewer is first set, existing state can be kept.
        if !matches!(before, Session::Unknown) {
            return self.reset(None);
        }
        self.forgive_own();
        self.retry_failed(false);
    }

    /// Clears failures of the viewer's own card. It is not fetched, because the search leaves out
    /// the caller.
    fn forgive_own(&mut self) {
        let own = self.session.viewer().cloned();
        if let Some(user) = own.and_then(|own| self.touch(&own)) {
            user.stale = None;
            if matches!(user.content, Content::Failed(_)) {
                user.content = Content::Unknown;
            }
            if !matches!(user.work, Work::Acting(_)) {
                user.work = Work::Idle;
            }
        }
    }

    pub(super) fn set_online(&mut self, online: bool) {
        if self.online == online {
            return;
        }
        self.online = online;
        self.queue.set_online(online);
        if online {
            for user in self.users.values_mut() {
                user.attempt.when_online = false;
            }
            // Live messages may have been missed.
            self.retry_failed(false);
            self.refetch_all();
        }
        for user in self.users.values_mut() {
            user.mark(true, &mut self.dirty);
        }
    }

    pub(super) fn set_visible(&mut self, visible: bool) {
        self.queue.set_visible(visible);
        if !visible {
            self.hidden_since.get_or_insert(self.now);
        } else if let Some(since) = self.hidden_since.take() {
            let long = self.now.saturating_sub(since) >= self.timing.stale_after;
            self.retry_failed(long);
            if long {
                self.refetch_all();
            }
        }
    }

    /// After being offline or hidden, retries failures that may be over. Users that were not
    /// found are only retried after a `long` absence.
    fn retry_failed(&mut self, long: bool) {
        for user in self.users.values_mut() {
            let retry = matches!(&user.content, Content::Failed(fault)
                if fault.retry() != Retry::No && (long || *fault != Fault::NotFound));
            if retry {
                user.content = Content::Unknown;
            }
            user.work.resume();
            user.mark(true, &mut self.dirty);
        }
    }

    /// Somebody is logged in again: retries what failed with 401.
    pub(super) fn retry_logged_out(&mut self) {
        self.unauthorized = false;
        if !std::mem::take(&mut self.logged_out) {
            return;
        }
        for user in self.users.values_mut() {
            if matches!(user.content, Content::Failed(Fault::LoggedOut)) {
                user.content = Content::Unknown;
                user.work.resume();
                user.mark(true, &mut self.dirty);
            }
        }
    }

    /// Refetches all users that the server ever confirmed, once a card shows them. Users that only
    /// the host has set are kept up to date by the host.
    fn refetch_all(&mut self) {
        for user in self.users.values_mut() {
            if user.confirmed_at.is_some() && user.content.profile().is_some() {
                user.refetch(self.now, Priority::Fetch);
            }
        }
    }

    /// The host may have missed live messages: fetches every state again.
    pub(super) fn refresh_all(&mut self) {
        self.retry_failed(true);
        for (now, user) in self.shown_users() {
            if user.content.profile().is_some() {
                user.refetch(now, Priority::Recheck);
            }
        }
    }

    /// The page is being left.
    pub(super) fn leave(&mut self) {
        self.queue.leave(self.now, &mut self.effects);
        for user in self.users.values_mut() {
            user.mark(true, &mut self.dirty);
        }
    }

    /// The page was away: what was in flight is lost, and no state counts before it is fetched
    /// again.
    pub(super) fn come_back(&mut self) {
        self.abort_all();
        self.queue.come_back();
        self.retry_failed(true);
        for (now, user) in self.shown_users() {
            user.doubt(now);
        }
    }

    /// The users that can be fetched: neither the viewer nor deleted.
    fn shown_users(&mut self) -> impl Iterator<Item = (Millis, &mut User)> {
        let (now, session) = (self.now, &self.session);
        (self.users.values_mut())
            .filter(|user| !session.is_own(&user.id) && !user.is_deleted())
            .map(move |user| (now, &mut **user))
    }

    fn abort_all(&mut self) {
        let aborted = self.queue.clear(self.now);
        self.effects.extend(aborted.into_iter().map(Effect::Abort));
    }

    /// Called when the first card is mounted: without a card, messages from the server and other
    /// tabs were missed.
    pub(super) fn invalidate_all(&mut self) {
        for user in self.users.values_mut() {
            if user.confirmed_at.is_some() {
                user.invalidate(self.now, Priority::Recheck);
            }
        }
    }

    /// The server answered 401: all tabs drop what they know.
    pub(super) fn logged_out(&mut self) {
        self.reset(Some(Fault::LoggedOut));
        self.messages.push(TabMessage::LoggedOut);
    }

    /// Drops all state. With a `fault`, all cards show it; without one, they fetch again.
    pub(super) fn reset(&mut self, fault: Option<Fault>) {
        self.abort_all();
        let mut failed = Vec::new();
        for user in self.users.values_mut() {
            let act = user.work.act().map(|act| (act.card, act.action));
            let action_on = |card: &CardId| {
                act.and_then(|(pressed, action)| (pressed == *card).then_some(action))
            };
            failed.extend(user.cards.iter().map(|card| (*card, action_on(card))));
            user.reset(fault.clone(), self.now);
            user.mark(true, &mut self.dirty);
        }
        for card in self.cards.values_mut() {
            card.notice = None;
        }
        self.names.clear();
        self.unauthorized = false;
        self.logged_out = fault == Some(Fault::LoggedOut);
        // No notices: the phase says it on all cards.
        if let Some(fault) = fault {
            for (card, action) in failed {
                self.emit_failure(card, fault.clone(), action);
            }
        }
    }
}
