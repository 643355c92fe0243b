//! What the card says, in English, Indonesian, or the host's own words.

mod choice;
mod table;

pub use table::Text;

use std::collections::BTreeMap;
use std::sync::Arc;
use table::{ENGLISH, INDONESIAN, KEYS};

/// The texts of one language, some of them perhaps the host's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    table: &'static [&'static str],
    own: Arc<BTreeMap<String, String>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self::of("en")
    }
}

impl Texts {
    /// The texts for a language tag (BCP 47): Indonesian for `id`, English for any other.
    pub fn of(lang: &str) -> Self {
        // `in` is what browsers and servers called Indonesian before 1989, and some still do.
        let primary = lang.split(['-', '_']).next().unwrap_or_default();
        let indonesian = ["id", "in"]
            .iter()
            .any(|tag| primary.eq_ignore_ascii_case(tag));
        Self {
            table: if indonesian { INDONESIAN } else { ENGLISH },
            own: Arc::default(),
        }
    }

    /// The same with the host's own texts in place of some or all, by their keys (see [`Texts::keys`]).
    #[must_use]
    pub fn with(mut self, own: BTreeMap<String, String>) -> Self {
        self.own = Arc::new(own);
        self
    }

    /// The keys under which a host can give its own texts.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        KEYS.iter().copied()
    }

    /// A text as it is, with its placeholders.
    pub fn get(&self, text: Text) -> &str {
        let index = text as usize;
        self.own
            .get(KEYS[index])
            .map_or(self.table[index], String::as_str)
    }

    /// A text with its one placeholder filled.
    pub fn fill(&self, text: Text, placeholder: &str, value: &str) -> String {
        self.get(text).replace(placeholder, value)
    }

    /// A text that names a person. The name is isolated for direction (Unicode
    /// FSI and PDI), so that a right-to-left name does not turn the sentence around.
    pub fn naming(&self, text: Text, name: &str) -> String {
        self.fill(text, "{name}", &isolated(name))
    }
}

/// A name between FSI and PDI, for places that take no markup.
pub fn isolated(name: &str) -> String {
    let mut text = String::from('\u{2068}');
    text.push_str(name);
    text.push('\u{2069}');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indonesian_and_english_have_the_same_placeholders() {
        for (english, indonesian) in ENGLISH.iter().zip(INDONESIAN) {
            for placeholder in ["{name}", "{seconds}", "{code}", "{state}"] {
                assert_eq!(
                    english.matches(placeholder).count(),
                    indonesian.matches(placeholder).count(),
                    "{english}"
                );
            }
            assert!(!indonesian.is_empty());
        }
    }

    #[test]
    fn keys_are_unique() {
        let mut keys: Vec<_> = Texts::keys().collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), KEYS.len());
    }

    #[test]
    fn the_language_tag_chooses() {
        for tag in ["id", "id-ID", "ID", "in_ID"] {
            assert_eq!(Texts::of(tag).get(Text::Reject), "Tolak");
        }
        for tag in ["en", "", "de", "idx"] {
            assert_eq!(Texts::of(tag).get(Text::Reject), "Reject");
        }
    }

    #[test]
    fn a_host_can_give_its_own_words() {
        let own = BTreeMap::from([("reject".to_owned(), "Ablehnen".to_owned())]);
        let texts = Texts::of("de").with(own);
        assert_eq!(texts.get(Text::Reject), "Ablehnen");
        assert_eq!(texts.get(Text::Accept), "Accept");
    }

    #[test]
    fn names_are_isolated_for_direction() {
        assert_eq!(
            Texts::of("en").naming(Text::AskReject, "مريم"),
            "Reject the request from \u{2068}مريم\u{2069}?"
        );
    }
}
