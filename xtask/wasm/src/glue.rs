//! wasm-bindgen's script, and what it and the WebAssembly call each other.
//!
//! Both are cut down to what is used, and call each other by short names: those
//! that wasm-bindgen gives are long, with a hash in each, and in both files.
//! The script is read as wasm-bindgen writes it. Whatever is not found just
//! where it should be ends the build.

use anyhow::{Result, anyhow};
use std::collections::{BTreeMap, BTreeSet};
use walrus::Module;

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

    /// Leaves out the functions that the WebAssembly does not import, and says whether there were any.
    ///
    /// # Errors
    /// It imports one that is not here.
    pub fn keep_imports_of(&mut self, module: &Module) -> Result<bool> {
        let imported: BTreeSet<_> = module.imports.iter().map(|import| &import.name).collect();
        let before = self.imports.len();
        self.imports.retain(|(name, _)| imported.contains(name));
        if self.imports.len() == imported.len() {
            Ok(self.imports.len() < before)
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

    /// The script with short names, and the WebAssembly given the same: letters for exports, numbers
    /// for imports, which are a list then. Of functions with the same text there is one.
    ///
    /// # Errors
    /// The WebAssembly imports one that is not here.
    pub fn shortened(self, module: &mut Module) -> Result<String> {
        let mut exports = BTreeMap::new();
        let generated = |name: &str| name.contains(GENERATED);
        let long = module
            .exports
            .iter_mut()
            .filter(|export| generated(&export.name));
        for (export, short) in long.zip(short_names()) {
            exports.insert(std::mem::replace(&mut export.name, short.clone()), short);
        }
        let short = |text: &str| with_short_exports(text, &exports);
        let texts: BTreeMap<_, _> = self
            .imports
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let mut list = String::new();
        let mut numbers = BTreeMap::new();
        for import in module.imports.iter_mut() {
            let text = *texts.get(import.name.as_str()).ok_or_else(misfit)?;
            let next = numbers.len();
            let number = numbers.entry(text).or_insert_with(|| {
                list.push_str(&short(text.trim_start_matches(": ")));
                next
            });
            import.name = number.to_string();
            import.module = SHORT_MODULE.to_owned();
        }
        let after = short(&self.after).replace(MODULE, &format!("{SHORT_MODULE}: import0,\n"));
        Ok([&short(&self.before), LIST_BEGIN, &list, LIST_END, &after].concat())
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
    fn module() -> Module {
        let text = r#"(module
            (import "m" "__wbg_key_4567" (func $key))
            (import "m" "__wbg_item_0123" (func $item))
            (import "m" "__wbg_item_89ab" (func $same))
            (func $f call $key call $item call $same)
            (export "begin" (func $f))
            (export "__wbg_card_free" (func $f)))"#;
        Module::from_buffer(&wat::parse_str(text).unwrap()).unwrap()
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let mut module = module();
        let glue = Glue::read(SCRIPT, START_OF_OURS).unwrap();
        let script = glue.shortened(&mut module).unwrap();
        let imports = module.imports.iter();
        let imports = imports.map(|import| (import.module.as_str(), import.name.as_str()));
        assert!(imports.eq(["0", "1", "1"].map(|number| (SHORT_MODULE, number))));
        let exports = module.exports.iter().map(|export| export.name.as_str());
        assert!(exports.eq(["begin", "a"]));
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
        let mut module = module();
        let unused = module.imports.find("m", "__wbg_item_0123").unwrap();
        module.imports.delete(unused);
        let mut glue = Glue::read(SCRIPT, START_OF_OURS).unwrap();
        assert!(glue.keep_imports_of(&module).unwrap());
        let text = glue.text();
        assert!(text.contains("__wbg_key_4567: function"));
        assert!(text.contains("__wbg_item_89ab: function"));
        assert!(!text.contains("__wbg_item_0123"));
        assert!(!glue.keep_imports_of(&module).unwrap());
    }

    #[test]
    fn the_two_have_to_fit_together() {
        let mut module = module();
        let import = module.imports.iter_mut().next().unwrap();
        import.name = "__wbg_other".to_owned();
        let mut glue = Glue::read(SCRIPT, START_OF_OURS).unwrap();
        assert!(glue.keep_imports_of(&module).is_err());
        let problem = glue.shortened(&mut module).unwrap_err().to_string();
        assert!(problem.contains("do not fit"), "{problem}");
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
