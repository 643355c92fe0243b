//! One picture of the gallery.

use kirimin_profile_card::{Action, Millis, Profile};
use kirimin_profile_card_core::engine::{CardView, Notice, Phase};
use leptos::prelude::*;
use std::time::Duration;

/// How long a wait in the gallery is; then it begins again.
const WAIT: Millis = 8_000;

/// States that belong together.
pub struct Group {
    /// Its anchor, after `state-`.
    pub id: &'static str,
    /// In English and Indonesian.
    pub title: [&'static str; 2],
    /// In the order in which they are shown.
    pub states: Vec<State>,
}

/// One state, and what it is called.
pub struct State {
    /// Its `data-state`.
    pub id: &'static str,
    /// In English and Indonesian.
    pub title: [&'static str; 2],
    /// What is shown.
    pub shown: CardView,
    /// The question that is being asked.
    pub asking: Option<Action>,
    /// Who looks.
    pub viewer_id: Option<String>,
    /// Who was asked for, where nobody is known.
    pub userid: String,
    /// Whether the card counts down.
    pub waits: bool,
}

impl State {
    /// A state in which nothing is known of the person.
    pub fn empty(id: &'static str, title: [&'static str; 2], phase: Phase) -> Self {
        Self {
            id,
            title,
            shown: CardView {
                phase,
                ..CardView::default()
            },
            asking: None,
            viewer_id: None,
            userid: "761761".to_owned(),
            waits: false,
        }
    }

    /// A state about somebody.
    pub fn of(id: &'static str, title: [&'static str; 2], user: Profile) -> Self {
        let mut state = Self::empty(id, title, Phase::Ready);
        state.shown.profile = Some(user.into());
        state
    }

    /// The same while something else is going on.
    pub fn with_phase(mut self, phase: Phase) -> Self {
        self.shown.phase = phase;
        self
    }

    /// The same with something to say.
    pub fn with_notice(mut self, notice: Notice) -> Self {
        self.shown.notice = Some(notice);
        self
    }

    /// The same while a question is asked.
    pub fn asking(mut self, action: Action) -> Self {
        self.asking = Some(action);
        self
    }

    /// The same as this person sees it.
    pub fn seen_by(mut self, viewer: &str) -> Self {
        self.viewer_id = Some(viewer.to_owned());
        self
    }

    /// The same with a countdown.
    pub fn waiting(mut self) -> Self {
        self.waits = true;
        self
    }

    /// The same without a connection.
    pub fn offline(mut self) -> Self {
        self.shown.offline = true;
        self
    }

    /// The view as a signal; a countdown begins again when it is over.
    pub fn view(&self) -> Signal<CardView> {
        if !self.waits {
            return Signal::stored(self.shown.clone());
        }
        let shown = self.shown.clone();
        let until = move || CardView {
            // A cast from f64 saturates.
            retry_at: Some(js_sys::Date::now() as Millis + WAIT),
            ..shown.clone()
        };
        let view = RwSignal::new(until());
        let again = set_interval_with_handle(
            move || drop(view.try_set(until())),
            Duration::from_millis(WAIT),
        );
        on_cleanup(move || again.iter().for_each(IntervalHandle::clear));
        view.into()
    }
}
