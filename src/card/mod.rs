//! The card: the Leptos component, and the parts that render it and handle presses.

#[cfg(not(feature = "ssr"))]
mod browser;
mod controller;
mod element;
mod focus;
mod host;
#[cfg(feature = "hydrate")]
mod hydration;
mod js_text;
mod lang;
mod markup;
mod mounted;
mod near_viewport;
mod node;
mod presses;
mod preview;
#[cfg(feature = "ssr")]
mod server;
mod size;
pub(crate) mod style;
mod window;

pub use host::{ActionRequest, Host};
pub use mounted::MountedCard;
pub use preview::CardPreview;

use crate::store::Store;
#[cfg(not(feature = "ssr"))]
use browser::view_of;
use kirimin_profile_card_core::engine::{Change, Failure};
use kirimin_profile_card_core::{Layout, Loading, Profile, Settings};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;
#[cfg(feature = "ssr")]
use server::view_of;
use std::sync::Arc;

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
    /// The user to show: an id, or a username. Digits alone are always an id.
    #[prop(optional, into)]
    userid: Signal<String>,
    /// The user to show, if the app already has the profile: then nothing is fetched.
    #[prop(optional, into)]
    user: Signal<Option<Profile>>,
    /// The viewer's id. The viewer's own card has no buttons.
    #[prop(optional, into)]
    viewer_id: MaybeProp<String>,
    /// The base URL of the friend API: an origin or a path prefix. Default: that of the [`Store`]
    /// in context, else the page's own origin.
    #[prop(optional, into)]
    api_base: MaybeProp<String>,
    /// The language, as a BCP 47 tag. Default: that of the nearest element with a `lang`.
    #[prop(optional, into)]
    lang: MaybeProp<String>,
    /// The host's own texts for some or all strings: pairs of a key (see
    /// [`Strings::keys`](crate::Strings::keys)) and a text.
    #[prop(optional, into)]
    strings: Signal<Vec<(String, String)>>,
    /// When to fetch.
    #[prop(optional, into)]
    loading: Signal<Loading>,
    /// The heading level of the name, 2 to 6.
    #[prop(default = Signal::stored(3), into)]
    heading_level: Signal<u8>,
    /// The layout.
    #[prop(optional, into)]
    layout: Signal<Layout>,
    /// Whether to skip the confirmation before unfriending, cancelling and rejecting.
    #[prop(optional, into)]
    no_confirm: Signal<bool>,
    /// Fetches the state again whenever it is notified.
    #[prop(optional)]
    refresh: Option<ArcTrigger>,
    /// Called before an action is sent; return `false` to prevent it.
    #[prop(optional, into)]
    on_action: Option<Callback<ActionRequest, bool>>,
    /// Called when the friendship changed.
    #[prop(optional, into)]
    on_change: Option<Callback<Change>>,
    /// Called when a fetch or an action failed.
    #[prop(optional, into)]
    on_error: Option<Callback<Failure>>,
    /// Called when the user was loaded for the first time.
    #[prop(optional, into)]
    on_load: Option<Callback<Profile>>,
    /// The host's own buttons, beside the card's.
    #[prop(optional)]
    actions: Option<Children>,
    /// The host's own content at the end of the card.
    #[prop(optional)]
    footer: Option<Children>,
) -> impl IntoView {
    let context = use_context::<Store>().unwrap_or_default();
    let read = move || Settings {
        userid: userid.get(),
        user: user.get().map(Arc::new),
        viewer_id: viewer_id.get(),
        lang: lang.get(),
        strings: Some(strings.get())
            .filter(|own| !own.is_empty())
            .map(Into::into),
        loading: loading.get(),
        heading_level: heading_level.get().into(),
        layout: layout.get(),
        no_confirm: no_confirm.get(),
    };
    let store = move || {
        let base = api_base.get();
        base.map_or_else(|| context.clone(), |base| Store::new(&base))
    };
    let card = Card {
        settings: read,
        store,
        refresh,
        callbacks: Callbacks {
            on_action,
            on_change,
            on_error,
            on_load,
        },
        actions: actions.map(|actions| actions()),
        footer: footer.map(|footer| footer()),
    };
    view_of(card)
}

/// A card as its host wants it.
#[cfg_attr(feature = "ssr", allow(dead_code, reason = "a server calls nobody"))]
struct Card<R, S> {
    /// Reads the host's signals, and tracks them.
    settings: R,
    /// The same for the store.
    store: S,
    refresh: Option<ArcTrigger>,
    callbacks: Callbacks,
    actions: Option<AnyView>,
    footer: Option<AnyView>,
}

/// The host's callbacks.
#[cfg_attr(feature = "ssr", allow(dead_code, reason = "a server calls nobody"))]
struct Callbacks {
    on_action: Option<Callback<ActionRequest, bool>>,
    on_change: Option<Callback<Change>>,
    on_error: Option<Callback<Failure>>,
    on_load: Option<Callback<Profile>>,
}
