//! The card's texts: in each language that it speaks, or overridden by the host.

mod choice;
mod table;

pub use choice::Question;
pub use table::StringKey;

use std::borrow::Cow;
use std::sync::Arc;
use table::{KEYS, LANGUAGES, TEXTS};

/// A text. Most are built-in strings, which need no allocation.
pub type Str = Cow<'static, str>;

/// The host's own texts for some or all strings: pairs of a key (see
/// [`Strings::keys`]) and a text. Cheap to clone.
///
/// ```
/// use kirimin_profile_card_core::strings::Overrides;
///
/// let own: Overrides = [("accept".to_owned(), "Sure".to_owned())].into();
/// ```
pub type Overrides = Arc<[(String, String)]>;

/// The strings of one language, with the host's overrides.
///
/// ```
/// use kirimin_profile_card_core::strings::{StringKey, Strings};
///
/// let strings = Strings::for_lang("id-ID");
/// assert_eq!(strings.get(StringKey::Accept), "Terima");
/// let own = [("accept".to_owned(), "Oke".to_owned())];
/// let strings = strings.with_overrides(Some(own.into()));
/// assert_eq!(strings.get(StringKey::Accept), "Oke");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strings {
    /// Which of [`LANGUAGES`].
    language: usize,
    overrides: Option<Overrides>,
}

impl Default for Strings {
    fn default() -> Self {
        Self::for_lang("en")
    }
}

impl Strings {
    /// The strings for a language tag (BCP 47): in English if the card does not speak that language.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::{StringKey, Strings};
    ///
    /// assert_eq!(Strings::for_lang("id").get(StringKey::Reject), "Tolak");
    /// assert_eq!(Strings::for_lang("").get(StringKey::Reject), "Reject");
    /// ```
    pub fn for_lang(lang: &str) -> Self {
        Self {
            language: chosen_by(lang).unwrap_or_default(),
            overrides: None,
        }
    }

    /// Replaces some or all strings by the host's own texts.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::{StringKey, Strings};
    ///
    /// let own = [("reject".to_owned(), "No, thanks".to_owned())];
    /// let strings = Strings::default().with_overrides(Some(own.into()));
    /// assert_eq!(strings.get(StringKey::Reject), "No, thanks");
    /// ```
    #[must_use]
    pub fn with_overrides(mut self, overrides: Option<Overrides>) -> Self {
        self.overrides = overrides;
        self
    }

    /// The languages of the built-in strings (BCP 47), English first.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::Strings;
    ///
    /// assert!(Strings::languages().any(|lang| lang == "id"));
    /// ```
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|language| language.locale)
    }

    /// The keys of all strings that a host can override.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::Strings;
    ///
    /// assert!(Strings::keys().any(|key| key == "reject"));
    /// ```
    pub fn keys() -> impl Iterator<Item = &'static str> {
        KEYS.iter().copied()
    }

    /// The language of the texts as a whole: `lang`, if the card speaks it or the host has texts of its
    /// own; otherwise English (WCAG 2.2, 3.1.2: screen readers pronounce them by it).
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::Strings;
    ///
    /// assert_eq!(Strings::for_lang("id-ID").lang("id-ID"), "id-ID");
    /// assert_eq!(Strings::for_lang("fr").lang("fr"), "en");
    /// ```
    pub fn lang<'a>(&self, lang: &'a str) -> &'a str {
        if chosen_by(lang).is_some() || self.overrides.as_ref().is_some_and(|own| !own.is_empty()) {
            return lang;
        }
        LANGUAGES[self.language].locale
    }

    /// The language that a string is in: `lang`, that of the card, for a host's own; otherwise
    /// that of the built-in one.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::{StringKey, Strings};
    ///
    /// // A number in this sentence is written as in English.
    /// assert_eq!(Strings::for_lang("fr").locale(StringKey::Waiting, "fr"), "en");
    /// ```
    pub fn locale<'a>(&self, key: StringKey, lang: &'a str) -> &'a str {
        match self.own(key) {
            Some(_) => lang,
            None => LANGUAGES[self.language].locale,
        }
    }

    /// The host's own text.
    fn own(&self, key: StringKey) -> Option<&String> {
        let overrides = self.overrides.as_ref()?;
        let own = overrides
            .iter()
            .find(|(name, _)| name == KEYS[key as usize])?;
        Some(&own.1)
    }

    /// A string, with its placeholders not filled.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::{StringKey, Strings};
    ///
    /// assert_eq!(Strings::default().get(StringKey::AskReject), "Reject the request from {name}?");
    /// ```
    pub fn get(&self, key: StringKey) -> Str {
        self.own(key).map_or_else(
            || Cow::Borrowed(TEXTS[key as usize][self.language]),
            |text| Cow::Owned(text.clone()),
        )
    }

    /// A string with its placeholder replaced by `value`. No string has more than one.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::{StringKey, Strings};
    ///
    /// let text = Strings::default().fill(StringKey::FaultServer, "503");
    /// assert!(text.contains("(503)"));
    /// ```
    pub fn fill(&self, key: StringKey, value: &str) -> Str {
        let text = self.get(key);
        match split_placeholder(&text) {
            None => text,
            Some((before, after)) => Cow::Owned([before, value, after].concat()),
        }
    }

    /// A string with its placeholder replaced by a person's name. The name is isolated (Unicode
    /// FSI and PDI), so that a right-to-left name does not reorder the sentence.
    ///
    /// ```
    /// use kirimin_profile_card_core::strings::{StringKey, Strings};
    ///
    /// let text = Strings::default().naming(StringKey::AskReject, "Ana");
    /// assert_eq!(text, "Reject the request from \u{2068}Ana\u{2069}?");
    /// ```
    pub fn naming(&self, key: StringKey, name: &str) -> Str {
        self.fill(key, &isolated(name))
    }
}

/// The text before and after the placeholder, if there is one. Searches for single
/// characters, because the standard library's substring search takes kilobytes.
pub(crate) fn split_placeholder(text: &str) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (_, after) = rest.split_once('}')?;
    Some((before, after))
}

/// A name between FSI and PDI, for places where no markup is possible. The name must not contain
/// a PDI itself, as no [`Profile`](crate::Profile) that was read does.
pub fn isolated(name: &str) -> String {
    ["\u{2068}", name, "\u{2069}"].concat()
}

/// Which of [`LANGUAGES`] a language tag names, if the card speaks it.
fn chosen_by(lang: &str) -> Option<usize> {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    let is_chosen = |tag: &&str| primary.eq_ignore_ascii_case(tag);
    let mut languages = LANGUAGES.iter();
    languages.position(|language| language.tags.iter().any(is_chosen))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A language that the card does not speak, nor will soon: Klingon.
    const OTHER: &str = "tlh";

    #[test]
    fn all_languages_have_every_text_and_the_same_placeholders() {
        for texts in TEXTS {
            let english = texts[0];
            for text in texts {
                assert!(!text.is_empty(), "{english}");
                for placeholder in ["{name}", "{seconds}", "{code}", "{state}"] {
                    let count = text.matches(placeholder).count();
                    assert_eq!(count, english.matches(placeholder).count(), "{text}");
                    assert!(count < 2, "only the first is filled: {text}");
                }
            }
        }
    }

    #[test]
    fn keys_are_unique() {
        let mut keys: Vec<_> = Strings::keys().collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), KEYS.len());
    }

    #[test]
    fn the_language_tag_chooses() {
        for tag in ["id", "id-ID", "ID", "in_ID"] {
            assert_eq!(Strings::for_lang(tag).get(StringKey::Reject), "Tolak");
        }
        for tag in ["en", "", OTHER, "idx"] {
            assert_eq!(Strings::for_lang(tag).get(StringKey::Reject), "Reject");
        }
    }

    #[test]
    fn a_host_can_give_its_own_words() {
        let own = [("reject".to_owned(), "Lehjbe'".to_owned())];
        let strings = Strings::for_lang(OTHER).with_overrides(Some(own.into()));
        assert_eq!(strings.get(StringKey::Reject), "Lehjbe'");
        assert_eq!(strings.get(StringKey::Accept), "Accept");
    }

    #[test]
    fn a_host_s_words_may_leave_the_placeholder_out() {
        let own = [("askReject".to_owned(), "Lehjbe'?".to_owned())];
        let strings = Strings::for_lang(OTHER).with_overrides(Some(own.into()));
        assert_eq!(strings.naming(StringKey::AskReject, "Ana"), "Lehjbe'?");
    }

    #[test]
    fn a_number_is_written_in_the_language_of_its_sentence() {
        let own = [("waiting".to_owned(), "{seconds} loS".to_owned())];
        let other = Strings::for_lang(OTHER);
        assert_eq!(other.locale(StringKey::Waiting, OTHER), "en");
        let other = other.with_overrides(Some(own.into()));
        assert_eq!(other.locale(StringKey::Waiting, OTHER), OTHER);
        assert_eq!(
            Strings::for_lang("in").locale(StringKey::Waiting, "in"),
            "id"
        );
    }

    #[test]
    fn texts_are_marked_with_the_language_they_are_in() {
        let none: Overrides = [].into();
        for (tag, lang) in [("en-GB", "en-GB"), ("in", "in"), ("", "en"), (OTHER, "en")] {
            let strings = Strings::for_lang(tag);
            assert_eq!(strings.lang(tag), lang);
            let strings = strings.with_overrides(Some(none.clone()));
            assert_eq!(strings.lang(tag), lang);
        }
        let own = [("waiting".to_owned(), "{seconds} loS".to_owned())];
        let strings = Strings::for_lang(OTHER).with_overrides(Some(own.into()));
        assert_eq!(strings.lang(OTHER), OTHER);
    }

    #[test]
    fn names_are_isolated_for_direction() {
        assert_eq!(
            Strings::for_lang("en").naming(StringKey::AskReject, "مريم"),
            "Reject the request from \u{2068}مريم\u{2069}?"
        );
    }
}
