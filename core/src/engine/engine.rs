//! The engine's entry point: dispatches events, reconciles requests, and collects effects.

use super::cards::Card;
use super::pacer::{Jitter, Pacer};
use super::queue::RequestQueue;
use super::session::Session;
use super::user::{Attempt, Content, Need, User};
use super::{CardEvent, CardId, Effect, Event, Millis, TabMessage, Timing};
use crate::Profile;
use crate::map::VecMap;
use std::rc::Rc;
use std::sync::Arc;

/// How many users without a card are kept.
const REMEMBERED: usize = 200;

/// The state of all users of one API base. A page has one engine for each base.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(super) timing: Timing,
    pub(super) session: Session,
    pub(super) cards: VecMap<CardId, Box<Card>>,
    pub(super) users: VecMap<Rc<str>, Box<User>>,
    /// The ids of users that hosts asked for by username; the keys are in lower case.
    pub(super) names: VecMap<Rc<str>, Rc<str>>,
    /// The users without a card, least recently used first.
    remembered: Vec<Rc<str>>,
    pub(super) queue: RequestQueue,
    pub(super) jitter: Jitter,
    /// The time of the current event.
    pub(super) now: Millis,
    pub(super) seen_messages: Vec<String>,
    pub(super) online: bool,
    pub(super) hidden_since: Option<Millis>,
    /// Whether a user may have failed to load because nobody was logged in.
    pub(super) logged_out: bool,
    /// Whether the last reply that showed whether somebody is logged in was a 401.
    pub(super) unauthorized: bool,
    /// Whether an action was pressed that other tabs have not been told about.
    pub(super) pressed: bool,
    pub(super) dirty: Vec<Rc<str>>,
    pub(super) dirty_cards: Vec<CardId>,
    pub(super) effects: Vec<Effect>,
    pub(super) messages: Vec<TabMessage>,
    pub(super) events: Vec<(CardId, CardEvent)>,
}

/// How much an engine holds, for leak tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Mounted cards.
    pub cards: usize,
    /// Users with a card, and remembered ones.
    pub users: usize,
    /// Outstanding requests, sent or not.
    pub requests: usize,
    /// Timers set: 0 or 1.
    pub timers: usize,
}

impl Engine {
    /// An empty engine. `seed` randomises the retries, so that many pages do not retry at once.
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
            now: 0,
            seen_messages: Vec::new(),
            online: true,
            hidden_since: None,
            logged_out: false,
            unauthorized: false,
            pressed: false,
            dirty: Vec::new(),
            dirty_cards: Vec::new(),
            effects: Vec::new(),
            messages: Vec::new(),
            events: Vec::new(),
        }
    }

    /// How much the engine holds now.
    pub fn stats(&self) -> Stats {
        Stats {
            cards: self.cards.len(),
            users: self.users.len(),
            requests: self.queue.len(),
            timers: usize::from(self.queue.has_timer()),
        }
    }

    /// Whether an action that was pressed has not been sent yet.
    pub fn action_waits(&self) -> bool {
        self.queue.action_waits()
    }

    /// Handles an event that happened at `now`. Returns the effects in this order: what cards
    /// show, requests, messages to other tabs, then events for hosts, whose callbacks may do
    /// anything.
    pub fn handle(&mut self, event: Event<'_>, now: Millis) -> Vec<Effect> {
        self.follow_clock(now);
        self.dispatch(event);
        let mut index = 0;
        while let Some(key) = self.dirty.get(index).cloned() {
            self.reconcile(&key);
            index += 1;
        }
        self.queue.poll(now, &mut self.effects);
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

    fn dispatch(&mut self, event: Event<'_>) {
        match event {
            Event::Attach {
                card,
                userid,
                user,
                awake,
            } => self.attach(card, userid, user, awake),
            Event::Detach(card) => self.detach(card),
            Event::SetAwake(card, awake) => self.set_awake(card, awake),
            Event::HostUser(card, user) => self.on_card_user(card, user),
            Event::Press(card, action) => self.press(card, action),
            Event::Refresh(card) => self.refresh(card),
            Event::RefreshAll => self.refresh_all(),
            Event::Reply(request, reply) => self.on_reply(request, reply),
            Event::LockGranted => self.queue.lock_granted(),
            Event::Tick => self.queue.timer_fired(),
            Event::Live(message) => self.on_live_message(message),
            Event::Tab(message) => self.on_tab_message(message),
            Event::Viewer(viewer) => self.set_viewer(viewer),
            Event::Online(online) => self.set_online(online),
            Event::Visible(visible) => self.set_visible(visible),
            Event::Leave => self.leave(),
            Event::Return => self.come_back(),
        }
    }

    /// If the clock was set back, shifts all stored times by the same amount. Otherwise a state
    /// confirmed "in the future" would block all later ones, and the queue would stall.
    fn follow_clock(&mut self, now: Millis) {
        let back = self.now.saturating_sub(now);
        self.now = now;
        if back > 0 {
            for user in self.users.values_mut() {
                user.shift_back(back);
                user.mark(true, &mut self.dirty);
            }
            self.queue.shift_back(back);
            self.hidden_since = self.hidden_since.map(|since| since.saturating_sub(back));
        }
    }

    /// Compares the request that should be outstanding for a user with the one that is, and
    /// queues, raises or cancels accordingly; apart from a reset, no other function does. Also withdraws an action
    /// that has not been sent if the state no longer offers it.
    fn reconcile(&mut self, key: &Rc<str>) {
        let own = self.session.is_own(key);
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        let cards = &self.cards;
        let awake = |card: &CardId| cards.get(card).is_some_and(|card| card.awake);
        let watched = user.cards.iter().any(awake);
        if user.is_deleted() && user.content.profile().is_none() {
            user.content = Content::Known(Arc::new(Profile::deleted()));
            user.is_changed = true;
        }
        let outstanding = user.attempt.request.and_then(|id| self.queue.get(id));
        let under_way = outstanding.is_some_and(|request| request.sent.is_some());
        let withdrawn = user.withdraw(under_way);
        let wanted = user.wanted(Need {
            watched,
            own,
            under_way,
        });
        let outstanding = outstanding.map(|request| (request.id, request.is_action()));
        match (wanted, outstanding) {
            (Some((call, priority)), Some((request, is_action)))
                if is_action == call.is_action() =>
            {
                self.queue.raise(request, priority);
            }
            (None, None) => user.stop_fetching(),
            (wanted, outstanding) => {
                user.is_changed = true;
                if let Some((request, _)) = outstanding
                    && self.queue.cancel(request, self.now)
                {
                    self.effects.push(Effect::Abort(request));
                }
                if let Some((call, priority)) = wanted {
                    let Attempt {
                        not_before,
                        when_online,
                        ..
                    } = user.attempt;
                    let request = (self.queue).push(Rc::clone(key), call, priority, not_before);
                    if when_online {
                        self.queue.wait_until_online(request);
                    }
                    user.attempt.request = Some(request);
                } else {
                    user.stop_fetching();
                }
            }
        }
        if let Some((card, notice)) = withdrawn {
            self.notify(card, notice);
        }
        self.retire(key);
    }

    /// Keeps a user that has no card and no request if the server ever confirmed it; forgets it
    /// otherwise. The least recently used ones are dropped.
    fn retire(&mut self, key: &Rc<str>) {
        let Some(user) = self.users.get_mut(key) else {
            return;
        };
        if !user.cards.is_empty() || user.attempt.request.is_some() {
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

    /// The user with this key, created if unknown, for a card that is about to show it.
    pub(super) fn adopt(&mut self, key: &Rc<str>) -> &mut User {
        let new = || Box::new(User::new(Rc::clone(key)));
        let user = self.users.get_or_insert_with(key, new);
        if std::mem::take(&mut user.is_remembered) {
            self.remembered.retain(|known| known != key);
        }
        user
    }

    /// The effects for cards whose view has changed.
    fn shows(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut dirty = std::mem::take(&mut self.dirty);
        for key in dirty.drain(..) {
            if let Some(user) = self.users.get_mut(&key)
                && user.unmark()
            {
                self.dirty_cards.extend(user.cards.iter().copied());
            }
        }
        let mut dirty_cards = std::mem::take(&mut self.dirty_cards);
        for id in dirty_cards.drain(..) {
            let view = self.view(id);
            if let Some(card) = self.cards.get_mut(&id)
                && card.shown != view
            {
                card.shown.clone_from(&view);
                effects.push(Effect::Show(id, view));
            }
        }
        // Reuse their allocations.
        (self.dirty, self.dirty_cards) = (dirty, dirty_cards);
        effects
    }

    /// Returns a user, marked to be reconciled and shown again.
    pub(super) fn touch(&mut self, key: &str) -> Option<&mut User> {
        self.mark(key, true)
    }

    /// Returns a user, marked to be reconciled; if `changed`, its cards are also shown again.
    pub(super) fn mark(&mut self, key: &str, changed: bool) -> Option<&mut User> {
        let user = self.users.get_mut(key)?;
        user.mark(changed, &mut self.dirty);
        Some(user)
    }
}
