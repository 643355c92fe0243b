//! The card: shows what the store says, and tells it what a person pressed.

mod actions;
mod button;
mod direct;
mod focus;
mod frame;
mod identity;
mod knobs;
mod message;
mod model;
mod place;
mod preview;
mod sheet;

pub use knobs::{ActionRequest, Change, Failure, Layout, Loading};
pub use preview::CardPreview;

use crate::api::Fault;
use crate::engine::{CardView, Happening, Phase};
use crate::store::{CardHandle, Store};
use crate::texts::Texts;
use crate::{Profile, Text};
use frame::{Frame, frame};
use leptos::html;
use leptos::prelude::*;
use model::Model;
use std::collections::BTreeMap;

/// A card for one Kirimin user. Its buttons follow the friendship between that user and the viewer.
///
/// ```
/// use kirimin_profile_card::ProfileCard;
/// use leptos::prelude::*;
///
/// #[component]
/// fn Request() -> impl IntoView {
///     view! { <ProfileCard userid="761761" viewer_id="7684481" /> }
/// }
/// ```
#[component]
pub fn ProfileCard(
    /// Whom to show: an id, or a username.
    #[prop(optional, into)]
    userid: Signal<String>,
    /// The user, where the app has them already: no fetch is made then.
    #[prop(optional, into)]
    user: Signal<Option<Profile>>,
    /// The viewer's own id: their own card has no buttons.
    #[prop(optional, into)]
    viewer_id: Signal<Option<String>>,
    /// Where the friend API is: an origin or a path prefix. Default: the
    /// [`Store`] in context, else the page's own origin.
    #[prop(optional, into)]
    api_base: Option<String>,
    /// The language, as a BCP 47 tag. Default: that of the nearest element with a `lang`.
    #[prop(optional, into)]
    lang: Signal<Option<String>>,
    /// The host's own words for some or all texts, by their keys (see [`Texts::keys`]).
    #[prop(optional, into)]
    strings: Signal<BTreeMap<String, String>>,
    /// When to fetch.
    #[prop(optional, into)]
    loading: Signal<Loading>,
    /// The rank of the name among the page's headings, 2 to 6.
    #[prop(default = Signal::stored(3), into)]
    heading_level: Signal<u8>,
    /// The shape.
    #[prop(optional, into)]
    layout: Signal<Layout>,
    /// Whether to skip the question before an action that takes something away.
    #[prop(optional, into)]
    no_confirm: Signal<bool>,
    /// Reads the state again whenever it is notified.
    #[prop(optional)]
    refresh: Option<Trigger>,
    /// Called before a request is made; `false` keeps it from being made.
    #[prop(optional, into)]
    on_action: Option<Callback<ActionRequest, bool>>,
    /// Called when the friendship has changed.
    #[prop(optional, into)]
    on_change: Option<Callback<Change>>,
    /// Called when something did not work.
    #[prop(optional, into)]
    on_error: Option<Callback<Failure>>,
    /// Called when the user is known for the first time.
    #[prop(optional, into)]
    on_load: Option<Callback<Profile>>,
    /// The host's own buttons, beside the card's.
    #[prop(optional)]
    actions: Option<Children>,
    /// What the host wants at the end of the card.
    #[prop(optional)]
    footer: Option<Children>,
) -> impl IntoView {
    let store = api_base
        .map(|base| Store::new(&base))
        .or_else(use_context::<Store>)
        .unwrap_or_default();
    let root = NodeRef::<html::Article>::new();
    let shown = ArcRwSignal::new(CardView::default());
    let handle = StoredValue::new(None::<CardHandle>);
    let tell = move |happening| match happening {
        Happening::Loaded(user) => {
            if let Some(hear) = on_load {
                hear.run(user);
            }
        }
        Happening::Changed {
            user,
            previous,
            source,
        } => {
            if let Some(hear) = on_change {
                hear.run(Change {
                    user,
                    previous,
                    source,
                });
            }
        }
        Happening::Failed { fault, action } => {
            if let Some(hear) = on_error {
                hear.run(Failure { fault, action });
            }
        }
    };

    let viewer_store = store.clone();
    Effect::new(move |_| {
        if let Some(viewer) = viewer_id.get() {
            viewer_store.set_viewer(Some(viewer));
        }
    });
    let near = place::near_viewport(root, loading);
    let (opening_store, opened_view) = (store.clone(), shown.clone());
    // Another user, or the host's word instead of a fetch, is another place in the store.
    let whom = Memo::new(move |_| user.with(|user| user.as_ref().map(|user| user.id.clone())));
    Effect::new(move |_| {
        let given = whom.get().and_then(|_| user.get_untracked());
        let asked = userid.get();
        handle.set_value(None);
        let opened = opening_store.open(
            &asked,
            given,
            near.get_untracked(),
            opened_view.clone(),
            tell,
        );
        handle.set_value(Some(opened));
    });
    Effect::new(move |_| {
        if let Some(user) = user.get() {
            handle.with_value(|handle| handle.iter().for_each(|h| h.give(user.clone())));
        }
    });
    Effect::new(move |_| {
        let awake = near.get();
        handle.with_value(|handle| handle.iter().for_each(|h| h.set_awake(awake)));
    });
    if let Some(refresh) = refresh {
        Effect::new(move |before: Option<()>| {
            refresh.track();
            if before.is_some() {
                handle.with_value(|handle| handle.iter().for_each(CardHandle::refresh));
            }
        });
    }
    on_cleanup(move || drop(handle.try_update_value(Option::take)));

    let lang = place::language(root, lang);
    let texts = Memo::new(move |_| Texts::of(&lang.get()).with(strings.get()));
    let model = Model::new(
        RwSignal::from(shown).into(),
        texts,
        viewer_id,
        userid,
        no_confirm,
        handle,
        on_action,
    );
    frame(
        model,
        Frame {
            root,
            store,
            lang,
            layout,
            heading_level,
            actions,
            footer,
        },
    )
}
