//! A clock that may be set back.

use super::{Engine, Millis};

impl Engine {
    /// Everything that is remembered moves with a clock that was set back:
    /// a state confirmed "in the future" would lock out all that follows it,
    /// and the line would stand still.
    pub(super) fn follow_clock(&mut self, now: Millis) {
        let back = self.latest.saturating_sub(now);
        self.latest = now;
        if back == 0 {
            return;
        }
        for entry in self.entries.values_mut() {
            entry.shift_back(back);
        }
        for job in self.jobs.values_mut() {
            job.sent = job.sent.saturating_sub(back);
        }
        self.line.shift_back(back);
        self.hidden_since = self.hidden_since.map(|since| since.saturating_sub(back));
    }
}
