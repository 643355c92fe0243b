//! Installing Debian packages, where this is Debian or one of its kin.

use crate::run::{Problem, Result, command, on_path, output_of, say, succeeds};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the package lists were brought up to date by this process.
static UPDATED: AtomicBool = AtomicBool::new(false);

/// Installs packages with `apt-get`, as root or through `sudo` without a password.
///
/// # Errors
/// There is no `apt-get`, it may not be used, or it failed; the message names
/// the packages.
pub fn install(packages: &[&str]) -> Result {
    let list = packages.join(" ");
    if on_path("apt-get").is_none() {
        return Err(Problem::new(format!(
            "this system has no apt-get; install by hand: {list}"
        )));
    }
    if !may_install() {
        return Err(Problem::new(format!(
            "missing permission to install packages: run `sudo apt-get install --no-install-recommends {list}` and try again"
        )));
    }
    say(format_args!("installing Debian packages: {list}"));
    if !UPDATED.swap(true, Ordering::Relaxed) {
        // Old lists name files that servers no longer have. If this fails, the
        // installation tells more clearly what is missing.
        let _ = output_of(as_root("apt-get").args(["update", "--quiet"]));
    }
    // Hundreds of lines that say nothing but that it goes on.
    output_of(
        as_root("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "--yes", "--quiet=2", "--no-install-recommends"])
            // Somebody else may be installing.
            .args(["--option", "DPkg::Lock::Timeout=600"])
            // Some packages conflict with others, Debian's own rustup among them.
            .arg("--no-remove")
            .args(packages),
    )
    .map(drop)
    .map_err(|problem| Problem::new(format!("{problem}; install by hand: {list}")))
}

/// A command that runs as root.
pub fn as_root(program: &str) -> Command {
    if is_root() {
        return command(program);
    }
    let mut sudo = command("sudo");
    // Its own `env` lets the setting through sudo's clean environment.
    sudo.args([
        "--non-interactive",
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        program,
    ]);
    sudo
}

fn may_install() -> bool {
    is_root() || succeeds(command("sudo").args(["--non-interactive", "true"]))
}

fn is_root() -> bool {
    output_of(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
