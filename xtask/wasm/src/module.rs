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
    /// Reads a module; `None` if it is none, or has an import that is no function.
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut module = Self {
            imported: crate::file::imports(file)?.len(),
            ..Self::default()
        };
        for payload in Parser::new(0).parse_all(file) {
            match payload.ok()? {
                Payload::ImportSection(section) => module.interface += length(section.range()),
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

fn length(range: Range<u64>) -> u64 {
    range.end - range.start
}

/// The bytes of the number before a function, which says how long it is: seven bits in each.
fn length_of_number(number: u64) -> u64 {
    u64::from((u64::BITS - number.leading_zeros()).div_ceil(7).max(1))
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
    use crate::file::section;

    /// A module with one import, two functions, data, and names for all three.
    fn file() -> Vec<u8> {
        crate::file::tests::file(&[
            (1, b"\x01\x60\0\0"),
            (section::IMPORT, b"\x01\x01m\x01f\0\0"),
            (3, b"\x02\0\0"),
            (section::EXPORT, b"\x01\x01e\0\x01"),
            (section::CODE, b"\x02\x02\0\x0b\x03\0\x01\x0b"),
            (section::DATA, b"\x01\x01\x03abc"),
            (
                section::CUSTOM,
                b"\x04name\0\x02\x01m\x01\x0c\x03\0\x01i\x01\x01g\x02\x03a::",
            ),
        ])
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
    fn what_is_cut_short_is_no_module() {
        let file = file();
        assert_eq!(Module::read(&file[..file.len() - 1]), None);
        assert_eq!(Module::read(b"\0asm\x02\0\0\0"), None);
        assert_eq!(names(&file[..file.len() - 3]), None);
    }
}
