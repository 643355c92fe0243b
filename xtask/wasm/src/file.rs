//! WebAssembly files, as far as they are changed here.

use wasm_encoder::{EntityType, ExportSection, ImportSection, Module, RawSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// Sections by their numbers in the format.
pub mod section {
    pub const CUSTOM: u8 = 0;
    pub const IMPORT: u8 = 2;
    pub const EXPORT: u8 = 7;
    #[cfg(test)]
    pub const CODE: u8 = 10;
    #[cfg(test)]
    pub const DATA: u8 = 11;
}

/// The same file without what no browser needs: names, producers, features.
/// `None` if it is no WebAssembly, as in all that follows.
pub fn stripped(file: &[u8]) -> Option<Vec<u8>> {
    rewritten(file, section::CUSTOM, None)
}

/// The names of what is imported; `None` also if something other than functions is.
pub fn imports(file: &[u8]) -> Option<Vec<String>> {
    let imports = functions(file)?;
    Some(imports.into_iter().map(|(name, _)| name).collect())
}

/// The names of what is exported.
pub fn exports(file: &[u8]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(file) {
        if let Payload::ExportSection(exports) = payload.ok()? {
            for export in exports {
                names.push(export.ok()?.name.to_owned());
            }
        }
    }
    Some(names)
}

/// The same file with functions imported from other modules under other names.
/// `None` also if there is no other name for one.
pub fn with_imports<'a>(
    file: &[u8],
    rename: impl Fn(&str) -> Option<(&'a str, &'a str)>,
) -> Option<Vec<u8>> {
    let mut imports = ImportSection::new();
    for (name, of_type) in functions(file)? {
        let (module, name) = rename(&name)?;
        imports.import(module, name, EntityType::Function(of_type));
    }
    rewritten(file, section::IMPORT, Some(&imports))
}

/// The same file with its exports under other names; those without one are left out.
pub fn with_exports(file: &[u8], rename: impl Fn(&str) -> Option<String>) -> Option<Vec<u8>> {
    let mut kept = ExportSection::new();
    for payload in Parser::new(0).parse_all(file) {
        if let Payload::ExportSection(exports) = payload.ok()? {
            for export in exports {
                let export = export.ok()?;
                if let Some(name) = rename(export.name) {
                    kept.export(&name, export.kind.into(), export.index);
                }
            }
        }
    }
    rewritten(file, section::EXPORT, Some(&kept))
}

/// The imported functions, each with the number of its type.
fn functions(file: &[u8]) -> Option<Vec<(String, u32)>> {
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(file) {
        if let Payload::ImportSection(imports) = payload.ok()? {
            for import in imports.into_imports() {
                let import = import.ok()?;
                let TypeRef::Func(of_type) = import.ty else {
                    return None;
                };
                functions.push((import.name.to_owned(), of_type));
            }
        }
    }
    Some(functions)
}

/// The same file with the sections of one kind replaced, or left out.
fn rewritten(file: &[u8], kind: u8, by: Option<&dyn Section>) -> Option<Vec<u8>> {
    let mut written = Module::HEADER.to_vec();
    for payload in Parser::new(0).parse_all(file) {
        let Some((id, range)) = payload.ok()?.as_section() else {
            continue;
        };
        if id != kind {
            let [start, end] = [range.start, range.end].map(usize::try_from);
            let data = file.get(start.ok()?..end.ok()?)?;
            RawSection { id, data }.append_to(&mut written);
        } else if let Some(section) = by {
            section.append_to(&mut written);
        }
    }
    Some(written)
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A file of these sections.
    pub fn file(sections: &[(u8, &[u8])]) -> Vec<u8> {
        let mut module = Module::new();
        for &(id, data) in sections {
            module.section(&RawSection { id, data });
        }
        module.finish()
    }

    #[test]
    fn only_custom_sections_are_stripped() {
        let before = file(&[
            (section::CUSTOM, b"\x01a"),
            (section::DATA, b"\0"),
            (section::CUSTOM, b"\x04name"),
        ]);
        assert_eq!(stripped(&before).unwrap(), file(&[(section::DATA, b"\0")]));
    }

    #[test]
    fn exports_are_renamed_or_left_out() {
        let before = file(&[
            (section::EXPORT, b"\x02\x01a\0\x81\x01\x01b\x03\x02"),
            (section::DATA, b"\0"),
        ]);
        assert_eq!(exports(&before).unwrap(), ["a", "b"]);
        let after = |content| file(&[(section::EXPORT, content), (section::DATA, b"\0")]);
        let only = |kept: &'static str| {
            with_exports(&before, |name| (name == kept).then(|| "long".to_owned())).unwrap()
        };
        assert_eq!(only("a"), after(b"\x01\x04long\0\x81\x01"));
        assert_eq!(only("b"), after(b"\x01\x04long\x03\x02"));
        assert_eq!(only("c"), after(b"\0"));
    }

    #[test]
    fn imports_are_renamed_all_or_none() {
        let before = file(&[(section::IMPORT, b"\x02\x01m\x01f\0\x05\x01m\x01g\0\x81\x01")]);
        assert_eq!(imports(&before).unwrap(), ["f", "g"]);
        let after = file(&[(
            section::IMPORT,
            b"\x02\x02xy\x01z\0\x05\x02xy\x01z\0\x81\x01",
        )]);
        assert_eq!(with_imports(&before, |_| Some(("xy", "z"))).unwrap(), after);
        assert!(with_imports(&before, |name| (name == "f").then_some(("xy", "z"))).is_none());
        assert!(imports(&file(&[(section::IMPORT, b"\x01\x01m\x01f\x03\x7f")])).is_none());
    }

    #[test]
    fn what_is_cut_short_is_not_read() {
        let file = file(&[(section::DATA, b"\0")]);
        assert!(stripped(&file[..file.len() - 1]).is_none());
        assert!(stripped(b"\0asm\x02\0\0\0").is_none());
    }
}
