//! The figures of the request line: how it paces, whom it lets go first, what it leaves behind.
//!
//! `cargo xtask figures` builds what is needed, runs this, and prints a table
//! in Markdown. It ends with status 1 if a goal is missed.

mod churn;
mod pace;
mod table;

use anyhow::Result;
use std::process::ExitCode;
use table::Table;

fn main() -> ExitCode {
    let mut table = Table::default();
    match measure(&mut table) {
        Ok(()) => {
            print!("{table}");
            if table.is_good() {
                ExitCode::SUCCESS
            } else {
                eprintln!("error: a goal was missed");
                ExitCode::FAILURE
            }
        }
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure(table: &mut Table) -> Result<()> {
    pace::one_page(table)?;
    pace::presses(table)?;
    pace::two_tabs_alike(table)?;
    pace::two_tabs_apart(table)?;
    churn::mounts_and_unmounts(table)
}
