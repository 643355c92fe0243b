//! `cargo xtask serve`: the playground with its demo server.

use crate::options::ServeOptions;
use crate::page::{self, Profile};
use crate::run::{Problem, Result, command, say};
use crate::workspace::{Workspace, shown};
use crate::{server, wasm_target};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// Builds everything and serves it until interrupted.
///
/// # Errors
/// The port is taken, something cannot be built, or the server ended.
pub fn serve(options: &ServeOptions) -> Result {
    // Known at once, so told before a build of minutes.
    check_port(options.port)?;
    let workspace = Workspace::find()?;
    let wasm = wasm_target::prepare()?;
    let profile = if options.release {
        Profile::Release
    } else {
        Profile::Debug
    };
    let dist = page::build(&workspace, &wasm, profile)?;
    let program = server::build(&workspace)?;

    let data = workspace.target.join("demo");
    fs::create_dir_all(&data)
        .map_err(|error| Problem::new(format!("{}: {error}", data.display())))?;
    let database = data.join("kirimin.sqlite");
    let mut server = command(program);
    server
        .args(["--port", &options.port.to_string()])
        .arg("--dist")
        .arg(&dist)
        .arg("--database")
        .arg(&database);
    if let Some(api) = &options.api {
        server.args(["--api", api]);
    }
    if options.reset {
        server.arg("--reset");
    }
    match &options.api {
        Some(api) => say(format_args!("the page talks to {api}")),
        None => say(format_args!(
            "the demo's people are kept in {}",
            shown(&database)
        )),
    }
    if options.port != 0 {
        say(format_args!(
            "open http://127.0.0.1:{} in a browser; Ctrl-C stops the server",
            options.port
        ));
    }
    become_server(server)
}

fn check_port(port: u16) -> Result {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::new(format!(
            "port {port} cannot be used ({error}); choose another with --port"
        ))),
    }
}

/// Runs the server in this program's place, so that whatever stops this
/// program stops the server.
#[cfg(unix)]
fn become_server(mut server: Command) -> Result {
    use std::os::unix::process::CommandExt;
    let error = server.exec();
    Err(crate::run::not_started(&server, &error))
}

#[cfg(not(unix))]
fn become_server(mut server: Command) -> Result {
    crate::run::run(&mut server)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_port_in_use_is_told_before_anything_is_built() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let problem = check_port(port).unwrap_err().to_string();
        assert!(problem.contains(&port.to_string()) && problem.contains("--port"));
        drop(taken);
        assert!(check_port(port).is_ok());
    }
}
