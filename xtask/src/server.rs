//! Programs that serve: the demo server, and the example on Axum.

use crate::run::printed_by;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
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
    // Cargo tells where it put the program: that depends on the user's settings.
    let messages = printed_by(cmd!(
        workspace.sh,
        "cargo build --package {package} --features {features}
         --message-format=json-render-diagnostics"
    ))?;
    executable(&messages, package).with_context(|| format!("cargo built no program of {package}"))
}

/// Reads the program's path from Cargo's messages, one JSON object a line.
fn executable(messages: &str, package: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find(|message| message["target"]["name"] == package && message["executable"].is_string())
        .and_then(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::executable;

    #[test]
    fn the_program_is_the_artifact_with_the_servers_name_and_an_executable() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"axum"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"kirimin-demo-server"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"kirimin-demo-server"},"executable":"/t/debug/server"}
{"reason":"build-finished","success":true}"#;
        let package = "kirimin-demo-server";
        assert_eq!(
            executable(messages, package),
            Some("/t/debug/server".into())
        );
        assert_eq!(executable("", package), None);
    }
}
