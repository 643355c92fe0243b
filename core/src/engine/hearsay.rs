//! Words that are no answers: live messages, other tabs, the host.

use super::line::Urgency;
use super::{Engine, Millis, News, Source, Span};
use crate::api::Fault;
use crate::{LiveMessage, Profile};

/// How many live messages are remembered, to know one that comes twice.
const MESSAGES: usize = 100;

impl Engine {
    /// A message of the host's WebSocket (API: "Live messages").
    ///
    /// Messages may be late, early or doubled, and carry no time that could be
    /// compared. So a message counts at once where no answer of the server is
    /// near it in time; and in any case the server is asked.
    pub fn receive(&mut self, message: &LiveMessage, now: Millis) {
        self.follow_clock(now);
        if self.is_new(message) {
            self.suspect_names(&message.user, now);
            self.hear_live(&message.user, now);
            self.run(now);
        }
    }

    fn is_new(&mut self, message: &LiveMessage) -> bool {
        let Some(key) = &message.key else {
            return true;
        };
        if self.seen_messages.contains(key) {
            return false;
        }
        if self.seen_messages.len() >= MESSAGES {
            self.seen_messages.pop_front();
        }
        self.seen_messages.push_back(key.clone());
        true
    }

    fn hear_live(&mut self, user: &Profile, now: Millis) {
        let key = user.id.as_str();
        let settle = self.timing.settle;
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        let settled = entry
            .answered_at
            .is_none_or(|at| now.saturating_sub(at) >= settle);
        let Some(known) = &entry.profile else {
            // Not read yet; or by a read that may be from before the message.
            entry.suspect(now);
            if entry.failure.take().is_some() {
                self.show(key);
                self.want(key, now);
            }
            return;
        };
        let waits = entry.pending.is_some() || entry.read.is_some();
        if known.friendship == user.friendship && !waits {
            return;
        }
        let unsent = self.is_unsent(key);
        if settled && (unsent || !waits) {
            self.adopt(key, user.clone(), Span::at(now), Source::Live, now);
            self.reconsider(key, &user.friendship, now);
        } else if let Some(entry) = self.entries.get_mut(key) {
            entry.news = Some((user.clone(), Source::Live, now));
        }
        self.recheck(key, Urgency::Recheck, now);
    }

    /// Whether a press for this user still waits in the line.
    fn is_unsent(&self, key: &str) -> bool {
        self.entries
            .get(key)
            .and_then(|entry| entry.pending.as_ref()?.job)
            .is_some_and(|job| self.line.is_waiting(job))
    }

    /// A read by username that is under way may be from before this word. That
    /// it is about the same user is not known yet: an id may look like a username.
    fn suspect_names(&mut self, user: &Profile, at: Millis) {
        for (key, entry) in &mut self.entries {
            if entry.profile.is_none() && key.eq_ignore_ascii_case(&user.username) {
                entry.suspect(at);
            }
        }
    }

    /// A word of another tab.
    pub fn hear(&mut self, news: News, now: Millis) {
        self.follow_clock(now);
        match news {
            News::Press => self.line.press_elsewhere(),
            News::LoggedOut => self.start_over(Some(Fault::LoggedOut), now),
            News::Confirmed { viewer, user, span } => {
                if viewer.is_none() || self.viewer.is_none() {
                    self.hear_of(user, span, now);
                } else if viewer == self.viewer {
                    self.estranged = false;
                    self.hear_of(user, span, now);
                } else if !std::mem::replace(&mut self.estranged, true) {
                    // The session is one for all tabs: somebody else is logged in now.
                    self.start_over(None, now);
                }
            }
        }
        self.run(now);
    }

    fn hear_of(&mut self, user: Profile, span: Span, now: Millis) {
        self.suspect_names(&user, span.received.min(now));
        let key = user.id.clone();
        let unsent = self.is_unsent(&key);
        let Some(entry) = self.entries.get_mut(&key) else {
            return;
        };
        if span.received > now {
            // The clock was set back in between: nobody can compare.
            return self.recheck(&key, Urgency::Recheck, now);
        }
        if entry.pending.is_some() && !unsent {
            // Its own answer, or the read about it, must be newer than this to count.
            entry.suspect(span.received);
            return;
        }
        let friendship = user.friendship.clone();
        let against_host = entry.span.is_none()
            && (entry.profile.as_ref()).is_some_and(|known| known.friendship != friendship);
        if self.adopt(&key, user, span, Source::Tab, now) {
            self.reconsider(&key, &friendship, now);
        }
        if against_host {
            // The host's word has no time to compare.
            self.recheck(&key, Urgency::Recheck, now);
        }
    }

    /// The host's own object. The same one again says nothing new, even if
    /// the state has moved on since: frameworks set properties at every turn.
    ///
    /// It has no time. So it counts at once where the server has not spoken; else the server is asked.
    pub(super) fn adopt_given(&mut self, key: &str, user: Profile, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        if entry.given.replace(user.clone()).as_ref() == Some(&user) {
            return;
        }
        let same = entry.profile.as_ref().map(|known| &known.friendship) == Some(&user.friendship);
        if entry.answered_at.is_none() && entry.pending.is_none() {
            entry.failure = None;
            self.take_over(key, user, Source::Host);
        } else if !same {
            entry.news = Some((user, Source::Host, now));
            self.recheck(key, Urgency::Recheck, now);
        }
    }
}
