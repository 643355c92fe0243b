//! `cargo xtask release`: one version for the crates, the npm package and the documentation.

use crate::options::{PackageOptions, ReleaseOptions};
use crate::package;
use crate::run::{output_of, run, say};
use crate::workspace::Workspace;
use anyhow::{Result, anyhow, bail, ensure};
use cargo_metadata::semver::Version;
use fs_err as fs;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use xshell::{Shell, cmd};

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
    let texts = changed(&workspace, &old, &options.version, date.trim())?;
    if options.dry_run {
        return texts
            .iter()
            .try_for_each(|(name, text)| show(sh, name, text));
    }
    for (name, text) in texts {
        fs::write(workspace.root.join(name), text)?;
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

/// Prints how a file would be different.
fn show(sh: &Shell, name: &str, text: &str) -> Result<()> {
    // Git answers with a failure when it finds a difference, and there is one in each of these files.
    Ok(cmd!(sh, "git diff --no-index --unified=0 -- {name} -")
        .stdin(text)
        .ignore_status()
        .quiet()
        .run()?)
}

/// The files' texts with the new version.
fn changed(
    workspace: &Workspace,
    old: &str,
    new: &str,
    date: &str,
) -> Result<BTreeMap<&'static str, String>> {
    let heading = format!("{UNRELEASED}\n## {new} ({date})\n");
    let versions =
        PLACES.map(|(name, place)| (name, place.replace("{}", old), place.replace("{}", new)));
    let changelog = (CHANGELOG, UNRELEASED.to_owned(), heading);
    let mut texts = BTreeMap::new();
    for (name, from, to) in versions.into_iter().chain([changelog]) {
        let text = match texts.entry(name) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => unread.insert(fs::read_to_string(workspace.root.join(name))?),
        };
        ensure!(text.contains(&from), "{name} has no `{}`", from.trim());
        *text = text.replace(&from, &to);
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{CHANGELOG, CRATE, changed};
    use crate::workspace::Workspace;

    #[test]
    fn the_version_is_found_in_every_place() {
        let workspace = Workspace::find().unwrap();
        let old = workspace.locked_version(CRATE).unwrap();
        let texts = changed(&workspace, &old, "99.0.0", "2099-01-01").unwrap();
        for (name, text) in &texts {
            assert!(text.contains("99.0.0"), "{name}");
        }
        let heading = "## Unreleased\n\n## 99.0.0 (2099-01-01)\n";
        assert!(texts[CHANGELOG].contains(heading));
    }
}
