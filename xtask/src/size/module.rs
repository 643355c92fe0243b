//! Where the bytes of a WebAssembly file are: its sections, functions and data.

use crate::wasm_file::{self, HEADER, Reader, section, sections};
use std::collections::BTreeMap;

/// The name section's part with the functions.
const FUNCTION_NAMES: u8 = 1;

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
            rest: HEADER.len() as u64,
            ..Self::default()
        };
        let mut counted = HEADER.len();
        for part in sections(file)? {
            let mut section = part.content();
            let length = section.0.len();
            let mut inside = length as u64;
            match part.id {
                section::IMPORT => {
                    module.imported = wasm_file::imports(file)?.len();
                    module.interface += inside;
                }
                section::EXPORT => module.interface += inside,
                section::CODE => {
                    let mut left = inside;
                    for _ in 0..section.number()? {
                        let before = section.0.len();
                        let size = section.number()?;
                        section.take(size)?;
                        let bytes = (before - section.0.len()) as u64;
                        module.functions.push(bytes);
                        left -= bytes;
                    }
                    inside = left;
                    module.rest += inside;
                }
                section::DATA => module.data += inside,
                _ => module.rest += inside,
            }
            counted += length;
        }
        // A section's number and length, which no section counts as its own.
        module.rest += (file.len() - counted) as u64;
        Some(module)
    }
}

/// The functions' names by their numbers, as far as the file has a name section.
pub fn names(file: &[u8]) -> Option<BTreeMap<usize, String>> {
    let mut names = BTreeMap::new();
    for part in sections(file)? {
        let mut section = part.content();
        if part.id != section::CUSTOM || section.text()? != "name" {
            continue;
        }
        while !section.0.is_empty() {
            let kind = section.byte()?;
            let length = section.number()?;
            let mut part = Reader(section.take(length)?);
            if kind != FUNCTION_NAMES {
                continue;
            }
            for _ in 0..part.number()? {
                let function = part.number()?;
                names.insert(function, part.text()?);
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
        crate::wasm_file::tests::file(&[
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
