//! The reviewed lists of what the crates make public.

use crate::package::{read, write};
use crate::run::{Problem, Result, output_of, run, say};
use crate::tools::cargo;
use crate::workspace::Workspace;

/// The crates that are published: the package, its features, and its list.
const CRATES: [(&str, &str, &str); 2] = [
    ("kirimin-profile-card-core", "", "core/public-api.txt"),
    ("kirimin-profile-card", "csr", "public-api.txt"),
];

/// The version of rustdoc's JSON that cargo-public-api reads.
const FORMAT: &str = r#""format_version":57"#;

/// Whether the crates make public what the lists say.
///
/// # Errors
/// They do not, or a tool cannot be installed.
pub fn check(workspace: &Workspace) -> Result {
    for (package, list, text) in lists(workspace)? {
        if read(&workspace.root.join(list))? != text {
            return Err(Problem::new(format!(
                "{package} does not make public what {list} says: run `cargo xtask docs`, and look at the difference"
            )));
        }
    }
    Ok(())
}

/// Writes the lists anew.
///
/// # Errors
/// A crate cannot be documented, a tool cannot be installed, or a list cannot be written.
pub fn write_lists(workspace: &Workspace) -> Result {
    for (_, list, text) in lists(workspace)? {
        write(&workspace.root.join(list), &text)?;
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
        run(workspace
            .command("cargo")
            .args(["rustdoc", "--quiet", "--locked", "--lib"])
            .args(["--package", package, "--features", features])
            .arg("--target-dir")
            .arg(&target)
            .args(["--", "-Zunstable-options", "--output-format", "json"])
            // rustdoc's JSON is not stable, and tools that know its version read it all the same.
            .env("RUSTC_BOOTSTRAP", "1"))?;
        let json = target.join(format!("doc/{}.json", package.replace('-', "_")));
        if !read(&json)?.contains(FORMAT) {
            say("skipped: this Rust's rustdoc writes another format than that of Rust 1.95");
            return Ok(Vec::new());
        }
        let text = output_of(
            cargo::CARGO_PUBLIC_API
                .command("cargo-public-api", &workspace.root)?
                .args(["public-api", "-sss", "--color", "never", "--rustdoc-json"])
                .arg(&json),
        )?;
        lists.push((package, list, text));
    }
    Ok(lists)
}
