//! `cargo xtask serve`: the playground with its demo server.

use crate::options::ServeOptions;
use crate::page::{self, Profile};
use crate::run::{become_command, say};
use crate::workspace::{Workspace, shown};
use crate::{server, wasm_target};
use anyhow::{Result, anyhow};
use fs_err as fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use xshell::cmd;

/// Builds everything and serves it until interrupted.
pub fn serve(options: &ServeOptions) -> Result<()> {
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

    let port = options.port.to_string();
    let mut server = cmd!(workspace.sh, "{program} --port {port} --dist {dist}");
    match &options.api {
        Some(api) => {
            say(format_args!("the page will talk to {api}"));
            server = server.args(["--api", api]);
        }
        None => {
            let database = database(&workspace)?;
            say(format_args!(
                "the demo's people are in {}",
                shown(&database)
            ));
            server = server.arg("--database").arg(database);
        }
    }
    server = server.args(options.reset.then_some("--reset"));
    if options.port != 0 {
        say(format_args!(
            "open http://127.0.0.1:{} in a browser; Ctrl-C stops the server",
            options.port
        ));
    }
    become_command(server)
}

/// Where the demo's people are kept: with the build, so that each clone has its own.
fn database(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("demo");
    fs::create_dir_all(&folder)?;
    Ok(folder.join("kirimin.sqlite"))
}

fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(anyhow!(
            "port {port} cannot be used ({error}); choose another with --port"
        )),
    }
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
