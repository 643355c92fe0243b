//! A card that shows a fixed view, without a store, for the gallery.

use super::controller::Controller;
use super::element::{CardElement, Content};
use super::host::{ActionRequest, Host};
use crate::store::Store;
use kirimin_profile_card_core::engine::{CardEvent, CardView, Phase};
use kirimin_profile_card_core::{Action, Layout, Profile, Settings};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Shows a fixed view, as a [`ProfileCard`](super::ProfileCard) would. Makes no requests except
/// for the avatar; confirming an action does nothing.
///
/// For the playground's gallery; not part of the public interface.
#[doc(hidden)]
#[component]
pub fn CardPreview(
    /// The view to show.
    #[prop(into)]
    view: Signal<CardView>,
    /// The action whose question is open at first.
    #[prop(optional_no_strip)]
    asking: Option<Action>,
    /// As in `ProfileCard`.
    #[prop(optional, into)]
    viewer_id: MaybeProp<String>,
    /// As in `ProfileCard`.
    #[prop(optional, into)]
    userid: Signal<String>,
    /// As in `ProfileCard`; only used for the URLs of avatars.
    #[prop(optional, into)]
    api_base: String,
    /// As in `ProfileCard`.
    #[prop(optional, into)]
    lang: MaybeProp<String>,
    /// As in `ProfileCard`.
    #[prop(optional, into)]
    layout: Signal<Layout>,
    /// As in `ProfileCard`.
    #[prop(default = Signal::stored(3), into)]
    heading_level: Signal<u8>,
) -> impl IntoView {
    let controller = Controller::new(Rc::new(Nobody));
    let store = Store::new(&api_base);
    let settings = RenderEffect::new({
        let controller = Rc::clone(&controller);
        move |before: Option<()>| {
            let settings = Settings {
                userid: userid.get(),
                viewer_id: viewer_id.get(),
                lang: lang.get(),
                heading_level: heading_level.get().into(),
                layout: layout.get(),
                ..Settings::default()
            };
            let view = view.get();
            untrack(|| {
                controller.preview(store.clone(), settings, view);
                if before.is_none() {
                    controller.ask(asking);
                }
            });
        }
    });
    let content = Content {
        effects: vec![settings],
        ..Content::default()
    };
    CardElement::new(controller, content)
}

/// The host of a preview.
struct Nobody;

impl Host for Nobody {
    fn allows(&self, _request: ActionRequest) -> bool {
        false
    }

    fn event(&self, _event: CardEvent) {}

    fn phase(&self, _phase: &Phase, _user: Option<&Arc<Profile>>) {}
}
