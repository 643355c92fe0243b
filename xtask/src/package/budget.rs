//! `element/size.json`: how large the package's code may be at the most.

use super::sizes::Sizes;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use fs_err as fs;
use serde::Deserialize;
use std::collections::BTreeMap;
use thousands::Separable;

const FILE: &str = "element/size.json";
/// The entry for the sum of all files.
const TOTAL: &str = "total";

/// The largest size allowed, and where that number comes from.
#[derive(Debug, Deserialize)]
struct Budget {
    brotli: u64,
    since: String,
}

/// Holds the files of a release build against their budgets.
pub fn check(workspace: &Workspace, sizes: &Sizes) -> Result<()> {
    let text = fs::read_to_string(workspace.root.join(FILE))?;
    let found = compare(&parse(&text)?, sizes);
    if found.is_empty() {
        Ok(())
    } else {
        bail!("larger than {FILE} allows: {}", found.join("; "))
    }
}

fn parse(text: &str) -> Result<BTreeMap<String, Budget>> {
    let budgets: BTreeMap<String, Budget> =
        serde_json::from_str(text).with_context(|| format!("{FILE} is unreadable"))?;
    match budgets.iter().find(|(_, budget)| budget.since.is_empty()) {
        Some((name, _)) => bail!("{FILE}: {name} has an empty `since`"),
        None => Ok(budgets),
    }
}

/// One sentence for each file that is not as it should be.
fn compare(budgets: &BTreeMap<String, Budget>, sizes: &Sizes) -> Vec<String> {
    let mut found = Vec::new();
    let measured: BTreeMap<_, _> = sizes
        .code()
        .map(|(name, size)| (name, size.brotli))
        .chain([(TOTAL, sizes.total().brotli)])
        .collect();
    for (&name, &brotli) in &measured {
        match budgets.get(name) {
            None => found.push(format!("{name}: no budget")),
            Some(budget) if brotli > budget.brotli => found.push(format!(
                "{name}: {} bytes brotli, {} over its budget of {} ({})",
                brotli.separate_with_commas(),
                (brotli - budget.brotli).separate_with_commas(),
                budget.brotli.separate_with_commas(),
                budget.since
            )),
            Some(_) => {}
        }
    }
    for name in budgets.keys() {
        if !measured.contains_key(name.as_str()) {
            found.push(format!("{name}: a budget, but no such file"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::sizes::tests::sizes;
    use super::*;

    const BUDGETS: &str = r#"{
        "card.js": {"brotli": 5435, "since": "the glue"},
        "card_bg.wasm": {"brotli": 154085, "since": "2026-11-25: first release"},
        "total": {"brotli": 159520, "since": "2026-11-25: first release"}
    }"#;

    fn found(files: &[(&str, u64)]) -> Vec<String> {
        compare(&parse(BUDGETS).unwrap(), &sizes(files))
    }

    #[test]
    fn a_file_may_be_as_large_as_its_budget_and_smaller() {
        assert!(found(&[("card.js", 5435), ("card_bg.wasm", 154_085)]).is_empty());
        assert!(found(&[("card.js", 1), ("card_bg.wasm", 154_085)]).is_empty());
    }

    #[test]
    fn one_byte_more_is_told_with_the_number_it_is_over() {
        assert_eq!(
            found(&[("card.js", 5434), ("card_bg.wasm", 154_086)]),
            [
                "card_bg.wasm: 154,086 bytes brotli, 1 over its budget of 154,085 \
              (2026-11-25: first release)"
            ]
        );
    }

    #[test]
    fn the_sum_has_a_budget_of_its_own() {
        let budgets = BUDGETS.replace("159520", "159519");
        let files = sizes(&[("card.js", 5435), ("card_bg.wasm", 154_085)]);
        assert_eq!(
            compare(&parse(&budgets).unwrap(), &files),
            ["total: 159,520 bytes brotli, 1 over its budget of 159,519 \
              (2026-11-25: first release)"]
        );
    }

    #[test]
    fn code_without_a_budget_is_told_and_other_files_are_not() {
        let files = [
            ("card.js", 1),
            ("card_bg.wasm", 1),
            ("more.js", 1),
            ("README.md", 9),
        ];
        assert_eq!(found(&files), ["more.js: no budget"]);
        assert_eq!(
            found(&[("card.js", 1)]),
            ["card_bg.wasm: a budget, but no such file"]
        );
    }

    #[test]
    fn a_budget_without_its_origin_is_refused() {
        for bad in [
            r#"{"card.js": {"brotli": 1}}"#,
            r#"{"card.js": {"brotli": 1, "since": ""}}"#,
            r#"{"card.js": {"brotli": "1", "since": "x"}}"#,
            "[]",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
