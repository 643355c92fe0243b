//! wasm-bindgen's script, and what it and the WebAssembly call each other.
//!
//! Both are cut down to what is used, and call each other by short names: those
//! that wasm-bindgen gives are long, with a hash in each, and in both files.
//! The script is read as wasm-bindgen writes it. Whatever is not found just
//! where it should be ends the build.

use crate::file;
use anyhow::{Result, anyhow};
use std::collections::{BTreeMap, BTreeSet};

/// What the functions that the WebAssembly imports are between.
const BEGIN: &str = "    const import0 = {\n        __proto__: null,\n";
const END: &str = "    };\n    return {\n        __proto__: null,\n";
/// And as a list.
const LIST_BEGIN: &str = "    const import0 = [\n";
const LIST_END: &str = "    ];\n    return {\n";
/// The module's name and what it stands for.
const MODULE: &str = "        \"./card_bg.js\": import0,\n";
const SHORT_MODULE: &str = "a";
/// What each of the functions begins with, and what follows its name.
const INDENT: &str = "        ";
const FUNCTION: &str = ": function(";
/// The variable with the exports.
const EXPORTS: &str = "wasm";
/// What only the names of exports hold that wasm-bindgen thinks of. The others,
/// such as `memory`, tools know and people read in a stack trace: they stay.
const GENERATED: &str = "__";
/// Where wasm-bindgen's own start begins, which goes on to the end; it has the
/// only mention of where the exports come from.
const START: &str = "let wasmModule, wasmInstance, wasm;\n";
const MENTION: &str = ".exports";

/// Statements that keep a class which nobody uses: the card is freed by name.
const DISPOSE: &str = "if (Symbol.dispose) ";
/// A call without effects, and how esbuild is told so.
const REGISTRY: &str = ": new FinalizationRegistry(";
const PURE_REGISTRY: &str = ": /* @__PURE__ */ new FinalizationRegistry(";

/// The letters of short names.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The script, taken apart.
#[derive(Debug)]
pub struct Glue {
    before: String,
    /// The imported functions: the name, and the text behind it.
    imports: Vec<(String, String)>,
    after: String,
}

impl Glue {
    /// Takes a script of wasm-bindgen's apart, and gives it another start.
    pub fn read(script: &str, start: &str) -> Result<Self> {
        let script: String = script
            .split_inclusive('\n')
            .filter(|line| !line.starts_with(DISPOSE))
            .collect();
        let script = script.replace(REGISTRY, PURE_REGISTRY);
        let (before, rest) = once(&script, BEGIN)?;
        let (functions, after) = once(rest, END)?;
        once(after, MODULE)?;
        let (after, old_start) = once(after, START)?;
        once(old_start, MENTION)?;
        once(&script, MENTION)?;
        let mut imports: Vec<(String, String)> = Vec::new();
        for line in functions.split_inclusive('\n') {
            match (name(line), imports.last_mut()) {
                (Some((name, text)), _) => imports.push((name.to_owned(), text.to_owned())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => return Err(unexpected(line)),
            }
        }
        let (before, after) = (before.to_owned(), [after, start].concat());
        Ok(Self {
            before,
            imports,
            after,
        })
    }

    /// The names of the functions that the WebAssembly may import.
    pub fn names(&self) -> BTreeSet<String> {
        self.imports.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Leaves out the functions that it does not import.
    pub fn keep(&mut self, imported: &BTreeSet<String>) -> Result<()> {
        self.imports.retain(|(name, _)| imported.contains(name));
        if self.imports.len() == imported.len() {
            Ok(())
        } else {
            Err(misfit())
        }
    }

    /// The whole script.
    pub fn text(&self) -> String {
        let functions = self
            .imports
            .iter()
            .map(|(name, text)| [INDENT, name, text].concat());
        [
            &self.before,
            BEGIN,
            &functions.collect::<String>(),
            END,
            &self.after,
        ]
        .concat()
    }

    /// The script and the WebAssembly with short names: letters for exports,
    /// numbers for imports, which are a list then. Of functions with the same
    /// text there is one.
    pub fn shortened(self, file: &[u8]) -> Result<(String, Vec<u8>)> {
        let exports = file::exports(file).ok_or_else(misfit)?;
        let exports: BTreeMap<_, _> = exports
            .into_iter()
            .filter(|name| name.contains(GENERATED))
            .zip(short_names())
            .collect();
        let short = |text: &str| with_short_exports(text, &exports);
        let texts: BTreeMap<_, _> = self
            .imports
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let mut list = String::new();
        let mut numbers = BTreeMap::new();
        for name in file::imports(file).ok_or_else(misfit)? {
            let text = *texts.get(name.as_str()).ok_or_else(misfit)?;
            let next = numbers.len();
            numbers.entry(text).or_insert_with(|| {
                list.push_str(&short(text.trim_start_matches(": ")));
                next.to_string()
            });
        }
        let number = |name: &str| Some(numbers.get(texts.get(name)?)?.as_str());
        let file = file::with_imports(file, |name| Some((SHORT_MODULE, number(name)?)))
            .ok_or_else(misfit)?;
        let file = file::with_exports(&file, |name| {
            Some(exports.get(name).map_or(name, String::as_str).to_owned())
        })
        .ok_or_else(misfit)?;
        let after = short(&self.after).replace(MODULE, &format!("{SHORT_MODULE}: import0,\n"));
        let script = [&short(&self.before), LIST_BEGIN, &list, LIST_END, &after].concat();
        Ok((script, file))
    }
}

/// The exports of the WebAssembly that a script calls.
pub fn called(script: &str) -> BTreeSet<&str> {
    exports_in(script).map(|(_, name)| name).collect()
}

/// The first line of an imported function: its name, and what follows.
fn name(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix(INDENT)?;
    let (name, text) = line.split_at(word(line));
    (!name.is_empty() && text.starts_with(FUNCTION)).then_some((name, text))
}

/// Every export that a text names: the text before the name, and the name.
fn exports_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let prefix = [EXPORTS, "."].concat();
    let places: Vec<_> = text.match_indices(&prefix).map(|(at, _)| at).collect();
    places.into_iter().filter_map(move |at| {
        let whole = !text[..at].ends_with(|before| is_word(before) || before == '.');
        let start = at + EXPORTS.len() + 1;
        let name = &text[start..start + word(&text[start..])];
        whole.then_some((start, name))
    })
}

fn with_short_exports(text: &str, short: &BTreeMap<String, String>) -> String {
    let mut new = String::new();
    let mut done = 0;
    for (start, name) in exports_in(text) {
        if let Some(short) = short.get(name) {
            new.push_str(&text[done..start]);
            new.push_str(short);
            done = start + name.len();
        }
    }
    new.push_str(&text[done..]);
    new
}

/// How long the word is that a text begins with.
fn word(text: &str) -> usize {
    text.find(|character| !is_word(character))
        .unwrap_or(text.len())
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || character == '$'
}

/// `a` to `Z`, then `aa` to `ZZ`.
fn short_names() -> impl Iterator<Item = String> {
    let letters = || LETTERS.iter().map(|&letter| char::from(letter));
    let pairs =
        letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}")));
    letters().map(String::from).chain(pairs)
}

/// What is before and after a text that occurs exactly once.
fn once<'a>(script: &'a str, text: &str) -> Result<(&'a str, &'a str)> {
    match script.split_once(text) {
        Some((before, after)) if !after.contains(text) => Ok((before, after)),
        _ => Err(unexpected(text)),
    }
}

fn misfit() -> anyhow::Error {
    anyhow!("card.js and the WebAssembly do not fit together")
}

fn unexpected(text: &str) -> anyhow::Error {
    anyhow!(
        "wasm-bindgen's script is not written as expected at `{}`; see xtask/wasm/src/glue.rs",
        text.trim()
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::file::{section, tests::file};

    const SCRIPT: &str = r#"export class Card {
    free() {
        wasm.__wbg_card_free(this.ptr);
    }
}
if (Symbol.dispose) Card.prototype[Symbol.dispose] = Card.prototype.free;
export function begin() {
    wasm.begin(other.wasm.begin);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_item_0123: function(arg0) {
            return arg0.item;
        },
        __wbg_key_4567: function(arg0) {
            wasm.__wbg_card_free(wasm.unknown);
        },
        __wbg_item_89ab: function(arg0) {
            return arg0.item;
        },
    };
    return {
        __proto__: null,
        "./card_bg.js": import0,
    };
}
const cards = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_card_free(ptr, 1));
let wasmModule, wasmInstance, wasm;
wasm = instance.exports;
"#;
    const START_OF_OURS: &str = "let wasm = begun.exports;\n";

    /// Imports the three functions, and exports what the script calls.
    fn module() -> Vec<u8> {
        file(&[
            (
                section::IMPORT,
                b"\x03\x01m\x0e__wbg_key_4567\0\0\x01m\x0f__wbg_item_0123\0\0\
                  \x01m\x0f__wbg_item_89ab\0\0",
            ),
            (
                section::EXPORT,
                b"\x02\x05begin\0\0\x0f__wbg_card_free\0\x01",
            ),
        ])
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let (script, file) = Glue::read(SCRIPT, START_OF_OURS)
            .unwrap()
            .shortened(&module())
            .unwrap();
        let imports = file::imports(&file).unwrap();
        assert_eq!(imports, ["0", "1", "1"]);
        assert_eq!(file::exports(&file).unwrap(), ["begin", "a"]);
        for expected in [
            "        wasm.a(this.ptr);\n",
            "    wasm.begin(other.wasm.begin);\n",
            "        },\nfunction(arg0) {\n            return arg0.item;\n        },\n    ];\n",
            "            wasm.a(wasm.unknown);\n",
            "    return {\na: import0,\n",
            "\nlet wasm = begun.exports;\n",
            ": /* @__PURE__ */ new FinalizationRegistry(ptr => wasm.a(ptr, 1));\n",
        ] {
            assert!(script.contains(expected), "no {expected} in {script}");
        }
        assert_eq!(script.matches("arg0.item").count(), 1);
        for long in ["__wbg_item", "__wbg_key", "__wbg_card"] {
            assert!(!script.contains(long), "{long} in {script}");
        }
        assert!(!script.contains("dispose") && !script.contains("instance"));
    }

    #[test]
    fn functions_that_are_not_imported_are_left_out() {
        let mut glue = Glue::read(SCRIPT, START_OF_OURS).unwrap();
        glue.keep(&BTreeSet::from(["__wbg_key_4567".to_owned()]))
            .unwrap();
        assert!(glue.text().contains("__wbg_key_4567: function"));
        assert!(!glue.text().contains("arg0.item"));
    }

    #[test]
    fn the_two_have_to_fit_together() {
        let mut glue = Glue::read(SCRIPT, START_OF_OURS).unwrap();
        glue.keep(&BTreeSet::from(["__wbg_key_4567".to_owned()]))
            .unwrap();
        let problem = glue.shortened(&module()).unwrap_err().to_string();
        assert!(problem.contains("do not fit"), "{problem}");
        let mut glue = Glue::read(SCRIPT, START_OF_OURS).unwrap();
        assert!(
            glue.keep(&BTreeSet::from(["__wbg_other".to_owned()]))
                .is_err()
        );
    }

    #[test]
    fn a_script_of_another_kind_is_refused_with_the_place() {
        for (from, to) in [
            (BEGIN, "    const imports = {\n"),
            (END, "    };\n    return {\n"),
            (MODULE, "        wbg: import0,\n"),
            (START, "let wasm;\n"),
            ("other.wasm", "other.exports"),
            (
                "        __wbg_item_0123: function(",
                "        __wbg_item_0123: (arg0",
            ),
        ] {
            let problem = Glue::read(&SCRIPT.replace(from, to), START_OF_OURS)
                .unwrap_err()
                .to_string();
            assert!(problem.contains("as expected at `"), "{problem}");
        }
    }

    #[test]
    fn an_export_is_called_as_a_member_of_that_variable() {
        let script = "wasm.begin(wasm.memory, mywasm.no, this.wasm.no, wasm[no])";
        assert_eq!(called(script), BTreeSet::from(["begin", "memory"]));
    }

    #[test]
    fn short_names_do_not_repeat() {
        let names: Vec<_> = short_names().take(200).collect();
        assert_eq!([&names[0], &names[51], &names[52]], ["a", "Z", "aa"]);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 200);
    }
}
