//! The engine: what happens, what should be outstanding, and what is shown.

use super::pacer::{Jitter, Pacer};
use super::queue::{Priority, RequestQueue};
use super::session::Session;
use super::user::{Act, Content, Need, User, Work};
use super::{
    CardEvent, CardId, CardView, Effect, Event, Failure, Millis, Notice, TabMessage, Timing,
};
use crate::api::Fault;
use crate::map::VecMap;
use crate::{Action, Profile};
use std::rc::Rc;
use std::sync::Arc;

/// How many users without a card are remembered.
const REMEMBERED: usize = 200;

/// One mounted card.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// The key of its user; `None` if no user can have the id it was given.
    pub user: Option<Rc<str>>,
    /// Whether it wants its user fetched now (a lazy card far from the viewport does not).
    pub awake: bool,
    pub notice: Option<Notice>,
    /// What its host set last.
    pub host_user: Option<Arc<Profile>>,
    pub shown: CardView,
}

/// The state of all users of one API base. One per base and page.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(super) timing: Timing,
    pub(super) session: Session,
    pub(super) cards: VecMap<CardId, Box<Card>>,
    pub(super) users: VecMap<Rc<str>, Box<User>>,
    /// Usernames in lower case, and the ids that they turned out to belong to.
    pub(super) names: VecMap<Rc<str>, Rc<str>>,
    /// The users without a card, the longest unused first.
    remembered: Vec<Rc<str>>,
    pub(super) queue: RequestQueue,
    pub(super) jitter: Jitter,
    /// The time of the latest event.
    pub(super) latest: Millis,
    pub(super) seen_messages: Vec<String>,
    pub(super) online: bool,
    pub(super) hidden_since: Option<Millis>,
    /// Whether a user may have failed because nobody was logged in.
    pub(super) logged_out: bool,
    /// Whether an action was just pressed that the other tabs do not know of.
    pressed: bool,
    pub(super) dirty: Vec<Rc<str>>,
    pub(super) dirty_cards: Vec<CardId>,
    pub(super) effects: Vec<Effect>,
    pub(super) messages: Vec<TabMessage>,
    pub(super) events: Vec<(CardId, CardEvent)>,
}

/// How much an engine holds: what must not grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Mounted cards.
    pub cards: usize,
    /// Users that are shown or remembered.
    pub users: usize,
    /// Requests outstanding, sent or not.
    pub requests: usize,
    /// Timers set: 0 or 1.
    pub timers: usize,
}

impl Engine {
    /// An engine that knows nothing yet. `seed` spreads the retries of many pages over time.
    pub fn new(timing: Timing, seed: u64) -> Self {
        Self {
            queue: RequestQueue::new(Pacer::new(timing.cooldown)),
            timing,
            session: Session::Unknown,
            cards: VecMap::new(),
            users: VecMap::new(),
            names: VecMap::new(),
            remembered: Vec::new(),
            jitter: Jitter(seed | 1),
            latest: 0,
            seen_messages: Vec::new(),
            online: true,
            hidden_since: None,
            logged_out: false,
            pressed: false,
            dirty: Vec::new(),
            dirty_cards: Vec::new(),
            effects: Vec::new(),
            messages: Vec::new(),
            events: Vec::new(),
        }
    }

    /// How much it holds.
    pub fn stats(&self) -> Stats {
        Stats {
            cards: self.cards.len(),
            users: self.users.len(),
            requests: self.queue.len(),
            timers: usize::from(self.queue.has_timer()),
        }
    }

    /// Takes in what happened at `now`, and returns what is to be done, in order: what cards show,
    /// requests, then the other tabs, then the hosts, whose callbacks may do anything.
    pub fn handle(&mut self, event: Event<'_>, now: Millis) -> Vec<Effect> {
        self.follow_clock(now);
        self.dispatch(event, now);
        let mut index = 0;
        while let Some(key) = self.dirty.get(index).cloned() {
            self.reconcile(&key, now);
            index += 1;
        }
        let mut sent_for = Vec::new();
        self.queue.poll(now, &mut self.effects, &mut sent_for);
        for key in sent_for {
            self.mark(&key, true);
        }
        if std::mem::take(&mut self.pressed) && self.queue.action_waits() {
            self.messages.push(TabMessage::ActionQueued);
        }
        let mut effects = self.shows();
        effects.append(&mut self.effects);
        effects.extend(self.messages.drain(..).map(Effect::Publish));
        let events = self.events.drain(..);
        effects.extend(events.map(|(card, event)| Effect::Emit(card, event)));
        effects
    }

    fn dispatch(&mut self, event: Event<'_>, now: Millis) {
        match event {
            Event::Attach {
                card,
                userid,
                user,
                awake,
            } => self.attach(card, userid, user, awake, now),
            Event::Detach(card) => self.detach(card),
            Event::SetAwake(card, awake) => self.set_awake(card, awake),
            Event::HostUser(card, user) => self.on_card_user(card, user, now),
            Event::Press(card, action) => self.press(card, action, now),
            Event::Refresh(card) => self.refresh(card, now),
            Event::Reply(request, reply) => self.on_reply(request, reply, now),
            Event::LockGranted => self.queue.lock_granted(),
            Event::Tick => self.queue.timer_fired(),
            Event::Live(message) => self.on_live_message(message, now),
            Event::Tab(message) => self.on_tab_message(message, now),
            Event::Viewer(viewer) => self.set_viewer(viewer, now),
            Event::Online(online) => self.set_online(online, now),
            Event::Visible(visible) => self.set_visible(visible, now),
        }
    }

    /// Moves all times along with a clock that was set back. A state confirmed "in the future"
    /// would lock out all that follows, and the queue would stand still.
    fn follow_clock(&mut self, now: Millis) {
        let back = self.latest.saturating_sub(now);
        self.latest = now;
        if back > 0 {
            self.users
                .values_mut()
                .for_each(|user| user.shift_back(back));
            self.queue.shift_back(back);
            self.hidden_since = self.hidden_since.map(|since| since.saturating_sub(back));
        }
    }

    fn attach(
        &mut self,
        card: CardId,
        userid: &str,
        host_user: Option<Arc<Profile>>,
        awake: bool,
        now: Millis,
    ) {
        self.detach(card);
        if self.cards.is_empty() {
            self.invalidate_all(now);
        }
        let key = match &host_user {
            Some(user) => Some(self.key(&user.id)),
            None => self.key_asked_for(userid),
        };
        let mounted = Card {
            user: key.clone(),
            awake,
            notice: None,
            host_user: host_user.clone(),
            shown: CardView::default(),
        };
        self.cards.insert(card, Box::new(mounted));
        self.dirty_cards.push(card);
        let Some(key) = key else {
            let failure = Failure {
                fault: Fault::BadUserid,
                action: None,
            };
            return self.events.push((card, CardEvent::Failed(failure)));
        };
        let known = self.users.contains_key(&key);
        let stale_after = self.timing.stale_after;
        let user = self.adopted(&key);
        if !known && host_user.is_none() {
            // We ignored live messages for this user until now, so another tab's data may predate one.
            user.invalidate(now, Priority::Fetch);
        }
        user.cards.push(card);
        user.work.resume();
        let profile = user.content.profile().cloned();
        let confirmed_at = user.confirmed_at.filter(|_| profile.is_some());
        if confirmed_at.is_some_and(|at| now.saturating_sub(at) >= stale_after) {
            user.refetch(now, Priority::Fetch);
        }
        if let Some(profile) = profile {
            self.events.push((card, CardEvent::Loaded(profile)));
        }
        self.mark(&key, false);
        if let Some(user) = host_user {
            self.on_host_user(&key, user, now);
        }
    }

    fn detach(&mut self, id: CardId) {
        let Some(key) = self.cards.remove(&id).and_then(|card| card.user) else {
            return;
        };
        if let Some(user) = self.users.get_mut(&key) {
            user.cards.retain(|card| *card != id);
            if let Some(fetch) = user.work.fetch_mut() {
                fetch.asked_by.take_if(|card| *card == id);
            }
            user.mark(false, &mut self.dirty);
        }
    }

    fn set_awake(&mut self, card: CardId, awake: bool) {
        let Some(card) = self.cards.get_mut(&card) else {
            return;
        };
        card.awake = awake;
        if let Some(user) = card.user.as_ref().and_then(|key| self.users.get_mut(key)) {
            if awake {
                user.work.resume();
            }
            user.mark(true, &mut self.dirty);
        }
    }

    fn press(&mut self, card: CardId, action: Action, now: Millis) {
        let Some(key) = self.key_of_card(card) else {
            return;
        };
        let own = self.session.is_own(&key);
        let Some(user) = self.users.get_mut(&key) else {
            return;
        };
        let Some(seen) = user.offered(action).filter(|_| !own) else {
            return;
        };
        if self.online {
            // The answer to the action will be newer than that of a fetch.
            let fetch = user.work.end_fetch().and_then(|fetch| fetch.request);
            user.work = Work::Acting(Act {
                action,
                seen,
                card,
                request: None,
                not_before: 0,
                resent: 0,
                refused: 0,
            });
            self.pressed = true;
            if let Some(fetch) = fetch {
                self.cancel(fetch, now);
            }
        }
        self.clear_notices(&key);
        if !self.online {
            self.fail(card, Fault::Offline, Some(action));
        }
    }

    fn refresh(&mut self, card: CardId, now: Millis) {
        let Some(key) = self.key_of_card(card) else {
            return;
        };
        self.clear_notices(&key);
        let own = self.session.is_own(&key);
        let Some(user) = self.users.get_mut(&key) else {
            return;
        };
        if user.work.act().is_some() || user.is_deleted() || own {
            return;
        }
        user.refetch(now, Priority::Recheck);
        if user.work.fetch().is_none() {
            user.work.start(super::user::Fetch::default());
        }
        if let Some(fetch) = user.work.fetch_mut() {
            fetch.asked_by = Some(card);
        }
    }

    /// Makes what is outstanding for a user what should be. The only place that queues, raises and
    /// cancels fetches, and that withdraws an action whose button is gone before it was sent.
    fn reconcile(&mut self, key: &Rc<str>, now: Millis) {
        let own = self.session.is_own(key);
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        let cards = &self.cards;
        let awake = |card: &CardId| cards.get(card).is_some_and(|card| card.awake);
        let need = Need {
            watched: user.cards.iter().any(awake),
            own,
        };
        if user.is_deleted() && user.content.profile().is_none() {
            user.content = Content::Known(Arc::new(Profile::deleted()));
            user.is_changed = true;
        }
        if let (Work::Acting(act), Content::Known(profile)) = (&user.work, &user.content)
            && act.request.is_none_or(|id| self.queue.is_waiting(id))
            && !profile.friendship.actions().contains(&act.action)
        {
            let notice = Notice::Surprise(act.action, profile.friendship.clone());
            let (card, request) = (act.card, act.request);
            user.work = Work::Idle;
            user.is_changed = true;
            if let Some(request) = request {
                self.queue.cancel(request, now);
            }
            notify(&mut self.cards, &mut self.dirty_cards, card, notice);
        }
        match (user.wanted(need), user.work.request()) {
            (Some((call, priority, not_before)), None) => {
                let request = (self.queue).push(Rc::clone(key), call, priority, not_before);
                user.work.set_request(request);
                user.is_changed = true;
            }
            (Some((_, priority, _)), Some(request)) => self.queue.raise(request, priority),
            (None, request) => {
                // One under way is paid for: it goes on as long as somebody waits for it.
                let waits = request.is_some_and(|id| self.queue.is_waiting(id));
                if (request.is_none() || waits || !user.may_fetch(need))
                    && user.work.end_fetch().is_some()
                {
                    user.is_changed = true;
                    if let Some(request) = request {
                        self.cancel(request, now);
                    }
                }
            }
        }
        self.retire(key);
    }

    /// Remembers a user without a card and without a request for a while, if the server ever confirmed it.
    fn retire(&mut self, key: &Rc<str>) {
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        if !user.cards.is_empty() || user.work.request().is_some() {
            return;
        }
        if user.confirmed_at.is_none() || user.content.profile().is_none() {
            if user.is_remembered {
                self.remembered.retain(|known| known != key);
            }
            return self.forget(key);
        }
        if std::mem::replace(&mut user.is_remembered, true) {
            return;
        }
        self.remembered.push(Rc::clone(key));
        if self.remembered.len() > REMEMBERED {
            let oldest = self.remembered.remove(0);
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, key: &str) {
        if let Some(user) = self.users.remove(key) {
            for name in &user.names {
                self.names.remove(name);
            }
        }
    }

    /// The user with this key, new or known, about to be shown by a card.
    pub(super) fn adopted(&mut self, key: &Rc<str>) -> &mut User {
        let user = self
            .users
            .get_or_insert_with(key, || Box::new(User::new(Rc::clone(key))));
        if std::mem::take(&mut user.is_remembered) {
            self.remembered.retain(|known| known != key);
        }
        user
    }

    pub(super) fn cancel(&mut self, request: super::RequestId, now: Millis) {
        if self.queue.cancel(request, now) {
            self.effects.push(Effect::Abort(request));
        }
    }

    /// What changed on the cards.
    fn shows(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in std::mem::take(&mut self.dirty) {
            if let Some(user) = self.users.get_mut(&key)
                && user.unmark()
            {
                self.dirty_cards.extend(user.cards.iter().copied());
            }
        }
        for id in std::mem::take(&mut self.dirty_cards) {
            let view = self.view(id);
            if let Some(card) = self.cards.get_mut(&id)
                && card.shown != view
            {
                card.shown.clone_from(&view);
                effects.push(Effect::Show(id, view));
            }
        }
        effects
    }

    pub(super) fn mark(&mut self, key: &str, changed: bool) {
        if let Some(user) = self.users.get_mut(key) {
            user.mark(changed, &mut self.dirty);
        }
    }

    pub(super) fn notify(&mut self, card: CardId, notice: Notice) {
        notify(&mut self.cards, &mut self.dirty_cards, card, notice);
    }

    pub(super) fn fail(&mut self, card: CardId, fault: Fault, action: Option<Action>) {
        self.notify(card, Notice::Failed(fault.clone()));
        if self.cards.contains_key(&card) {
            let failure = Failure { fault, action };
            self.events.push((card, CardEvent::Failed(failure)));
        }
    }

    fn clear_notices(&mut self, key: &str) {
        if let Some(user) = self.users.get_mut(key) {
            for card in &user.cards {
                if let Some(card) = self.cards.get_mut(card) {
                    card.notice = None;
                }
            }
            user.mark(true, &mut self.dirty);
        }
    }

    pub(super) fn key_of_card(&self, card: CardId) -> Option<Rc<str>> {
        self.cards.get(&card)?.user.clone()
    }

    /// The key for a user's id, shared where the user is known.
    pub(super) fn key(&self, id: &str) -> Rc<str> {
        let known = self.users.get(id);
        known.map_or_else(|| Rc::from(id), |user| Rc::clone(&user.id))
    }

    /// The key for what a host asks for; `None` if there can be no such user.
    fn key_asked_for(&self, userid: &str) -> Option<Rc<str>> {
        let userid = userid.trim();
        // "." and ".." would leave their path segment even percent-encoded (URL Standard, "double-dot path segment").
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

fn notify(
    cards: &mut VecMap<CardId, Box<Card>>,
    dirty: &mut Vec<CardId>,
    id: CardId,
    notice: Notice,
) {
    if let Some(card) = cards.get_mut(&id) {
        card.notice = Some(notice);
        dirty.push(id);
    }
}
