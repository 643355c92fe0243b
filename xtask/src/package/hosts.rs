//! The pages and apps that embed the package, built as their users would build them.

use super::node::install;
use super::sizes::Sizes;
use super::{build, check, check_budget, copy, empty, read, told, write};
use crate::page::Profile;
use crate::run::{Problem, Result, command, output_of, path_with, run, say};
use crate::tools::{self, cargo};
use crate::wasm_target;
use crate::workspace::Workspace;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The apps that are built with Vite.
const APPS: [&str; 3] = ["react", "vue", "svelte"];

/// The bundlers of `tests/hosts/bundlers`. Only Parcel bundles the page as well.
const BUNDLERS: [&str; 4] = ["webpack", "rollup", "esbuild", "parcel"];

/// What was prepared for the tests.
#[derive(Debug)]
pub struct Hosts {
    /// The folder of all pages, to be served by the demo server.
    pub site: PathBuf,
    /// The folder of the apps with the package installed.
    pub apps: PathBuf,
    /// Whether the package is as small as it has to be: no reason not to run the tests.
    pub budget: Result,
}

/// Builds the package and every page and app with it.
///
/// # Errors
/// A tool is missing, or something cannot be built.
pub fn prepare(workspace: &Workspace, profile: Profile) -> Result<Hosts> {
    let (node, package) = build(workspace, profile)?;
    check::all(&node, &package)?;
    let budget = check_budget(workspace, profile, &Sizes::of(&node, &package)?);
    let source = workspace.root.join("tests").join("hosts");
    let folder = workspace.target.join("hosts");
    let (site, apps) = (folder.join("site"), folder.join("apps"));
    empty(&site)?;
    copy_folder(&source.join("element"), &site)?;
    copy_folder(&package, &site.join("npm"))?;
    other_version(&package, &site.join("other"))?;
    let packed = pack(&package, &folder)?;

    fs::create_dir_all(&apps).map_err(|error| told(&apps, &error))?;
    prepare_app(&source.join("node"), &apps.join("node"), &packed)?;
    prepare_app(&source.join("cdn"), &apps.join("cdn"), &packed)?;
    let plain = prepare_app(&source.join("plain"), &apps.join("plain"), &packed)?;
    copy_folder(&plain, &site.join("plain"))?;
    for name in APPS {
        say(format_args!("building the host app {name}"));
        let app = prepare_app(&source.join(name), &apps.join(name), &packed)?;
        output_of(
            command("npm")
                .args(["run", "build", "--", &format!("--base=/{name}/")])
                .arg("--outDir")
                .arg(site.join(name))
                .current_dir(app),
        )?;
    }
    let bundlers = prepare_app(&source.join("bundlers"), &apps.join("bundlers"), &packed)?;
    for name in BUNDLERS {
        say(format_args!("bundling a page with {name}"));
        output_of(command("npm").args(["run", name]).current_dir(&bundlers))?;
        let page = site.join(name);
        copy_folder(&bundlers.join("dist").join(name), &page)?;
        if name != "parcel" {
            copy(&bundlers.join("index.html"), &page.join("index.html"))?;
        }
    }
    say("building the host app angular");
    let angular = prepare_app(&source.join("angular"), &apps.join("angular"), &packed)?;
    output_of(
        command("npm")
            .args(["run", "build", "--", "--base-href", "/angular/"])
            .current_dir(&angular),
    )?;
    copy_folder(&angular.join("dist"), &site.join("angular"))?;
    say("building the host app next");
    let next = prepare_app(&source.join("next"), &apps.join("next"), &packed)?;
    output_of(
        command("npm")
            .args(["run", "build"])
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .current_dir(next),
    )?;
    leptos(workspace, &site.join("leptos"))?;
    Ok(Hosts { site, apps, budget })
}

/// The example app in Leptos, built by Trunk.
fn leptos(workspace: &Workspace, to: &Path) -> Result {
    say("building the example app in Leptos");
    let wasm = wasm_target::prepare()?;
    let trunk = cargo::TRUNK.ensure()?;
    let bind = cargo::WASM_BINDGEN.ensure()?;
    let mut command = workspace.command(tools::program(&trunk, "trunk"));
    command
        .args(["build", "--quiet", "--skip-version-check"])
        .args(["--public-url", "/leptos/", "--dist"])
        .arg(to)
        .current_dir(workspace.root.join("examples").join("leptos"))
        .env("PATH", path_with([bind.as_path()])?)
        .env("RUST_BACKTRACE", "0");
    if env::var_os("NO_COLOR").is_some() {
        // Trunk takes this variable for an option and understands no other value.
        command.env("NO_COLOR", "true");
    }
    run(wasm.apply(&mut command, workspace))
}

/// The same package under another version, as a second one on the page.
fn other_version(package: &Path, to: &Path) -> Result {
    copy_folder(package, to)?;
    let manifest = read(&package.join("package.json"))?;
    let element = to.join("element.js");
    let version = manifest
        .lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix(r#""version": ""#)?
                .split('"')
                .next()
        })
        .ok_or_else(|| Problem::new("package.json has no version"))?;
    let other = read(&element)?.replace(&format!(r#""{version}""#), r#""99.0.0""#);
    write(&element, &other)
}

/// The tarball that npm would publish.
fn pack(package: &Path, folder: &Path) -> Result<PathBuf> {
    let name = output_of(
        command("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(folder)
            .current_dir(package),
    )?;
    Ok(folder.join(name.trim()))
}

/// Installs what an app's lock file names, then the package as its users do.
fn prepare_app(source: &Path, app: &Path, packed: &Path) -> Result<PathBuf> {
    copy_installed(source, app)?;
    output_of(
        command("npm")
            .args(["install", "--no-save", "--no-package-lock", "--no-audit"])
            .args(["--no-fund", "--ignore-scripts", "--force"])
            .arg(packed)
            .current_dir(app),
    )?;
    Ok(app.to_path_buf())
}

/// Copies a folder, and installs there what its lock file names, if it is not there yet.
///
/// # Errors
/// A file cannot be copied, there is no Node.js, or npm cannot install the packages.
pub fn copy_installed(source: &Path, to: &Path) -> Result {
    let stamp = to.join("node_modules/installed.json");
    let lock = read(&source.join("package-lock.json"))?;
    let installed = read(&stamp).is_ok_and(|installed| installed == lock);
    if !installed {
        empty(to)?;
    }
    copy_folder(source, to)?;
    if !installed {
        install(to)?;
        fs::create_dir_all(to.join("node_modules")).map_err(|error| told(to, &error))?;
        write(&stamp, &lock)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to).map_err(|error| told(to, &error))?;
    for entry in fs::read_dir(from).map_err(|error| told(from, &error))? {
        let path = entry.map_err(|error| told(from, &error))?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}
