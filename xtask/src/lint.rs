//! `cargo xtask lint`: what can be said of the code without running it.

use crate::package::node::Node;
use crate::public_api;
use crate::run::{output_of, run, say, succeeds};
use crate::tools::cargo;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use xshell::cmd;

/// One check of the whole repository.
type Check = fn(&Workspace) -> Result<()>;

/// Runs the checks one after the other, all of them even if one fails.
pub fn lint() -> Result<()> {
    let workspace = Workspace::find()?;
    let checks: [(&str, Check); 14] = [
        ("formatting", formatting),
        ("scripts", scripts),
        ("style sheets", style_sheets),
        ("spelling", spelling),
        ("links", links),
        ("what is generated from the element", generated),
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
            eprintln!("error: {name}: {problem:#}");
            failed.push(name);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("failed: {}", failed.join(", "))
    }
}

fn formatting(workspace: &Workspace) -> Result<()> {
    component(workspace, "rustfmt", "fmt")?;
    run(cmd!(workspace.sh, "cargo fmt --all --check"))
}

/// Adds a part of the toolchain that rustup's minimal profile leaves out.
fn component(workspace: &Workspace, name: &str, command: &str) -> Result<()> {
    if succeeds(cmd!(workspace.sh, "cargo {command} --version")) {
        return Ok(());
    }
    say(format_args!("adding {name} with rustup"));
    output_of(cmd!(workspace.sh, "rustup component add {name}")).map(drop)
}

/// Formatting and lints of JavaScript, TypeScript and JSON.
fn scripts(workspace: &Workspace) -> Result<()> {
    let biome = Node::ensure(workspace)?.tool("biome");
    run(cmd!(workspace.sh, "{biome} ci --error-on-warnings"))
}

fn style_sheets(workspace: &Workspace) -> Result<()> {
    let stylelint = Node::ensure(workspace)?.tool("stylelint");
    run(cmd!(
        workspace.sh,
        "{stylelint} style/*.css tests/hosts/*/*.css"
    ))
}

fn spelling(workspace: &Workspace) -> Result<()> {
    let typos = cargo::TYPOS.ensure()?;
    run(cmd!(workspace.sh, "{typos}"))
}

/// The links between the files of the documentation, and their headings.
fn links(workspace: &Workspace) -> Result<()> {
    let remark = Node::ensure(workspace)?.tool("remark");
    run(cmd!(workspace.sh, "{remark} --frail --quiet --no-stdout ."))
}

/// The element's types, and the documentation that is generated from its source.
fn generated(workspace: &Workspace) -> Result<()> {
    run(Node::ensure(workspace)?.script("docs.mjs").arg("--check"))
}

fn unused_dependencies(workspace: &Workspace) -> Result<()> {
    let machete = cargo::CARGO_MACHETE.ensure()?;
    run(cmd!(workspace.sh, "{machete} --skip-target-dir"))
}

/// The first to build: it also refuses a `Cargo.lock` that is not up to date.
fn clippy_host(workspace: &Workspace) -> Result<()> {
    component(workspace, "clippy", "clippy")?;
    run(cmd!(
        workspace.sh,
        "cargo clippy --locked --workspace --all-targets -- --deny warnings"
    ))
}

/// `csr` is what the rest of the workspace has.
fn clippy_features(workspace: &Workspace) -> Result<()> {
    for (package, features) in [
        ("kirimin-profile-card", ""),
        ("kirimin-profile-card", "hydrate"),
        ("kirimin-axum-example", "hydrate"),
        ("kirimin-axum-example", "ssr"),
    ] {
        run(cmd!(
            workspace.sh,
            "cargo clippy --locked --lib --bins --package {package} --features {features}
             -- --deny warnings"
        ))?;
    }
    Ok(())
}

fn clippy_wasm(workspace: &Workspace) -> Result<()> {
    if !wasm_target::prepare()?.has_clippy() {
        say("skipped: Debian's compiler, the only one here with the target, has no clippy");
        return Ok(());
    }
    run(cmd!(
        workspace.sh,
        "cargo clippy --locked --target {TARGET} --package kirimin-profile-card
         --package kirimin-profile-card-element --package kirimin-playground
         --lib --bins --test web* -- --deny warnings"
    ))
}

fn documentation(workspace: &Workspace) -> Result<()> {
    run(cmd!(
        workspace.sh,
        "cargo doc --locked --workspace --no-deps --document-private-items"
    )
    .env("RUSTDOCFLAGS", "--deny warnings"))
}

/// What crates.io would be sent: everything that a build needs is in it. Not built once more.
fn packages(workspace: &Workspace) -> Result<()> {
    run(cmd!(
        workspace.sh,
        "cargo package --quiet --locked --no-verify --allow-dirty
         --package kirimin-profile-card-core --package kirimin-profile-card"
    ))
}

fn dependencies(workspace: &Workspace) -> Result<()> {
    let deny = cargo::CARGO_DENY.ensure()?;
    run(cmd!(workspace.sh, "{deny} check bans licenses sources"))?;
    match output_of(cmd!(workspace.sh, "{deny} fetch db").env("GIT_TERMINAL_PROMPT", "0")) {
        Ok(_) => run(cmd!(
            workspace.sh,
            "{deny} check --disable-fetch advisories"
        )),
        Err(problem) => {
            say(format_args!(
                "skipped known vulnerabilities: their database could not be reached ({problem:#})"
            ));
            Ok(())
        }
    }
}
