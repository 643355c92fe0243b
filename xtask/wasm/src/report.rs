//! The bytes of the WebAssembly, summed up and set in tables.

use crate::module::Sizes;
use crate::symbol::Symbol;
use std::collections::BTreeMap;
use std::fmt::Write;
use thousands::Separable;

/// What the crates of this repository begin with.
const OURS: &str = "kirimin_profile_card";
/// Functions whose names have no path.
const NAMELESS: &str = "(without a path)";
const DATA: &str = "(data)";
const INTERFACE: &str = "(imports and exports)";
const REST: &str = "(the rest)";

/// How many rows of each table are printed; what is left is one more.
const CRATES: usize = 12;
const OUR_MODULES: usize = 20;
const MODULES: usize = 40;
const FUNCTIONS: usize = 30;

/// Bytes under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: String,
    bytes: u64,
    /// How many functions they are.
    functions: usize,
}

/// Where the bytes of a module are, the largest first in each list.
#[derive(Debug)]
pub struct Report {
    total: u64,
    crates: Vec<Row>,
    modules: Vec<Row>,
    functions: Vec<Row>,
}

impl Report {
    /// Sums up a module's functions by their names.
    pub fn of(sizes: &Sizes, names: &BTreeMap<usize, String>) -> Self {
        let mut sums = [(); 3].map(|()| BTreeMap::new());
        for (place, &bytes) in sizes.functions.iter().enumerate() {
            let name = names.get(&(sizes.imported + place));
            let symbol = Symbol::read(name.map_or(NAMELESS, String::as_str));
            let nameless = || NAMELESS.to_owned();
            let keys = [
                symbol.krate.unwrap_or_else(nameless),
                symbol.module.unwrap_or_else(nameless),
                symbol.function,
            ];
            for (sum, key) in sums.iter_mut().zip(keys) {
                let (all, functions) = sum.entry(key).or_insert((0, 0));
                *all += bytes;
                *functions += 1;
            }
        }
        let [mut crates, modules, functions] = sums;
        for (name, bytes) in [
            (DATA, sizes.data),
            (INTERFACE, sizes.interface),
            (REST, sizes.rest),
        ] {
            crates.insert(name.to_owned(), (bytes, 0));
        }
        let crates = sorted(crates);
        Self {
            total: crates.iter().map(|row| row.bytes).sum(),
            crates,
            modules: sorted(modules),
            functions: sorted(functions),
        }
    }

    /// Tables in Markdown: those of docs/figures.md, or also those of all modules and functions.
    pub fn tables(&self, all: bool) -> String {
        let ours = self.modules.iter().filter(|row| row.name.starts_with(OURS));
        let ours: Vec<_> = ours.cloned().collect();
        let tables = [
            ("`card_bg.wasm` by crate", &self.crates, CRATES),
            ("the card's own modules", &ours, OUR_MODULES),
            ("all modules", &self.modules, MODULES),
            ("functions, all instances", &self.functions, FUNCTIONS),
        ];
        let tables = tables.into_iter().take(if all { 4 } else { 2 });
        let tables = tables.map(|(title, rows, most)| self.table(title, rows, most));
        Vec::from_iter(tables).join("\n")
    }

    fn table(&self, title: &str, rows: &[Row], most: usize) -> String {
        let mut text = format!("| {title} | raw | % | functions |\n| --- | ---: | ---: | ---: |\n");
        let (rows, left) = rows.split_at(most.min(rows.len()));
        let left = (!left.is_empty()).then(|| Row {
            name: format!("{} more", left.len()),
            bytes: left.iter().map(|row| row.bytes).sum(),
            functions: left.iter().map(|row| row.functions).sum(),
        });
        let name = |row: &Row| match row.name.as_bytes() {
            [b'(' | b'0'..=b'9', ..] => row.name.clone(),
            _ => format!("`{}`", row.name),
        };
        for row in rows.iter().chain(&left) {
            let (bytes, share) = (row.bytes.separate_with_commas(), self.share(row.bytes));
            let functions = row.functions.separate_with_commas();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "| {} | {bytes} | {share} | {functions} |", name(row));
        }
        text
    }

    /// Per cent of the whole, with one digit after the point.
    fn share(&self, bytes: u64) -> String {
        let tenths = (bytes * 1000 + self.total / 2) / self.total.max(1);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

fn sorted(sums: BTreeMap<String, (u64, usize)>) -> Vec<Row> {
    let mut rows: Vec<_> = sums
        .into_iter()
        .map(|(name, (bytes, functions))| Row {
            name,
            bytes,
            functions,
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.bytes));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let sizes = Sizes {
            imported: 2,
            functions: vec![100, 20, 3, 500],
            data: 300,
            interface: 70,
            rest: 7,
        };
        let names = [
            (2, "core::ptr::drop_in_place<a::B>::h0123456789abcdef"),
            (3, "core::ptr::drop_in_place<c::D>::hfedcba9876543210"),
            (5, "kirimin_profile_card::card::mount::h0123456789abcdef"),
        ];
        Report::of(
            &sizes,
            &names.map(|(number, name)| (number, name.to_owned())).into(),
        )
    }

    fn row(name: &str, bytes: u64, functions: usize) -> Row {
        let name = name.to_owned();
        Row {
            name,
            bytes,
            functions,
        }
    }

    #[test]
    fn every_byte_has_a_row_among_the_crates() {
        let report = report();
        assert_eq!(report.total, 1000);
        assert_eq!(
            report.crates,
            [
                row(OURS, 500, 1),
                row(DATA, 300, 0),
                row("core", 120, 2),
                row(INTERFACE, 70, 0),
                row(REST, 7, 0),
                row(NAMELESS, 3, 1),
            ]
        );
    }

    #[test]
    fn instances_of_a_generic_function_are_one_row() {
        let instances = row("core::ptr::drop_in_place<…>", 120, 2);
        assert!(report().functions.contains(&instances));
        let line = "| `core::ptr::drop_in_place<…>` | 120 | 12.0 | 2 |\n";
        assert!(report().tables(true).contains(line));
    }

    #[test]
    fn what_is_left_is_one_row() {
        let report = report();
        let table = report.table("crate", &report.crates, 4);
        assert!(table.contains("| 70 | 7.0 | 0 |\n| 2 more | 10 | 1.0 | 1 |\n"));
    }

    #[test]
    fn the_docs_have_the_cards_own_modules_only() {
        let text = report().tables(false);
        assert!(text.contains("| `kirimin_profile_card::card` | 500 | 50.0 | 1 |\n"));
        assert!(!text.contains("core::ptr"));
    }
}
