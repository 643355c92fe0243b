//! A card that is mounted without a Leptos app around it.

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
use wasm_bindgen::JsCast;
use web_sys::ShadowRoot;

/// A card mounted in a shadow root, with the slots `actions` and
/// `footer` for its host's own content. Dropping it removes the card.
///
/// For hosts that are not Leptos apps, such as the custom element. All methods take `&self`, so
/// that a [`Host`] can call them from its callbacks.
///
/// ```
/// use kirimin_profile_card::{Host, MountedCard, Settings, Store};
/// use std::rc::Rc;
///
/// fn show(place: &web_sys::ShadowRoot, host: Rc<dyn Host>, userid: &str) -> MountedCard {
///     let settings = Settings { userid: userid.to_owned(), ..Settings::default() };
///     MountedCard::new(place, host, Store::default(), settings)
/// }
/// ```
#[must_use = "the card is removed when this is dropped"]
pub struct MountedCard {
    controller: Rc<Controller>,
    _view: UnmountHandle<CardElementState>,
}

impl MountedCard {
    /// Mounts a card in `place`, which must be in the page already.
    ///
    /// ```
    /// use kirimin_profile_card::{Host, MountedCard, Settings, Store};
    /// use std::rc::Rc;
    ///
    /// fn show(place: &web_sys::ShadowRoot, host: Rc<dyn Host>) -> MountedCard {
    ///     MountedCard::new(place, host, Store::default(), Settings::default())
    /// }
    /// ```
    pub fn new(place: &ShadowRoot, host: Rc<dyn Host>, store: Store, settings: Settings) -> Self {
        let controller = Controller::new(host);
        // Before mounting, so that nothing is rendered twice.
        controller.set_page_lang(nearest_lang(&place.host()));
        controller.configure(store, settings);
        let element = SlottedCard(Rc::clone(&controller));
        // A shadow root is not an element, but elements are inserted into it the same way.
        let view = mount_to_renderer(place.unchecked_ref(), move || element);
        Self {
            controller,
            _view: view,
        }
    }

    /// Applies other settings.
    ///
    /// ```
    /// use kirimin_profile_card::{MountedCard, Settings, Store};
    ///
    /// fn show_another(card: &MountedCard, userid: &str) {
    ///     let settings = Settings { userid: userid.to_owned(), ..Settings::default() };
    ///     card.configure(Store::default(), settings);
    /// }
    /// ```
    pub fn configure(&self, store: Store, settings: Settings) {
        self.controller.configure(store, settings);
    }

    /// The user that the card shows, once known.
    ///
    /// ```
    /// use kirimin_profile_card::MountedCard;
    ///
    /// fn name(card: &MountedCard) -> Option<String> {
    ///     card.user().map(|user| user.display_name.clone())
    /// }
    /// ```
    pub fn user(&self) -> Option<Arc<Profile>> {
        self.controller.user()
    }

    /// Fetches the state again.
    ///
    /// ```
    /// use kirimin_profile_card::MountedCard;
    ///
    /// fn on_resume(card: &MountedCard) {
    ///     card.refresh();
    /// }
    /// ```
    pub fn refresh(&self) {
        self.controller.refresh();
    }

    /// The element around the card was moved: the language around it may be another one.
    ///
    /// ```
    /// use kirimin_profile_card::MountedCard;
    ///
    /// /// As a custom element's `connectedMoveCallback`.
    /// fn on_move(card: &MountedCard) {
    ///     card.moved();
    /// }
    /// ```
    pub fn moved(&self) {
        self.controller.moved();
    }

    /// Adopts the style sheet again, after `place` was moved to another document.
    ///
    /// ```
    /// use kirimin_profile_card::MountedCard;
    ///
    /// /// As a custom element's `adoptedCallback`.
    /// fn on_adopted(card: &MountedCard, root: &web_sys::ShadowRoot) {
    ///     card.adopt_style(root);
    /// }
    /// ```
    pub fn adopt_style(&self, place: &ShadowRoot) {
        style::adopt(place);
        self.controller.moved();
    }
}

impl std::fmt::Debug for MountedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MountedCard").finish_non_exhaustive()
    }
}
