//! The bytes of the WebAssembly, summed up and set in tables.

use crate::module::Module;
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

/// How many rows of modules and of functions are printed.
const MODULES: usize = 40;
const FUNCTIONS: usize = 30;
/// In the docs, what is below such a part of the whole is one row: 1 in 200, 1 in 1,000.
const SMALL_CRATE: u64 = 200;
const SMALL_MODULE: u64 = 1000;

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
    pub fn of(module: &Module, names: &BTreeMap<usize, String>) -> Self {
        let mut sums = [(); 3].map(|()| BTreeMap::new());
        for (place, &bytes) in module.functions.iter().enumerate() {
            let name = names.get(&(module.imported + place));
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
            (DATA, module.data),
            (INTERFACE, module.interface),
            (REST, module.rest),
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

    /// What the terminal shows.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let tables = [
            ("crate", &self.crates, usize::MAX),
            ("module", &self.modules, MODULES),
            ("function, all its instances", &self.functions, FUNCTIONS),
        ];
        for (title, rows, most) in tables {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{:>9} {:>6} {:>9}  {title}",
                "bytes", "%", "functions"
            );
            for row in rows.iter().take(most) {
                let count = if row.functions == 0 {
                    String::new()
                } else {
                    row.functions.to_string()
                };
                let (bytes, share) = (row.bytes.separate_with_commas(), self.share(row.bytes));
                let _ = writeln!(text, "{bytes:>9} {share:>6} {count:>9}  {}", row.name);
            }
            if let Some(left @ 1..) = rows.len().checked_sub(most) {
                let bytes: u64 = rows.iter().skip(most).map(|row| row.bytes).sum();
                let (bytes, share) = (bytes.separate_with_commas(), self.share(bytes));
                let _ = writeln!(text, "{bytes:>9} {share:>6} {:>9}  {left} more", "");
            }
            text.push('\n');
        }
        text
    }

    /// What stands of it in docs/figures.md.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        self.table(
            &mut text,
            "`card_bg.wasm` by crate",
            &self.crates,
            SMALL_CRATE,
        );
        let ours = self.modules.iter().filter(|row| row.name.starts_with(OURS));
        let ours: Vec<_> = ours.cloned().collect();
        self.table(&mut text, "the card's own modules", &ours, SMALL_MODULE);
        text
    }

    /// A table of the rows, those below a part of the whole as one.
    fn table(&self, text: &mut String, title: &str, rows: &[Row], part: u64) {
        let _ = writeln!(text, "\n| {title} | raw | % |\n| --- | ---: | ---: |");
        let mut line = |name: &str, bytes: u64| {
            let (bytes, share) = (bytes.separate_with_commas(), self.share(bytes));
            let _ = writeln!(text, "| {name} | {bytes} | {share} |");
        };
        let (large, small): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| row.bytes * part >= self.total);
        for Row { name, bytes, .. } in large {
            if name.starts_with('(') {
                line(name, *bytes);
            } else {
                line(&format!("`{name}`"), *bytes);
            }
        }
        if !small.is_empty() {
            let bytes: u64 = small.iter().map(|row| row.bytes).sum();
            line(&format!("{} more", small.len()), bytes);
        }
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
        let module = Module {
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
            &module,
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
        assert!(
            report()
                .text()
                .contains("      120   12.0         2  core::ptr::drop")
        );
    }

    #[test]
    fn the_docs_have_the_cards_own_modules_only() {
        let text = report().markdown();
        assert!(text.starts_with("\n| `card_bg.wasm` by crate | raw | % |\n"));
        assert!(text.contains("| 1 more | 3 | 0.3 |\n"));
        assert!(text.contains("| `kirimin_profile_card::card` | 500 | 50.0 |\n"));
        assert!(!text.contains("core::ptr"));
    }
}
