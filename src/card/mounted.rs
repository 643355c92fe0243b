//! A card in a page that is not a Leptos app.

use super::controller::Controller;
use super::element::{CardElementState, SlottedCard};
use super::host::Host;
use super::lang::nearest_lang;
use super::style;
use crate::store::Store;
use kirimin_profile_card_core::{Profile, Settings};
use leptos::mount::{UnmountHandle, mount_to_renderer};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::Element;

/// A card mounted in an element of a shadow root, with the slots `actions` and
/// `footer` for its host's own content. Dropping it removes the card.
///
/// For hosts that are not Leptos apps, such as the custom element. Every
/// method takes `&self`: a host may call back from within its [`Host`].
#[must_use = "the card is removed when this is dropped"]
pub struct MountedCard {
    controller: Rc<Controller>,
    _view: UnmountHandle<CardElementState>,
}

impl MountedCard {
    /// Shows a card in `place`, which is in the page already.
    pub fn new(place: &Element, host: Rc<dyn Host>, store: Store, settings: Settings) -> Self {
        let controller = Controller::new(host);
        // First, so that nothing has to be shown twice.
        controller.set_page_lang(nearest_lang(place));
        controller.configure(store, settings);
        let element = SlottedCard(Rc::clone(&controller));
        let view = mount_to_renderer(place, move || element);
        Self {
            controller,
            _view: view,
        }
    }

    /// Takes other settings.
    pub fn configure(&self, store: Store, settings: Settings) {
        self.controller.configure(store, settings);
    }

    /// The user that is shown, once known.
    pub fn user(&self) -> Option<Arc<Profile>> {
        self.controller.user()
    }

    /// Fetches the state again.
    pub fn refresh(&self) {
        self.controller.refresh();
    }

    /// Adopts the style sheet anew, after a move of `place` to another document.
    pub fn adopt_style(&self, place: &Element) {
        style::adopt(place);
    }
}

impl std::fmt::Debug for MountedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MountedCard").finish_non_exhaustive()
    }
}
