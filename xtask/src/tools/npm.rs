//! Tools from the npm registry, for which Node.js has to be there.

use super::{has_version, home, lock};
use crate::run::{Problem, Result, command, on_path, output_of, say};
use std::path::{Path, PathBuf};

/// A program to be had from the npm registry.
#[derive(Debug)]
pub struct Tool {
    /// The package.
    package: &'static str,
    /// The exact version of the package.
    version: &'static str,
    /// Its program, and the version that this prints.
    program: (&'static str, &'static str),
    /// What it is needed for, for the person who lacks Node.js.
    purpose: &'static str,
}

/// wasm-opt, which makes a WebAssembly module smaller and faster.
pub fn wasm_opt() -> Tool {
    Tool {
        package: "binaryen",
        version: "132.0.0",
        program: ("wasm-opt", "132"),
        purpose: "optimised builds",
    }
}

impl Tool {
    /// Installs the tool where it is not there yet, and hands back the folder
    /// of its program.
    ///
    /// # Errors
    /// There is no npm, or it cannot install the package.
    pub fn ensure(&self) -> Result<PathBuf> {
        let on_path = on_path(self.program.0).and_then(|path| Some(path.parent()?.to_path_buf()));
        if let Some(folder) = on_path.filter(|folder| self.is_in(folder)) {
            return Ok(folder);
        }
        let home = home()?;
        let root = home.join(format!("{}-{}", self.package, self.version));
        let folder = root.join("node_modules").join(".bin");
        if self.is_in(&folder) {
            return Ok(folder);
        }
        let _one_at_a_time = lock(&home)?;
        say(format_args!(
            "installing {} {} into {} (once; some seconds)",
            self.package,
            self.version,
            root.display()
        ));
        output_of(
            command("npm")
                .args(["install", "--no-audit", "--no-fund", "--prefix"])
                .arg(&root)
                .arg(format!("{}@{}", self.package, self.version)),
        )
        .map_err(|problem| {
            Problem::new(format!(
                "{problem}; {} need Node.js with npm, or {} {} on PATH",
                self.purpose, self.program.0, self.program.1
            ))
        })?;
        Ok(folder)
    }

    fn is_in(&self, folder: &Path) -> bool {
        let (name, version) = self.program;
        output_of(command(folder.join(name)).arg("--version"))
            .is_ok_and(|printed| has_version(&printed, version))
    }
}
