//! The reviewed lists of what the crates make public.

use crate::run::{output_of, run, say};
use crate::tools::cargo;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use fs_err as fs;
use xshell::cmd;

/// The crates that are published: the package, its features, and its list.
const CRATES: [(&str, &str, &str); 2] = [
    ("kirimin-profile-card-core", "", "core/public-api.txt"),
    ("kirimin-profile-card", "csr", "public-api.txt"),
];

/// The version of rustdoc's JSON that cargo-public-api reads.
const FORMAT: &str = r#""format_version":57"#;

/// Whether the crates make public what the lists say.
pub fn check(workspace: &Workspace) -> Result<()> {
    for (package, list, text) in lists(workspace)? {
        if fs::read_to_string(workspace.root.join(list))? != text {
            bail!(
                "{package} does not make public what {list} says: run `cargo xtask docs`, and look at the difference"
            );
        }
    }
    Ok(())
}

/// Writes the lists anew.
pub fn write_lists(workspace: &Workspace) -> Result<()> {
    for (_, list, text) in lists(workspace)? {
        fs::write(workspace.root.join(list), &text)?;
    }
    Ok(())
}

/// Each package with its list and what belongs into it; none if this Rust's rustdoc writes another
/// format.
fn lists(workspace: &Workspace) -> Result<Vec<(&'static str, &'static str, String)>> {
    // The settings below would have everything built anew.
    let target = workspace.target.join("public-api");
    let mut lists = Vec::new();
    for (package, features, list) in CRATES {
        let sh = &workspace.sh;
        run(cmd!(
            sh,
            "cargo rustdoc --quiet --locked --lib --package {package} --features {features}
             --target-dir {target} -- -Zunstable-options --output-format json"
        )
        // rustdoc's JSON is not stable, and tools that know its version read it all the same.
        .env("RUSTC_BOOTSTRAP", "1"))?;
        let json = target.join(format!("doc/{}.json", package.replace('-', "_")));
        if !fs::read_to_string(&json)?.contains(FORMAT) {
            say("skipped: this Rust's rustdoc writes another format than that of Rust 1.95");
            return Ok(Vec::new());
        }
        let tool = cargo::CARGO_PUBLIC_API.ensure()?;
        let text = output_of(cmd!(
            sh,
            "{tool} public-api -sss --color never --rustdoc-json {json}"
        ))?;
        lists.push((package, list, text));
    }
    Ok(lists)
}
