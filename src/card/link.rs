//! A card's link to the store: whom it shows, and what it hears of them.

use super::{Change, Failure};
use crate::Profile;
use crate::store::{CardHandle, Store};
use kirimin_profile_card_core::engine::{CardView, Happening};
use leptos::prelude::*;
use std::sync::Arc;

/// What decides on a card's place in the store.
pub(super) struct Link {
    pub userid: Signal<String>,
    pub user: Signal<Option<Profile>>,
    pub viewer_id: MaybeProp<String>,
    pub store: Memo<Store>,
    /// Whether the card wants its user now.
    pub awake: Signal<bool>,
    pub ears: Ears,
}

/// The host's callbacks.
#[derive(Clone, Copy)]
pub(super) struct Ears {
    pub on_change: Option<Callback<Change>>,
    pub on_error: Option<Callback<Failure>>,
    pub on_load: Option<Callback<Profile>>,
}

impl Ears {
    fn hear(self, happening: Happening) {
        match happening {
            Happening::Loaded(user) => {
                if let Some(hear) = self.on_load {
                    hear.run(user);
                }
            }
            Happening::Changed {
                user,
                previous,
                source,
            } => {
                if let Some(hear) = self.on_change {
                    hear.run(Change {
                        user,
                        previous,
                        source,
                    });
                }
            }
            Happening::Failed { fault, action } => {
                if let Some(hear) = self.on_error {
                    hear.run(Failure { fault, action });
                }
            }
        }
    }
}

impl Link {
    /// Keeps the card in its place in the store, as long as it lives.
    pub(super) fn connect(
        self,
        refresh: Option<ArcTrigger>,
    ) -> (Signal<CardView>, StoredValue<Option<Arc<CardHandle>>>) {
        let shown = ArcRwSignal::new(CardView::default());
        let handle = StoredValue::new(None::<Arc<CardHandle>>);
        let told = move |f: &dyn Fn(&CardHandle)| {
            // Not under the lock: what the host is told may end in the card's end.
            if let Some(handle) = handle.try_get_value().flatten() {
                f(&handle);
            }
        };
        let Self {
            userid,
            user,
            viewer_id,
            store,
            awake,
            ears,
        } = self;

        Effect::new(move |before: Option<Option<String>>| {
            let viewer = viewer_id.get();
            // A card that was never told who looks has no say in it.
            if viewer.is_some() || before.flatten().is_some() {
                store.get().set_viewer(viewer.clone());
            }
            viewer
        });
        // Another user, or the host's word instead of a fetch, is another place in the store.
        let whom = Memo::new(move |_| user.with(|user| user.as_ref().map(|user| user.id.clone())));
        let view = shown.clone();
        Effect::new(move |_| {
            let given = whom.get().and_then(|_| user.get_untracked());
            let asked = userid.get();
            let store = store.get();
            drop(handle.try_update_value(Option::take));
            let tell = move |happening| ears.hear(happening);
            let opened = store.open(&asked, given, awake.get_untracked(), view.clone(), tell);
            handle.set_value(Some(Arc::new(opened)));
        });
        Effect::new(move |_| {
            if let Some(user) = user.get() {
                told(&|handle| handle.give(user.clone()));
            }
        });
        Effect::new(move |_| {
            let awake = awake.get();
            told(&|handle| handle.set_awake(awake));
        });
        if let Some(refresh) = refresh {
            Effect::new(move |before: Option<()>| {
                refresh.track();
                if before.is_some() {
                    told(&CardHandle::refresh);
                }
            });
        }
        on_cleanup(move || drop(handle.try_update_value(Option::take)));
        (RwSignal::from(shown).into(), handle)
    }
}
