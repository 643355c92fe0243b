//! The component in a browser: its card follows the host's signals.

use super::controller::Controller;
use super::element::{CardElement, Content};
use super::host::{ActionRequest, Host};
use super::{Callbacks, Card};
use crate::store::Store;
use kirimin_profile_card_core::engine::{CardEvent, Phase};
use kirimin_profile_card_core::{Profile, Settings};
use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};
use std::rc::Rc;
use std::sync::Arc;

/// The view of the component.
pub(super) fn view_of<R, S>(card: Card<R, S>) -> CardElement
where
    R: Fn() -> Settings + 'static,
    S: Fn() -> Store + 'static,
{
    let controller = Controller::new(Rc::new(card.callbacks));
    let settings = RenderEffect::new({
        let controller = Rc::clone(&controller);
        move |_| {
            let (store, settings) = ((card.store)(), (card.settings)());
            untrack(|| controller.configure(store, settings));
        }
    });
    let refresh = card.refresh.map(|refresh| {
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
        actions: card.actions,
        footer: card.footer,
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
