//! The tools from the npm registry, all pinned in the `package.json` of the repository.

use crate::run::{output_of, say, shell};
use crate::tools;
use crate::workspace::{Workspace, shown};
use anyhow::{Context, Result, ensure};
use cargo_metadata::semver::Version;
use fs_err as fs;
use std::path::PathBuf;
use xshell::{Cmd, Shell, cmd};

/// The oldest Node.js that Vite, in the hosts' tests, runs on.
const OLDEST: Version = Version::new(20, 19, 0);

const NEEDED: &str = "the npm package needs Node.js 20.19 or newer, with npm";

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
        check_version(&output_of(cmd!(node.sh, "node --version")).context(NEEDED)?)?;
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
        .context(NEEDED)?;
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

/// Checks what `node --version` prints, such as `v20.19.0`: an older one would fail after minutes.
fn check_version(printed: &str) -> Result<()> {
    let version = printed.trim().trim_start_matches('v');
    let new_enough = Version::parse(version).is_ok_and(|version| version >= OLDEST);
    ensure!(new_enough, "{NEEDED}; `node` here is {version}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_version;

    #[test]
    fn an_old_node_is_refused() {
        assert!(check_version("v20.19.0\n").is_ok() && check_version("v24.0.1").is_ok());
        for old in ["v18.20.4", "v20.10.0", "", "node"] {
            assert!(check_version(old).is_err(), "{old}");
        }
    }
}
