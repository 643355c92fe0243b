//! What a function's name tells: its crate, its module, and whose instance it is.

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

impl Symbol {
    /// Reads a demangled name.
    pub fn read(name: &str) -> Self {
        let function = without_arguments(without_hash(name));
        let path = path(&function);
        Self {
            krate: path.as_ref().map(|path| path[0].clone()),
            module: path.map(|path| path.join("::")),
            function,
        }
    }
}

/// Leaves out the hash at the end, and the number that wasm-bindgen gives to equal names.
fn without_hash(name: &str) -> &str {
    let name = match name.rsplit_once('[') {
        Some((before, number)) if is_number(number) => before,
        _ => name,
    };
    match name.rsplit_once("::h") {
        Some((before, hash)) if is_hash(hash) => before,
        _ => name,
    }
}

fn is_number(text: &str) -> bool {
    text.strip_suffix(']')
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `Vec<T,A>` becomes `Vec<…>`; a type or an implementation in angle brackets stays.
fn without_arguments(name: &str) -> String {
    let mut short = String::new();
    let mut rest = name;
    while let Some(next) = rest.chars().next() {
        let arguments = match next {
            '<' => {
                short.ends_with(is_word) || (short.ends_with("::") && !rest.starts_with("<impl "))
            }
            // What tells two versions of a crate from each other.
            '[' => short.ends_with(is_word),
            _ => false,
        };
        let length = if arguments {
            bracketed(rest)
        } else {
            next.len_utf8()
        };
        let (taken, after) = rest.split_at(length);
        match (arguments, next) {
            (false, _) => short.push_str(taken),
            (true, '<') => short.push_str("<…>"),
            (true, _) => {}
        }
        rest = after;
    }
    short
}

/// How long a text in brackets is, which may hold others.
fn bracketed(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (place, character) in text.char_indices() {
        match character {
            '<' | '[' => depth += 1,
            // The arrow of a function's type is no bracket.
            '>' if before == '-' => {}
            '>' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + character.len_utf8();
        }
        before = character;
    }
    text.len()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The crate and its modules, as far as the name has them.
fn path(function: &str) -> Option<Vec<String>> {
    let qualified = function.starts_with('<');
    let mut text = function;
    for prefix in ["<", "&", "mut ", "*const ", "*mut ", "dyn "] {
        text = text.strip_prefix(prefix).unwrap_or(text);
    }
    let end = text
        .find(|character| !is_word(character) && character != ':')
        .unwrap_or(text.len());
    let (written, after) = text.split_at(end);
    let words: Vec<_> = written
        .split("::")
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 2 || !words[0].starts_with(|first: char| first.is_lowercase() || first == '_')
    {
        // A parameter, a tuple, a slice: where the trait is says more.
        let (_, of_trait) = function.split_once(" as ").filter(|_| qualified)?;
        return path(of_trait);
    }
    let is_type = |word: &&str| word.starts_with(char::is_uppercase);
    let modules = words.iter().take_while(|word| !is_type(word)).count();
    // The last one is the function, unless a type or an implementation follows.
    let in_type = modules < words.len() || (written.ends_with("::") && after.starts_with('<'));
    let kept = if in_type { modules } else { modules - 1 };
    Some(
        words[..kept.max(1)]
            .iter()
            .map(|&word| word.to_owned())
            .collect(),
    )
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
