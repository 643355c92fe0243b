//! What the visitor has chosen: language, colours, width, direction, and which half of the page.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Url, UrlSearchParams};

/// One setting with a few values; its name in the address is the same as the
/// attribute of the document's root element.
pub trait Setting: Copy + Default + PartialEq + Send + Sync + 'static {
    /// The parameter of the address.
    const NAME: &'static str;
    /// What it is called in English and Indonesian.
    const LABEL: [&'static str; 2];
    /// Every value: what stands in the address, and what it is called.
    const VALUES: &'static [(Self, &'static str, [&'static str; 2])];

    /// What stands in the address.
    fn value(self) -> &'static str {
        Self::VALUES
            .iter()
            .find(|(setting, ..)| *setting == self)
            .map_or("", |(_, value, _)| value)
    }

    /// The value that has this name.
    fn named(name: &str) -> Option<Self> {
        Self::VALUES
            .iter()
            .find(|(_, value, _)| *value == name)
            .map(|(setting, ..)| *setting)
    }
}

/// The language of the page and of its cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// Indonesian.
    Indonesian,
    /// Another, which the address names: the cards may speak it, the page is in English.
    Other,
}

impl Setting for Lang {
    const NAME: &'static str = "lang";
    const LABEL: [&'static str; 2] = ["Language", "Bahasa"];
    const VALUES: &'static [(Self, &'static str, [&'static str; 2])] = &[
        (Self::English, "en", ["English", "English"]),
        (
            Self::Indonesian,
            "id",
            ["Bahasa Indonesia", "Bahasa Indonesia"],
        ),
    ];

    fn value(self) -> &'static str {
        match self {
            Self::English | Self::Other => "en",
            Self::Indonesian => "id",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let own = Self::VALUES.iter().find(|(_, value, _)| *value == name);
        Some(own.map_or(Self::Other, |(lang, ..)| *lang))
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Setting for Theme {
    const NAME: &'static str = "theme";
    const LABEL: [&'static str; 2] = ["Theme", "Tema"];
    const VALUES: &'static [(Self, &'static str, [&'static str; 2])] = &[
        (Self::System, "system", ["Auto", "Otomatis"]),
        (Self::Light, "light", ["Light", "Terang"]),
        (Self::Dark, "dark", ["Dark", "Gelap"]),
    ];
}

/// How much room the cards have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As much as there is.
    #[default]
    Auto,
    /// A small phone's 320 CSS pixels (WCAG 2.2, 1.4.10).
    Narrow,
}

impl Setting for Width {
    const NAME: &'static str = "width";
    const LABEL: [&'static str; 2] = ["Card width", "Lebar kartu"];
    const VALUES: &'static [(Self, &'static str, [&'static str; 2])] = &[
        (Self::Auto, "auto", ["Auto", "Otomatis"]),
        (Self::Narrow, "320", ["320 px", "320 px"]),
    ];
}

/// Which way the page runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    #[default]
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Setting for Direction {
    const NAME: &'static str = "dir";
    const LABEL: [&'static str; 2] = ["Text direction", "Arah teks"];
    const VALUES: &'static [(Self, &'static str, [&'static str; 2])] = &[
        (Self::LeftToRight, "ltr", ["Left to right", "Kiri ke kanan"]),
        (Self::RightToLeft, "rtl", ["Right to left", "Kanan ke kiri"]),
    ];
}

/// The half of the page that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Half {
    /// Real cards, against the server.
    #[default]
    Live,
    /// Every state, without a server.
    Gallery,
}

/// All of it. A handle: cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The language.
    pub lang: RwSignal<Lang>,
    /// The colours.
    pub theme: RwSignal<Theme>,
    /// The width.
    pub width: RwSignal<Width>,
    /// The direction.
    pub direction: RwSignal<Direction>,
    /// Live or gallery.
    pub half: RwSignal<Half>,
}

impl Settings {
    /// As the address says, and else as the browser is set.
    pub fn of_page() -> Self {
        let spoken = window()
            .navigator()
            .language()
            .filter(|lang| lang.starts_with("id"));
        let settings = Self {
            lang: RwSignal::new(asked().unwrap_or(match spoken {
                Some(_) => Lang::Indonesian,
                None => Lang::English,
            })),
            theme: RwSignal::new(asked().unwrap_or_default()),
            width: RwSignal::new(asked().unwrap_or_default()),
            direction: RwSignal::new(asked().unwrap_or_default()),
            half: RwSignal::new(half()),
        };
        follow(settings.lang);
        follow(settings.theme);
        follow(settings.width);
        follow(settings.direction);
        let moved = window_event_listener(leptos::ev::hashchange, move |_| {
            settings.half.set(half());
        });
        on_cleanup(move || moved.remove());
        settings
    }

    /// The one of two texts that is in the visitor's language.
    pub fn say(self, english: &'static str, indonesian: &'static str) -> &'static str {
        self.pick([english, indonesian])
    }

    /// The one of two texts of any type, as [`Settings::say`].
    pub fn pick<T>(self, [english, indonesian]: [T; 2]) -> T {
        match self.lang.get() {
            Lang::English | Lang::Other => english,
            Lang::Indonesian => indonesian,
        }
    }

    /// What the cards are given as their `lang`.
    pub fn card_lang(self) -> Signal<Option<String>> {
        Signal::derive(move || match self.lang.get() {
            Lang::Other => parameter(Lang::NAME),
            lang => Some(lang.value().to_owned()),
        })
    }
}

/// A parameter of the page's address.
pub fn parameter(name: &str) -> Option<String> {
    let query = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

fn asked<T: Setting>() -> Option<T> {
    T::named(&parameter(T::NAME)?)
}

fn half() -> Half {
    let hash = window().location().hash().unwrap_or_default();
    let gallery = match hash.as_str() {
        "" => parameter("view").as_deref() == Some("gallery"),
        "#live" => false,
        hash => hash == "#gallery" || hash.starts_with("#state-"),
    };
    if gallery { Half::Gallery } else { Half::Live }
}

/// Writes a setting on the root element, and keeps it in the address.
fn follow<T: Setting>(setting: RwSignal<T>) {
    Effect::new(move |before: Option<()>| {
        let value = setting.get().value();
        if let Some(root) = document().document_element() {
            let name = match T::NAME {
                name @ ("lang" | "dir") => name.to_owned(),
                name => ["data-", name].concat(),
            };
            let _ = root.set_attribute(&name, value);
        }
        if before.is_some() {
            remember(T::NAME, value);
        }
    });
}

/// Puts a parameter into the address, so that a reload or a link shows the same; takes an empty one away.
pub fn remember(name: &str, value: &str) {
    let (Ok(href), Ok(history)) = (window().location().href(), window().history()) else {
        return;
    };
    if let Ok(url) = Url::new(&href) {
        let query = url.search_params();
        if value.is_empty() {
            query.delete(name);
        } else {
            query.set(name, value);
        }
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href()));
    }
}

/// Takes the focus to an element that stays, before the one that has it goes.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Scrolls an element into view, if it is not.
pub fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
