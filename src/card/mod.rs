//! The card: shows what the store says, and tells it what a person pressed.

mod actions;
mod button;
mod direct;
mod focus;
mod frame;
mod given;
mod identity;
mod knobs;
mod link;
mod message;
mod model;
mod place;
mod preview;
mod sheet;

pub use knobs::{ActionRequest, Layout, Loading};
pub use preview::CardPreview;
pub use sheet::adopt_style;

use crate::store::{CardHandle, Store};
use crate::{Change, Failure, Profile, Text};
use frame::{Frame, frame};
use given::given;
use kirimin_profile_card_core::api::Fault;
use kirimin_profile_card_core::engine::{CardView, Phase};
use kirimin_profile_card_core::texts::Texts;
use leptos::html;
use leptos::prelude::*;
use link::{Ears, Link};
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
    viewer_id: MaybeProp<String>,
    /// Where the friend API is: an origin or a path prefix. Default: the
    /// [`Store`] in context, else the page's own origin.
    #[prop(optional, into)]
    api_base: MaybeProp<String>,
    /// The language, as a BCP 47 tag. Default: that of the nearest element with a `lang`.
    #[prop(optional, into)]
    lang: MaybeProp<String>,
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
    refresh: Option<ArcTrigger>,
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
    /// Called at first and whenever something else is going on, with the user as far as known.
    #[prop(optional, into)]
    on_phase: Option<Callback<(Phase, Option<Profile>)>>,
    /// The host's own buttons, beside the card's.
    #[prop(optional)]
    actions: Option<Children>,
    /// What the host wants at the end of the card.
    #[prop(optional)]
    footer: Option<Children>,
) -> impl IntoView {
    let userid = given(move || userid.get());
    let user = given(move || user.get());
    let viewer_id = MaybeProp::from(given(move || viewer_id.get()));
    let api_base = given(move || api_base.get());
    let lang = MaybeProp::from(given(move || lang.get()));
    let strings = given(move || strings.get());
    let loading = given(move || loading.get());
    let heading_level = given(move || heading_level.get());
    let layout = given(move || layout.get());
    let no_confirm = given(move || no_confirm.get());

    let context = use_context::<Store>().unwrap_or_default();
    let store = Memo::new(move |_| {
        api_base
            .get()
            .map_or_else(|| context.clone(), |base| Store::new(&base))
    });
    let root = NodeRef::<html::Article>::new();
    let link = Link {
        userid,
        user,
        viewer_id,
        store,
        awake: place::near_viewport(root, loading),
        ears: Ears {
            on_change,
            on_error,
            on_load,
        },
    };
    let (view, handle) = link.connect(refresh);
    if let Some(hear) = on_phase {
        let now = Memo::new(move |_| {
            view.with(|view| (view.phase.clone(), view.profile.as_deref().cloned()))
        });
        Effect::new(move |_| hear.run(now.get()));
    }

    let lang = place::language(root, lang);
    let texts = Memo::new(move |_| Texts::of(&lang.get()).with(strings.get()));
    let model = Model::new(
        view, texts, viewer_id, userid, no_confirm, handle, on_action,
    );
    frame(
        model,
        Frame {
            root,
            store: store.into(),
            lang,
            layout,
            heading_level,
            actions,
            footer,
        },
    )
}
