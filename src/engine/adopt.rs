//! How a finding becomes the state: from an answer, a message, another tab or the host.

use super::{Engine, Happening, JobId, Millis, News, Notice, Order, Source, Span};
use crate::api::Fault;
use crate::engine::line::Urgency;
use crate::{LiveMessage, Profile};

impl Engine {
    /// A message of the host's WebSocket (API: "Live messages").
    ///
    /// Messages may be late, early or doubled, and carry no time that could be
    /// compared. So a message counts at once where no answer of the server is
    /// near it in time; otherwise only the server can say, and is asked.
    pub fn receive(&mut self, message: &LiveMessage, now: Millis) {
        if let Some(key) = &message.key {
            if self.seen_messages.contains(key) {
                return;
            }
            if self.seen_messages.len() >= super::MESSAGES {
                self.seen_messages.pop_front();
            }
            self.seen_messages.push_back(key.clone());
        }
        let key = message.user.id.clone();
        let Some(entry) = self.entries.get_mut(&key) else {
            return;
        };
        if let Some(pending) = &mut entry.pending {
            // Sent or not, its answer is to come, and which of the two is newer nobody knows.
            pending.crossed = true;
            self.reconsider(&key, &message.user, now);
            return self.run(now);
        }
        if let Some(reading) = &mut entry.read {
            reading.again = !self.line.is_waiting(reading.job);
            self.line.hurry(reading.job, Urgency::Recheck);
            entry.news = Some((message.user.clone(), now));
            return self.run(now);
        }
        let Some(known) = &entry.profile else {
            if entry.failure.take().is_some() {
                self.want(&key, now);
                self.show(&key);
            }
            return self.run(now);
        };
        if known.friendship == message.user.friendship {
            return;
        }
        let answered_at = entry.answered_at;
        let settled = answered_at.is_none_or(|at| now.saturating_sub(at) >= self.timing.settle);
        if settled {
            self.adopt(&key, message.user.clone(), Span::at(now), Source::Live, now);
        } else {
            entry.news = Some((message.user.clone(), now));
        }
        // A user whom only the host has spoken of is not fetched: the host's socket is as good as its word.
        if answered_at.is_some() && !self.nobody_waits(&key) {
            self.read(&key, Urgency::Recheck, None, now);
        }
        self.run(now);
    }

    /// A word of another tab.
    pub fn hear(&mut self, news: News, now: Millis) {
        match news {
            News::Press => self.line.press_elsewhere(),
            News::LoggedOut => self.start_over(Some(Fault::LoggedOut), now),
            News::Confirmed { viewer, user, span } => {
                if viewer.is_some() && self.viewer.is_some() && viewer != self.viewer {
                    // The session is one for all tabs: somebody else is logged in now.
                    self.start_over(None, now);
                } else {
                    self.hear_of(user, span, now);
                }
            }
        }
        self.run(now);
    }

    fn hear_of(&mut self, user: Profile, span: Span, now: Millis) {
        let key = user.id.clone();
        let Some(entry) = self.entries.get_mut(&key) else {
            return;
        };
        // A clock that is set back must not lock out everything that follows.
        let span = Span {
            sent: span.sent.min(now),
            received: span.received.min(now),
        };
        if let Some(pending) = &mut entry.pending {
            pending.crossed = true;
            self.reconsider(&key, &user, now);
            return;
        }
        let needed = entry.needs_read();
        let mut heard = None;
        if let Some(reading) = &mut entry.read {
            if !self.line.is_waiting(reading.job) {
                reading.again = true;
            } else if !needed {
                // What this tab was going to ask, the other one has just been told.
                heard = entry.read.take();
            }
        }
        if let Some(reading) = heard {
            self.drop_job(reading.job, now);
        }
        self.adopt(&key, user, span, Source::Tab, now);
    }

    /// The host's own object. The same one again says nothing new, even if
    /// the state has moved on since: frameworks set properties at every turn.
    pub(super) fn adopt_given(&mut self, key: &str, user: Profile, now: Millis) {
        let Some(entry) = self.entries.get_mut(key) else {
            return;
        };
        if entry.given.as_ref() == Some(&user) {
            return;
        }
        entry.given = Some(user.clone());
        if let Some(pending) = &mut entry.pending {
            pending.crossed = true;
            return;
        }
        // A first word about somebody whom the server has spoken of since is older than the server's.
        if self.viewer.as_deref() != Some(key) {
            self.drop_read(key, now);
        }
        self.adopt(key, user, Span::at(now), Source::Host, now);
    }

    /// A press that still waits in the line has lost its meaning when the
    /// state it was meant for is gone: nothing is sent, and the person told.
    fn reconsider(&mut self, key: &str, user: &Profile, now: Millis) {
        let Some(pending) = self.entries.get(key).and_then(|e| e.pending.as_ref()) else {
            return;
        };
        let unsent = pending.job.filter(|job| self.line.is_waiting(*job));
        if let Some(job) = unsent
            && !user.friendship.actions().contains(&pending.action)
        {
            self.withdraw(key, job, user, now);
        }
    }

    fn withdraw(&mut self, key: &str, job: JobId, user: &Profile, now: Millis) {
        self.drop_job(job, now);
        let Some(pending) = self.entries.get_mut(key).and_then(|e| e.pending.take()) else {
            return;
        };
        self.adopt(key, user.clone(), Span::at(now), Source::Live, now);
        let notice = Notice::Surprise(pending.action, user.friendship.clone());
        self.notice(pending.card, notice);
        self.read(key, Urgency::Recheck, None, now);
    }

    /// The fence. A finding that is surely newer becomes the state; one that
    /// is surely older is passed over; where nobody can tell and it matters, the server is asked.
    pub(super) fn adopt(
        &mut self,
        key: &str,
        user: Profile,
        span: Span,
        source: Source,
        now: Millis,
    ) -> bool {
        let viewer = self.viewer.clone();
        let Some(entry) = self.entries.get_mut(key) else {
            return false;
        };
        match entry.span.map(|known| span.against(known)) {
            Some(Order::Older) => return false,
            Some(Order::Crossed) => {
                let same = entry.profile.as_ref().map(|p| &p.friendship) == Some(&user.friendship);
                if !same {
                    self.read(key, Urgency::Recheck, None, now);
                }
                return false;
            }
            Some(Order::Newer) | None => {}
        }
        let previous = entry.profile.take();
        let whole = matches!(source, Source::Read | Source::Host);
        let user = match &previous {
            Some(previous) if !whole => user.completed_from(previous),
            _ => user,
        };
        entry.profile = Some(user.clone());
        entry.span = Some(span);
        entry.failure = None;
        entry.unsure = None;
        entry.news = None;
        entry.touched = now;
        let answered = matches!(source, Source::Action(_) | Source::Read | Source::Tab);
        if answered {
            entry.answered_at = Some(entry.answered_at.unwrap_or(0).max(span.received));
        }
        let cards: Vec<_> = entry.cards.iter().copied().collect();
        for card in cards {
            match &previous {
                None => self.tell(card, Happening::Loaded(user.clone())),
                Some(previous) if previous.friendship != user.friendship => {
                    let happening = Happening::Changed {
                        user: user.clone(),
                        previous: previous.clone(),
                        source,
                    };
                    self.tell(card, happening);
                    self.outdate_notice(card, source);
                }
                Some(_) => {}
            }
        }
        if answered && source != Source::Tab {
            let news = News::Confirmed { viewer, user, span };
            self.effects.push(super::Effect::Publish(news));
        }
        self.show(key);
        true
    }

    /// What was said of an action is over when the state moves on without it.
    fn outdate_notice(&mut self, card: super::CardId, source: Source) {
        if !matches!(source, Source::Action(_))
            && let Some(known) = self.cards.get_mut(&card)
        {
            known.notice = None;
        }
    }
}
