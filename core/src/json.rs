//! Small JSON helpers: building objects, printing a value for a person to read, and parsing where
//! there is no browser.
//!
//! `serde_json`'s printer and its `json!` are avoided: each pulls in the serialiser and its
//! error types, eight kilobytes for every visitor. In a browser, `JSON.parse` and
//! `JSON.stringify` read and write the text.

use serde_json::{Map, Number, Value};

/// Parses a JSON text as a browser does: a lone surrogate becomes U+FFFD, where `serde_json` would
/// reject the whole text. For hosts without a browser; not part of the WebAssembly.
pub fn parse(text: &str) -> Option<Value> {
    let parsed = serde_json::from_str(text);
    parsed
        .or_else(|_| serde_json::from_str(&without_lone_surrogates(text)))
        .ok()
}

/// The JSON text with `\ufffd` in place of the escapes of lone surrogates.
fn without_lone_surrogates(text: &str) -> String {
    let (mut whole, mut rest) = (String::new(), text);
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        whole.push_str(before);
        let pair = escape.get(6..).and_then(surrogate);
        let (length, replaced) = match surrogate(escape) {
            Some(0xd800..=0xdbff) if pair.is_some_and(|low| low >= 0xdc00) => (12, None),
            Some(_) => (6, Some("\\ufffd")),
            // The escaped character may be a backslash itself.
            None => (1 + escape.chars().nth(1).map_or(0, char::len_utf8), None),
        };
        let (kept, after) = escape.split_at_checked(length).unwrap_or((escape, ""));
        whole.push_str(replaced.unwrap_or(kept));
        rest = after;
    }
    whole + rest
}

/// The surrogate whose escape the text begins with.
fn surrogate(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    (0xd800..=0xdfff).contains(&unit).then_some(unit)
}

/// Builds an object with these fields.
pub fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        insert(&mut object, name, value);
    }
    Value::Object(object)
}

/// Compiled once, whatever iterator `object` is called with.
#[inline(never)]
fn insert(object: &mut Map<String, Value>, name: &str, value: Value) {
    object.insert(name.to_owned(), value);
}

/// The JSON text of a value for a person to read, cut to `most` characters.
pub(crate) fn text(value: &Value, most: usize) -> String {
    let mut whole = String::new();
    write(value, most, &mut whole);
    whole.chars().take(most).collect()
}

fn write(value: &Value, most: usize, text: &mut String) {
    // `len` is in bytes; a character takes at most four.
    if text.len() > 4 * most {
        return;
    }
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => text.push_str(&number_text(number)),
        Value::String(string) => write_string(string, most, text),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, most, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            for (index, (name, value)) in fields.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_string(name, most, text);
                text.push(':');
                write(value, most, text);
            }
            text.push('}');
        }
    }
}

fn write_string(string: &str, most: usize, text: &mut String) {
    text.push('"');
    for c in string.chars().take(most) {
        if matches!(c, '"' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
}

/// A number, to six decimal places. Printing any double exactly would take ten kilobytes of code.
fn number_text(number: &Number) -> String {
    if let Some(whole) = number.as_i64() {
        return whole.to_string();
    }
    let number = number.as_f64().unwrap_or_default();
    let sign = if number < 0.0 { "-" } else { "" };
    // Casts from f64 saturate.
    let whole = number.abs().trunc() as u64;
    let millionths = (number.abs().fract() * 1e6).round() as u64;
    // A fraction that rounds up to one carries.
    let (whole, millionths) = (
        whole.saturating_add(millionths / 1_000_000),
        millionths % 1_000_000,
    );
    let mut decimals = (1_000_000 + millionths).to_string().split_off(1);
    decimals.truncate(decimals.trim_end_matches('0').len());
    let point = if decimals.is_empty() { "" } else { "." };
    [sign, &whole.to_string(), point, &decimals].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_lone_surrogate_is_a_replacement_character_and_the_rest_is_as_usual() {
        for (text, wanted) in [
            (r#"["a\ud83c","b"]"#, json!(["a\u{fffd}", "b"])),
            (
                r#"{"\udf38":"\ud83c\ud83c\udf38x\ud83c"}"#,
                json!({"\u{fffd}": "\u{fffd}🌸x\u{fffd}"}),
            ),
            (
                r#""\\ud83c \\\ud83c \ud83c\n""#,
                json!("\\ud83c \\\u{fffd} \u{fffd}\n"),
            ),
            (r#""\uDF38\uD83C""#, json!("\u{fffd}\u{fffd}")),
            (r#""\ud83cé""#, json!("\u{fffd}é")),
        ] {
            assert_eq!(parse(text), Some(wanted), "{text}");
        }
        for text in [
            "",
            "\\",
            r#""\ud83"#,
            r#""\ud83c"#,
            r#"["\u"]"#,
            r#""\ud83c\é""#,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn it_reads_like_json() {
        for value in [
            json!(null),
            json!(true),
            json!(-7),
            json!(1.5),
            json!(-0.25),
            json!("a \"b\" \\"),
            json!([3, [], {}]),
            json!({"a": [1, "x"], "b": null}),
        ] {
            assert_eq!(text(&value, 100), value.to_string());
        }
    }

    #[test]
    fn a_fraction_that_rounds_up_carries() {
        for (number, wanted) in [
            (0.999_999_9, "1"),
            (1.999_999_9, "2"),
            (-9.999_999_9, "-10"),
        ] {
            assert_eq!(number_text(&Number::from_f64(number).unwrap()), wanted);
        }
    }

    proptest! {
        #[test]
        fn a_number_is_near_enough(number in -1e9f64..1e9) {
            let text = number_text(&Number::from_f64(number).unwrap());
            prop_assert!((text.parse::<f64>().unwrap() - number).abs() < 1e-5, "{}", text);
        }

        #[test]
        fn no_text_is_longer_than_asked_for(string in any::<String>(), most in 0usize..50) {
            prop_assert!(text(&json!([string, string]), most).chars().count() <= most);
        }
    }
}
