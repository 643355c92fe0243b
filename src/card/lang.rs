//! Follows the language of the page around the cards.

use super::window::host_of;
use js_sys::{Array, Object, Reflect};
use kirimin_profile_card_core::map::VecMap;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MutationObserver, MutationObserverInit};

/// The language of the nearest ancestor of `card` that has a `lang`. The card's own `lang` is set
/// from it, so it does not count.
pub(super) fn lang_around(card: &Element) -> Option<String> {
    nearest_lang(&around(card)?)
}

/// The language of the element, or of the nearest ancestor that has a `lang`. Also searches
/// outside of shadow roots.
pub(super) fn nearest_lang(element: &Element) -> Option<String> {
    let mut from = element.clone();
    loop {
        if let Ok(Some(found)) = from.closest("[lang]") {
            return found.get_attribute("lang").filter(|lang| !lang.is_empty());
        }
        from = host_of(&from)?;
    }
}

/// The element around a card: its parent, or the host of the shadow root that it is in.
fn around(card: &Element) -> Option<Element> {
    card.parent_element().or_else(|| host_of(card))
}

#[wasm_bindgen]
extern "C" {
    /// `Intl.NumberFormat` (ECMA-402).
    type NumberFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> String;
}

/// A number of seconds with its unit, as the language has it: "1 second", "3 seconds".
pub(super) fn seconds_in_words(seconds: u64, locale: &str) -> String {
    let options = Object::new();
    for (name, value) in [
        ("style", "unit"),
        ("unit", "second"),
        ("unitDisplay", "long"),
    ] {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    // A tag that is malformed is refused.
    let format = NumberFormat::new(locale, &options).or_else(|_| NumberFormat::new("en", &options));
    format.map_or_else(
        |_| seconds.to_string(),
        |format| format.format(seconds as f64),
    )
}

/// What follows the language around it: a card's controller.
pub(super) trait Speaks {
    /// The language of the page may be another one: reads it.
    fn find_lang(&self);
}

/// One observer for all cards.
struct Watch {
    observer: MutationObserver,
    options: MutationObserverInit,
    cards: VecMap<u32, Weak<dyn Speaks>>,
    /// The key of the next card.
    next: u32,
    _changed: Closure<dyn FnMut()>,
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// A card that follows the language around it, until this is dropped.
pub(super) struct Follower(u32);

impl Follower {
    /// Begins to follow: `card` is the root element of the controller's card.
    pub(super) fn new(card: &Element, controller: Weak<dyn Speaks>) -> Option<Self> {
        WATCH.with_borrow_mut(|watch| {
            if watch.is_none() {
                *watch = Some(Watch::new()?);
            }
            let watch = watch.as_mut()?;
            watch.observe(card);
            let key = watch.next;
            watch.next = key.wrapping_add(1);
            watch.cards.insert(key, controller);
            Some(Self(key))
        })
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        // Fails only while the program ends.
        let _ = WATCH.try_with(|watch| {
            let mut watch = watch.borrow_mut();
            if let Some(active) = watch.as_mut() {
                active.cards.remove(&self.0);
                if active.cards.is_empty() {
                    active.observer.disconnect();
                    *watch = None;
                }
            }
        });
    }
}

impl Watch {
    fn new() -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new(|| {
            let cards: Vec<_> = WATCH.with_borrow(|watch| {
                let cards = watch.iter().flat_map(|watch| watch.cards.values());
                cards.filter_map(Weak::upgrade).collect()
            });
            cards
                .iter()
                .for_each(|card: &Rc<dyn Speaks>| card.find_lang());
        });
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_attribute_filter(&Array::of1(&"lang".into()));
        Some(Self {
            observer: MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?,
            options,
            cards: VecMap::new(),
            next: 0,
            _changed: changed,
        })
    }

    /// Observes the document around a card, and each shadow root on the way. Observing one again
    /// changes nothing.
    fn observe(&self, card: &Element) {
        let mut from = around(card);
        while let Some(element) = from {
            let root = element.get_root_node();
            let _ = self.observer.observe_with_options(&root, &self.options);
            from = host_of(&element);
        }
    }
}
