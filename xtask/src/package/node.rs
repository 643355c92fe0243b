//! The tools from the npm registry, all pinned in the `package.json` of the repository.

use crate::run::{output_of, say, shell};
use crate::tools;
use crate::workspace::{Workspace, shown};
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::PathBuf;
use xshell::{Cmd, Shell, cmd};

/// The installed tools.
#[derive(Debug)]
pub struct Node {
    /// Where they are installed.
    folder: PathBuf,
    /// Where the repository's own scripts are.
    scripts: PathBuf,
    /// For commands that run in the repository's top folder.
    pub sh: Shell,
}

impl Node {
    /// Installs what `package-lock.json` names, if it is not there yet.
    pub fn ensure(workspace: &Workspace) -> Result<Self> {
        let scripts = workspace.root.join("xtask").join("scripts");
        let folder = workspace.root.join("node_modules");
        let sh = shell(&workspace.root)?;
        let node = Self {
            folder,
            scripts,
            sh,
        };
        let lock = fs::read_to_string(workspace.root.join("package-lock.json"))?;
        let stamp = node.folder.join("installed.json");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
            return Ok(node);
        }
        say(format_args!(
            "installing the package's tools into {} (once; about half a minute)",
            shown(&node.folder)
        ));
        output_of(cmd!(
            node.sh,
            "npm ci --no-audit --no-fund --ignore-scripts"
        ))
        .context("the npm package needs Node.js 20 with npm")?;
        fs::write(&stamp, &lock)?;
        Ok(node)
    }

    /// The folder of the tools' programs.
    pub fn folder(&self) -> PathBuf {
        self.folder.join(".bin")
    }

    /// The program of one of the tools.
    pub fn tool(&self, name: &str) -> PathBuf {
        tools::program(&self.folder(), name)
    }

    /// A command that runs one of the repository's own scripts.
    pub fn script(&self, name: &str) -> Cmd<'_> {
        let script = self.scripts.join(name);
        cmd!(self.sh, "node {script}")
    }
}
