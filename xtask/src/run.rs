//! Running other programs, and what to say when that fails.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Why a command cannot go on: one line for the person who typed it.
#[derive(Debug)]
pub struct Problem(String);

impl Problem {
    /// A problem with its text, which says what to do where something can be done.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}

/// The outcome of a step.
pub type Result<T = ()> = std::result::Result<T, Problem>;

/// Says in one line what is about to be done.
pub fn say(step: impl fmt::Display) {
    eprintln!("xtask: {step}");
}

/// A command for `program` with the environment a person's shell would give it.
///
/// `cargo run`, through which this program runs, adds variables that describe
/// the `xtask` package. Build scripts that watch them would run again on every
/// change between `cargo build` and `cargo xtask`.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let described = name.to_str().is_some_and(|name| {
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
                || name == "CARGO"
        });
        if described {
            command.env_remove(name);
        }
    }
    command
}

/// Runs the command with its output shown.
///
/// # Errors
/// It could not be started, or ended with another status than success.
pub fn run(command: &mut Command) -> Result {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Problem::new(format!(
            "`{}` failed ({status})",
            line(command)
        )))
    }
}

/// Runs the command quietly and hands back what it printed.
///
/// # Errors
/// It could not be started, or ended with another status than success; the
/// message carries the line of its error output that says why.
pub fn output_of(command: &mut Command) -> Result<String> {
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    Err(Problem::new(format!(
        "`{}` failed ({status}): {}",
        line(command),
        cause(&String::from_utf8_lossy(&stderr))
    )))
}

/// The line of an error output that says what went wrong: the first that calls
/// itself an error, else the last one.
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

/// Whether the command can be started and succeeds; nothing of it is shown.
pub fn succeeds(command: &mut Command) -> bool {
    output_of(command).is_ok()
}

/// Where on PATH the program is.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// PATH with these folders before all others.
///
/// # Errors
/// A folder's name holds the character that separates folders in PATH.
pub fn path_with<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders
        .into_iter()
        .map(Path::to_path_buf)
        .chain(env::split_paths(&old));
    env::join_paths(all)
        .map_err(|error| Problem::new(format!("a folder cannot be put on PATH: {error}")))
}

/// What to say of a command that could not be started.
pub fn not_started(command: &Command, error: &io::Error) -> Problem {
    let program = command.get_program().display();
    if error.kind() == io::ErrorKind::NotFound {
        Problem::new(format!(
            "`{program}` was not found; install it and try again"
        ))
    } else {
        Problem::new(format!("`{program}` could not be started: {error}"))
    }
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_failed_command_is_named_with_its_arguments_and_its_last_words() {
        let problem = output_of(Command::new("cargo").args(["--no-such-option", "x"])).unwrap_err();
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
        let problem = run(&mut Command::new("no-such-program-anywhere")).unwrap_err();
        assert!(problem.to_string().contains("was not found"));
    }

    #[test]
    fn new_folders_come_first_on_path() {
        let path = path_with([Path::new("/first"), Path::new("/second")]).unwrap();
        let folders: Vec<_> = env::split_paths(&path).take(2).collect();
        assert_eq!(folders, [Path::new("/first"), Path::new("/second")]);
    }
}
