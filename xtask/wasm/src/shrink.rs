//! Making wasm-bindgen's script and the WebAssembly smaller.

use crate::file;
use crate::glue::{self, Glue};
use anyhow::{Context, Result, bail};
use clap::Args;
use fs_err as fs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use xshell::{Shell, cmd};

/// Where everything is.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder that wasm-bindgen wrote card.js and card_bg.wasm into, with the entry.js that uses
    /// them; a named.wasm is added
    glue: PathBuf,
    /// The script that starts the WebAssembly in place of wasm-bindgen's own
    start: PathBuf,
    /// The folder of esbuild and wasm-opt
    tools: PathBuf,
    /// The WebAssembly to write
    shipped: PathBuf,
}

/// Cuts the script and the WebAssembly down to what they use of each other, shortens the names by
/// which they do, and optimises the WebAssembly.
pub fn shrink(options: &Options) -> Result<()> {
    let sh = Shell::new()?;
    let [script, bound, named] =
        ["card.js", "card_bg.wasm", "named.wasm"].map(|name| options.glue.join(name));
    let start = fs::read_to_string(&options.start)?;
    let text = cut(&sh, options, &script, &start, &bound)?;
    fs::write(&script, text)?;
    let wasm_opt = options.tools.join("wasm-opt");
    // A large function with one caller stays one: it compresses better.
    cmd!(
        sh,
        "{wasm_opt} -Oz --converge --debuginfo --one-caller-inline-max-function-size=30
         {bound} -o {named}"
    )
    .quiet()
    .run()?;
    change(&named, &options.shipped, file::stripped)
}

fn cut(sh: &Shell, options: &Options, script: &Path, start: &str, bound: &Path) -> Result<String> {
    let entry = options.glue.join("entry.js");
    let [esbuild, wasm_opt] = ["esbuild", "wasm-opt"].map(|name| options.tools.join(name));
    let mut glue = Glue::read(&fs::read_to_string(script)?, start)?;
    loop {
        fs::write(script, glue.text())?;
        // What nobody uses is left out, and with it calls of exports.
        let used = cmd!(
            sh,
            "{esbuild} --bundle --format=esm --target=es2022 --charset=utf8 {entry}"
        )
        .quiet()
        .read()?;
        let called = glue::called(&used);
        change(bound, bound, |file| {
            file::with_exports(file, |name| called.contains(name).then(|| name.to_owned()))
        })?;
        cmd!(
            sh,
            "{wasm_opt} --remove-unused-module-elements --debuginfo {bound} -o {bound}"
        )
        .quiet()
        .run()?;
        let file = fs::read(bound)?;
        let imported = BTreeSet::from_iter(file::imports(&file).context(UNREADABLE)?);
        let exported = BTreeSet::from_iter(file::exports(&file).context(UNREADABLE)?);
        if let Some(name) = called.iter().find(|name| !exported.contains(**name)) {
            bail!("card.js calls {name}, which the WebAssembly does not export");
        }
        if imported == glue.names() {
            let (text, file) = glue.shortened(&file)?;
            fs::write(bound, file)?;
            return Ok(text);
        }
        glue.keep(&imported)?;
    }
}

const UNREADABLE: &str = "the file is not the WebAssembly expected";

/// Writes one file as another, changed.
fn change(from: &Path, to: &Path, change: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Result<()> {
    let file = change(&fs::read(from)?).with_context(|| from.display().to_string());
    Ok(fs::write(to, file.context(UNREADABLE)?)?)
}
