//! Updates from live messages, other tabs and the host; and `apply`, which all observations go through.

use super::queue::Priority;
use super::session::Session;
use super::user::{Content, Unordered, Verdict, Work};
use super::{CardEvent, CardId, Change, Engine, Interval, Millis, Source, TabMessage};
use crate::api::Fault;
use crate::{LiveMessage, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// How many live messages are remembered, to ignore duplicates.
const MESSAGES: usize = 100;

impl Engine {
    /// Live messages may be late, early or duplicated, and carry no time to compare. So a message
    /// is applied at once only if no reply is close to it in time; in either case the state is
    /// fetched.
    pub(super) fn on_live_message(&mut self, message: &LiveMessage) {
        if !self.is_new(message) {
            return;
        }
        let (now, settle) = (self.now, self.timing.settle);
        self.invalidate_named(&message.user.username, now);
        let unsent = self.is_unsent(&message.user.id);
        let Some(user) = self.touch(&message.user.id) else {
            return;
        };
        if user.content.profile().is_none() {
            // The reply to a fetch in flight may be older than the message.
            return user.refetch(now, Priority::Fetch);
        }
        let outstanding = user.attempt.request;
        if outstanding.is_none() && user.shows(&message.user.friendship) {
            user.heard_at = Some(now);
            return;
        }
        let settled = (user.confirmed_at).is_none_or(|at| now.saturating_sub(at) >= settle);
        let profile = Arc::new(message.user.clone());
        let key = Rc::clone(&user.id);
        if settled && (outstanding.is_none() || unsent) {
            self.apply(&key, profile, Interval::at(now), Source::Live);
        } else {
            user.unordered = Some(Unordered {
                profile,
                source: Source::Live,
                at: now,
            });
        }
        if let Some(user) = self.touch(&key) {
            user.refetch(now, Priority::Recheck);
        }
    }

    /// Whether an action for this user is queued but not sent.
    fn is_unsent(&self, key: &str) -> bool {
        self.users.get(key).is_some_and(|user| {
            let request = user.attempt.request;
            matches!(user.work, Work::Acting(_))
                && request.is_some_and(|id| self.queue.is_waiting(id))
        })
    }

    fn is_new(&mut self, message: &LiveMessage) -> bool {
        let Some(key) = &message.key else {
            return true;
        };
        if self.seen_messages.contains(key) {
            return false;
        }
        if self.seen_messages.len() >= MESSAGES {
            self.seen_messages.remove(0);
        }
        self.seen_messages.push(key.clone());
        true
    }

    /// Invalidates users asked for by this username: a fetch in flight may return a state older
    /// than the update. They may turn out to be other users, because an id can look like a username.
    fn invalidate_named(&mut self, username: &str, at: Millis) {
        for user in self.users.values_mut() {
            if user.content.profile().is_none() && user.id.eq_ignore_ascii_case(username) {
                user.invalidate(at, Priority::Fetch);
            }
        }
    }

    pub(super) fn on_tab_message(&mut self, message: TabMessage) {
        let (viewer, user, interval) = match message {
            TabMessage::ActionQueued => return self.queue.hold_fetches(self.now),
            TabMessage::LoggedOut => return self.reset(Some(Fault::LoggedOut)),
            TabMessage::Viewer(viewer) => return self.on_viewer_elsewhere(viewer),
            TabMessage::Confirmed {
                viewer,
                user,
                interval,
            } => (viewer, user, interval),
        };
        if let Some(theirs) = viewer
            && !self.agrees(theirs)
        {
            return;
        }
        self.on_confirmed_elsewhere(user, interval);
        self.retry_logged_out();
    }

    /// Whether this tab has the same viewer as another one, if it has one. All tabs share one
    /// session: a different viewer means that a different person is logged in now.
    fn agrees(&mut self, theirs: Rc<str>) -> bool {
        let Some(ours) = self.session.viewer().cloned() else {
            return true;
        };
        if theirs == ours {
            if self.session.is_contested() {
                self.session = Session::Viewer(Some(ours));
                // What was fetched in the meantime is what the other viewer may see.
                self.reset(None);
            }
            return true;
        }
        if !self.session.is_contested() {
            self.session = Session::Contested(ours);
            self.reset(None);
        }
        false
    }

    /// The host of another tab has set its viewer, because somebody has logged in or out.
    fn on_viewer_elsewhere(&mut self, theirs: Option<Rc<str>>) {
        let Some(theirs) = theirs else {
            if self.session.viewer().is_some() && !self.logged_out {
                self.reset(None);
            }
            return;
        };
        if self.agrees(theirs) {
            self.retry_logged_out();
        }
    }

    fn on_confirmed_elsewhere(&mut self, profile: Arc<Profile>, interval: Interval) {
        let now = self.now;
        self.invalidate_named(&profile.username, interval.latest.min(now));
        let unsent = self.is_unsent(&profile.id);
        let Some(user) = self.touch(&profile.id) else {
            return;
        };
        if interval.latest > now {
            // The clock was set back in the meantime: the times cannot be compared.
            return user.refetch(now, Priority::Recheck);
        }
        if user.work.act().is_some() && !unsent {
            // Only a reply newer than this counts, for the action or the fetch that checks it.
            return user.invalidate(interval.latest, Priority::Recheck);
        }
        // A state that the host set, or that a live message repeated, has no time to compare.
        let unordered = user.interval.is_none() || user.heard_at >= Some(interval.earliest);
        if unordered && user.content.profile().is_some() && !user.shows(&profile.friendship) {
            user.refetch(now, Priority::Recheck);
        }
        let key = Rc::clone(&user.id);
        self.apply(&key, profile, interval, Source::Tab);
    }

    /// The host set the user of a mounted card.
    pub(super) fn on_card_user(&mut self, card: CardId, user: Arc<Profile>) {
        let Some(card) = self.cards.get_mut(&card) else {
            return;
        };
        let Some(key) = card.user.clone().filter(|key| **key == *user.id) else {
            return;
        };
        if card.host_user.as_ref() != Some(&user) {
            card.host_user = Some(Arc::clone(&user));
            self.on_host_user(&key, user);
        }
    }

    /// Frameworks set properties on every render, so the same object again is ignored even if the
    /// state has changed since. The object carries no time, so it is applied at once only if the
    /// server has not confirmed a state yet; otherwise, if it differs, the state is fetched.
    pub(super) fn on_host_user(&mut self, key: &Rc<str>, profile: Arc<Profile>) {
        let at = self.now;
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        if user.host_user.replace(Arc::clone(&profile)).as_ref() == Some(&profile) {
            return;
        }
        user.mark(true, &mut self.dirty);
        if user.confirmed_at.is_none() && user.work.act().is_none() {
            self.replace(key, profile, Source::Host, false);
        } else if !user.shows(&profile.friendship) {
            let source = Source::Host;
            user.unordered = Some(Unordered {
                profile,
                source,
                at,
            });
            user.refetch(at, Priority::Recheck);
        }
    }

    /// Applies an observation of the server's state, unless it is stale (see [`User::check`](super::user::User::check)).
    pub(super) fn apply(
        &mut self,
        key: &Rc<str>,
        profile: Arc<Profile>,
        interval: Interval,
        source: Source,
    ) {
        let now = self.now;
        let observed = source;
        let Some(user) = self.touch(key) else { return };
        match user.check(&profile.friendship, interval) {
            Verdict::Ignore => return,
            Verdict::Refetch => return user.refetch(now, Priority::Recheck),
            Verdict::Apply => {}
        }
        let known = user.interval.unwrap_or(interval);
        user.interval = Some(known.union_latest(interval));
        if source == Source::Live {
            self.replace(key, profile, source, false);
            return;
        }
        let resolved = user.confirm(interval);
        let source = match &resolved {
            Some(((act, _), _)) if profile.friendship == act.action.expected() => {
                Source::Action(act.action)
            }
            _ => source,
        };
        let friendship = profile.friendship.clone();
        let user = self.replace(key, profile, source, observed == Source::Read);
        self.clear_fetch_failures(key);
        if let Some((doubt, may_resend)) = resolved {
            self.conclude(key, doubt, may_resend, friendship);
        }
        self.retry_logged_out();
        if observed != Source::Tab && !self.session.is_contested() && !user.is_deleted() {
            let viewer = self.session.viewer().cloned();
            self.messages.push(TabMessage::Confirmed {
                viewer,
                user,
                interval,
            });
        }
    }

    /// Replaces the state without a check, and reports the change to the hosts. What is not
    /// `from_search` may be a short form, and is completed from the previous profile.
    pub(super) fn replace(
        &mut self,
        key: &str,
        mut profile: Arc<Profile>,
        source: Source,
        from_search: bool,
    ) -> Arc<Profile> {
        let now = self.now;
        let Some(user) = self.users.get_mut(key) else {
            return profile;
        };
        user.mark(true, &mut self.dirty);
        let previous = match std::mem::take(&mut user.content) {
            Content::Known(previous) => Some(previous),
            _ => None,
        };
        if let Some(previous) = &previous
            && !from_search
        {
            let is_shorter = profile.may_be_short() && !previous.may_be_short();
            if is_shorter && user.confirmed_at.is_some() {
                // Only a search can tell whether what is missing was removed.
                user.invalidate(now, Priority::Fetch);
            }
            profile = Profile::completed_from(profile, previous);
        }
        user.content = Content::Known(Arc::clone(&profile));
        let same = (previous.as_ref()).is_some_and(|known| known.friendship == profile.friendship);
        if same {
            return profile;
        }
        for id in &user.cards {
            let event = match &previous {
                None => CardEvent::Loaded(Arc::clone(&profile)),
                Some(previous) => CardEvent::Changed(Change {
                    user: Arc::clone(&profile),
                    previous: Arc::clone(previous),
                    source,
                }),
            };
            self.events.push((*id, event));
            // A notice about an action is outdated once the state changes for another reason.
            if previous.is_some()
                && source.action().is_none()
                && let Some(card) = self.cards.get_mut(id)
            {
                card.notice = None;
            }
        }
        profile
    }
}
