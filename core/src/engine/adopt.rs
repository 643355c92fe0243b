//! How a finding becomes the state.

use super::line::Urgency;
use super::{Effect, Engine, Happening, Millis, News, Order, Source, Span};
use crate::Profile;

impl Engine {
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
        let Some(entry) = self.entries.get_mut(key) else {
            return false;
        };
        let same = entry.profile.as_ref().map(|known| &known.friendship) == Some(&user.friendship);
        match entry.span.map(|known| span.against(known)) {
            Some(Order::Older) => return false,
            Some(Order::Crossed) if !same => {
                self.recheck(key, Urgency::Recheck, now);
                return false;
            }
            _ => {}
        }
        entry.span = Some(entry.span.map_or(span, |known| known.and(span)));
        entry.failure = None;
        entry.touched = now;
        let user = self.take_over(key, user, source);
        if matches!(source, Source::Action(_) | Source::Read | Source::Tab) {
            self.confirmed(key, user, span, source, now);
        }
        true
    }

    /// The server itself has said so.
    fn confirmed(&mut self, key: &str, user: Profile, span: Span, source: Source, now: Millis) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.answered_at = entry.answered_at.max(Some(span.received));
            if entry.is_fresh(span.sent) {
                entry.due = None;
                entry.news = None;
                entry.unsure = None;
                self.drop_waiting_read(key, now);
            }
        }
        if source != Source::Tab && !self.estranged && !user.is_deleted() {
            let viewer = self.viewer.clone();
            self.effects
                .push(Effect::Publish(News::Confirmed { viewer, user, span }));
        }
        self.heal_logged_out(now);
    }

    /// Makes it the state, completed where it is short, and tells the hosts.
    pub(super) fn take_over(&mut self, key: &str, user: Profile, source: Source) -> Profile {
        let Some(entry) = self.entries.get_mut(key) else {
            return user;
        };
        let previous = entry.profile.take();
        let user = match &previous {
            Some(previous) if source != Source::Read => user.completed_from(previous),
            _ => user,
        };
        entry.profile = Some(user.clone());
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
        self.show(key);
        user
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
