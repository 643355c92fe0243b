//! `cargo xtask lint`: what can be said of the code without running it.

use crate::package::node::Node;
use crate::package::{manifest, types};
use crate::public_api;
use crate::run::{Problem, Result, command, output_of, path_with, run, say, succeeds};
use crate::tools::cargo;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;

/// One check of the whole repository.
type Check = fn(&Workspace) -> Result;

/// Runs the checks one after the other, all of them even if one fails.
///
/// # Errors
/// A check found something, or what it needs is not to be had here.
pub fn lint() -> Result {
    let workspace = Workspace::find()?;
    let checks: [(&str, Check); 15] = [
        ("formatting", formatting),
        ("scripts", scripts),
        ("types of the element", types::check_report),
        ("style sheets", style_sheets),
        ("spelling", spelling),
        ("links", links),
        ("tables of the documentation", manifest::check_tables),
        ("clippy on the host", clippy_host),
        ("clippy with the features of servers", clippy_features),
        ("clippy for wasm32", clippy_wasm),
        ("documentation", documentation),
        ("public items of the crates", public_api::check),
        ("unused dependencies", unused_dependencies),
        ("dependencies", dependencies),
        ("packages for crates.io", packages),
    ];
    let mut failed = Vec::new();
    for (name, check) in checks {
        say(format_args!("checking {name}"));
        if let Err(problem) = check(&workspace) {
            eprintln!("error: {name}: {problem}");
            failed.push(name);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(format!("failed: {}", failed.join(", "))))
    }
}

fn formatting(workspace: &Workspace) -> Result {
    component("rustfmt")?;
    run(workspace.command("cargo").args(["fmt", "--all", "--check"]))
}

/// Adds a part of the toolchain that rustup's minimal profile leaves out.
fn component(name: &str) -> Result {
    let program = if name == "rustfmt" { "fmt" } else { name };
    if succeeds(command("cargo").args([program, "--version"])) {
        return Ok(());
    }
    say(format_args!("adding {name} with rustup"));
    output_of(command("rustup").args(["component", "add", name])).map(drop)
}

/// Formatting and lints of JavaScript, TypeScript and JSON.
fn scripts(workspace: &Workspace) -> Result {
    let node = Node::ensure(workspace)?;
    run(node
        .tool("biome")
        .args(["ci", "--error-on-warnings"])
        .current_dir(&workspace.root))
}

fn style_sheets(workspace: &Workspace) -> Result {
    let node = Node::ensure(workspace)?;
    run(node
        .tool("stylelint")
        .args(["style/*.css", "tests/hosts/*/*.css"])
        .current_dir(&workspace.root))
}

fn spelling(workspace: &Workspace) -> Result {
    run(&mut cargo::TYPOS.command("typos", &workspace.root)?)
}

/// The links between the files of the documentation, and their headings.
fn links(workspace: &Workspace) -> Result {
    let node = Node::ensure(workspace)?;
    run(node
        .tool("remark")
        .args(["--frail", "--quiet", "--no-stdout", "."])
        .current_dir(&workspace.root))
}

fn unused_dependencies(workspace: &Workspace) -> Result {
    run(cargo::CARGO_MACHETE
        .command("cargo-machete", &workspace.root)?
        .arg("--skip-target-dir"))
}

/// The first to build: it also refuses a `Cargo.lock` that is not up to date.
fn clippy_host(workspace: &Workspace) -> Result {
    component("clippy")?;
    run(workspace
        .command("cargo")
        .args(["clippy", "--locked", "--workspace", "--all-targets"])
        .args(["--", "--deny", "warnings"]))
}

/// `csr` is what the rest of the workspace has.
fn clippy_features(workspace: &Workspace) -> Result {
    for (package, features) in [
        ("kirimin-profile-card", ""),
        ("kirimin-profile-card", "hydrate"),
        ("kirimin-axum-example", "hydrate"),
        ("kirimin-axum-example", "ssr"),
    ] {
        run(workspace
            .command("cargo")
            .args(["clippy", "--locked", "--lib", "--bins"])
            .args(["--package", package, "--features", features])
            .args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

fn clippy_wasm(workspace: &Workspace) -> Result {
    let wasm = wasm_target::prepare()?;
    if !wasm.has_clippy() {
        say("skipped: Debian's compiler, the only one here with the target, has no clippy");
        return Ok(());
    }
    run(workspace
        .command("cargo")
        .args(["clippy", "--locked", "--target", TARGET])
        .args(["--package", "kirimin-profile-card"])
        .args(["--package", "kirimin-profile-card-element"])
        .args(["--package", "kirimin-playground"])
        .args(["--lib", "--bins", "--test", "web*"])
        .args(["--", "--deny", "warnings"]))
}

fn documentation(workspace: &Workspace) -> Result {
    run(workspace
        .command("cargo")
        .args([
            "doc",
            "--locked",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ])
        .env("RUSTDOCFLAGS", "--deny warnings"))
}

/// What crates.io would be sent: everything that a build needs is in it. Not built once more.
fn packages(workspace: &Workspace) -> Result {
    run(workspace
        .command("cargo")
        .args([
            "package",
            "--quiet",
            "--locked",
            "--no-verify",
            "--allow-dirty",
        ])
        .args(["--package", "kirimin-profile-card-core"])
        .args(["--package", "kirimin-profile-card"]))
}

fn dependencies(workspace: &Workspace) -> Result {
    let path = path_with([cargo::CARGO_DENY.ensure()?.as_path()])?;
    let deny = || {
        let mut command = workspace.command("cargo");
        command.arg("deny").env("PATH", &path);
        command
    };
    run(deny().args(["check", "bans", "licenses", "sources"]))?;
    match output_of(deny().args(["fetch", "db"]).env("GIT_TERMINAL_PROMPT", "0")) {
        Ok(_) => run(deny().args(["check", "--disable-fetch", "advisories"])),
        Err(problem) => {
            say(format_args!(
                "skipped known vulnerabilities: their database could not be reached ({problem})"
            ));
            Ok(())
        }
    }
}
