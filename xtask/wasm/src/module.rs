//! Where the bytes of a WebAssembly file are: its sections, functions and data.

use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// The bytes of a module. They add up to the file's.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Module {
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

impl Module {
    /// Reads a module, whose imports are functions; `None` if it is none.
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(file) {
            match payload.ok()? {
                Payload::ImportSection(section) => {
                    module.imported = section.count() as usize;
                    module.interface += length(section.range());
                }
                Payload::ExportSection(section) => module.interface += length(section.range()),
                Payload::DataSection(section) => module.data += length(section.range()),
                Payload::CodeSectionEntry(body) => {
                    let bytes = length(body.range());
                    module.functions.push(bytes + length_of_number(bytes));
                }
                _ => {}
            }
        }
        let functions: u64 = module.functions.iter().sum();
        module.rest = file.len() as u64 - functions - module.data - module.interface;
        Some(module)
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
/// wasm-opt would write the code anew, and 300 bytes of brotli larger.
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
        let module = Module::read(&file).unwrap();
        assert_eq!(module.imported, 1);
        assert_eq!(module.functions, [3, 4]);
        assert_eq!((module.data, module.interface), (6, 12));
        let sum: u64 = module.functions.iter().sum();
        assert_eq!(
            sum + module.data + module.interface + module.rest,
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
    fn a_stripped_file_lacks_its_names_and_nothing_else() {
        let file = file();
        let small = stripped(&file).unwrap();
        assert!(file.starts_with(&small) && small.len() < file.len());
        assert_eq!(names(&small), Some(BTreeMap::new()));
        let (before, after) = (Module::read(&file).unwrap(), Module::read(&small).unwrap());
        assert_eq!(before.functions, after.functions);
        assert_eq!(stripped(&small), Some(small));
    }

    #[test]
    fn what_is_cut_short_is_no_module() {
        let file = file();
        assert_eq!(Module::read(&file[..file.len() - 1]), None);
        assert_eq!(Module::read(b"\0asm\x02\0\0\0"), None);
        assert_eq!(names(&file[..file.len() - 3]), None);
    }
}
