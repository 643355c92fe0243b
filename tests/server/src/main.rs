//! The command of the demo server with faults: see `--help`.

use std::process::ExitCode;

use kirimin_demo_server::command;
use kirimin_test_server::Server;

fn main() -> ExitCode {
    command(async |options| {
        let server = Server::bind(options).await?;
        Ok((server.origin(), server.run()))
    })
}
