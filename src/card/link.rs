//! A card's link to the store: whom it shows, and what it hears of them.

use crate::store::{CardHandle, CardOutput, Store};
use crate::{Change, Failure, Profile};
use kirimin_profile_card_core::engine::{CardEvent, CardView};
use leptos::prelude::*;
use std::rc::Rc;
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
    fn hear(self, event: CardEvent) {
        match event {
            CardEvent::Loaded(user) => {
                if let Some(hear) = self.on_load {
                    hear.run(Arc::unwrap_or_clone(user));
                }
            }
            CardEvent::Changed(change) => {
                if let Some(hear) = self.on_change {
                    hear.run(change);
                }
            }
            CardEvent::Failed(failure) => {
                if let Some(hear) = self.on_error {
                    hear.run(failure);
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
    ) -> (
        Signal<CardView>,
        StoredValue<Option<Rc<CardHandle>>, LocalStorage>,
    ) {
        let shown = ArcRwSignal::new(CardView::default());
        let handle = StoredValue::new_local(None::<Rc<CardHandle>>);
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
            view.set(CardView::default());
            let view = view.clone();
            let output = move |output| match output {
                CardOutput::Show(now) => view.set(now),
                CardOutput::Event(event) => ears.hear(event),
            };
            let awake = awake.get_untracked();
            let attached = store.attach(&asked, given.map(Arc::new), awake, output);
            handle.set_value(Some(Rc::new(attached)));
        });
        Effect::new(move |_| {
            if let Some(user) = user.get() {
                let user = Arc::new(user);
                told(&|handle| handle.set_user(Arc::clone(&user)));
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
