//! WebAssembly's binary format, as far as it is read and changed here.

/// What a binary of version 1 begins with.
pub const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// Sections by their numbers in the format.
pub mod section {
    pub const CUSTOM: u8 = 0;
    pub const IMPORT: u8 = 2;
    pub const EXPORT: u8 = 7;
    pub const CODE: u8 = 10;
    pub const DATA: u8 = 11;
}

/// An import that is a function.
const FUNCTION: u8 = 0;

/// One section of a file.
#[derive(Debug)]
pub struct Section<'a> {
    /// Its kind.
    pub id: u8,
    content: &'a [u8],
    /// With its kind and length before it.
    whole: &'a [u8],
}

impl<'a> Section<'a> {
    /// A reader at its beginning.
    pub fn content(&self) -> Reader<'a> {
        Reader(self.content)
    }
}

/// The sections of a file; `None` if it is no WebAssembly.
pub fn sections(file: &[u8]) -> Option<Vec<Section<'_>>> {
    let mut reader = Reader(file.strip_prefix(HEADER)?);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        let start = reader.0;
        let id = reader.byte()?;
        let length = reader.number()?;
        let content = reader.take(length)?;
        let whole = &start[..start.len() - reader.0.len()];
        sections.push(Section { id, content, whole });
    }
    Some(sections)
}

/// The same file without what no browser needs: names, producers, features.
pub fn stripped(file: &[u8]) -> Option<Vec<u8>> {
    let needed = sections(file)?
        .into_iter()
        .filter(|section| section.id != section::CUSTOM)
        .map(|section| section.whole);
    Some(
        [HEADER]
            .into_iter()
            .chain(needed)
            .flatten()
            .copied()
            .collect(),
    )
}

/// The names of what is imported; `None` also if something other than functions is.
pub fn imports(file: &[u8]) -> Option<Vec<String>> {
    entries(file, section::IMPORT)?
        .into_iter()
        .map(|entry| (entry.kind == FUNCTION).then_some(entry.name))
        .collect()
}

/// The names of what is exported.
pub fn exports(file: &[u8]) -> Option<Vec<String>> {
    let exports = entries(file, section::EXPORT)?;
    Some(exports.into_iter().map(|entry| entry.name).collect())
}

/// The same file with functions imported from other modules under other names.
/// `None` also if there is no other name for one.
pub fn with_imports<'a>(
    file: &[u8],
    rename: impl Fn(&str) -> Option<(&'a str, &'a str)>,
) -> Option<Vec<u8>> {
    with_entries(file, section::IMPORT, |entries| {
        entries
            .into_iter()
            .map(|entry| {
                let (module, name) = rename(&entry.name)?;
                Some([&text(module), &text(name), entry.what].concat())
            })
            .collect()
    })
}

/// The same file with its exports under other names; those without one are left out.
pub fn with_exports(file: &[u8], rename: impl Fn(&str) -> Option<String>) -> Option<Vec<u8>> {
    with_entries(file, section::EXPORT, |entries| {
        let kept = entries.into_iter().filter_map(|entry| {
            let name = rename(&entry.name)?;
            Some([&text(&name), entry.what].concat())
        });
        Some(kept.collect())
    })
}

/// An import or an export.
struct Entry<'a> {
    name: String,
    kind: u8,
    /// Its kind and type, or its kind and number.
    what: &'a [u8],
}

fn entries(file: &[u8], id: u8) -> Option<Vec<Entry<'_>>> {
    let all = sections(file)?;
    let Some(section) = all.iter().find(|section| section.id == id) else {
        return Some(Vec::new());
    };
    let mut reader = section.content();
    let count = reader.number()?;
    let entry = |_| {
        if id == section::IMPORT {
            reader.text()?;
        }
        let name = reader.text()?;
        let start = reader.0;
        let kind = reader.byte()?;
        reader.number()?;
        let what = &start[..start.len() - reader.0.len()];
        Some(Entry { name, kind, what })
    };
    (0..count).map(entry).collect()
}

/// The same file with another list of imports or exports.
fn with_entries(
    file: &[u8],
    id: u8,
    change: impl FnOnce(Vec<Entry<'_>>) -> Option<Vec<Vec<u8>>>,
) -> Option<Vec<u8>> {
    let changed = change(entries(file, id)?)?;
    let content = [number(changed.len()), changed.concat()].concat();
    let changed = [vec![id], number(content.len()), content].concat();
    let sections = sections(file)?;
    let all = sections.iter().map(|section| {
        if section.id == id {
            changed.as_slice()
        } else {
            section.whole
        }
    });
    Some([HEADER].into_iter().chain(all).flatten().copied().collect())
}

/// A text as the format writes it.
fn text(text: &str) -> Vec<u8> {
    [&number(text.len()), text.as_bytes()].concat()
}

/// A number as the format writes it.
fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// What is left to read.
#[derive(Debug, Clone)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// So many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned number, seven bits in each byte.
    pub fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A text with its length before it.
    pub fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        Some(String::from_utf8_lossy(self.take(length)?).into_owned())
    }
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A file of sections of fewer than 128 bytes.
    pub fn file(sections: &[(u8, &[u8])]) -> Vec<u8> {
        let mut file = HEADER.to_vec();
        for (id, content) in sections {
            file.extend([*id, u8::try_from(content.len()).unwrap()]);
            file.extend_from_slice(content);
        }
        file
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
    fn numbers_are_written_as_they_are_read() {
        for value in [0, 1, 127, 128, 624_485, 0xffff_ffff] {
            assert_eq!(Reader(&number(value)).number(), Some(value));
        }
    }

    #[test]
    fn what_is_cut_short_is_not_read() {
        let file = file(&[(section::DATA, b"\0")]);
        assert!(sections(&file[..file.len() - 1]).is_none());
        assert!(sections(b"\0asm\x02\0\0\0").is_none());
    }

    #[test]
    fn numbers_have_up_to_five_bytes() {
        assert_eq!(Reader(b"\xe5\x8e\x26").number(), Some(624_485));
        assert_eq!(Reader(b"\xff\xff\xff\xff\x0f").number(), Some(0xffff_ffff));
        assert_eq!(Reader(b"\xff\xff\xff\xff\xff\x01").number(), None);
        assert_eq!(Reader(b"\x80").number(), None);
    }
}
