//! Installing Debian packages, where this is Debian or one of its kin.

use crate::run::{output_of, say, succeeds};
use anyhow::{Context, Result, bail};
use std::sync::atomic::{AtomicBool, Ordering};
use xshell::{Cmd, Shell, cmd};

/// Whether the package lists were brought up to date by this process.
static UPDATED: AtomicBool = AtomicBool::new(false);

/// Installs packages, named with spaces between them, with `apt-get`: as root, or through `sudo` without
/// a password.
pub fn install(packages: &str) -> Result<()> {
    if which::which("apt-get").is_err() {
        bail!("this system has no apt-get; install by hand: {packages}");
    }
    let sh = Shell::new()?;
    if !is_root(&sh) && !succeeds(cmd!(sh, "sudo --non-interactive true")) {
        bail!(
            "missing permission to install packages: run `sudo apt-get install --no-install-recommends {packages}` and try again"
        );
    }
    say(format_args!("installing Debian packages: {packages}"));
    if !UPDATED.swap(true, Ordering::Relaxed) {
        // Old lists name files that servers no longer have. If this fails, the
        // installation tells more clearly what is missing.
        let _ = output_of(as_root(&sh, "apt-get").args(["update", "--quiet"]));
    }
    // Quiet: hundreds of lines that say nothing but that it goes on.
    let install = as_root(&sh, "apt-get")
        .args(["install", "--yes", "--quiet=2", "--no-install-recommends"])
        // Somebody else may be installing.
        .args(["--option", "DPkg::Lock::Timeout=600"])
        // Some packages conflict with others, Debian's own rustup among them.
        .arg("--no-remove")
        .args(packages.split_whitespace());
    output_of(install)
        .map(drop)
        .with_context(|| format!("install by hand: {packages}"))
}

/// A command that runs as root.
pub fn as_root<'a>(sh: &'a Shell, program: &str) -> Cmd<'a> {
    if is_root(sh) {
        cmd!(sh, "{program}").env("DEBIAN_FRONTEND", "noninteractive")
    } else {
        // Its own `env` lets the setting through sudo's clean environment.
        cmd!(
            sh,
            "sudo --non-interactive env DEBIAN_FRONTEND=noninteractive {program}"
        )
    }
}

fn is_root(sh: &Shell) -> bool {
    output_of(cmd!(sh, "id -u")).is_ok_and(|id| id.trim() == "0")
}
