//! Checks that every heading of `docs/api.md` that a comment cites exists.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

const CITATION: &str = "docs/api.md#";

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "rs" || end == "ts")
        {
            found.push(path);
        }
    }
}

/// The anchor of a heading, as GitHub generates it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' => Some('-'),
        c if c.is_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    });
    kept.collect()
}

#[test]
fn every_citation_of_the_api_names_a_heading_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let contract = fs::read_to_string(root.join("docs/api.md")).unwrap();
    let anchors: Vec<_> = contract
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect();
    let mut files = Vec::new();
    for room in ["core/src", "src", "element", "playground/src", "server/src"] {
        sources(&root.join(room), &mut files);
    }
    let mut cited = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for citation in text.split(CITATION).skip(1) {
            let end = citation.find(|c: char| !c.is_alphanumeric() && c != '-');
            let name = &citation[..end.unwrap_or(citation.len())];
            assert!(
                anchors.iter().any(|anchor| anchor == name),
                "{name} in {file:?}"
            );
            cited += 1;
        }
        assert!(
            !text.contains("(API: ") && !text.contains("(seed: "),
            "{file:?}"
        );
    }
    assert!(cited > 20, "only {cited} citations were found");
}
