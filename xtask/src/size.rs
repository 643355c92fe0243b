//! `cargo xtask size`: where the bytes of the npm package are.

use crate::package;
use crate::page::Profile;
use crate::run::{output_of, say, succeeds};
use crate::workspace::{Workspace, shown};
use anyhow::{Result, anyhow};
use fs_err as fs;
use xshell::cmd;

/// What the measured part of docs/figures.md is between.
const BEGIN: &str = "<!-- size:begin -->\n";
const END: &str = "<!-- size:end -->";

/// Builds the package, prints the bytes of its WebAssembly by crate, module and
/// function, and brings the figures in the docs up to date.
pub fn size() -> Result<()> {
    let workspace = Workspace::find()?;
    let (node, folder) = package::build(&workspace, Profile::Release)?;
    let sizes = output_of(node.script("sizes.mjs").arg(&folder).arg("--code"))?;
    let shipped = folder.join("card_bg.wasm");
    let named = package::wasm::named(&workspace);
    let report = |all: Option<&str>| {
        output_of(cmd!(
            workspace.sh,
            "cargo run --quiet --package xtask-wasm -- report {shipped} {named} {all...}"
        ))
    };
    print!("{sizes}\n{}", report(Some("--all"))?);
    let docs = workspace.root.join("docs").join("figures.md");
    say(format_args!("writing the figures into {}", shown(&docs)));
    let text = fs::read_to_string(&docs)?;
    let commit = commit(&workspace)?;
    let modules = report(None)?;
    let text = replaced(&text, &format!("Commit {commit}.\n\n{sizes}\n{modules}"))
        .ok_or_else(|| anyhow!("docs/figures.md has no `{}` and `{END}`", BEGIN.trim()))?;
    Ok(fs::write(&docs, &text)?)
}

/// The commit that was measured.
fn commit(workspace: &Workspace) -> Result<String> {
    let sh = &workspace.sh;
    let commit = output_of(cmd!(sh, "git log -1 --format='%h of %cs'"))?;
    let changed = !succeeds(cmd!(sh, "git diff --quiet HEAD -- :!docs"));
    let changes = if changed { " with changes" } else { "" };
    Ok(format!("{}{changes}", commit.trim()))
}

/// The text with another measured part.
fn replaced(text: &str, part: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, BEGIN, "\n", part, "\n", END, after].concat())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::replaced;

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let text = "a\n<!-- size:begin -->\nold\n<!-- size:end -->\nz\n";
        let new = replaced(text, "new\n").unwrap();
        assert_eq!(
            new,
            "a\n<!-- size:begin -->\n\nnew\n\n<!-- size:end -->\nz\n"
        );
        assert_eq!(replaced(&new, "new\n").unwrap(), new);
        assert_eq!(replaced("nothing", "new"), None);
    }
}
