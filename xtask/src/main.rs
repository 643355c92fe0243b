//! The repository's own commands, run as `cargo xtask <command>`.
//!
//! Each command prepares what it needs on a fresh machine (see [`tools`],
//! [`wasm_target`], [`browser`]), says so in one line, and is silent about what
//! is already there.

mod apt;
mod bench;
mod browser;
mod engine;
mod lint;
mod options;
mod package;
mod page;
mod run;
mod serve;
mod server;
mod size;
mod test;
mod tools;
mod wasm_file;
mod wasm_target;
mod workspace;

use options::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = options::parse(std::env::args_os().skip(1)).and_then(|command| match command {
        Command::Help(text) => {
            println!("{text}");
            Ok(())
        }
        Command::Serve(options) => serve::serve(&options),
        Command::Test(options) => test::test(&options),
        Command::Lint => lint::lint(),
        Command::Figures => test::figures(),
        Command::Shots(options) => test::shots(&options),
        Command::Package(options) => package::package(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Size => size::size(),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
