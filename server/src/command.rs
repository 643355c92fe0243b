//! What the command of a server does, beside serving.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Result;
use clap::Parser;

use crate::Options;

/// Reads the arguments, starts a server, says where it listens, and serves until it is asked to
/// stop. `start` hands back the origin, and what serves.
pub fn command<Serving: Future<Output = io::Result<()>>>(
    start: impl AsyncFnOnce(&Options) -> Result<(String, Serving)>,
) -> ExitCode {
    match serve(&Options::parse(), start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kirimin-demo-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve<Serving: Future<Output = io::Result<()>>>(
    options: &Options,
    start: impl AsyncFnOnce(&Options) -> Result<(String, Serving)>,
) -> Result<()> {
    let (origin, serving) = start(options).await?;
    // Whoever reads that it listens may ask it to stop at once.
    let stopped = asked_to_stop()?;
    let mut out = io::stdout().lock();
    writeln!(out, "listening on {origin}")?;
    out.flush()?;
    drop(out);
    tokio::select! {
        served = serving => served?,
        stopped = stopped => stopped?,
    }
    Ok(())
}

/// Listens from now on: ends when the person or the program that started this
/// wants it to end. The runtime is dropped then, which closes the database in
/// good order.
///
/// # Errors
/// The system does not let it listen.
#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        Ok(())
    })
}

#[cfg(not(unix))]
fn asked_to_stop() -> io::Result<impl Future<Output = io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}
