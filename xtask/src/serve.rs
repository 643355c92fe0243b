//! `cargo xtask serve`: the playground with its demo server.

use crate::options::ServeOptions;
use crate::page::{self, Profile};
use crate::run::{Problem, Result, command, say};
use crate::workspace::{Workspace, shown};
use crate::{server, wasm_target};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
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

    let mut server = command(program);
    server.args(["--port", &options.port.to_string()]);
    server.arg("--dist").arg(&dist);
    match &options.api {
        Some(api) => {
            say(format_args!("the page will talk to {api}"));
            server.args(["--api", api]);
        }
        None => {
            let database = database(&workspace)?;
            say(format_args!(
                "the demo's people are in {}",
                shown(&database)
            ));
            server.arg("--database").arg(&database);
        }
    }
    if options.reset {
        server.arg("--reset");
    }
    if options.port != 0 {
        say(format_args!(
            "open http://127.0.0.1:{} in a browser; Ctrl-C stops the server",
            options.port
        ));
    }
    become_server(server)
}

/// Where the demo's people are kept: with the build, so that each clone has its own.
fn database(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("demo");
    fs::create_dir_all(&folder)
        .map_err(|error| Problem::new(format!("{}: {error}", folder.display())))?;
    Ok(folder.join("kirimin.sqlite"))
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
