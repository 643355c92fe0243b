//! The demo server's command: see `--help`.

use std::process::ExitCode;

use kirimin_demo_server::{Server, command};

fn main() -> ExitCode {
    command(async |options| {
        let server = Server::bind(options).await?;
        Ok((server.origin(), server.run()))
    })
}
