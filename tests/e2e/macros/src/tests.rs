#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The row of the documentation for each engine in which a test is not there.
fn rows(source: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for attribute in source.split("#[every_engine").skip(1) {
        let (arguments, item) = attribute.split_once(")]").unwrap_or_default();
        let Some((_, exempt)) = arguments.split_once("except(") else {
            continue;
        };
        let name = item.split_once("fn ").unwrap().1;
        let name = name.split_once('(').unwrap().0;
        let mut parts = exempt.split('"');
        while let (Some(engine), Some(reason)) = (parts.next(), parts.next()) {
            let title = match engine.trim_matches([' ', ',', '=', '\n']) {
                "chromium" => "Chromium",
                "firefox" => "Firefox",
                "webkit" => "WebKitGTK",
                other => unreachable!("{other}"),
            };
            rows.push(format!("| `{name}` | {title} | {reason} |"));
        }
    }
    rows
}

#[test]
fn what_is_excepted_is_in_the_documentation() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let documentation = fs::read_to_string(tests.join("README.md")).unwrap();
    let files = sources(&tests.join("e2e/tests"));
    let wanted: BTreeSet<_> = files
        .iter()
        .flat_map(|file| rows(&fs::read_to_string(file).unwrap()))
        .collect();
    assert!(!wanted.is_empty());
    let listed: BTreeSet<_> = documentation
        .split("\n| test | engine | why |\n| --- | --- | --- |\n")
        .nth(1)
        .unwrap()
        .lines()
        .take_while(|line| line.starts_with('|'))
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, wanted);
}
