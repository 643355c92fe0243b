//! What a browser tells assistive technology about each state of the card: its accessibility tree.
//!
//! `tests/e2e/accessibility` has one file for each of the card's languages, which somebody has read. A line is an
//! object: its role (WAI-ARIA), its name in quotation marks, its description after a dash, and what it
//! is besides, such as `busy`. Only Chromium hands its tree out, through the DevTools protocol.

use crate::{Browser, clock, settings, until};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// How the command that writes the files is called, for whoever has to.
const ACCEPT: &str = "`cargo xtask shots --accept`";

/// What is told of an object besides role, name and description. Focus is not: the journeys test it.
const PROPERTIES: [&str; 8] = [
    "level", "busy", "disabled", "live", "expanded", "pressed", "invalid", "modal",
];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Object {
    node_id: String,
    ignored: bool,
    role: Option<Said>,
    name: Option<Said>,
    description: Option<Said>,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    child_ids: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Said {
    #[serde(default)]
    value: Value,
}

#[derive(Debug, Deserialize)]
struct Property {
    name: String,
    value: Said,
}

/// The trees of all states in the gallery in that language, as a file has them.
///
/// # Errors
/// The gallery does not come up, or the browser is not Chromium.
pub async fn read(browser: &Browser, lang: &str) -> Result<String> {
    const CARDS: &str = "
        return [...document.querySelectorAll('.state .kirimin-card')]
            .map((card) => [card.closest('.state').dataset.state, card.dataset.layout])";
    // A busy machine would show a later second of a countdown.
    clock::stop(browser).await?;
    browser
        .goto(&format!("/?view=gallery&lang={lang}&theme=light"))
        .await?;
    let cards = until("the gallery is there", async || {
        let cards: Vec<(String, String)> =
            serde_json::from_value(browser.run(CARDS, vec![]).await?)?;
        ensure!(cards.len() > 100, "{} cards", cards.len());
        Ok(cards)
    })
    .await?;
    browser.devtools("Accessibility.enable", json!({})).await?;
    let mut answer = browser
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await?;
    let objects: Vec<Object> = serde_json::from_value(answer["nodes"].take())?;
    let tree = Tree::new(&objects);
    let articles = objects
        .iter()
        .filter(|object| !object.ignored && object.role() == "article");
    let articles: Vec<_> = articles.map(|article| tree.lines(article)).collect();
    ensure!(
        articles.len() == cards.len(),
        "{} articles of {} cards",
        articles.len(),
        cards.len()
    );
    let mut states = Vec::<(&str, Vec<(&str, String)>)>::new();
    for ((state, layout), lines) in cards.iter().zip(articles) {
        match states.last_mut().filter(|(last, _)| last == state) {
            Some((_, layouts)) => layouts.push((layout, lines)),
            None => states.push((state, vec![(layout, lines)])),
        }
    }
    let mut text = String::new();
    for (state, layouts) in states {
        let all_alike = layouts.windows(2).all(|pair| pair[0].1 == pair[1].1);
        let shown = if all_alike { 1 } else { layouts.len() };
        for (layout, lines) in &layouts[..shown] {
            let layout = if all_alike { "" } else { layout };
            writeln!(text, "{}\n{lines}", format!("{state} {layout}").trim_end())?;
        }
    }
    Ok(text)
}

struct Tree<'a>(BTreeMap<&'a str, &'a Object>);

impl<'a> Tree<'a> {
    fn new(objects: &'a [Object]) -> Self {
        let by_id = objects
            .iter()
            .map(|object| (object.node_id.as_str(), object));
        Self(by_id.collect())
    }

    fn lines(&self, object: &Object) -> String {
        let mut lines = String::new();
        self.write(object, 1, &mut lines);
        lines
    }

    fn write(&self, object: &Object, depth: usize, lines: &mut String) {
        // What is ignored, or has no meaning of its own, stands for its children.
        let has_meaning = !object.ignored && !matches!(object.role(), "generic" | "none");
        if has_meaning {
            let _ = writeln!(lines, "{}{}", "  ".repeat(depth), object.line());
        }
        // A text's boxes depend on the width.
        if object.role() == "StaticText" {
            return;
        }
        for child in &object.child_ids {
            if let Some(child) = self.0.get(child.as_str()) {
                self.write(child, depth + usize::from(has_meaning), lines);
            }
        }
    }
}

impl Object {
    fn role(&self) -> &str {
        said(self.role.as_ref())
    }

    fn line(&self) -> String {
        let role = match self.role() {
            "StaticText" => "text",
            role => role,
        };
        let mut line = role.to_owned();
        let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
        let name = plain(said(self.name.as_ref()));
        if !name.is_empty() {
            let _ = write!(line, " {name:?}");
        }
        let description = plain(said(self.description.as_ref()));
        if !description.is_empty() {
            let _ = write!(line, " - {description:?}");
        }
        for wanted in PROPERTIES {
            let has = |property: &&Property| property.name == wanted;
            match self.properties.iter().find(has).map(|p| &p.value.value) {
                None | Some(Value::Bool(false) | Value::Null) => {}
                Some(Value::String(value)) if value == "false" => {}
                Some(value) if *value == true || *value == 1 => {
                    let _ = write!(line, " {wanted}");
                }
                Some(Value::String(value)) => {
                    let _ = write!(line, " {wanted}={value}");
                }
                Some(value) => {
                    let _ = write!(line, " {wanted}={value}");
                }
            }
        }
        line
    }
}

fn said(said: Option<&Said>) -> &str {
    said.and_then(|said| said.value.as_str())
        .unwrap_or_default()
}

/// The file of a language.
pub fn path(lang: &str) -> PathBuf {
    settings::package()
        .join("accessibility")
        .join(format!("{lang}.txt"))
}

/// Compares fresh trees with the reviewed ones.
///
/// # Errors
/// Something differs: the first line that does is told.
pub fn compare(lang: &str, fresh: &str) -> Result<()> {
    let path = path(lang);
    let reviewed = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    if reviewed == fresh {
        return Ok(());
    }
    let mut state = "";
    let mut lines = reviewed.lines().chain([""]).zip(fresh.lines().chain([""]));
    let Some((before, now)) = lines.find(|(before, now)| {
        if !now.starts_with(' ') && !now.is_empty() {
            state = now;
        }
        before != now
    }) else {
        bail!("{} has another end now", path.display());
    };
    bail!(
        "{lang}: what assistive technology is told of `{state}` has changed; if it should be so, run \
         {ACCEPT}:\n  before {before}\n  now    {now}"
    )
}

/// Writes the file of a language; tells whether it has changed.
///
/// # Errors
/// It cannot be written.
pub fn accept(lang: &str, fresh: &str) -> Result<bool> {
    let path = path(lang);
    if fs::read_to_string(&path).is_ok_and(|reviewed| reviewed == fresh) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, fresh)?;
    Ok(true)
}
