//! The request line: who may go next, and when.

use super::{Cooldown, JobId, Millis};

/// How soon a job must go; the order of the variants is the order of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A person has pressed a button.
    Press,
    /// A card does not know its state until this is read.
    Recheck,
    /// A card wants to show something, or something fresher.
    Read,
}

/// What the line wants done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this job's request now.
    Send(JobId),
    /// Ask for the turn among the tabs.
    AskTurn,
    /// Give the turn back.
    EndTurn,
    /// Nothing before this time; `None`: nothing until something changes.
    Wait(Option<Millis>),
}

#[derive(Clone, Debug)]
struct Waiting {
    job: JobId,
    urgency: Urgency,
    not_before: Millis,
}

/// The turn among the tabs. Whoever has it may send; it is kept until the
/// cooldown after the answer is over, so that a turn is also a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Elsewhere,
    Asked,
    Unused,
    Used {
        job: JobId,
        sent: Millis,
        free_at: Option<Millis>,
    },
}

/// One line of requests. Knows jobs by their ids only.
#[derive(Clone, Debug)]
pub struct Line {
    waiting: Vec<Waiting>,
    in_flight: Vec<JobId>,
    turn: Turn,
    paused_until: Millis,
    cooldown: Cooldown,
    online: bool,
    visible: bool,
    /// Presses in other tabs that this one has not yet let go first.
    give_way: u32,
}

impl Line {
    /// An empty line at this pace.
    pub fn new(cooldown: Cooldown) -> Self {
        Self {
            waiting: Vec::new(),
            in_flight: Vec::new(),
            turn: Turn::Elsewhere,
            paused_until: 0,
            cooldown,
            online: true,
            visible: true,
            give_way: 0,
        }
    }

    /// Adds a job behind the others of its urgency, not to be sent before a time.
    pub fn push(&mut self, job: JobId, urgency: Urgency, not_before: Millis) {
        self.waiting.push(Waiting {
            job,
            urgency,
            not_before,
        });
    }

    /// Makes a waiting job at least this urgent.
    pub fn hurry(&mut self, job: JobId, urgency: Urgency) {
        if let Some(waiting) = self.waiting.iter_mut().find(|w| w.job == job) {
            waiting.urgency = waiting.urgency.min(urgency);
        }
    }

    /// Whether the job has not been sent yet.
    pub fn is_waiting(&self, job: JobId) -> bool {
        self.waiting.iter().any(|w| w.job == job)
    }

    /// Whether the line needs no timer: nothing waits, and no turn is held.
    #[cfg(test)]
    pub(super) fn is_idle(&self) -> bool {
        self.waiting.is_empty()
            && self.in_flight.is_empty()
            && matches!(self.turn, Turn::Elsewhere | Turn::Asked)
    }

    /// When a waiting job may go at the earliest, as far as a pause or a retry holds it back.
    pub fn held_until(&self, job: JobId) -> Option<Millis> {
        self.waiting
            .iter()
            .find(|w| w.job == job)
            .map(|w| w.not_before.max(self.paused_until))
    }

    /// Takes a job out, or stops waiting for its answer. `true` if it was under way.
    pub fn remove(&mut self, job: JobId, now: Millis) -> bool {
        self.waiting.retain(|w| w.job != job);
        let flying = self.in_flight.iter().position(|f| *f == job);
        if let Some(index) = flying {
            self.in_flight.remove(index);
            self.answered(job, now);
        }
        flying.is_some()
    }

    /// An answer came that was no 429, or the request failed.
    pub fn passed(&mut self, job: JobId, now: Millis) {
        self.cooldown.passed();
        self.remove(job, now);
    }

    /// The request failed without an answer, which says nothing about the pace.
    pub fn lost(&mut self, job: JobId, now: Millis) {
        self.remove(job, now);
    }

    /// A 429 came. Returns when the line goes on, having taken the job out.
    pub fn refused(&mut self, job: JobId, retry_after: Option<Millis>, now: Millis) -> Millis {
        let wait = self.cooldown.refused(retry_after);
        self.remove(job, now);
        self.paused_until = self.paused_until.max(now + wait);
        self.paused_until
    }

    /// The turn has come.
    pub fn turn_came(&mut self) {
        if self.turn == Turn::Asked {
            self.turn = Turn::Unused;
        }
    }

    /// In another tab a person has pressed a button: let that tab go first, once.
    pub fn press_elsewhere(&mut self) {
        self.give_way = self.give_way.saturating_add(1);
    }

    /// Whether the browser is online; offline, everything waits.
    pub fn set_online(&mut self, online: bool) {
        self.online = online;
    }

    /// Whether anybody can see the page; hidden, only presses go (a hidden
    /// tab's timers are slow, and would hold up the other tabs).
    pub fn set_visible(&mut self, visible: bool) {
        self.visible = visible;
    }

    /// Moves everything that is timed with a clock that was set back.
    pub fn shift_back(&mut self, by: Millis) {
        let mut times: Vec<_> = self.waiting.iter_mut().map(|w| &mut w.not_before).collect();
        times.push(&mut self.paused_until);
        if let Turn::Used { sent, free_at, .. } = &mut self.turn {
            times.push(sent);
            times.extend(free_at);
        }
        for time in times {
            *time = time.saturating_sub(by);
        }
    }

    /// What to do now. Ask again after every change and after every step but a wait.
    pub fn step(&mut self, now: Millis) -> Step {
        match self.turn {
            Turn::Elsewhere => match self.next_at() {
                Some(at) if at <= now => {
                    self.turn = Turn::Asked;
                    Step::AskTurn
                }
                at => Step::Wait(at),
            },
            Turn::Asked => Step::Wait(None),
            Turn::Unused => match self.take(now, Urgency::Read) {
                Some(waiting) if self.give_way > 0 && waiting.urgency != Urgency::Press => {
                    self.give_way -= 1;
                    self.waiting.insert(0, waiting);
                    self.end_turn()
                }
                Some(waiting) => self.send(waiting.job, now),
                None => self.end_turn(),
            },
            Turn::Used { sent, free_at, .. } => self.step_in_used_turn(sent, free_at, now),
        }
    }

    fn step_in_used_turn(&mut self, sent: Millis, free_at: Option<Millis>, now: Millis) -> Step {
        let gap = self.cooldown.gap();
        // A server that does not answer must not hold up everybody.
        let ends = free_at.unwrap_or(sent + 2 * gap.max(1_000));
        let overtakes = sent + gap;
        if free_at.is_none()
            && now >= overtakes
            && let Some(waiting) = self.take(now, Urgency::Press)
        {
            return self.send(waiting.job, now);
        }
        if now >= ends {
            return self.end_turn();
        }
        let press_waits = self.waiting.iter().any(|w| w.urgency == Urgency::Press);
        let next = if free_at.is_none() && press_waits && now < overtakes {
            overtakes.min(ends)
        } else {
            ends
        };
        Step::Wait(Some(next))
    }

    fn send(&mut self, job: JobId, now: Millis) -> Step {
        self.in_flight.push(job);
        self.turn = Turn::Used {
            job,
            sent: now,
            free_at: None,
        };
        Step::Send(job)
    }

    fn end_turn(&mut self) -> Step {
        self.turn = Turn::Elsewhere;
        Step::EndTurn
    }

    /// The cooldown runs from the answer: by then the server has counted the request, however slow the way was.
    fn answered(&mut self, answered: JobId, now: Millis) {
        let gap = self.cooldown.gap();
        if let Turn::Used { job, free_at, .. } = &mut self.turn
            && *job == answered
        {
            *free_at = Some(now + gap);
        }
    }

    fn may_go(&self, waiting: &Waiting) -> bool {
        self.online && (self.visible || waiting.urgency == Urgency::Press)
    }

    fn next_at(&self) -> Option<Millis> {
        self.waiting
            .iter()
            .filter(|w| self.may_go(w))
            .map(|w| w.not_before)
            .min()
            .map(|at| at.max(self.paused_until))
    }

    /// Takes out the most urgent job that may go, if it is at least this urgent.
    fn take(&mut self, now: Millis, least: Urgency) -> Option<Waiting> {
        if now < self.paused_until {
            return None;
        }
        let index = (0..self.waiting.len())
            .filter(|i| {
                let waiting = &self.waiting[*i];
                waiting.urgency <= least && waiting.not_before <= now && self.may_go(waiting)
            })
            .min_by_key(|i| self.waiting[*i].urgency)?;
        Some(self.waiting.remove(index))
    }
}
