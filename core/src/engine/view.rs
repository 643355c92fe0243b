//! Card views: the engine's part of what each card shows, with its phase and its notice.
//! `view_model` makes of it what is in the page.

use super::user::{Content, Work};
use super::{CardId, Engine, Event, Millis, Timing};
use crate::api::Fault;
use crate::{Action, Friendship, Profile};
use std::sync::Arc;

/// The engine's part of what a card shows: the state of its user, without the card's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardView {
    /// The user as last confirmed by the server, or set by the host.
    pub profile: Option<Arc<Profile>>,
    /// The profile that was shown before loading it again failed, for the name.
    pub last_known: Option<Arc<Profile>>,
    /// What is going on with the user.
    pub phase: Phase,
    /// The result of the last action or refresh.
    pub notice: Option<Notice>,
    /// When the queue continues, in milliseconds since the Unix epoch, if a person has to wait
    /// for it. Not cleared when that time comes.
    pub retry_at: Option<Millis>,
    /// Whether the user is the viewer that a host has set.
    pub own: bool,
    /// Whether something is in progress while the browser says that it is offline.
    pub offline: bool,
}

/// The phase of a card.
///
/// ```
/// use kirimin_profile_card_core::engine::Phase;
///
/// fn is_under_way(phase: &Phase) -> bool {
///     matches!(phase, Phase::Loading | Phase::Busy(_))
/// }
/// assert!(is_under_way(&Phase::default()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is known yet, or an unconfirmed state is being fetched.
    #[default]
    Loading,
    /// The state is known, and the buttons may be pressed.
    Ready,
    /// An action is in progress, or its outcome is being fetched.
    Busy(Action),
    /// The state may be wrong, and fetching it failed. The card offers "check again" instead of
    /// its buttons.
    Unconfirmed {
        /// Why fetching it failed.
        fault: Fault,
        /// The action whose outcome is unknown; `None` if the page was away for a while.
        action: Option<Action>,
    },
    /// Loading failed; there is no profile.
    Failed(Fault),
}

/// The result of an action or a refresh, to be shown on its card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The action led to the expected state.
    Done(Action),
    /// The server returned another state than expected, or the action was not sent because the
    /// state had changed. With the state now.
    Surprise(Action, Friendship),
    /// An action, or else a fetch, failed. The state is still what the server last confirmed.
    Failed(Fault, Option<Action>),
}

impl CardView {
    /// What a card shows at first: the user that the host has, or else that it loads. For a server,
    /// which fetches nothing.
    pub fn first(userid: &str, user: Option<Arc<Profile>>, viewer: Option<&str>) -> Self {
        let mut engine = Engine::new(Timing::default(), 0);
        if let Some(viewer) = viewer {
            engine.handle(Event::Viewer(Some(viewer.into())), 0);
        }
        let card = CardId(0);
        let attach = Event::Attach {
            card,
            userid,
            user,
            awake: false,
        };
        engine.handle(attach, 0);
        engine.view(card)
    }
}

impl Engine {
    /// What the card should show now.
    #[doc(hidden)]
    pub fn view(&self, card: CardId) -> CardView {
        let Some(card) = self.cards.get(&card) else {
            return CardView::default();
        };
        let Some(user) = card.user.as_ref().and_then(|key| self.users.get(key)) else {
            return CardView {
                phase: Phase::Failed(Fault::BadUserid),
                ..CardView::default()
            };
        };
        let phase = match (&user.work, &user.content) {
            (Work::Acting(act) | Work::Checking(act, ..), _) => Phase::Busy(act.action),
            (_, Content::Failed(fault)) => Phase::Failed(fault.clone()),
            (_, Content::Unknown) if self.session.is_own(&user.id) => Phase::Ready,
            (_, Content::Unknown) | (Work::Confirming(..), _) => Phase::Loading,
            (Work::Unconfirmed(doubt, fault), _) => Phase::Unconfirmed {
                fault: fault.clone(),
                action: doubt.as_ref().map(|(act, _)| act.action),
            },
            (_, Content::Known(_)) => Phase::Ready,
        };
        let busy = !matches!(phase, Phase::Ready | Phase::Failed(_));
        let request = user.attempt.request.filter(|_| busy);
        let held_until = request.and_then(|request| self.queue.held_until(request));
        let profile = user.content.profile().cloned();
        CardView {
            last_known: user.last_known.clone().filter(|_| profile.is_none()),
            profile,
            notice: card.notice.clone(),
            own: self.session.is_own(&user.id),
            retry_at: held_until.filter(|at| *at > self.now),
            offline: !self.online && busy,
            phase,
        }
    }
}
