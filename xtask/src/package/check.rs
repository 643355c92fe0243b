//! Whether the package is one that others can use.

use super::node::Node;
use crate::run::{Result, run, say};
use std::path::Path;

/// Runs every check.
pub(super) fn all(node: &Node, folder: &Path) -> Result {
    say("checking the types with tsc");
    run(node
        .tool("tsc")
        .args(["--noEmit", "--strict", "--target", "es2022"])
        .args(["--lib", "es2022,dom,dom.iterable"])
        .args(["--module", "nodenext"])
        .arg(folder.join("index.d.ts")))?;
    say("checking the package with publint");
    run(node.tool("publint").arg(folder).arg("--strict"))?;
    say("checking the package with arethetypeswrong");
    run(node
        .tool("attw")
        .args([
            "--pack",
            "--profile",
            "esm-only",
            "--no-emoji",
            "--format",
            "ascii",
        ])
        // The first has no types: bundlers take it as a file. The others are types alone.
        .args([
            "--exclude-entrypoints",
            "./card_bg.wasm",
            "./vue",
            "./svelte",
        ])
        .arg("--")
        .arg(folder))
}
