//! The tools from the npm registry, all pinned in the `package.json` of the repository.

use super::{read, write};
use crate::run::{Problem, Result, command, output_of, say};
use crate::tools;
use crate::workspace::{Workspace, shown};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The installed tools.
#[derive(Debug)]
pub struct Node {
    /// Where they are installed.
    folder: PathBuf,
    /// Where the repository's own scripts are.
    scripts: PathBuf,
}

impl Node {
    /// Installs what `package-lock.json` names, if it is not there yet.
    ///
    /// # Errors
    /// There is no Node.js, or npm cannot install the packages.
    pub fn ensure(workspace: &Workspace) -> Result<Self> {
        let scripts = workspace.root.join("xtask").join("scripts");
        let folder = workspace.root.join("node_modules");
        let node = Self { folder, scripts };
        let lock = read(&workspace.root.join("package-lock.json"))?;
        let stamp = node.folder.join("installed.json");
        if read(&stamp).is_ok_and(|installed| installed == lock) {
            return Ok(node);
        }
        say(format_args!(
            "installing the package's tools into {} (once; about half a minute)",
            shown(&node.folder)
        ));
        install(&workspace.root)?;
        write(&stamp, &lock)?;
        Ok(node)
    }

    /// A command for one of the tools.
    pub fn tool(&self, name: &str) -> Command {
        command(tools::program(&self.folder.join(".bin"), name))
    }

    /// Runs one of the repository's own scripts on files or folders, and hands back what it printed.
    ///
    /// # Errors
    /// The script failed.
    pub fn script(&self, name: &str, paths: &[&Path]) -> Result<String> {
        output_of(command("node").arg(self.scripts.join(name)).args(paths))
    }
}

/// Installs exactly what a folder's `package-lock.json` names.
///
/// # Errors
/// There is no Node.js, or npm cannot install the packages.
pub fn install(folder: &Path) -> Result {
    output_of(
        command("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(folder),
    )
    .map(drop)
    .map_err(|problem| {
        Problem::new(format!(
            "{problem}; the npm package needs Node.js 20 with npm"
        ))
    })
}
