//! In which language, colours and width the gallery is photographed.

use super::Colour;
use kirimin_profile_card_core::strings::Strings;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on a light page.
    Light,
    /// Light text on a dark page.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The value of `prefers-color-scheme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The page's colour around the cards: the pictures do not depend on the playground's own.
    pub fn page(self) -> Colour {
        match self {
            Self::Light => [0xf3, 0xf4, 0xf8],
            Self::Dark => [0x10, 0x12, 0x17],
        }
    }
}

/// One way to look at all states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// One of the card's languages.
    pub lang: &'static str,
    /// The colours.
    pub scheme: Scheme,
    /// The CSS pixels that each card and each row has.
    pub width: usize,
}

impl Look {
    /// A small phone (WCAG 2.2, 1.4.10), a large one, and a column of a desktop page:
    /// less than a card's own width, a little more, and enough for a row in one line.
    pub const WIDTHS: [usize; 3] = [320, 480, 960];

    /// Every combination.
    pub fn all() -> impl Iterator<Item = Self> {
        Scheme::ALL.into_iter().flat_map(|scheme| {
            Strings::languages().flat_map(move |lang| {
                Self::WIDTHS.into_iter().map(move |width| Self {
                    lang,
                    scheme,
                    width,
                })
            })
        })
    }

    /// As in a file's name: `en-light-320`.
    pub fn name(self) -> String {
        format!("{}-{}-{}", self.lang, self.scheme.name(), self.width)
    }
}
