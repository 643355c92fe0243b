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

/// The same file with the chosen exports only.
pub fn with_exports(file: &[u8], wanted: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let mut new = HEADER.to_vec();
    for section in sections(file)? {
        if section.id != section::EXPORT {
            new.extend_from_slice(section.whole);
            continue;
        }
        let mut reader = section.content();
        let (mut kept, mut count) = (Vec::new(), 0);
        for _ in 0..reader.number()? {
            let start = reader.0;
            let name = reader.text()?;
            reader.byte()?;
            reader.number()?;
            if wanted(&name) {
                kept.extend_from_slice(&start[..start.len() - reader.0.len()]);
                count += 1;
            }
        }
        let content = [number(count), kept].concat();
        new.push(section.id);
        new.extend(number(content.len()));
        new.extend(content);
    }
    Some(new)
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
    fn exports_are_chosen_by_their_names() {
        let before = file(&[
            (section::EXPORT, b"\x02\x01a\0\x81\x01\x01b\x03\x02"),
            (section::DATA, b"\0"),
        ]);
        let chosen = |name: &'static str| with_exports(&before, |export| export == name).unwrap();
        let after = |exports| file(&[(section::EXPORT, exports), (section::DATA, b"\0")]);
        assert_eq!(chosen("a"), after(b"\x01\x01a\0\x81\x01"));
        assert_eq!(chosen("b"), after(b"\x01\x01b\x03\x02"));
        assert_eq!(chosen("c"), after(b"\0"));
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
