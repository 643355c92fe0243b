//! What a function's name tells: its crate, its module, and whose instance it is.

use regex_lite::Regex;
use std::sync::LazyLock;

/// A function as Rust's compiler names it, its generic arguments left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Symbol {
    /// `core`; `None` for what has no path, such as `memcpy`.
    pub krate: Option<String>,
    /// `core::fmt::num`; `None` as above.
    pub module: Option<String>,
    /// The same for all instances of a generic function.
    pub function: String,
}

/// What tells functions and crates of one name from each other: hashes, and numbers of wasm-bindgen's.
static HASHES: LazyLock<Regex> =
    LazyLock::new(|| regex(r"::h[0-9a-f]{16}\b|\[\d+\]$|\b\[[0-9a-f]+\]"));

/// A path, and whether an implementation follows. One word alone is a parameter or a built-in type.
static PATH: LazyLock<Regex> = LazyLock::new(|| regex(r"\b([a-z_]\w*(?:::\w+)+)(::<impl )?"));

impl Symbol {
    /// Reads a demangled name.
    pub fn read(name: &str) -> Self {
        let function = without_arguments(&HASHES.replace_all(name, ""));
        let path = path(&function);
        Self {
            krate: path.as_ref().map(|path| path[0].to_owned()),
            module: path.map(|path| path.join("::")),
            function,
        }
    }
}

/// `Vec<T,A>` becomes `Vec<…>`; a type or an implementation in angle brackets stays.
fn without_arguments(name: &str) -> String {
    // The arrow of a function's type is no bracket, and the brackets inside others are done first.
    let mut text = name.replace("->", "→");
    while let Some(end) = text.find('>')
        && let Some(start) = text[..end].rfind('<')
    {
        let (before, inside) = (&text[..start], &text[start + 1..end]);
        let of_path = before.ends_with(|last: char| last.is_alphanumeric() || "_:".contains(last));
        let kept = if of_path && !inside.starts_with("impl ") {
            "…"
        } else {
            inside
        };
        text = format!("{before}‹{kept}›{}", &text[end + 1..]);
    }
    text.replace('‹', "<").replace('›', ">").replace('→', "->")
}

/// The crate and its modules, as far as the name has them.
fn path(function: &str) -> Option<Vec<&str>> {
    let found = PATH.captures(function)?;
    let words = found.get(1)?.as_str().split("::");
    let mut modules: Vec<_> = words
        .clone()
        .take_while(|word| !word.starts_with(char::is_uppercase))
        .collect();
    // The last one is the function, unless a type or an implementation follows.
    if modules.len() == words.count() && found.get(2).is_none() {
        modules.pop();
    }
    Some(modules)
}

#[expect(clippy::unwrap_used, reason = "written here, and tried in the tests")]
fn regex(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Symbol;

    fn module(name: &str) -> String {
        Symbol::read(name).module.unwrap()
    }

    #[test]
    fn a_function_is_in_the_module_before_it() {
        assert_eq!(
            module("serde_json::de::from_str::h0123456789abcdef"),
            "serde_json::de"
        );
        assert_eq!(module("a::b::f::{{closure}}::h0123456789abcdef"), "a::b");
        assert_eq!(module("core::ptr::drop_in_place<a::B>"), "core::ptr");
        assert_eq!(module("core::fmt::Formatter::pad"), "core::fmt");
        assert_eq!(
            module("core::fmt::num::<impl core::fmt::Debug for u32>::fmt"),
            "core::fmt::num"
        );
        assert_eq!(module("__rustc::__rust_alloc"), "__rustc");
    }

    #[test]
    fn a_method_of_a_trait_is_where_its_type_is() {
        assert_eq!(module("<a::b::C as core::fmt::Debug>::fmt"), "a::b");
        assert_eq!(module("<&mut a::b::C<T> as core::fmt::Debug>::fmt"), "a::b");
        assert_eq!(
            module("<a::b::f::{{closure}} as core::ops::FnOnce<()>>::call_once"),
            "a::b"
        );
    }

    #[test]
    fn and_where_the_trait_is_if_the_type_says_nothing() {
        assert_eq!(
            module("<(A,B) as tachys::view::Render>::build"),
            "tachys::view"
        );
        assert_eq!(module("<&T as core::fmt::Debug>::fmt"), "core::fmt");
        assert_eq!(module("<[T] as core::fmt::Debug>::fmt"), "core::fmt");
    }

    #[test]
    fn what_has_no_path_has_no_crate() {
        for name in ["memcpy", "__wbindgen_malloc", "card_mount"] {
            let symbol = Symbol::read(name);
            assert_eq!((symbol.krate, symbol.function.as_str()), (None, name));
        }
    }

    #[test]
    fn instances_of_one_function_have_one_name() {
        let names = [
            "alloc::vec::Vec<T,A>::push::h0123456789abcdef",
            "alloc::vec::Vec<fn() -> u8>::push::hfedcba9876543210[2]",
            "alloc[0123456789abcdef]::vec::Vec<[u8]>::push",
        ];
        for name in names {
            let symbol = Symbol::read(name);
            assert_eq!(symbol.function, "alloc::vec::Vec<…>::push");
            assert_eq!(symbol.krate.as_deref(), Some("alloc"));
        }
        assert_eq!(
            Symbol::read("core::ptr::drop_in_place::<a::B>").function,
            "core::ptr::drop_in_place::<…>"
        );
    }
}
