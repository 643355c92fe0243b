//! The JavaScript and the types.

use super::node::Node;
use super::{copy, read, write};
use crate::run::{Problem, Result, output_of};
use std::path::Path;

/// What stands for the version in the source.
const VERSION: &str = "static version = '0.0.0'";

/// Bundlers look for these very expressions, to take the other files along.
const LITERALS: [(&str, &str); 2] = [
    ("element.js", r#"import("./card.js")"#),
    ("card.js", r#"new URL("card_bg.wasm",import.meta.url)"#),
];

/// What the element uses of wasm-bindgen's module.
const CARD: &str = "export { default, Card, init, receive } from './card.js';";

/// Minifies every module. They stay modules of their own, so that who imports
/// the class and who imports the registration share one class.
pub(super) fn build(
    node: &Node,
    source: &Path,
    glue: &Path,
    folder: &Path,
    version: &str,
) -> Result {
    let element = read(&source.join("element.js"))?;
    if element.matches(VERSION).count() != 1 {
        return Err(Problem::new(format!("element.js has no `{VERSION}`")));
    }
    let wanted = folder.join("element.js");
    write(
        &wanted,
        &element.replace(VERSION, &format!("static version = '{version}'")),
    )?;
    minify(node, &wanted, &wanted)?;
    minify(node, &source.join("index.js"), &folder.join("index.js"))?;
    write(&folder.join("card.js"), &bundle(node, glue, &["--minify"])?)?;
    for types in ["index.d.ts", "element.d.ts", "types.d.ts"] {
        copy(&source.join(types), &folder.join(types))?;
    }
    for (file, literal) in LITERALS {
        if !read(&folder.join(file))?.contains(literal) {
            return Err(Problem::new(format!("{file} has lost its `{literal}`")));
        }
    }
    Ok(())
}

fn minify(node: &Node, from: &Path, to: &Path) -> Result {
    let script = output_of(
        node.tool("esbuild")
            .args(["--minify", "--format=esm", "--target=es2022"])
            .args(["--charset=utf8", "--legal-comments=none"])
            .arg(from),
    )?;
    write(to, &script)
}

/// The script that the WebAssembly is called through, without what nobody uses of it.
pub(super) fn bundle(node: &Node, glue: &Path, options: &[&str]) -> Result<String> {
    let entry = glue.with_file_name("entry.js");
    write(&entry, CARD)?;
    output_of(
        node.tool("esbuild")
            .args(["--bundle", "--format=esm", "--target=es2022"])
            .arg("--legal-comments=none")
            .args(options)
            .arg(entry),
    )
}
