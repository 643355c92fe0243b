//! Texts that people wrote, made safe to show: no name reverses the sentence around it, covers
//! what is beside it, or shows nothing.
//!
//! The ranges are coarse: exact Unicode properties would need tables of several kilobytes.

/// The longest run of combining marks kept on one letter. Pointed Hebrew with cantillation has
/// four.
const MARKS: u8 = 4;

/// Ranges of combining marks that are drawn above or below one another, in scripts that write
/// names with them.
const STACKING: [(u16, u16); 23] = [
    (0x300, 0x36f),
    (0x483, 0x489),
    (0x591, 0x5c7),
    (0x610, 0x61a),
    (0x64b, 0x65f),
    (0x670, 0x670),
    (0x6d6, 0x6ed),
    (0x730, 0x74a),
    (0x7a6, 0x7b0),
    (0x816, 0x82d),
    (0x8ca, 0x8ff),
    (0xdca, 0xdd6),
    (0x102d, 0x1030),
    (0x1032, 0x1037),
    (0x1039, 0x103a),
    (0x103d, 0x103e),
    (0x17b4, 0x17d1),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x20d0, 0x20ff),
    (0x302a, 0x302f),
    (0x3099, 0x309a),
    (0xfe20, 0xfe2f),
];

/// A text to show, cut to `max` characters and an ellipsis; empty if it would show nothing.
/// Control characters become spaces. A bio keeps its `lines`; a name has one line, and loses
/// the controls that would change the direction of the text after it (Unicode UAX #9).
pub(crate) fn clean(text: &str, max: usize, lines: bool) -> String {
    let mut cleaned = String::new();
    let (mut left, mut marks) = (max, 0);
    for c in text.chars() {
        let c = match c {
            '\n' | '\u{2028}' | '\u{2029}' if lines => '\n',
            '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        };
        if is_mark(c) {
            marks += 1;
            if marks > MARKS {
                continue;
            }
        } else if !is_blank(c) {
            marks = 0;
        }
        let dropped = if lines {
            cleaned.is_empty() && c.is_whitespace()
        } else {
            is_embedding(c)
                || (cleaned.is_empty() && !is_visible(c))
                || (c == ' ' && cleaned.ends_with(' '))
        };
        if dropped {
            continue;
        }
        if left == 0 {
            cleaned.push('…');
            break;
        }
        left -= 1;
        cleaned.push(c);
    }
    if !cleaned.chars().any(is_visible) {
        cleaned.clear();
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Whether a character by itself shows anything.
fn is_visible(c: char) -> bool {
    !c.is_control() && !c.is_whitespace() && !is_mark(c) && !is_blank(c)
}

/// Whether this is a mark on the letter before it.
fn is_mark(c: char) -> bool {
    let Ok(c) = u16::try_from(u32::from(c)) else {
        return false;
    };
    // The scripts of India, and Thai and Lao, have theirs at the same places of each block.
    match (c, c & 0x7f) {
        (0x900..0xd80, low) => {
            matches!(low, 0..=2 | 0x3c | 0x3e..=0x4d | 0x51..=0x57 | 0x62..=0x63)
        }
        (0xe00..0xf00, low) => matches!(low, 0x31 | 0x34..=0x3c | 0x47..=0x4e),
        _ => (STACKING.iter()).any(|(first, last)| (*first..=*last).contains(&c)),
    }
}

/// Whether a character is invisible: format controls, fillers, variation selectors, tags.
fn is_blank(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether this opens or closes an embedding, an override or an isolate.
fn is_embedding(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Ranges of code points without letters that could serve as an initial: marks,
/// punctuation, symbols, emoji, private use.
const NOT_LETTERS: [(char, char); 12] = [
    ('\u{80}', '\u{a9}'),
    ('\u{ab}', '\u{b4}'),
    ('\u{b6}', '\u{b9}'),
    ('\u{bb}', '\u{bf}'),
    ('\u{2b0}', '\u{36f}'),
    ('\u{2000}', '\u{2bff}'),
    ('\u{2e00}', '\u{303f}'),
    ('\u{e000}', '\u{f8ff}'),
    ('\u{fe00}', '\u{fe6f}'),
    ('\u{feff}', '\u{ff0f}'),
    ('\u{fff0}', '\u{ffff}'),
    ('\u{1f000}', '\u{1faff}'),
];

/// Whether a character is a letter or a digit; close enough for an initial. The exact
/// check (`char::is_alphanumeric`) needs tables of several kilobytes.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !NOT_LETTERS
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
        && c < '\u{e0000}'
        && !is_blank(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        clean(text, 100, false)
    }

    #[test]
    fn a_control_character_or_a_line_break_in_a_name_is_a_space() {
        for (text, shown) in [
            ("  x\r\ny\u{7}  ", "x y"),
            ("a\u{0}b", "a b"),
            ("a\tb\u{85}c\u{9f}d", "a b c d"),
            ("a\u{2028}b\u{2029}c", "a b c"),
        ] {
            assert_eq!(name(text), shown);
        }
        assert_eq!(
            clean(" one\r\ntwo\u{2028}three\u{7}", 100, true),
            "one \ntwo\nthree"
        );
    }

    #[test]
    fn no_name_opens_or_closes_an_embedding_an_override_or_an_isolate() {
        for control in
            "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars()
        {
            assert_eq!(name(&format!("{control}A{control}na{control}")), "Ana");
        }
        assert_eq!(name("\u{200f}\u{61c}Ana"), "Ana");
    }

    #[test]
    fn no_letter_carries_a_tower_of_marks() {
        for mark in "\u{301}\u{489}\u{5b4}\u{64e}\u{e47}\u{ec8}\u{941}\u{ac1}\u{102d}\u{1ab0}\u{1dc0}\u{20dd}\u{fe20}".chars()
        {
            let tower = mark.to_string().repeat(30);
            for lines in [false, true] {
                let shown = clean(&format!("a{tower}b{tower}"), 100, lines);
                assert_eq!(shown.chars().filter(|c| *c == mark).count(), 8, "{mark:?}");
                assert!(shown.contains('b'));
            }
        }
        let hidden = "\u{301}\u{200d}\u{301}\u{34f}\u{301}\u{fe0f}".repeat(10);
        let shown = name(&format!("a{hidden}"));
        let marks = shown.chars().filter(|c| is_mark(*c)).count();
        assert_eq!(marks, 4, "invisible characters between them do not count");
    }

    #[test]
    fn a_name_that_shows_nothing_is_none() {
        for blank in [
            "",
            " \u{a0}\u{3000}",
            "\u{200b}\u{200c}\u{200d}\u{2060}\u{2063}\u{feff}",
            "\u{2800}",
            "\u{3164}\u{ffa0}\u{115f}\u{1160}",
            "\u{ad}\u{34f}\u{17b4}\u{17b5}\u{180e}",
            "\u{e0001}\u{e0041}\u{e007f}\u{fe0f}\u{e0100}",
            "\u{200e}\u{200f}\u{61c}\u{202e}\u{2067}",
            "\u{301}\u{fe0e}\u{20dd}",
            "\u{0}\u{1b}\n",
        ] {
            for lines in [false, true] {
                assert_eq!(clean(blank, 100, lines), "", "{blank:?}");
            }
        }
        let late = format!("{}Ana", "\u{2800}".repeat(500));
        assert_eq!(name(&late), "Ana");
    }

    #[test]
    fn names_of_all_scripts_stay_as_they_are() {
        for text in [
            "👩‍👩‍👧‍👦 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽",
            "می‌خواهم",
            "ક્‍ષ क्‍ष ശ്രീ නිශ්‍ශංක",
            "กำลังใจที่น้ำ",
            "Nguye\u{302}\u{303}n Thị Hồng",
            "שָׁלוֹם בְּרֵאשִׁ֖ית",
            "مُحَمَّدٌ",
            "မျှော့ ရွှေ့",
            "ကြွေး ভৎসনা ৎ",
            "O’Brien-Ngũgĩ",
            "A\u{200f}(b)",
        ] {
            assert_eq!(name(text), text);
            assert_eq!(clean(text, 100, true), text);
        }
    }

    #[test]
    fn what_was_cut_once_is_not_cut_again() {
        let long = clean(&"xy ".repeat(100), 100, false);
        assert!(long.ends_with('…'));
        assert_eq!(long.chars().count(), 101);
        assert_eq!(clean(&long, 100, false), long);
    }

    #[test]
    fn every_letter_of_the_scripts_that_people_write_in_can_be_an_initial() {
        // Not compared: superscripts, letterlike symbols, circled and squared letters, and the Ideographic Telegraph's kind.
        let blocks = [
            (0xc0, 0x24f),
            (0x370, 0x1fff),
            (0x2c00, 0x2dff),
            (0x3041, 0xd7ff),
            (0xf900, 0xfdff),
            (0x10000, 0x1efff),
        ];
        let missing: Vec<_> = blocks
            .into_iter()
            .flat_map(|(first, last)| first..=last)
            .filter_map(char::from_u32)
            .filter(|c| c.is_alphanumeric() && !is_letter(*c))
            .filter(|c| !is_blank(*c))
            .collect();
        assert_eq!(missing, []);
        for c in "🌸✨★♥→“”‘’…«»¿¡。、「」\u{200b}\u{200d}\u{fe0f}\u{2800}\u{301}\u{3164}\u{ffa0}"
            .chars()
        {
            assert!(!is_letter(c), "{c:?}");
        }
    }
}
