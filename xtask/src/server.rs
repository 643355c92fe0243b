//! Programs that serve: the demo server, and the example on Axum.

use crate::run::printed_by;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use cargo_metadata::Message;
use std::path::PathBuf;
use xshell::cmd;

/// Builds the demo server and hands back the path of its program.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "kirimin-demo-server", "")
}

/// Builds the same server with faults, for tests, and hands back the path of its program.
pub fn build_for_tests(workspace: &Workspace) -> Result<PathBuf> {
    program(workspace, "kirimin-test-server", "")
}

/// Builds a package's program with these features, and hands back its path.
pub fn program(workspace: &Workspace, package: &str, features: &str) -> Result<PathBuf> {
    let messages = printed_by(cmd!(
        workspace.sh,
        "cargo build --package {package} --bins --features {features}
         --message-format=json-render-diagnostics"
    ))?;
    // Cargo tells where it put the program: that depends on the user's settings.
    Message::parse_stream(messages.as_bytes())
        .filter_map(Result::ok)
        .find_map(|message| match message {
            Message::CompilerArtifact(built) if built.target.name == package => built.executable,
            _ => None,
        })
        .map(PathBuf::from)
        .with_context(|| format!("cargo built no program of {package}"))
}
