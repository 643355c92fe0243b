//! Hosts' own tests in Node.js, which are in `tests/hosts/node`.

use anyhow::{Context, Result, ensure};
use kirimin_e2e::apps;
use std::process::Command;

#[test]
fn hosts_can_test_their_pages_in_node_without_a_browser() -> Result<()> {
    let run = Command::new("node")
        .arg("--test")
        .current_dir(apps()?.join("node"))
        .output()
        .context("node cannot be run")?;
    let output = String::from_utf8_lossy(&run.stdout);
    println!("{output}");
    ensure!(run.status.success(), "{output}");
    ensure!(output.contains("pass 6"), "six tests: {output}");
    Ok(())
}
