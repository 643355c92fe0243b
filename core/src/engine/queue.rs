//! The requests that are outstanding: which may be sent next, and when.

use super::pacer::Pacer;
use super::{Effect, Millis, RequestId};
use crate::api::ApiCall;
use std::rc::Rc;

/// How soon a request must be sent; the order of the variants is the order of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// A person pressed a button.
    Action,
    /// What is shown may be wrong.
    Recheck,
    /// A card has nothing to show, or nothing recent.
    Fetch,
}

/// How an answer counts for the pace.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// Anything but 429.
    Passed,
    /// None came.
    Lost,
    /// 429, with `Retry-After` in milliseconds where the server sent it.
    Refused(Option<Millis>),
}

/// One request, from being queued to its answer.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub id: RequestId,
    /// The user it is about, by the key in the engine.
    pub user: Rc<str>,
    pub call: ApiCall,
    /// When it was sent; `None` while it waits.
    pub sent: Option<Millis>,
    priority: Priority,
    not_before: Millis,
}

/// The lock among the tabs. Only its holder may send. It is kept until the gap
/// after the answer is over, so that being granted it is permission to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lease {
    None,
    Requested,
    Unused,
    Used {
        request: RequestId,
        sent: Millis,
        /// `None` until the answer came.
        free_at: Option<Millis>,
    },
}

/// How much longer than a gap fetches wait for an action of another tab: the way there and back, and the lock.
const ACTION_MARGIN: Millis = 100;
/// A server that does not answer holds up the other tabs for twice the gap, and at least for twice this.
const UNANSWERED: Millis = 1_000;

/// The requests of one tab, in the order in which they were made.
#[derive(Clone, Debug)]
pub(super) struct RequestQueue {
    requests: Vec<Request>,
    next_id: u64,
    lease: Lease,
    pacer: Pacer,
    /// Nothing is sent before this, after a 429.
    paused_until: Millis,
    /// No fetch is sent before this: another tab has actions to send.
    fetches_held_until: Millis,
    online: bool,
    visible: bool,
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
            timer: None,
        }
    }

    /// Adds a request behind the others of its priority, not to be sent before a time.
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
            priority,
            not_before,
        });
        id
    }

    /// Makes a request at least this urgent.
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

    /// When a waiting request can be sent at the earliest, as far as a 429 or a retry holds it back.
    pub fn held_until(&self, id: RequestId) -> Option<Millis> {
        let request = self.get(id).filter(|request| request.sent.is_none())?;
        Some(request.not_before.max(self.paused_until))
    }

    /// Removes a request. `true` if it was sent: it must be aborted.
    pub fn cancel(&mut self, id: RequestId, now: Millis) -> bool {
        let Some(index) = self.requests.iter().position(|r| r.id == id) else {
            return false;
        };
        let sent = self.requests.remove(index).sent.is_some();
        // The gap runs from the answer: by then the server has counted the request, however slow the way was.
        if let Lease::Used {
            request, free_at, ..
        } = &mut self.lease
            && *request == id
        {
            *free_at = Some(now + self.pacer.gap());
        }
        sent
    }

    /// Removes a request that was answered. Returns until when a 429 pauses the queue.
    pub fn settle(&mut self, id: RequestId, answer: Answer, now: Millis) -> Millis {
        match answer {
            Answer::Passed => self.pacer.passed(),
            Answer::Lost => {}
            Answer::Refused(retry_after) => {
                let wait = self.pacer.refused(retry_after);
                self.paused_until = self.paused_until.max(now + wait);
            }
        }
        self.cancel(id, now);
        self.paused_until
    }

    pub fn lock_granted(&mut self) {
        if self.lease == Lease::Requested {
            self.lease = Lease::Unused;
        }
    }

    /// A person pressed a button in another tab: that action goes before the fetches of this one.
    pub fn hold_fetches(&mut self, now: Millis) {
        let gap = self.pacer.gap();
        if gap > 0 {
            let held_until = self.fetches_held_until.max(now);
            self.fetches_held_until = held_until + gap + ACTION_MARGIN;
        }
    }

    /// Offline, nothing is sent.
    pub fn set_online(&mut self, online: bool) {
        self.online = online;
    }

    /// Hidden, only actions are sent: a hidden tab's timers are slow, and would hold up the other tabs.
    pub fn set_visible(&mut self, visible: bool) {
        self.visible = visible;
    }

    /// Moves all times along with a clock that was set back.
    pub fn shift_back(&mut self, by: Millis) {
        let back = |time: &mut Millis| *time = time.saturating_sub(by);
        for request in &mut self.requests {
            back(&mut request.not_before);
            request.sent.iter_mut().for_each(back);
        }
        back(&mut self.paused_until);
        back(&mut self.fetches_held_until);
        if let Lease::Used { sent, free_at, .. } = &mut self.lease {
            back(sent);
            free_at.iter_mut().for_each(back);
        }
    }

    /// The timer has fired.
    pub fn timer_fired(&mut self) {
        self.timer = None;
    }

    /// Sends what may be sent, and acquires or releases the lock. The only place that does.
    pub fn poll(&mut self, now: Millis, effects: &mut Vec<Effect>) {
        let timer = loop {
            let send = match self.lease {
                Lease::Requested => break None,
                Lease::None => match self.next_at() {
                    Some(at) if at <= now => {
                        self.lease = Lease::Requested;
                        effects.push(Effect::AcquireLock);
                        continue;
                    }
                    at => break at,
                },
                Lease::Unused => self.next(now, Priority::Fetch),
                Lease::Used { sent, free_at, .. } => {
                    let gap = self.pacer.gap();
                    let ends = free_at.unwrap_or(sent + 2 * gap.max(UNANSWERED));
                    // An action need not wait for the answer, only for the gap.
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
                    self.lease = Lease::Used {
                        request: request.id,
                        sent: now,
                        free_at: None,
                    };
                    effects.push(Effect::Send(request.id, request.call.clone()));
                    if now < self.fetches_held_until {
                        // An action of this tab, which the others have to wait for as well.
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

    /// When a request can be sent; `None` if it was, or if that depends on more than time.
    fn ready_at(&self, request: &Request) -> Option<Millis> {
        let is_action = request.priority == Priority::Action;
        if request.sent.is_some() || !self.online || !(self.visible || is_action) {
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

    /// The place of the most urgent request that can be sent now and is at least this urgent.
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

    /// How many requests there are, sent or not.
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

    /// Whether no timer is needed: there are no requests, and the lock is not held.
    pub fn is_idle(&self) -> bool {
        self.requests.is_empty() && matches!(self.lease, Lease::None | Lease::Requested)
    }
}
