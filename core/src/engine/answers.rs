//! What follows from the answer to a request, whatever it was.

use super::{Engine, JobId, Millis, Span};
use crate::api::{ActionOutcome, ReadOutcome, Reply, Request};

/// How often a 429 may send a job back before the person is told.
const REFUSED_MOST: u32 = 6;
/// The first pause after a fault that may pass, in milliseconds; it doubles.
const BACKOFF: Millis = 1_000;
/// A longer `Retry-After`, in milliseconds, is not waited out: nobody stays that long.
const PATIENCE: Millis = 60_000;

impl Engine {
    /// The answer to a request has come, or has not. One nobody waits for any more is passed over.
    pub fn replied(&mut self, id: JobId, reply: Reply, now: Millis) {
        self.follow_clock(now);
        let Some(job) = self.jobs.remove(&id) else {
            return;
        };
        let span = Span {
            sent: job.sent,
            received: now,
        };
        let answered = matches!(reply, Reply::Answer { .. });
        match job.request {
            Request::Act { userid, .. } => {
                let outcome = ActionOutcome::read(reply, &userid);
                let pause = match &outcome {
                    ActionOutcome::TooMany(after) => Some(self.line.refused(id, *after, now)),
                    _ => self.leave_line(id, answered, now),
                };
                self.acted(&job.entry, outcome, span, pause, now);
            }
            Request::Search { asked } => {
                let outcome = ReadOutcome::read(reply, &asked);
                let pause = match &outcome {
                    ReadOutcome::TooMany(after) => Some(self.line.refused(id, *after, now)),
                    _ => self.leave_line(id, answered, now),
                };
                self.was_read(&job.entry, outcome, span, pause, now);
            }
        }
        self.run(now);
    }

    fn leave_line(&mut self, id: JobId, answered: bool, now: Millis) -> Option<Millis> {
        if answered {
            self.line.passed(id, now);
        } else {
            self.line.lost(id, now);
        }
        None
    }

    /// Whether a job that a 429 has sent back so often is to wait for that time.
    pub(super) fn is_worth_waiting(refused: u32, at: Millis, now: Millis) -> bool {
        refused <= REFUSED_MOST && at <= now + PATIENCE
    }

    /// The pause before the next try, after so many that failed.
    pub(super) fn backoff(&mut self, failed: u32) -> Millis {
        self.jitter(BACKOFF << failed)
    }
}
