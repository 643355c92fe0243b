//! Running other programs, and what to say when that fails.

use anyhow::{Error, Result, anyhow};
use std::env;
use std::ffi::OsString;
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use xshell::Shell;

/// Says in one line what is about to be done.
pub fn say(step: impl Display) {
    eprintln!("xtask: {step}");
}

/// A shell for `xshell::cmd!`, whose commands run in a folder.
pub fn shell(folder: impl AsRef<Path>) -> Result<Shell> {
    let shell = Shell::new()?;
    shell.change_dir(folder);
    Ok(shell)
}

/// Runs the command with its output shown.
pub fn run(command: impl Into<Command>) -> Result<()> {
    finished(command, Stdio::inherit(), Stdio::inherit()).map(drop)
}

/// Runs the command with its error output shown, and hands back what it printed.
pub fn printed_by(command: impl Into<Command>) -> Result<String> {
    finished(command, Stdio::piped(), Stdio::inherit())
}

/// Runs the command quietly and hands back what it printed. The error carries the line of its error
/// output that says why it failed.
pub fn output_of(command: impl Into<Command>) -> Result<String> {
    finished(command, Stdio::piped(), Stdio::piped())
}

fn finished(command: impl Into<Command>, stdout: Stdio, stderr: Stdio) -> Result<String> {
    let mut command = with_users_environment(command.into());
    let output = command.stdout(stdout).stderr(stderr).output();
    let output = output.map_err(|error| not_started(&command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let failed = anyhow!("`{}` failed ({})", line(&command), output.status);
    match cause(&String::from_utf8_lossy(&output.stderr)) {
        "" => Err(failed),
        cause => Err(anyhow!("{failed}: {cause}")),
    }
}

/// Whether the command can be started and succeeds; nothing of it is shown.
pub fn succeeds(command: impl Into<Command>) -> bool {
    output_of(command).is_ok()
}

/// Runs the command in this program's place, so that whatever stops this program stops the command.
#[cfg(unix)]
pub fn become_command(command: impl Into<Command>) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let mut command = with_users_environment(command.into());
    let error = command.exec();
    Err(not_started(&command, &error))
}

#[cfg(not(unix))]
pub fn become_command(command: impl Into<Command>) -> Result<()> {
    run(command)
}

/// PATH with this folder before all others.
pub fn path_with(folder: &Path) -> Result<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = [folder.to_path_buf()]
        .into_iter()
        .chain(env::split_paths(&old));
    Ok(env::join_paths(all)?)
}

/// The command without the variables by which `cargo run`, through which this program runs,
/// describes the `xtask` package. Build scripts that watch them would run again on every change
/// between `cargo build` and `cargo xtask`.
fn with_users_environment(mut command: Command) -> Command {
    for (name, _) in env::vars_os() {
        let describes = |name: &str| {
            let prefixes = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
            name == "CARGO" || prefixes.iter().any(|prefix| name.starts_with(prefix))
        };
        if name.to_str().is_some_and(describes) {
            command.env_remove(name);
        }
    }
    command
}

/// The line of an error output that says what went wrong: the first that calls itself an error, else
/// the last one.
fn cause(stderr: &str) -> &str {
    let error = |line: &&str| line.starts_with("error") || line.starts_with("E: ");
    let mut lines = stderr
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines
        .clone()
        .find(error)
        .or_else(|| lines.next_back())
        .unwrap_or_default()
}

fn not_started(command: &Command, error: &io::Error) -> Error {
    let program = command.get_program().display();
    if error.kind() == io::ErrorKind::NotFound {
        anyhow!("`{program}` was not found; install it and try again")
    } else {
        anyhow!("`{program}` could not be started: {error}")
    }
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let words = [command.get_program()]
        .into_iter()
        .chain(command.get_args());
    Vec::from_iter(words.map(|word| word.to_string_lossy())).join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use xshell::cmd;

    #[test]
    fn a_failed_command_is_named_with_its_arguments() {
        let shell = shell(".").unwrap();
        let problem = output_of(cmd!(shell, "cargo --no-such-option x")).unwrap_err();
        assert!(
            problem
                .to_string()
                .starts_with("`cargo --no-such-option x` failed")
        );
    }

    #[test]
    fn the_cause_is_the_first_error_or_the_last_line() {
        assert_eq!(cause("info: a\nerror: b\n\nStack:\n 1: c\n"), "error: b");
        assert_eq!(cause("Reading\nE: no package\n"), "E: no package");
        assert_eq!(cause("a\nb\n\n"), "b");
        assert_eq!(cause(""), "");
    }

    #[test]
    fn a_missing_program_is_told_as_missing() {
        let problem = run(Command::new("no-such-program-anywhere")).unwrap_err();
        assert!(problem.to_string().contains("was not found"));
    }

    #[test]
    fn a_new_folder_comes_first_on_path() {
        let path = path_with(Path::new("/first")).unwrap();
        assert_eq!(env::split_paths(&path).next().unwrap(), Path::new("/first"));
        let old = env::var_os("PATH").unwrap();
        assert!(env::split_paths(&path).skip(1).eq(env::split_paths(&old)));
    }
}
