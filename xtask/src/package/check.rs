//! Whether the package is one that others can use.

use super::node::Node;
use crate::run::{run, say};
use anyhow::Result;
use std::path::Path;
use xshell::cmd;

/// Runs every check.
pub(super) fn all(node: &Node, folder: &Path) -> Result<()> {
    let sh = &node.sh;
    let [tsc, publint, attw] = ["tsc", "publint", "attw"].map(|name| node.tool(name));
    say("checking the types with tsc");
    let types = folder.join("index.d.ts");
    run(cmd!(
        sh,
        "{tsc} --noEmit --strict --target es2022 --lib es2022,dom,dom.iterable --module nodenext
         {types}"
    ))?;
    say("checking the package with publint");
    run(cmd!(sh, "{publint} {folder} --strict"))?;
    say("checking the package with arethetypeswrong");
    // The first that is excluded has no types: bundlers take it as a file. The others are types
    // alone.
    run(cmd!(
        sh,
        "{attw} --pack --profile esm-only --no-emoji --format ascii
         --exclude-entrypoints ./card_bg.wasm ./vue ./svelte -- {folder}"
    ))
}
