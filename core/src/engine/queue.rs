//! The request queue of one tab: which request is sent next and when, the tab's hold on the lock
//! shared by all tabs, and the timer.

use super::pacer::Pacer;
use super::{Effect, Millis, RequestId};
use crate::api::ApiCall;
use std::rc::Rc;

/// The priority of a request. Earlier variants are sent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// An action: a person pressed a button.
    Action,
    /// A fetch because the shown state may be wrong.
    Recheck,
    /// A fetch because a card has nothing, or nothing recent, to show.
    Fetch,
}

/// The result of a request, as far as it matters for pacing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// A reply other than 429.
    Passed,
    /// No reply.
    Lost,
    /// 429, with `Retry-After` in milliseconds, if the server sent it.
    Refused(Option<Millis>),
}

/// One outstanding request, from being queued to its reply.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub id: RequestId,
    /// The engine's key of the user it is about.
    pub user: Rc<str>,
    pub call: ApiCall,
    /// When it was sent; `None` while it waits.
    pub sent: Option<Millis>,
    /// Whether the browser was offline when it was sent.
    pub sent_offline: bool,
    priority: Priority,
    not_before: Millis,
    /// Not sent while the browser is offline.
    when_online: bool,
}

/// This tab's hold on the lock shared by all tabs. Only the tab that holds the lock may send. It
/// keeps the lock until the gap after the reply is over, so whoever gets the lock may send at once;
/// without a reply, for two gaps at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lease {
    None,
    /// Requested; after this time, the tab that holds it is taken to be frozen or blocked.
    Requested {
        until: Millis,
    },
    Unused,
    Used {
        request: RequestId,
        sent: Millis,
        /// When the gap after the reply ends; `None` until the reply arrives.
        free_at: Option<Millis>,
    },
}

/// Added to the gap while fetches wait for another tab's action: round trip and lock, in milliseconds.
const ACTION_MARGIN: Millis = 100;
/// Without a reply, the lock is released after twice the gap or twice this, whichever is longer
/// (in milliseconds).
const UNANSWERED: Millis = 1_000;
/// How long a tab waits for the lock, in milliseconds, unless three gaps are longer. Other tabs hold
/// it for about three seconds or gaps at most, unless they are frozen, or blocked by `alert()` or a
/// debugger.
const PATIENCE: Millis = 5_000;

/// Longer `Retry-After` values, in milliseconds, are not waited for: the request fails at once.
pub(super) const MAX_PAUSE: Millis = 60_000;

/// The outstanding requests of one tab, in the order in which they were queued.
#[derive(Clone, Debug)]
pub(super) struct RequestQueue {
    requests: Vec<Request>,
    next_id: u64,
    lease: Lease,
    pacer: Pacer,
    /// After a 429, nothing is sent before this time.
    paused_until: Millis,
    /// No fetch is sent before this time, because another tab has an action to send.
    fetches_held_until: Millis,
    online: bool,
    visible: bool,
    /// Whether the page is left: nothing is sent any more.
    away: bool,
    timer: Option<Millis>,
}

impl Request {
    pub fn is_action(&self) -> bool {
        self.call.is_action()
    }
}

impl RequestQueue {
    pub fn new(pacer: Pacer) -> Self {
        Self {
            requests: Vec::new(),
            next_id: 0,
            lease: Lease::None,
            pacer,
            paused_until: 0,
            fetches_held_until: 0,
            online: true,
            visible: true,
            away: false,
            timer: None,
        }
    }

    /// Queues a request after all others of its priority, to be sent at `not_before` or later.
    pub fn push(
        &mut self,
        user: Rc<str>,
        call: ApiCall,
        priority: Priority,
        not_before: Millis,
    ) -> RequestId {
        self.next_id += 1;
        let id = RequestId(self.next_id);
        self.requests.push(Request {
            id,
            user,
            call,
            sent: None,
            sent_offline: false,
            priority,
            not_before,
            when_online: false,
        });
        id
    }

    /// Raises a request to at least this priority.
    pub fn raise(&mut self, id: RequestId, priority: Priority) {
        if let Some(request) = self.requests.iter_mut().find(|r| r.id == id) {
            request.priority = request.priority.min(priority);
        }
    }

    pub fn get(&self, id: RequestId) -> Option<&Request> {
        self.requests.iter().find(|r| r.id == id)
    }

    /// Whether the request has not been sent yet.
    pub fn is_waiting(&self, id: RequestId) -> bool {
        self.get(id).is_some_and(|request| request.sent.is_none())
    }

    /// Removes all requests. Returns those that were sent: they must be aborted.
    pub fn clear(&mut self, now: Millis) -> Vec<RequestId> {
        let all: Vec<_> = self.requests.iter().map(|request| request.id).collect();
        all.into_iter().filter(|id| self.cancel(*id, now)).collect()
    }

    /// Whether an action has not been sent yet.
    pub fn action_waits(&self) -> bool {
        (self.requests.iter()).any(|r| r.priority == Priority::Action && r.sent.is_none())
    }

    /// Until when a 429 or a retry delay holds back a waiting request.
    pub fn held_until(&self, id: RequestId) -> Option<Millis> {
        let request = self.get(id).filter(|request| request.sent.is_none())?;
        Some(request.not_before.max(self.paused_until))
    }

    /// Removes a request. Returns `true` if it was sent and so must be aborted.
    pub fn cancel(&mut self, id: RequestId, now: Millis) -> bool {
        let Some(index) = self.requests.iter().position(|r| r.id == id) else {
            return false;
        };
        let sent = self.requests.remove(index).sent.is_some();
        // The gap starts at the reply: by then the server has counted the request, however slow the network.
        if let Lease::Used {
            request, free_at, ..
        } = &mut self.lease
            && *request == id
        {
            *free_at = Some(now + self.pacer.gap());
        }
        sent
    }

    /// Removes a request that has ended. Returns until when a 429 pauses the queue.
    pub fn settle(&mut self, id: RequestId, answer: Answer, now: Millis) -> Millis {
        let mut until = 0;
        match answer {
            Answer::Passed => self.pacer.passed(),
            Answer::Lost => {}
            Answer::Refused(retry_after) => {
                let wait = self.pacer.refused(retry_after);
                // A longer one ends this request only. Every other card learns it by itself, at the pace
                // of repeated 429s, and then offers to try again; waiting, it could only count down.
                let pause = if wait > MAX_PAUSE {
                    self.pacer.gap()
                } else {
                    wait
                };
                self.paused_until = self.paused_until.max(now + pause);
                until = now.saturating_add(wait);
            }
        }
        self.cancel(id, now);
        self.paused_until.max(until)
    }

    pub fn lock_granted(&mut self) {
        if let Lease::Requested { .. } = self.lease {
            self.lease = Lease::Unused;
        }
    }

    /// The page is being left: sends the actions that wait, because nothing can be sent later, and
    /// gives up the lock.
    pub fn leave(&mut self, now: Millis, effects: &mut Vec<Effect>) {
        self.away = true;
        for request in &mut self.requests {
            if request.is_action() && request.sent.is_none() {
                request.sent = Some(now);
                effects.push(Effect::Send(request.id, request.call.clone()));
            }
        }
        if self.lease != Lease::None {
            effects.push(Effect::ReleaseLock);
        }
        self.lease = Lease::None;
    }

    /// The page is back after [`RequestQueue::leave`], or after being frozen.
    pub fn come_back(&mut self) {
        self.away = false;
    }

    /// Another tab has an action to send: it goes before this tab's fetches.
    pub fn hold_fetches(&mut self, now: Millis) {
        let gap = self.pacer.gap();
        if gap > 0 {
            let held_until = self.fetches_held_until.max(now);
            self.fetches_held_until = held_until + gap + ACTION_MARGIN;
        }
    }

    /// While offline, what failed is not sent again. Everything else is tried, because the browser
    /// may be wrong.
    pub fn set_online(&mut self, online: bool) {
        self.online = online;
        for request in &mut self.requests {
            request.when_online &= !online;
        }
    }

    /// Holds back a request until the browser is online.
    pub fn wait_until_online(&mut self, id: RequestId) {
        self.set_when_online(id, true);
    }

    /// Sends a request that waits for the browser to be online.
    pub fn try_now(&mut self, id: RequestId) {
        self.set_when_online(id, false);
    }

    fn set_when_online(&mut self, id: RequestId, when_online: bool) {
        if let Some(request) = self.requests.iter_mut().find(|r| r.id == id) {
            request.when_online = when_online;
        }
    }

    /// While hidden, only actions are sent: timers of hidden tabs are throttled, and would delay
    /// the other tabs.
    pub fn set_visible(&mut self, visible: bool) {
        self.visible = visible;
    }

    /// Shifts all times after the clock was set back.
    pub fn shift_back(&mut self, by: Millis) {
        let back = |time: &mut Millis| *time = time.saturating_sub(by);
        for request in &mut self.requests {
            back(&mut request.not_before);
            request.sent.iter_mut().for_each(back);
        }
        back(&mut self.paused_until);
        back(&mut self.fetches_held_until);
        match &mut self.lease {
            Lease::Requested { until } => back(until),
            Lease::Used { sent, free_at, .. } => {
                back(sent);
                free_at.iter_mut().for_each(back);
            }
            Lease::None | Lease::Unused => {}
        }
    }

    /// The timer fired.
    pub fn timer_fired(&mut self) {
        self.timer = None;
    }

    /// Sends what may be sent now, and acquires or releases the lock. Besides this,
    /// only [`RequestQueue::leave`] does.
    pub fn poll(&mut self, now: Millis, effects: &mut Vec<Effect>) {
        let timer = loop {
            let send = match self.lease {
                _ if self.away => break None,
                Lease::Requested { until } => match self.next_at() {
                    Some(at) if at <= now && until <= now => {
                        effects.push(Effect::StealLock);
                        self.lease = Lease::Unused;
                        self.next(now, Priority::Fetch)
                    }
                    Some(at) => break Some(at.max(until)),
                    None => break None,
                },
                Lease::None => match self.next_at() {
                    Some(at) if at <= now => {
                        let until = now + PATIENCE.max(3 * self.pacer.gap());
                        self.lease = Lease::Requested { until };
                        effects.push(Effect::AcquireLock);
                        continue;
                    }
                    at => break at,
                },
                Lease::Unused => self.next(now, Priority::Fetch),
                Lease::Used { sent, free_at, .. } => {
                    let gap = self.pacer.gap();
                    let ends = free_at.unwrap_or(sent + 2 * gap.max(UNANSWERED));
                    // An action waits only for the gap, not for the reply before it.
                    let overtakes = free_at.is_none() && self.action_waits();
                    let next = (overtakes && now >= sent + gap)
                        .then(|| self.next(now, Priority::Action))
                        .flatten();
                    if next.is_none() && now < ends {
                        let early = Some(sent + gap).filter(|at| overtakes && now < *at);
                        break Some(early.map_or(ends, |at| at.min(ends)));
                    }
                    next
                }
            };
            match send.and_then(|index| self.requests.get_mut(index)) {
                Some(request) => {
                    request.sent = Some(now);
                    request.sent_offline = !self.online;
                    self.lease = Lease::Used {
                        request: request.id,
                        sent: now,
                        free_at: None,
                    };
                    effects.push(Effect::Send(request.id, request.call.clone()));
                    if now < self.fetches_held_until {
                        // Only an action can be sent during the hold. Other tabs' actions have to wait
                        // for it too, so the hold is extended.
                        self.hold_fetches(now);
                    }
                }
                None => {
                    self.lease = Lease::None;
                    effects.push(Effect::ReleaseLock);
                }
            }
        };
        if self.timer != timer {
            self.timer = timer;
            effects.push(Effect::SetTimer(timer));
        }
    }

    /// When a request can be sent; `None` if it was sent, or waits for something other than time.
    fn ready_at(&self, request: &Request) -> Option<Millis> {
        let is_action = request.priority == Priority::Action;
        let waits = request.when_online && !self.online;
        if request.sent.is_some() || waits || !(self.visible || is_action) {
            return None;
        }
        let held_until = if is_action {
            0
        } else {
            self.fetches_held_until
        };
        Some(request.not_before.max(self.paused_until).max(held_until))
    }

    fn next_at(&self) -> Option<Millis> {
        (self.requests.iter())
            .filter_map(|r| self.ready_at(r))
            .min()
    }

    /// The index of the most urgent request that can be sent now and has at least this priority.
    fn next(&self, now: Millis, least: Priority) -> Option<usize> {
        let mut best = None;
        for (index, request) in self.requests.iter().enumerate() {
            let priority = request.priority;
            if priority <= least
                && best.is_none_or(|(_, known)| priority < known)
                && self.ready_at(request).is_some_and(|at| at <= now)
            {
                best = Some((index, priority));
            }
        }
        best.map(|(index, _)| index)
    }

    /// The number of requests, sent or not.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    pub fn has_timer(&self) -> bool {
        self.timer.is_some()
    }
}

#[cfg(test)]
impl RequestQueue {
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// Whether there are no requests and the lock is not held, so that no timer is needed.
    pub fn is_idle(&self) -> bool {
        self.requests.is_empty() && matches!(self.lease, Lease::None | Lease::Requested { .. })
    }
}
