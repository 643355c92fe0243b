//! The truth about all users of one API base, and the line of requests to it.
//!
//! A machine without a browser in it: events come in as method calls with the
//! time, wishes go out as [`Effect`]s. What a person does and what the server,
//! the host and the other tabs say meets here, and only here.

mod adopt;
mod answers;
mod cooldown;
mod effect;
mod entry;
mod line;
mod news;
mod span;
mod view;

pub use cooldown::Cooldown;
pub use effect::{Effect, Happening, Source};
pub use news::News;
pub use span::{Order, Span};
pub use view::{CardView, Notice, Phase};

use crate::api::{Fault, Request};
use crate::{Action, Profile};
use entry::{Entry, Pending, Reading};
use line::{Line, Step, Urgency};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Milliseconds since the Unix epoch, by the clock that all tabs of a machine share.
pub type Millis = u64;

/// One mounted card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardId(pub u64);

/// One request, from its place in the line to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// What can be set about requests, all in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The server's documented cooldown between two requests of a person (API: 1000).
    pub cooldown: Millis,
    /// How long an answer may take before its request is given up.
    pub timeout: Millis,
    /// After how long out of sight a state is read again.
    pub stale_after: Millis,
    /// How late a live message may be behind an answer that is newer than it.
    pub settle: Millis,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            cooldown: 1_000,
            timeout: 10_000,
            stale_after: 60_000,
            settle: 5_000,
        }
    }
}

#[derive(Clone, Debug)]
struct Card {
    /// The key of its entry; `None` if no user can have the id it was given.
    entry: Option<String>,
    /// Whether it wants its user fetched now (a lazy card far from the viewport does not).
    awake: bool,
    notice: Option<Notice>,
}

#[derive(Clone, Debug)]
struct Job {
    entry: String,
    request: Request,
    sent: Millis,
}

/// How many users nobody looks at are remembered.
const REMEMBERED: usize = 200;
/// How many live messages are remembered, to know one that comes twice.
const MESSAGES: usize = 100;

/// See the module's description. One per API base and page.
#[derive(Clone, Debug)]
pub struct Engine {
    timing: Timing,
    viewer: Option<String>,
    cards: BTreeMap<CardId, Card>,
    entries: BTreeMap<String, Entry>,
    /// Usernames in lower case, and the ids they turned out to be.
    names: BTreeMap<String, String>,
    jobs: BTreeMap<JobId, Job>,
    line: Line,
    next_job: u64,
    random: u64,
    seen_messages: VecDeque<String>,
    online: bool,
    hidden_since: Option<Millis>,
    dirty: BTreeSet<CardId>,
    wake: Option<Millis>,
    effects: Vec<Effect>,
}

impl Engine {
    /// An engine that knows nothing yet. `seed` spreads the retries of many pages over time.
    pub fn new(timing: Timing, seed: u64) -> Self {
        Self {
            line: Line::new(Cooldown::new(timing.cooldown)),
            timing,
            viewer: None,
            cards: BTreeMap::new(),
            entries: BTreeMap::new(),
            names: BTreeMap::new(),
            jobs: BTreeMap::new(),
            next_job: 0,
            random: seed | 1,
            seen_messages: VecDeque::new(),
            online: true,
            hidden_since: None,
            dirty: BTreeSet::new(),
            wake: None,
            effects: Vec::new(),
        }
    }

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
            },
        );
        self.dirty.insert(card);
        let Some(key) = key else {
            self.tell(
                card,
                Happening::Failed {
                    fault: Fault::BadUserid,
                    action: None,
                },
            );
            return self.run(now);
        };
        let entry = self.entries.entry(key.clone()).or_default();
        entry.cards.insert(card);
        entry.touched = now;
        let known = entry.profile.clone();
        let old = entry
            .answered_at
            .is_some_and(|at| now.saturating_sub(at) >= self.timing.stale_after);
        if key == Profile::DELETED && entry.profile.is_none() {
            entry.profile = Some(Profile {
                id: key.clone(),
                ..Profile::default()
            });
        } else if let Some(user) = given {
            self.adopt_given(&key, user, now);
        } else if let Some(user) = known {
            self.tell(card, Happening::Loaded(user));
            if old && awake {
                self.read(&key, Urgency::Read, None, now);
            }
        }
        self.want(&key, now);
        self.run(now);
    }

    /// A card goes away, and with it every fetch that nobody else waits for.
    /// An action that a person has asked for still goes.
    pub fn unmount(&mut self, card: CardId, now: Millis) {
        self.dirty.remove(&card);
        let Some(Card {
            entry: Some(key), ..
        }) = self.cards.remove(&card)
        else {
            return;
        };
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.cards.remove(&card);
            entry.touched = now;
            if entry.cards.is_empty() && !entry.needs_read() {
                self.drop_read(&key, now);
            }
        }
        self.forget();
        self.run(now);
    }

    /// The host gives a card its user anew.
    pub fn give(&mut self, card: CardId, user: Profile, now: Millis) {
        if let Some(key) = self.key_of_card(card)
            && key == user.id
        {
            self.adopt_given(&key, user, now);
            self.run(now);
        }
    }

    /// A lazy card comes near the viewport, or leaves it.
    pub fn set_awake(&mut self, card: CardId, awake: bool, now: Millis) {
        if let Some(known) = self.cards.get_mut(&card) {
            known.awake = awake;
        }
        if let Some(key) = self.key_of_card(card) {
            if awake {
                self.want(&key, now);
            } else if self.nobody_waits(&key) {
                self.drop_read(&key, now);
            }
            self.run(now);
        }
    }

    /// A person has pressed a button, and answered the question if there was one.
    ///
    /// Returns whether the action is under way: not if the state does not
    /// offer it any more, or another one is under way for the same user.
    pub fn press(&mut self, card: CardId, action: Action, now: Millis) -> bool {
        let Some(key) = self.key_of_card(card) else {
            return false;
        };
        let Some(entry) = self.entries.get(&key) else {
            return false;
        };
        let Some(user) = entry.profile.as_ref() else {
            return false;
        };
        if entry.pending.is_some()
            || entry.unsure.is_some()
            || user.is_deleted()
            || self.viewer.as_deref() == Some(&user.id)
            || !user.friendship.actions().contains(&action)
        {
            return false;
        }
        let (id, seen) = (user.id.clone(), user.friendship.clone());
        self.clear_notices(&key);
        if !self.online {
            self.fail(card, Fault::Offline, Some(action));
            self.run(now);
            return false;
        }
        // Its answer will be the newer truth.
        self.drop_read(&key, now);
        let job = self.new_job(&key, Request::Act { action, userid: id });
        self.line.push(job, Urgency::Press, now);
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.pending = Some(Pending {
                action,
                seen,
                card,
                job: Some(job),
                resent: 0,
                refused: 0,
                crossed: false,
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

    /// A person or the host wants the state read again, now.
    pub fn refresh(&mut self, card: CardId, now: Millis) {
        let Some(key) = self.key_of_card(card) else {
            return;
        };
        self.clear_notices(&key);
        if key == Profile::DELETED || self.viewer.as_deref() == Some(&key) {
            return self.run(now);
        }
        if let Some(entry) = self.entries.get_mut(&key) {
            if entry.pending.is_some() {
                return self.run(now);
            }
            entry.failure = None;
        }
        self.read(&key, Urgency::Recheck, Some(card), now);
        self.show(&key);
        self.run(now);
    }

    /// The person has read the notice.
    pub fn dismiss(&mut self, card: CardId, now: Millis) {
        if let Some(known) = self.cards.get_mut(&card) {
            known.notice = None;
            self.dirty.insert(card);
        }
        self.run(now);
    }

    /// Somebody has logged in, or out, or in as somebody else: what was known is another person's.
    pub fn set_viewer(&mut self, viewer: Option<String>, now: Millis) {
        let viewer = viewer.filter(|id| !id.is_empty());
        if self.viewer == viewer {
            return;
        }
        let knew_one = self.viewer.is_some();
        self.viewer = viewer;
        // Before the first word of who looks, the states were nobody else's.
        if knew_one {
            self.start_over(None, now);
        } else {
            let cards: Vec<_> = self.cards.keys().copied().collect();
            self.dirty.extend(cards);
        }
        self.run(now);
    }

    /// The browser went offline or came back.
    pub fn set_online(&mut self, online: bool, now: Millis) {
        if self.online == online {
            return;
        }
        self.online = online;
        self.line.set_online(online);
        let keys: Vec<_> = self.entries.keys().cloned().collect();
        for key in keys {
            if online {
                self.heal(&key, now);
            }
            self.show(&key);
        }
        self.run(now);
    }

    /// The page was hidden, or is seen again. After a while out of sight, what is on screen is read again.
    pub fn set_visible(&mut self, visible: bool, now: Millis) {
        self.line.set_visible(visible);
        if !visible {
            self.hidden_since.get_or_insert(now);
        } else if let Some(since) = self.hidden_since.take() {
            let long = now.saturating_sub(since) >= self.timing.stale_after;
            let keys: Vec<_> = self.entries.keys().cloned().collect();
            for key in keys {
                self.heal(&key, now);
                let fetched = self
                    .entries
                    .get(&key)
                    .is_some_and(|e| e.answered_at.is_some());
                if long && fetched && !self.nobody_waits(&key) {
                    self.read(&key, Urgency::Read, None, now);
                }
            }
        }
        self.run(now);
    }

    /// The line's turn has come (see [`Effect::AskTurn`]).
    pub fn turn(&mut self, now: Millis) {
        self.line.turn_came();
        self.run(now);
    }

    /// The time asked for in [`Effect::Wake`] has come.
    pub fn tick(&mut self, now: Millis) {
        self.wake = None;
        self.run(now);
    }

    /// What the card shows.
    pub fn view(&self, card: CardId) -> CardView {
        let Some(known) = self.cards.get(&card) else {
            return CardView::default();
        };
        let Some(entry) = known.entry.as_ref().and_then(|key| self.entries.get(key)) else {
            return CardView {
                phase: Phase::Failed(Fault::BadUserid),
                ..CardView::default()
            };
        };
        let own = self.viewer.is_some() && self.viewer == known.entry;
        let phase = match (&entry.pending, &entry.profile) {
            (Some(pending), _) => Phase::Busy(pending.action),
            (None, Some(_)) => match &entry.unsure {
                // While it is being looked into, the person waits as for the action itself.
                Some(_) if entry.read.is_some() => Phase::Loading,
                Some(fault) => Phase::Unsure(fault.clone()),
                None => Phase::Ready,
            },
            (None, None) => match &entry.failure {
                Some(fault) => Phase::Failed(fault.clone()),
                None if own => Phase::Ready,
                None => Phase::Loading,
            },
        };
        let awaited = entry
            .pending
            .as_ref()
            .and_then(|p| p.job)
            .or(entry.read.as_ref().map(|r| r.job));
        let busy = !matches!(phase, Phase::Ready | Phase::Failed(_));
        CardView {
            profile: entry.profile.clone(),
            notice: known.notice.clone(),
            retry_at: awaited
                .filter(|_| busy)
                .and_then(|job| self.line.held_until(job))
                .filter(|at| *at > 0),
            offline: !self.online && busy,
            phase,
        }
    }

    /// Takes out what is to be carried out, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// How many cards, users, requests under way or waiting, and wake-ups there are: what must not grow.
    pub fn census(&self) -> [usize; 4] {
        [
            self.cards.len(),
            self.entries.len(),
            self.jobs.len(),
            usize::from(self.wake.is_some()),
        ]
    }

    /// Lets the line go on, and says what changed.
    fn run(&mut self, now: Millis) {
        let wake = loop {
            match self.line.step(now) {
                Step::Send(id) => {
                    if let Some(job) = self.jobs.get_mut(&id) {
                        job.sent = now;
                        self.effects.push(Effect::Send(id, job.request.clone()));
                        let key = job.entry.clone();
                        self.show(&key);
                    }
                }
                Step::AskTurn => self.effects.push(Effect::AskTurn),
                Step::EndTurn => self.effects.push(Effect::EndTurn),
                Step::Wait(at) => break at,
            }
        };
        for card in std::mem::take(&mut self.dirty) {
            self.effects.push(Effect::Show(card));
        }
        if self.wake != wake {
            self.wake = wake;
            self.effects.push(Effect::Wake(wake));
        }
    }

    /// The key under which the asked user is kept; `None` if there can be no such user.
    fn key_of(&self, asked: &str) -> Option<String> {
        let asked = asked.trim();
        if asked.is_empty()
            || asked.chars().nth(Profile::MAX_ID).is_some()
            || asked.chars().any(char::is_control)
        {
            return None;
        }
        let known = self.names.get(&asked.to_ascii_lowercase());
        Some(known.cloned().unwrap_or_else(|| asked.to_owned()))
    }

    fn key_of_card(&self, card: CardId) -> Option<String> {
        self.cards.get(&card)?.entry.clone()
    }

    fn new_job(&mut self, key: &str, request: Request) -> JobId {
        self.next_job += 1;
        let id = JobId(self.next_job);
        let job = Job {
            entry: key.to_owned(),
            request,
            sent: 0,
        };
        self.jobs.insert(id, job);
        id
    }

    /// Whether no awake card shows this user.
    fn nobody_waits(&self, key: &str) -> bool {
        self.entries.get(key).is_none_or(|entry| {
            !entry
                .cards
                .iter()
                .any(|card| self.cards.get(card).is_some_and(|card| card.awake))
        })
    }

    /// Fetches a user who is to be shown and is not known.
    fn want(&mut self, key: &str, now: Millis) {
        let unknown = self.entries.get(key).is_some_and(|entry| {
            entry.profile.is_none() && entry.failure.is_none() && entry.pending.is_none()
        });
        // The search leaves the caller out (API): one's own card is never found.
        if unknown && self.viewer.as_deref() != Some(key) && !self.nobody_waits(key) {
            self.read(key, Urgency::Read, None, now);
        }
    }

    /// After an absence: fetches again what had failed in a way that may have passed.
    fn heal(&mut self, key: &str, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        if entry.failure.as_ref().is_some_and(Fault::may_pass) {
            entry.failure = None;
            self.show(key);
            self.want(key, now);
        } else if entry.unsure.is_some() && entry.read.is_none() {
            self.read(key, Urgency::Recheck, None, now);
        }
    }

    /// Reads a user: as part of a read that is still to be sent, or else anew.
    fn read(&mut self, key: &str, urgency: Urgency, asked_by: Option<CardId>, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        if let Some(reading) = &mut entry.read {
            reading.asked_by = asked_by.or(reading.asked_by);
            reading.again = !self.line.is_waiting(reading.job);
            self.line.hurry(reading.job, urgency);
            return;
        }
        self.push_read(key, urgency, asked_by, now);
        self.show(key);
    }

    fn push_read(&mut self, key: &str, urgency: Urgency, asked_by: Option<CardId>, now: Millis) {
        let job = self.new_job(
            key,
            Request::Search {
                asked: key.to_owned(),
            },
        );
        self.line.push(job, urgency, now);
        if let Some(entry) = self.entries.get_mut(key) {
            entry.read = Some(Reading {
                job,
                again: false,
                asked_by,
                failed: 0,
                refused: 0,
            });
        }
    }

    fn drop_read(&mut self, key: &str, now: Millis) {
        if let Some(reading) = self.entries.get_mut(key).and_then(|e| e.read.take()) {
            self.drop_job(reading.job, now);
        }
    }

    fn drop_job(&mut self, job: JobId, now: Millis) {
        self.jobs.remove(&job);
        if self.line.remove(job, now) {
            self.effects.push(Effect::Abort(job));
        }
    }

    /// Drops everything that was known, and fetches what is shown; or, for a `fault`, says why there is nothing.
    fn start_over(&mut self, fault: Option<Fault>, now: Millis) {
        let keys: Vec<_> = self.entries.keys().cloned().collect();
        for key in &keys {
            self.drop_read(key, now);
            let pending = self.entries.get_mut(key).and_then(|entry| {
                let cards = std::mem::take(&mut entry.cards);
                let pending = entry.pending.take();
                *entry = Entry {
                    cards,
                    failure: fault.clone(),
                    touched: now,
                    ..Entry::default()
                };
                pending
            });
            if let Some(job) = pending.and_then(|p| p.job) {
                self.drop_job(job, now);
            }
            self.clear_notices(key);
            self.show(key);
        }
        self.entries.retain(|_, entry| !entry.is_idle());
        self.names.clear();
        for key in &keys {
            self.want(key, now);
        }
    }

    fn show(&mut self, key: &str) {
        if let Some(entry) = self.entries.get(key) {
            self.dirty.extend(entry.cards.iter().copied());
        }
    }

    fn tell(&mut self, card: CardId, happening: Happening) {
        self.effects.push(Effect::Tell(card, happening));
    }

    fn notice(&mut self, card: CardId, notice: Notice) {
        if let Some(known) = self.cards.get_mut(&card) {
            known.notice = Some(notice);
            self.dirty.insert(card);
        }
    }

    fn fail(&mut self, card: CardId, fault: Fault, action: Option<Action>) {
        self.notice(card, Notice::Failed(fault.clone(), action));
        if self.cards.contains_key(&card) {
            self.tell(card, Happening::Failed { fault, action });
        }
    }

    fn clear_notices(&mut self, key: &str) {
        let Some(entry) = self.entries.get(key) else {
            return;
        };
        for card in &entry.cards {
            if let Some(card) = self.cards.get_mut(card) {
                card.notice = None;
            }
        }
        self.show(key);
    }

    /// Forgets users nobody looks at, the longest unused first. Those that only the host knew go at once.
    fn forget(&mut self) {
        self.entries
            .retain(|_, entry| !entry.is_idle() || entry.answered_at.is_some());
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
            self.names.retain(|_, id| self.entries.contains_key(id));
        }
    }

    /// Between half of `wait` and the whole, so that many pages do not come back at one time.
    fn jitter(&mut self, wait: Millis) -> Millis {
        // xorshift64: four lines, where a generator's crate would be bytes for every visitor.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        wait / 2 + self.random % (wait / 2 + 1)
    }
}
