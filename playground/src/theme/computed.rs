//! What the card's colours are at the moment, set or not.

use super::CardTheme;
use super::colour::Colour;
use super::property::{Control, Fallback, PROPERTIES};
use crate::settings::{Settings, Theme};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement};

/// The class of the element on which colours are tried.
pub const PROBE: &str = "theme-probe";

/// The text of a button that adds.
pub const OFFER: &str = "offer";
/// What that text stands on.
pub const ON_OFFER: &str = "on offer";

/// The colour of each property that has one, and those of [`OFFER`].
pub type Colours = BTreeMap<&'static str, Colour>;

/// The colours, computed anew when a property, the page's theme or the system's changes.
pub fn colours(settings: Settings, theme: CardTheme) -> RwSignal<Colours> {
    let colours = RwSignal::new(Colours::new());
    let system_is_dark = system_is_dark();
    Effect::new(move || {
        let is_dark = match settings.theme.get() {
            Theme::Light => false,
            Theme::Dark => true,
            Theme::System => system_is_dark.get(),
        };
        theme.0.track();
        // After the effects that write the theme on the root element.
        request_animation_frame(move || {
            colours.try_set(compute(theme, is_dark));
        });
    });
    colours
}

fn compute(theme: CardTheme, is_dark: bool) -> Colours {
    let mut colours = Colours::new();
    let probe = Probe::new();
    // First those that the others follow.
    for name_another in [false, true] {
        for property in PROPERTIES {
            let Control::Colour(fallback) = property.control else {
                continue;
            };
            if matches!(fallback, Fallback::Card(..)) == name_another {
                continue;
            }
            let set = theme
                .0
                .with_untracked(|set| set.get(property.name).cloned());
            let set = set.and_then(|text| Colour::parse(&text));
            let colour = set.or_else(|| match fallback {
                Fallback::Card(own, usual) => probe
                    .as_ref()
                    .and_then(|probe| probe.colour(own))
                    .or_else(|| Colour::parse(usual.get(usize::from(is_dark))?)),
                Fallback::On(name) => colours.get(name).map(|on| on.black_or_white()),
                Fallback::Same(name) => colours.get(name).copied(),
            });
            if let Some(colour) = colour {
                colours.insert(property.name, colour);
            }
        }
    }
    if let Some((text, ground)) = probe.as_ref().and_then(Probe::offer) {
        colours.extend([(OFFER, text), (ON_OFFER, ground)]);
    }
    colours
}

/// Asks the browser what a colour of the card is.
struct Probe {
    card: Element,
    ink: HtmlElement,
}

impl Probe {
    fn new() -> Option<Self> {
        let document = document();
        let find = |selector: &str| document.query_selector(selector).ok()?;
        Some(Self {
            card: find(".theme-sample .kirimin-card")?,
            ink: find(&[".", PROBE].concat())?.dyn_into().ok()?,
        })
    }

    /// The text of a button that adds, and what it stands on (style/card.css).
    fn offer(&self) -> Option<(Colour, Colour)> {
        let accent = computed(&self.card, "--_accent")?;
        let surface = computed(&self.card, "--_surface")?;
        let ground = format!("color-mix(in oklab, {accent} 12%, {surface})");
        Some((self.resolve(&accent)?, self.resolve(&ground)?))
    }

    fn colour(&self, own: &str) -> Option<Colour> {
        self.resolve(&computed(&self.card, own)?)
    }

    fn resolve(&self, value: &str) -> Option<Colour> {
        // Mixed with itself, so that it comes in sRGB whatever it was written in.
        let mixed = ["color-mix(in srgb, ", value, ", ", value, ")"].concat();
        self.ink.style().set_property("color", &mixed).ok()?;
        let colour = computed(&self.ink, "color");
        let known = self.ink.style().get_property_value("color");
        self.ink.style().remove_property("color").ok()?;
        known.ok().filter(|known| !known.is_empty())?;
        Colour::parse(&colour?)
    }
}

fn computed(element: &Element, property: &str) -> Option<String> {
    let style = window().get_computed_style(element).ok()??;
    let value = style.get_property_value(property).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn system_is_dark() -> RwSignal<bool> {
    let query = window().match_media("(prefers-color-scheme: dark)");
    let Ok(Some(query)) = query else {
        return RwSignal::new(false);
    };
    let is_dark = RwSignal::new(query.matches());
    let changed = StoredValue::new_local(Closure::<dyn FnMut()>::new({
        let query = query.clone();
        move || {
            is_dark.try_set(query.matches());
        }
    }));
    changed.with_value(|changed| query.set_onchange(Some(changed.as_ref().unchecked_ref())));
    let query = StoredValue::new_local(query);
    // Before the closure goes with its owner.
    on_cleanup(move || {
        query.try_with_value(|query| query.set_onchange(None));
    });
    is_dark
}
