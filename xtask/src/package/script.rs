//! The JavaScript and the types.

use super::node::Node;
use crate::run::output_of;
use anyhow::{Result, anyhow, bail};
use fs_err as fs;
use serde_json::Value;
use std::path::Path;
use xshell::cmd;

/// What stands for the version, as esbuild writes it.
const VERSION: &str = r#"static version="0.0.0""#;

/// Bundlers look for these very expressions, to take the other files along.
const LITERALS: [(&str, &str); 2] = [
    ("element.js", r#"import("./card.js")"#),
    ("element.js", r#"new URL("card_bg.wasm",import.meta.url)"#),
];

/// Bundlers warn of imports that they cannot follow, but for these comments,
/// which esbuild drops. The one such import is of a URL of its own.
const IMPORT: &str = "import(";
const FOLLOWED: &str = "import(\"";
const COMMENTS: &str = "/* webpackIgnore: true *//* @vite-ignore */";

/// Bundles and minifies the modules. The class and its registration stay apart,
/// so that who imports the one and who imports the other share one class.
pub(super) fn build(
    node: &Node,
    source: &Path,
    entry: &Path,
    folder: &Path,
    version: &str,
) -> Result<()> {
    let frame = esbuild(node, &source.join("../../style/frame.css"), &["--minify"])?;
    let frame = format!("--define:FRAME_CSS={}", Value::from(frame.trim_end()));
    let element = esbuild(
        node,
        &source.join("element.ts"),
        &["--bundle", "--external:./card.js", "--minify", &frame],
    )?;
    let versioned = element.replace(VERSION, &format!("static version=\"{version}\""));
    if versioned == element {
        bail!("element.ts has no `{VERSION}`");
    }
    fs::write(folder.join("element.js"), &with_comments(&versioned)?)?;
    let index = esbuild(node, &source.join("index.ts"), &["--minify"])?;
    fs::write(folder.join("index.js"), &index)?;
    fs::write(
        folder.join("card.js"),
        esbuild(node, entry, &["--bundle", "--minify"])?,
    )?;
    let react = esbuild(node, &source.join("react.ts"), &["--minify"])?;
    // A bundler for server components reads it at the beginning of the file.
    fs::write(folder.join("react.js"), with_directive(&react)?)?;
    let server = esbuild(
        node,
        &source.join("server.ts"),
        &["--bundle", "--minify", &frame],
    )?;
    fs::write(folder.join("server.js"), &server)?;
    for (file, literal) in LITERALS {
        if !fs::read_to_string(folder.join(file))?.contains(literal) {
            bail!("{file} has lost its `{literal}`");
        }
    }
    Ok(())
}

/// The script, which must begin with `'use client'` (React, "Directives").
fn with_directive(script: &str) -> Result<&str> {
    let begins = script.starts_with(r#""use client";"#);
    begins
        .then_some(script)
        .ok_or_else(|| anyhow!("react.js has lost its directive"))
}

/// The script with the comments in the import that bundlers must leave alone.
fn with_comments(script: &str) -> Result<String> {
    let unfollowed: Vec<_> = script
        .match_indices(IMPORT)
        .map(|(at, _)| at)
        .filter(|&at| !script[at..].starts_with(FOLLOWED))
        .collect();
    let [at] = unfollowed[..] else {
        bail!(
            "element.js has {} imports that bundlers cannot follow",
            unfollowed.len()
        );
    };
    let (before, after) = script.split_at(at + IMPORT.len());
    Ok([before, COMMENTS, after].concat())
}

fn esbuild(node: &Node, from: &Path, options: &[&str]) -> Result<String> {
    let esbuild = node.tool("esbuild");
    output_of(cmd!(
        node.sh,
        "{esbuild} --format=esm --target=es2022 --charset=utf8 --legal-comments=none {options...}
         {from}"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::with_comments;

    #[test]
    fn bundlers_follow_the_import_of_a_file_and_leave_alone_that_of_a_url() {
        let script = r#"let a=()=>import("./card.js"),b=c=>import(c.href);"#;
        assert_eq!(
            with_comments(script).unwrap(),
            r#"let a=()=>import("./card.js"),b=c=>import(/* webpackIgnore: true *//* @vite-ignore */c.href);"#
        );
        assert!(with_comments(r#"import("./card.js")"#).is_err());
        assert!(with_comments("import(a);import(b)").is_err());
    }
}
