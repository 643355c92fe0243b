//! What `cargo xtask package` and `cargo xtask size` do with WebAssembly.
//!
//! A program of its own, so that the other commands are built without what it needs.

mod glue;
mod module;
mod report;
mod shrink;
mod symbol;

use anyhow::{Context, Result, bail};
use clap::Parser;
use fs_err as fs;
use module::Sizes;
use report::Report;
use std::path::PathBuf;
use std::process::ExitCode;

/// Makes the npm package's WebAssembly smaller, and shows where its bytes are.
#[derive(Debug, Parser)]
enum Command {
    /// Cut what wasm-bindgen wrote down to what is used, and optimise it
    Shrink(shrink::Options),
    /// Print where the bytes of a file are, as tables in Markdown
    Report {
        /// The file, which has no names
        shipped: PathBuf,
        /// The same functions with their names
        named: PathBuf,
        /// Also all modules and functions
        #[arg(long)]
        all: bool,
    },
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Shrink(options) => shrink::shrink(&options),
        Command::Report {
            shipped,
            named,
            all,
        } => {
            let report = report(&fs::read(shipped)?, &fs::read(named)?)?;
            print!("{}", report.tables(all));
            Ok(())
        }
    }
}

fn report(file: &[u8], with_names: &[u8]) -> Result<Report> {
    let sizes = Sizes::read(file).context("the shipped file is not the WebAssembly expected")?;
    let unreadable = "the file with names is not the WebAssembly expected";
    let same = Sizes::read(with_names).context(unreadable)?;
    if sizes.imported != same.imported || sizes.functions != same.functions {
        bail!("the file with names has other functions than the shipped one");
    }
    let names = module::names(with_names).context(unreadable)?;
    Ok(Report::of(&sizes, &names))
}
