//! Minifies the card's style sheet, because it is part of the WebAssembly that every visitor loads.

use std::error::Error;
use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut css = String::new();
    for file in ["style/frame.css", "style/card.css"] {
        println!("cargo::rerun-if-changed={file}");
        css += &fs::read_to_string(file)?;
    }
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(folder.join("card.css"), squeezed(&css))?;
    Ok(())
}

/// The sheet without comments and unnecessary spaces. Strings are not treated specially, so none
/// in the sheet may contain a comment or one of the marks below.
fn squeezed(css: &str) -> String {
    let code: String = css
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, code)| code))
        .collect();
    let mut css = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["{", "}", ";", ",", ">"] {
        css = css
            .replace(&[" ", mark].concat(), mark)
            .replace(&[mark, " "].concat(), mark);
    }
    css.replace(": ", ":").replace(";}", "}")
}
