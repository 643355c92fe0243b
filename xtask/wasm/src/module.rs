//! A WebAssembly file: where its bytes are, and the file without its names.

use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{Import, KnownCustom, Name, Parser, Payload, TypeRef};

/// The bytes of a module's parts. They add up to the file's.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// How many functions are imported: they have the first numbers.
    pub imported: usize,
    /// The bytes of each function that has code.
    pub functions: Vec<u64>,
    /// All data segments.
    pub data: u64,
    /// What is exchanged with JavaScript: imports and exports.
    pub interface: u64,
    /// Types, tables, globals, and the sections' heads.
    pub rest: u64,
}

impl Sizes {
    /// Reads a file; `None` if it is no WebAssembly, or imports something other than functions.
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut sizes = Self::default();
        for payload in Parser::new(0).parse_all(file) {
            match payload.ok()? {
                Payload::ImportSection(section) => {
                    sizes.interface += length(section.range());
                    let is_function = |import: Import| matches!(import.ty, TypeRef::Func(_));
                    let imports = section.into_imports();
                    let imports = imports.map(|import| is_function(import.ok()?).then_some(1));
                    sizes.imported = imports.sum::<Option<usize>>()?;
                }
                Payload::ExportSection(section) => sizes.interface += length(section.range()),
                Payload::DataSection(section) => sizes.data += length(section.range()),
                Payload::CodeSectionEntry(body) => {
                    let bytes = length(body.range());
                    sizes.functions.push(bytes + length_of_number(bytes));
                }
                _ => {}
            }
        }
        let functions: u64 = sizes.functions.iter().sum();
        sizes.rest = file.len() as u64 - functions - sizes.data - sizes.interface;
        Some(sizes)
    }
}

fn length(range: Range<usize>) -> u64 {
    range.len() as u64
}

/// The bytes of the number before a function, which says how long it is: seven bits in each.
fn length_of_number(number: u64) -> u64 {
    u64::from((u64::BITS - number.leading_zeros()).div_ceil(7).max(1))
}

/// The same file without its custom sections, which no browser needs: names, producers, features.
///
/// `None` if it is no WebAssembly. The other sections are copied: `wasm-opt --strip-debug` writes the
/// code anew, 300 bytes of brotli larger.
pub fn stripped(file: &[u8]) -> Option<Vec<u8>> {
    let mut small = Vec::new();
    let mut start = 0;
    for payload in Parser::new(0).parse_all(file) {
        let payload = payload.ok()?;
        let end = match (&payload, payload.as_section()) {
            (Payload::Version { range, .. }, _) => range.end,
            (_, Some((_, range))) => range.end,
            _ => continue,
        };
        if !matches!(payload, Payload::CustomSection(_)) {
            small.extend(file.get(start..end)?);
        }
        start = end;
    }
    Some(small)
}

/// The functions' names by their numbers, as far as the file has a name section.
pub fn names(file: &[u8]) -> Option<BTreeMap<usize, String>> {
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(file) {
        let Payload::CustomSection(section) = payload.ok()? else {
            continue;
        };
        let KnownCustom::Name(section) = section.as_known() else {
            continue;
        };
        for part in section {
            let Name::Function(functions) = part.ok()? else {
                continue;
            };
            for function in functions {
                let function = function.ok()?;
                names.insert(function.index as usize, function.name.to_owned());
            }
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A module with one import, two functions, data, and names for all three.
    fn file() -> Vec<u8> {
        let text = r#"(module
            (import "m" "f" (func $i))
            (memory 1)
            (func $g (export "e"))
            (func $a:: nop)
            (data "abc"))"#;
        wat::parse_str(text).unwrap()
    }

    #[test]
    fn every_byte_is_counted_once() {
        let file = file();
        let sizes = Sizes::read(&file).unwrap();
        assert_eq!(sizes.imported, 1);
        assert_eq!(sizes.functions, [3, 4]);
        assert_eq!((sizes.data, sizes.interface), (6, 12));
        let sum: u64 = sizes.functions.iter().sum();
        assert_eq!(
            sum + sizes.data + sizes.interface + sizes.rest,
            file.len() as u64
        );
    }

    #[test]
    fn functions_have_the_names_of_the_name_section() {
        let names = names(&file()).unwrap();
        assert_eq!(
            names.into_iter().collect::<Vec<_>>(),
            [
                (0, "i".to_owned()),
                (1, "g".to_owned()),
                (2, "a::".to_owned())
            ]
        );
    }

    #[test]
    fn only_custom_sections_are_stripped() {
        let module = |id: &str, [before, after]: [&str; 2]| {
            let text = format!(r#"(module {before} (memory 1) (func {id}) (data "abc") {after})"#);
            wat::parse_str(text).unwrap()
        };
        let bare = module("", [""; 2]);
        let full = module(
            "$f",
            [
                r#"(@custom "a" (before first) "x") (@custom "b" (before code) "y")"#,
                r#"(@custom "c" (after last) "z")"#,
            ],
        );
        assert!(names(&full).unwrap().contains_key(&0));
        assert_eq!(stripped(&full), Some(bare.clone()));
        assert_eq!(stripped(&bare), Some(bare));
    }

    #[test]
    fn what_is_imported_has_to_be_functions() {
        let file = wat::parse_str(r#"(module (import "m" "g" (global i32)))"#).unwrap();
        assert_eq!(Sizes::read(&file), None);
    }

    #[test]
    fn what_is_cut_short_is_no_module() {
        let file = file();
        assert_eq!(Sizes::read(&file[..file.len() - 1]), None);
        assert_eq!(Sizes::read(b"\0asm\x02\0\0\0"), None);
        assert_eq!(names(&file[..file.len() - 3]), None);
        assert_eq!(stripped(&file[..file.len() - 1]), None);
        assert_eq!(stripped(b"\0asm\x02\0\0\0"), None);
    }
}
