//! The demo server's command: see `--help`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;
use kirimin_demo_server::{Arguments, Options, Server};

fn main() -> ExitCode {
    let done = match Arguments::parse().options() {
        Ok(options) => serve(options),
        Err(problem) => Err(problem.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kirimin-demo-server: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::bind(&options).await?;
    print(&format!("listening on {}\n", server.origin()))?;
    tokio::select! {
        served = server.run() => served?,
        stopped = asked_to_stop() => stopped?,
    }
    Ok(())
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Ends when the person or the program that started this wants it to end. The
/// runtime is dropped then, which closes the database in good order.
#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
