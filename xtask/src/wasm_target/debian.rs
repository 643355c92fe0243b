//! The target from Debian's packages, for machines that reach Debian's servers
//! but not Rust's.
//!
//! Debian has a current compiler in its `rustc-web` packages, with the standard
//! library's source but without its build for WebAssembly. That is built once
//! here and put where the compiler looks for it.

use super::{TARGET, has_target, library_folder};
use crate::apt;
use crate::run::{output_of, run, say, succeeds};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use fs_err as fs;
use std::env;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// The name that rustup knows Debian's compiler by.
const NAME: &str = "debian-web";

const PACKAGES: &str = "rustc-web cargo-web rust-web-src libstd-rust-web-dev";

/// Debian's compiler with the target and its linker.
#[derive(Debug)]
pub struct Toolchain {
    /// The linker's program, such as `wasm-ld-22`: this compiler brings none.
    linker: String,
}

impl Toolchain {
    /// Makes a command build with this toolchain, into a build folder of its
    /// own: two compilers in one folder undo each other's caches.
    pub fn apply<'a>(&self, command: Cmd<'a>, workspace: &Workspace) -> Cmd<'a> {
        command
            .env("RUSTUP_TOOLCHAIN", NAME)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &self.linker)
            .env("CARGO_TARGET_DIR", self.target(workspace))
    }

    /// That build folder.
    pub fn target(&self, workspace: &Workspace) -> PathBuf {
        workspace.target.join(NAME)
    }
}

/// The toolchain, if an earlier run set it up.
pub fn find() -> Option<Toolchain> {
    let sh = shell().ok()?;
    let linker = linker(&sh)?;
    let complete = succeeds(cmd!(sh, "{linker} --version")) && has_target(cmd!(sh, "rustc"));
    complete.then_some(Toolchain { linker })
}

/// Sets the toolchain up from Debian's packages.
pub fn install() -> Result<Toolchain> {
    apt::install(PACKAGES)?;
    let sh = shell()?;
    // Rustup refuses to start as a toolchain that it does not know yet.
    output_of(cmd!(sh, "rustup toolchain link {NAME} /usr").env_remove("RUSTUP_TOOLCHAIN"))?;
    let linker = linker(&sh).context("Debian's rustc does not report its LLVM version")?;
    if !succeeds(cmd!(sh, "{linker} --version")) {
        apt::install(&linker.replace("wasm-ld", "lld"))?;
    }
    if !has_target(cmd!(sh, "rustc")) {
        say(format_args!(
            "building the standard library for {TARGET} (once; about a minute)"
        ));
        let folder = env::temp_dir().join(format!("kirimin-std-{}", std::process::id()));
        let outcome = build_std(&sh, &folder);
        // A leftover in the temporary folder harms nothing.
        let _ = fs::remove_dir_all(&folder);
        outcome?;
    }
    find().context("Debian's rustc does not find the target afterwards")
}

/// A shell in which rustup's programs are this toolchain's.
fn shell() -> Result<Shell> {
    let sh = Shell::new()?;
    sh.set_var("RUSTUP_TOOLCHAIN", NAME);
    Ok(sh)
}

/// The linker of the same LLVM as the compiler's.
fn linker(sh: &Shell) -> Option<String> {
    let version = output_of(cmd!(sh, "rustc -vV")).ok()?;
    Some(format!("wasm-ld-{}", llvm_major(&version)?))
}

/// Reads `22` from the line `LLVM version: 22.1.8` of `rustc -vV`.
fn llvm_major(version: &str) -> Option<&str> {
    let line = version
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "))?;
    line.split('.').next()
}

/// Builds the standard library from Debian's source and puts it where the
/// compiler looks for it.
fn build_std(sh: &Shell, folder: &Path) -> Result<()> {
    let sysroot = output_of(cmd!(sh, "rustc --print sysroot"))?;
    let vendor = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/vendor");
    let vendor = format!("source.vendor.directory={vendor:?}");
    let crates = "source.crates-io.replace-with=\"vendor\"";
    // A crate of which nothing is used but that it makes Cargo build the standard library.
    output_of(cmd!(
        sh,
        "cargo new --quiet --lib --vcs none --name empty {folder}"
    ))?;
    let _inside = sh.push_dir(folder);
    // `test` is what test programs link to. The standard library's own dependencies come with its
    // source.
    run(cmd!(
        sh,
        "cargo build --release --quiet --target {TARGET} -Zbuild-std=std,panic_abort,test
         --config {crates} --config {vendor}"
    )
    .env("RUSTC_BOOTSTRAP", "1")
    // Without the bitcode, release builds of the card cannot optimise across crates.
    .env("RUSTFLAGS", "-Cembed-bitcode=yes")
    .env("CARGO_TARGET_DIR", folder.join("target")))?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    copy_libraries(sh, &built)
}

fn copy_libraries(sh: &Shell, built: &Path) -> Result<()> {
    let mut libraries: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            libraries.push(path);
        }
    }
    let target = library_folder(cmd!(sh, "rustc"))
        .context("Debian's rustc does not report where its libraries are")?;
    output_of(apt::as_root(sh, "mkdir").arg("-p").arg(&target))?;
    output_of(apt::as_root(sh, "cp").args(&libraries).arg(&target)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::llvm_major;

    #[test]
    fn the_llvm_version_is_read_from_rustcs_own_words() {
        let version = "rustc 1.96.0\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.8\n";
        assert_eq!(llvm_major(version), Some("22"));
        assert_eq!(llvm_major("rustc 1.96.0"), None);
    }
}
