//! `cargo xtask release`: one version for the crates, the npm package and the documentation.

use crate::options::{PackageOptions, ReleaseOptions};
use crate::package;
use crate::run::{output_of, run, say};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow, bail};
use cargo_metadata::semver::Version;
use fs_err as fs;
use std::path::PathBuf;
use xshell::cmd;

const CRATE: &str = "kirimin-profile-card";
const CHANGELOG: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## Unreleased\n";
/// Where the version stands, each as it is written there.
const PLACES: [(&str, &str); 5] = [
    ("Cargo.toml", "version = \"{}\"\nedition"),
    ("Cargo.toml", "path = \"core\", version = \"{}\""),
    ("docs/README.md", "kirimin-profile-card-{}.tgz"),
    ("docs/html.md", "kirimin-profile-card@{}/"),
    ("tests/hosts/cdn/index.html", "kirimin-profile-card@{}/"),
];

/// Sets the version everywhere, gives the changelog's newest entries a heading, and packs both forms.
/// Publishes nothing.
pub fn release(options: &ReleaseOptions) -> Result<()> {
    let workspace = Workspace::find()?;
    let old = workspace.locked_version(CRATE)?;
    let parse = |text: &str| Version::parse(text).map_err(|error| anyhow!("'{text}': {error}"));
    if parse(&options.version)? <= parse(&old)? {
        bail!("{} is not newer than {old}", options.version);
    }
    let sh = &workspace.sh;
    let date = output_of(cmd!(sh, "git show -s --format=%cs HEAD"))?;
    for file in changed(&workspace, &old, &options.version, date.trim())? {
        if options.dry_run {
            file.show();
        } else {
            fs::write(&file.path, &file.after)?;
        }
    }
    if options.dry_run {
        return Ok(());
    }
    // So that Cargo.lock has the new version, too.
    run(cmd!(sh, "cargo update --workspace --offline"))?;
    package::package(&PackageOptions { debug: false })?;
    run(cmd!(sh, "npm pack ./dist/npm --pack-destination dist"))?;
    run(cmd!(
        sh,
        "cargo package --allow-dirty --package kirimin-profile-card-core --package {CRATE}"
    ))?;
    say(format_args!(
        "packed. Next: commit, `git tag v{}`, `cargo publish` for the core and the card, `npm publish ./dist/npm`",
        options.version
    ));
    Ok(())
}

/// A file before and after.
#[derive(Debug)]
struct Changed {
    path: PathBuf,
    before: String,
    after: String,
}

impl Changed {
    /// Prints the lines that are different.
    fn show(&self) {
        println!("{}", self.path.display());
        for (sign, these, others) in [
            ("-", &self.before, &self.after),
            ("+", &self.after, &self.before),
        ] {
            let others: Vec<_> = others.lines().collect();
            for line in these.lines().filter(|line| !others.contains(line)) {
                println!("  {sign} {}", line.trim());
            }
        }
    }
}

fn changed(workspace: &Workspace, old: &str, new: &str, date: &str) -> Result<Vec<Changed>> {
    let mut files: Vec<Changed> = Vec::new();
    let mut change = |name: &str, from: &str, to: &str| {
        let path = workspace.root.join(name);
        let known = files.iter().position(|file| file.path == path);
        let index = match known {
            Some(index) => index,
            None => {
                let before = fs::read_to_string(&path)?;
                let after = before.clone();
                files.push(Changed {
                    path,
                    before,
                    after,
                });
                files.len() - 1
            }
        };
        let file = &mut files[index];
        if !file.after.contains(from) {
            bail!("{name} has no `{}`", from.trim());
        }
        file.after = file.after.replace(from, to);
        Ok(())
    };
    for (name, place) in PLACES {
        change(name, &place.replace("{}", old), &place.replace("{}", new))?;
    }
    change(
        CHANGELOG,
        UNRELEASED,
        &format!("{UNRELEASED}\n## {new} ({date})\n"),
    )?;
    Ok(files)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::changed;
    use crate::workspace::Workspace;

    #[test]
    fn the_version_is_found_in_every_place() {
        let workspace = Workspace::find().unwrap();
        let old = workspace.locked_version(super::CRATE).unwrap();
        let files = changed(&workspace, &old, "99.0.0", "2099-01-01").unwrap();
        for file in &files {
            assert!(file.after.contains("99.0.0"), "{}", file.path.display());
        }
        let changelog = &files.last().unwrap().after;
        assert!(changelog.contains("## Unreleased\n\n## 99.0.0 (2099-01-01)\n"));
    }
}
