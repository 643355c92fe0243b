//! The repository's own commands, run as `cargo xtask <command>`.
//!
//! Each command prepares what it needs on a fresh machine (see [`tools`],
//! [`wasm_target`], [`browser`]), says so in one line, and is silent about what
//! is already there.

mod apt;
mod bench;
mod browser;
mod e2e;
mod engine;
mod lint;
mod options;
mod package;
mod page;
mod public_api;
mod release;
mod run;
mod serve;
mod server;
mod size;
mod test;
mod tools;
mod wasm_target;
mod workspace;

use clap::Parser;
use options::Command;
use std::process::ExitCode;

/// Writes what of the documentation is generated.
fn docs() -> anyhow::Result<()> {
    let workspace = workspace::Workspace::find()?;
    run::run(package::node::Node::ensure(&workspace)?.script("docs.mjs"))?;
    public_api::write_lists(&workspace)
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Serve(options) => serve::serve(&options),
        Command::Test(options) => test::test(&options),
        Command::Lint => lint::lint(),
        Command::Docs => docs(),
        Command::Figures => e2e::figures(),
        Command::Shots(options) => e2e::shots(&options),
        Command::Package(options) => package::package(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Size => size::size(),
        Command::Release(options) => release::release(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}
