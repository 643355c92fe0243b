//! How large the package's files are.

use super::node::Node;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::iter::Sum;
use std::path::Path;
use thousands::Separable;

/// The script and the class that a page loads at once.
const LOADER: [&str; 2] = ["index.js", "element.js"];

/// Entry points of their own, which a page with a card does not load.
const APART: [&str; 2] = ["react.js", "server.js"];

/// The bytes of a file, as it is and compressed as servers do.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Size {
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |all, size| Self {
            raw: all.raw + size.raw,
            gzip: all.gzip + size.gzip,
            brotli: all.brotli + size.brotli,
        })
    }
}

/// The sizes of all files of the package, by name.
#[derive(Debug, Deserialize)]
pub struct Sizes(BTreeMap<String, Size>);

impl Sizes {
    /// Measures every file.
    pub fn of(node: &Node, folder: &Path) -> Result<Self> {
        serde_json::from_str(&node.script("sizes.mjs", &[folder])?)
            .context("what sizes.mjs printed is unreadable")
    }

    /// The JavaScript and the WebAssembly.
    pub fn code(&self) -> impl Iterator<Item = (&str, Size)> {
        self.0
            .iter()
            .map(|(name, size)| (name.as_str(), *size))
            .filter(|(name, _)| is_code(name))
    }

    /// All that a page with a card loads.
    pub fn total(&self) -> Size {
        self.code()
            .filter(|(name, _)| !APART.contains(name))
            .map(|(_, size)| size)
            .sum()
    }

    /// What a page loads before it needs a card.
    pub fn loader(&self) -> Size {
        self.code()
            .filter(|(name, _)| LOADER.contains(name))
            .map(|(_, size)| size)
            .sum()
    }

    /// The table of docs/figures.md.
    pub fn markdown(&self) -> String {
        let mut text = "| file | raw | gzip | brotli |\n| --- | ---: | ---: | ---: |\n".to_owned();
        let files = self.code().map(|(name, size)| (format!("`{name}`"), size));
        let sums = [
            (
                "loader: `index.js` and `element.js`".to_owned(),
                self.loader(),
            ),
            ("all, with the first card".to_owned(), self.total()),
        ];
        for (name, size) in files.chain(sums) {
            let [raw, gzip, brotli] =
                [size.raw, size.gzip, size.brotli].map(|bytes| bytes.separate_with_commas());
            text += &format!("| {name} | {raw} | {gzip} | {brotli} |\n");
        }
        text
    }
}

impl Display for Sizes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, numbers: [&str; 3]| {
            let [raw, gzip, brotli] = numbers;
            writeln!(formatter, "{name:36}{raw:>11}{gzip:>11}{brotli:>11}")
        };
        line("bytes", ["raw", "gzip", "brotli"])?;
        let files = self.0.iter().map(|(name, size)| (name.as_str(), *size));
        for (name, size) in files.chain([
            ("loader: index.js, element.js", self.loader()),
            ("with the first card", self.total()),
        ]) {
            let numbers =
                [size.raw, size.gzip, size.brotli].map(|bytes| bytes.separate_with_commas());
            line(name, numbers.each_ref().map(String::as_str))?;
        }
        Ok(())
    }
}

fn is_code(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "js" || extension == "wasm")
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Files with these brotli bytes.
    pub fn sizes(files: &[(&str, u64)]) -> Sizes {
        Sizes(
            files
                .iter()
                .map(|&(name, brotli)| {
                    let (raw, gzip) = (3 * brotli, 2 * brotli);
                    (name.to_owned(), Size { raw, gzip, brotli })
                })
                .collect(),
        )
    }

    #[test]
    fn only_what_a_page_with_a_card_loads_counts() {
        let sizes = sizes(&[
            ("index.js", 1),
            ("element.js", 20),
            ("card.js", 300),
            ("card_bg.wasm", 4000),
            ("index.d.ts", 50000),
            ("package.json", 600_000),
            ("react.js", 7_000_000),
        ]);
        assert_eq!(sizes.code().count(), 5);
        assert_eq!(sizes.loader().brotli, 21);
        assert_eq!(sizes.total().brotli, 4321);
        assert_eq!(sizes.total().raw, 3 * 4321);
    }

    #[test]
    fn the_table_has_every_file_and_the_sums() {
        let json = r#"{"index.js": {"raw": 1300, "gzip": 20, "brotli": 10}}"#;
        let table = serde_json::from_str::<Sizes>(json).unwrap().to_string();
        let line = |name: &str| table.lines().find(|line| line.starts_with(name)).unwrap();
        let markdown = serde_json::from_str::<Sizes>(json).unwrap().markdown();
        assert!(markdown.contains("| `index.js` | 1,300 | 20 | 10 |\n"));
        for name in ["index.js", "loader", "with the first card"] {
            let numbers: Vec<_> = line(name).split_whitespace().rev().take(3).collect();
            assert_eq!(numbers, ["10", "20", "1,300"]);
        }
        assert!(serde_json::from_str::<Sizes>(r#"{"index.js": {"raw": 1}}"#).is_err());
    }
}
