//! `cargo xtask lint`: what can be said of the code without running it.

use crate::package::node::Node;
use crate::public_api;
use crate::run::{output_of, run, say, succeeds};
use crate::tools::cargo;
use crate::wasm_target::{self, TARGET};
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use xshell::{Cmd, Shell, cmd};

/// One check of the whole repository.
type Check<'a> = &'a dyn Fn() -> Result<()>;

/// Runs the checks one after the other, all of them even if one fails.
pub fn lint() -> Result<()> {
    let workspace = &Workspace::find()?;
    let sh = &workspace.sh;
    let npm = |name: &str| Ok::<_, anyhow::Error>(Node::ensure(workspace)?.tool(name));
    let checks: [(&str, Check<'_>); 14] = [
        ("formatting", &|| {
            component(sh, "rustfmt", "fmt")?;
            run(cmd!(sh, "cargo fmt --all --check"))
        }),
        ("scripts", &|| {
            let biome = npm("biome")?;
            run(cmd!(sh, "{biome} ci --error-on-warnings"))
        }),
        ("style sheets", &|| {
            let stylelint = npm("stylelint")?;
            run(cmd!(sh, "{stylelint} style/*.css tests/hosts/*/*.css"))
        }),
        ("spelling", &|| {
            let typos = cargo::TYPOS.ensure()?;
            run(cmd!(sh, "{typos}"))
        }),
        ("links between the files of the documentation", &|| {
            let remark = npm("remark")?;
            run(cmd!(sh, "{remark} --frail --quiet --no-stdout ."))
        }),
        ("what is generated from the element's source", &|| {
            run(Node::ensure(workspace)?.script("docs.mjs").arg("--check"))
        }),
        // The first to build: it also refuses a `Cargo.lock` that is not up to date.
        ("clippy on the host", &|| {
            component(sh, "clippy", "clippy")?;
            let clippy = cmd!(sh, "cargo clippy --locked --workspace --all-targets");
            run(denying_warnings(clippy))
        }),
        ("clippy with the features of servers", &|| {
            clippy_features(sh)
        }),
        ("clippy for wasm32", &|| clippy_wasm(sh)),
        ("documentation", &|| {
            let doc = cmd!(sh, "cargo doc --locked --workspace --no-deps");
            let doc = doc.arg("--document-private-items");
            run(doc.env("RUSTDOCFLAGS", "--deny warnings"))
        }),
        ("public items of the crates", &|| {
            public_api::check(workspace)
        }),
        ("unused dependencies", &|| {
            let machete = cargo::CARGO_MACHETE.ensure()?;
            run(cmd!(sh, "{machete} --skip-target-dir"))
        }),
        ("dependencies", &|| dependencies(sh)),
        // What crates.io would be sent: all that a build needs is in it. Not built once more.
        ("packages for crates.io", &|| {
            run(cmd!(
                sh,
                "cargo package --quiet --locked --no-verify --allow-dirty
                 --package kirimin-profile-card-core --package kirimin-profile-card"
            ))
        }),
    ];
    let mut failed = Vec::new();
    for (name, check) in checks {
        say(format_args!("checking {name}"));
        if let Err(problem) = check() {
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

fn denying_warnings(clippy: Cmd<'_>) -> Cmd<'_> {
    clippy.args(["--", "--deny", "warnings"])
}

/// Adds a part of the toolchain that rustup's minimal profile leaves out.
fn component(sh: &Shell, name: &str, command: &str) -> Result<()> {
    if succeeds(cmd!(sh, "cargo {command} --version")) {
        return Ok(());
    }
    say(format_args!("adding {name} with rustup"));
    output_of(cmd!(sh, "rustup component add {name}")).map(drop)
}

/// `csr` is what the rest of the workspace has.
fn clippy_features(sh: &Shell) -> Result<()> {
    for (package, features) in [
        ("kirimin-profile-card", ""),
        ("kirimin-profile-card", "hydrate"),
        ("kirimin-axum-example", "hydrate"),
        ("kirimin-axum-example", "ssr"),
    ] {
        run(denying_warnings(cmd!(
            sh,
            "cargo clippy --locked --lib --bins --package {package} --features {features}"
        )))?;
    }
    Ok(())
}

fn clippy_wasm(sh: &Shell) -> Result<()> {
    if !wasm_target::prepare()?.has_clippy() {
        say("skipped: Debian's compiler, the only one here with the target, has no clippy");
        return Ok(());
    }
    run(denying_warnings(cmd!(
        sh,
        "cargo clippy --locked --target {TARGET} --package kirimin-profile-card
         --package kirimin-profile-card-element --package kirimin-playground
         --lib --bins --test web*"
    )))
}

/// Licences and sources, and known vulnerabilities where their database can be reached.
fn dependencies(sh: &Shell) -> Result<()> {
    let deny = cargo::CARGO_DENY.ensure()?;
    run(cmd!(sh, "{deny} check bans licenses sources"))?;
    let fetch = cmd!(sh, "{deny} fetch db").env("GIT_TERMINAL_PROMPT", "0");
    if let Err(problem) = output_of(fetch) {
        say(format_args!(
            "skipped known vulnerabilities: their database could not be reached ({problem:#})"
        ));
        return Ok(());
    }
    run(cmd!(sh, "{deny} check --disable-fetch advisories"))
}
