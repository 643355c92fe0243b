//! Making wasm-bindgen's script and the WebAssembly smaller.

use crate::glue::{self, Glue};
use crate::module;
use anyhow::{Context, Result, bail};
use clap::Args;
use fs_err as fs;
use std::path::{Path, PathBuf};
use walrus::Module;
use walrus::passes::gc;
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
    let mut module = Module::from_file(&bound)?;
    let glue = Glue::read(
        &fs::read_to_string(&script)?,
        &fs::read_to_string(&options.start)?,
    )?;
    let glue = cut(&sh, options, glue, &script, &mut module)?;
    fs::write(&script, glue.shortened(&mut module)?)?;
    module.emit_wasm_file(&bound)?;
    let wasm_opt = options.tools.join("wasm-opt");
    // A large function with one caller stays one: it compresses better.
    cmd!(
        sh,
        "{wasm_opt} -Oz --converge --debuginfo --one-caller-inline-max-function-size=30
         {bound} -o {named}"
    )
    .quiet()
    .run()?;
    let small = module::stripped(&fs::read(&named)?).context("wasm-opt wrote no WebAssembly")?;
    Ok(fs::write(&options.shipped, small)?)
}

/// Leaves out of both what the other does not use, until nothing more goes.
fn cut(
    sh: &Shell,
    options: &Options,
    mut glue: Glue,
    script: &Path,
    module: &mut Module,
) -> Result<Glue> {
    let (entry, esbuild) = (options.glue.join("entry.js"), options.tools.join("esbuild"));
    loop {
        fs::write(script, glue.text())?;
        // What nobody uses is left out, and with it calls of exports.
        let used = cmd!(
            sh,
            "{esbuild} --bundle --format=esm --target=es2022 --charset=utf8 {entry}"
        )
        .quiet()
        .read()?;
        let mut called = glue::called(&used);
        let exports = module.exports.iter();
        let exports: Vec<_> = exports
            .map(|export| (export.id(), export.name.clone()))
            .collect();
        for (id, name) in exports {
            if !called.remove(name.as_str()) {
                module.exports.delete(id);
            }
        }
        if let Some(name) = called.first() {
            bail!("card.js calls {name}, which the WebAssembly does not export");
        }
        gc::run(module);
        if !glue.keep_imports_of(module)? {
            return Ok(glue);
        }
    }
}
