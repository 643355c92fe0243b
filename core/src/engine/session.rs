//! The viewer's session, connectivity, and page visibility.

use super::queue::Priority;
use super::user::{Content, Work};
use super::{Effect, Engine, TabMessage};
use crate::api::{Fault, Retry};
use std::rc::Rc;

/// Who is logged in, as far as the hosts have said.
#[derive(Clone, Debug)]
pub(super) enum Session {
    /// No host has said so yet.
    Unknown,
    /// What the host said last; `None`: nobody.
    Viewer(Option<Rc<str>>),
    /// Another tab says that it is somebody else than this viewer. Until that is settled nothing
    /// is published: it would be under a wrong name.
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
            return;
        }
        let before = std::mem::replace(&mut self.session, Session::Viewer(viewer));
        // Until a viewer is first set, existing state can be kept.
        if !matches!(before, Session::Unknown) {
            return self.reset(None);
        }
        self.forgive_own();
        self.retry_failed(false);
    }

    /// One's own card needs no fetch, and one that failed says nothing: the search leaves the caller out.
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
            // Live messages were lost meanwhile.
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

    /// After an absence: tries again what failed in a way that may have passed. Who was not found
    /// is only looked for again after a `long` one.
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

    /// The server has answered: somebody is logged in again.
    pub(super) fn retry_logged_out(&mut self) {
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

    /// Fetches again, where a card shows it, what the server ever confirmed. Users that only the
    /// host has set are kept fresh by the host.
    fn refetch_all(&mut self) {
        for user in self.users.values_mut() {
            if user.confirmed_at.is_some() && user.content.profile().is_some() {
                user.refetch(self.now, Priority::Fetch);
            }
        }
    }

    /// While there was no card, nobody listened to live messages and other tabs.
    pub(super) fn invalidate_all(&mut self) {
        for user in self.users.values_mut() {
            if user.confirmed_at.is_some() {
                user.invalidate(self.now, Priority::Recheck);
            }
        }
    }

    /// The server says that nobody is logged in: no tab knows anything any more.
    pub(super) fn logged_out(&mut self) {
        self.reset(Some(Fault::LoggedOut));
        self.messages.push(TabMessage::LoggedOut);
    }

    /// Drops everything that is known. With a `fault`, all cards show it; without, they fetch anew.
    pub(super) fn reset(&mut self, fault: Option<Fault>) {
        let aborted = self.queue.clear(self.now);
        self.effects.extend(aborted.into_iter().map(Effect::Abort));
        let mut failed = Vec::new();
        for user in self.users.values_mut() {
            if let (Some(fault), Some(act)) = (&fault, user.work.act()) {
                failed.push((act.card, act.action, fault.clone()));
            }
            let content = fault.clone().map_or(Content::Unknown, Content::Failed);
            user.reset(content, self.now);
            user.mark(true, &mut self.dirty);
        }
        for card in self.cards.values_mut() {
            card.notice = None;
        }
        self.names.clear();
        self.logged_out = fault == Some(Fault::LoggedOut);
        for (card, action, fault) in failed {
            self.fail(card, fault, Some(action));
        }
    }
}
