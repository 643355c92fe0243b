//! The card: the Leptos component, and the parts that render it and handle presses.

mod bio;
mod controller;
mod element;
mod focus;
mod host;
mod js_text;
mod lang;
mod markup;
mod mounted;
mod near_viewport;
mod node;
mod presses;
mod preview;
mod style;
mod window;

pub use host::{ActionRequest, Host};
pub use mounted::MountedCard;
pub use preview::CardPreview;

use crate::store::Store;
use controller::Controller;
use element::{CardElement, Content};
use kirimin_profile_card_core::engine::{CardEvent, Change, Failure, Phase};
use kirimin_profile_card_core::{Layout, Loading, Profile, Settings};
use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};
use std::rc::Rc;
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
    let controller = Controller::new(Rc::new(Callbacks {
        on_action,
        on_change,
        on_error,
        on_load,
    }));
    let settings = RenderEffect::new({
        let controller = Rc::clone(&controller);
        move |_| {
            let base = api_base.get();
            let store = base.map_or_else(|| context.clone(), |base| Store::new(&base));
            let overrides = strings.get();
            let settings = Settings {
                userid: userid.get(),
                user: user.get().map(Arc::new),
                viewer_id: viewer_id.get(),
                lang: lang.get(),
                strings: (!overrides.is_empty()).then(|| overrides.into()),
                loading: loading.get(),
                heading_level: heading_level.get().into(),
                layout: layout.get(),
                no_confirm: no_confirm.get(),
            };
            untrack(|| controller.configure(store, settings));
        }
    });
    let refresh = refresh.map(|refresh| {
        let controller = Rc::clone(&controller);
        RenderEffect::new(move |before: Option<()>| {
            refresh.track();
            if before.is_some() {
                untrack(|| controller.refresh());
            }
        })
    });
    let effects: Vec<_> = refresh.into_iter().chain([settings]).collect();
    effects.iter().for_each(forget_host_signals);
    let content = Content {
        actions: actions.map(|actions| actions()),
        footer: footer.map(|footer| footer()),
        effects,
    };
    CardElement::new(controller, content)
}

/// Unsubscribes the effect from the host's signals when the card is removed.
///
/// A signal keeps subscribers until it next changes, even if they no longer exist
/// (`reactive_graph` 0.2). A host's signal may never change, such as the viewer's id, while cards
/// come and go.
fn forget_host_signals(effect: &RenderEffect<()>) {
    let subscriber = effect.to_any_subscriber();
    on_cleanup(move || subscriber.clear_sources(&subscriber));
}

/// The host's callbacks.
struct Callbacks {
    on_action: Option<Callback<ActionRequest, bool>>,
    on_change: Option<Callback<Change>>,
    on_error: Option<Callback<Failure>>,
    on_load: Option<Callback<Profile>>,
}

impl Host for Callbacks {
    fn allows(&self, request: ActionRequest) -> bool {
        self.on_action.is_none_or(|callback| callback.run(request))
    }

    fn event(&self, event: CardEvent) {
        match event {
            CardEvent::Loaded(user) => {
                if let Some(on_load) = self.on_load {
                    on_load.run((*user).clone());
                }
            }
            CardEvent::Changed(change) => {
                if let Some(on_change) = self.on_change {
                    on_change.run(change);
                }
            }
            CardEvent::Failed(failure) => {
                if let Some(on_error) = self.on_error {
                    on_error.run(failure);
                }
            }
        }
    }

    fn phase(&self, _phase: &Phase, _user: Option<&Arc<Profile>>) {}
}
