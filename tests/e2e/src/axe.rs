//! axe-core, which finds what makes a page hard to use for some people.
//!
//! It comes from the npm registry (licence MPL-2.0) into Cargo's build folder,
//! once, and is only ever run in the tests' browsers: nothing of it is shipped.

use crate::{Browser, settings};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

const VERSION: &str = "4.14.1";

/// The checker's own code.
#[derive(Clone, Debug)]
pub struct Axe(String);

/// What it found on a page.
#[derive(Clone, Debug, Deserialize)]
pub struct Findings {
    /// What is wrong, one line for each element.
    pub violations: Vec<String>,
    /// The `data-state`s of the elements in which it checked something.
    pub states: BTreeSet<String>,
}

const CHECK: &str = r"
const done = arguments[0];
const state = node => document.querySelector(node.target[0])?.closest('[data-state]')?.dataset.state;
const line = (rule, node) =>
  `${rule.id} (${rule.impact}): ${rule.help}: ${state(node) ?? ''} ${node.target.join(' ')}: ${node.failureSummary}`;
const lines = rules => rules.flatMap(rule => rule.nodes.map(node => line(rule, node)));

// Where the ground is a gradient, axe-core cannot say whether a text stands
// out from it. If it does from both ends, it does from all between.
const grounds = [...document.querySelectorAll('[part~=card]')]
  .map(card => [card, getComputedStyle(card).backgroundImage])
  .filter(([, image]) => image.startsWith('linear-gradient'))
  .map(([card, image]) => [card, image.match(/[a-z]+\([^()]*\)/g)]);
// A single letter may be a picture; the card has one in place of a missing
// avatar. A pseudo-element may be a ground; the card's are icons, and beside text.
const known = ['shortTextContent', 'pseudoContent'];
const isSeen = node => node.any.every(check => !known.includes(check.data?.messageKey));
const check = async () => {
  const rules = { 'target-size': { enabled: true } };
  const found = await axe.run(document, { rules, resultTypes: ['violations', 'passes'] });
  const violations = lines(found.violations);
  for (const end of [0, 1]) {
    for (const [card, colours] of grounds) card.style.background = colours.at(-end);
    const contrast = await axe.run(document, { runOnly: ['color-contrast'] });
    violations.push(...lines(contrast.violations));
    const unsure = contrast.incomplete.map(rule => ({ ...rule, nodes: rule.nodes.filter(isSeen) }));
    violations.push(...lines(unsure));
  }
  for (const [card] of grounds) card.style.background = '';
  const states = found.passes.flatMap(rule => rule.nodes.map(state)).filter(Boolean);
  return { violations, states: [...new Set(states)] };
};
// What fades in has its colours only afterwards; a spinner never ends.
document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime < 10_000)
  .forEach(animation => animation.finish());
check().then(done, error => done({ violations: [String(error)], states: [] }));
";

impl Axe {
    /// Reads it, having fetched it where it is not there yet.
    ///
    /// # Errors
    /// It is not there, and npm cannot fetch it.
    pub fn ready() -> Result<Self> {
        let folder = settings::build_folder().join(format!("e2e-tools/axe-core-{VERSION}"));
        let code = folder.join("node_modules/axe-core/axe.min.js");
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join(".lock"))?;
        lock.lock()?;
        if !code.exists() {
            fetch(&folder)?;
        }
        Ok(Self(fs::read_to_string(code)?))
    }

    /// Checks the page that the browser shows, by all rules of WCAG 2.2 AA and
    /// the good practices that axe-core knows.
    ///
    /// # Errors
    /// It cannot be run there.
    pub async fn check(&self, browser: &Browser) -> Result<Findings> {
        browser.run(&self.0, vec![]).await?;
        let found = browser.run_async(CHECK, vec![]).await?;
        Ok(serde_json::from_value(found)?)
    }
}

fn fetch(folder: &Path) -> Result<()> {
    let output = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--prefix"])
        .arg(folder)
        .arg(format!("axe-core@{VERSION}"))
        .output()
        .context("axe-core needs Node.js with npm, which cannot be run")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "npm cannot fetch axe-core: {said}");
    Ok(())
}
