//! The pages and apps that embed the package, built as their users would build them.

use super::node::install;
use super::{build, check, check_sizes, empty};
use crate::page::{self, Profile};
use crate::run::{output_of, run, say, shell};
use crate::wasm_target;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

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
    pub small: Result<()>,
}

/// Builds the package and every page and app with it.
pub fn prepare(workspace: &Workspace, profile: Profile) -> Result<Hosts> {
    let (node, package) = build(workspace, profile)?;
    check::all(&node, &package)?;
    let small = check_sizes(workspace, &node, profile);
    let source = workspace.root.join("tests").join("hosts");
    let folder = workspace.target.join("hosts");
    let (site, apps) = (folder.join("site"), folder.join("apps"));
    empty(&site)?;
    copy_folder(&source.join("element"), &site)?;
    copy_folder(&package, &site.join("npm"))?;
    other_version(&package, &site.join("other"))?;
    let packed = pack(&package, &folder)?;

    fs::create_dir_all(&apps)?;
    prepare_app(&source.join("node"), &apps.join("node"), &packed)?;
    prepare_app(&source.join("cdn"), &apps.join("cdn"), &packed)?;
    let plain = prepare_app(&source.join("plain"), &apps.join("plain"), &packed)?;
    copy_folder(&plain, &site.join("plain"))?;
    for name in APPS {
        say(format_args!("building the host app {name}"));
        let app = prepare_app(&source.join(name), &apps.join(name), &packed)?;
        let (sh, to) = (shell(&app)?, site.join(name));
        output_of(cmd!(sh, "npm run build -- --base=/{name}/ --outDir {to}"))?;
    }
    let bundlers = prepare_app(&source.join("bundlers"), &apps.join("bundlers"), &packed)?;
    let sh = shell(&bundlers)?;
    for name in BUNDLERS {
        say(format_args!("bundling a page with {name}"));
        output_of(cmd!(sh, "npm run {name}"))?;
        let page = site.join(name);
        copy_folder(&bundlers.join("dist").join(name), &page)?;
        if name != "parcel" {
            fs::copy(bundlers.join("index.html"), page.join("index.html"))?;
        }
    }
    say("building the host app angular");
    let angular = prepare_app(&source.join("angular"), &apps.join("angular"), &packed)?;
    let sh = shell(&angular)?;
    output_of(cmd!(sh, "npm run build -- --base-href /angular/"))?;
    copy_folder(&angular.join("dist"), &site.join("angular"))?;
    say("building the host app next");
    let next = prepare_app(&source.join("next"), &apps.join("next"), &packed)?;
    let sh = shell(next)?;
    output_of(cmd!(sh, "npm run build").env("NEXT_TELEMETRY_DISABLED", "1"))?;
    leptos(workspace, &site.join("leptos"))?;
    Ok(Hosts { site, apps, small })
}

/// The example app in Leptos, built by Trunk.
fn leptos(workspace: &Workspace, to: &Path) -> Result<()> {
    say("building the example app in Leptos");
    let wasm = wasm_target::prepare()?;
    let sh = shell(workspace.root.join("examples").join("leptos"))?;
    let command = page::trunk(&sh, to)?.args(["--public-url", "/leptos/"]);
    run(wasm.apply(command, workspace))
}

/// The same package under another version, as a second one on the page.
fn other_version(package: &Path, to: &Path) -> Result<()> {
    copy_folder(package, to)?;
    let manifest = fs::read_to_string(package.join("package.json"))?;
    let element = to.join("element.js");
    let version = manifest
        .lines()
        .find_map(|line| {
            line.trim()
                .strip_prefix(r#""version": ""#)?
                .split('"')
                .next()
        })
        .context("package.json has no version")?;
    let other = fs::read_to_string(&element)?.replace(&format!(r#""{version}""#), r#""99.0.0""#);
    Ok(fs::write(&element, &other)?)
}

/// The tarball that npm would publish.
fn pack(package: &Path, folder: &Path) -> Result<PathBuf> {
    let sh = shell(package)?;
    let name = output_of(cmd!(sh, "npm pack --silent --pack-destination {folder}"))?;
    Ok(folder.join(name.trim()))
}

/// Installs what an app's lock file names, then the package as its users do.
fn prepare_app(source: &Path, app: &Path, packed: &Path) -> Result<PathBuf> {
    copy_installed(source, app)?;
    let sh = shell(app)?;
    output_of(cmd!(
        sh,
        "npm install --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --force
         {packed}"
    ))?;
    Ok(app.to_path_buf())
}

/// Copies a folder, and installs there what its lock file names, if it is not there yet.
pub fn copy_installed(source: &Path, to: &Path) -> Result<()> {
    let stamp = to.join("node_modules/installed.json");
    let lock = fs::read_to_string(source.join("package-lock.json"))?;
    let installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock);
    if !installed {
        empty(to)?;
    }
    copy_folder(source, to)?;
    if !installed {
        install(to)?;
        fs::create_dir_all(to.join("node_modules"))?;
        fs::write(&stamp, &lock)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
