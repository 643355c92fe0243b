//! The embedders' documentation: every snippet is run, or is a piece of something that is.

use anyhow::{Context, Result, bail, ensure};
use kirimin_e2e::{Browser, SCRIPT, SECOND, ServerOptions, Stage, every_engine, play_with, until};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One fenced block of a page.
#[derive(Debug)]
struct Snippet {
    /// The page and the line, for whoever has to mend it.
    place: String,
    language: String,
    text: String,
    /// The file that it is a piece of.
    from: Option<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(root().join(path)).context(path.to_owned())
}

fn pages() -> Result<Vec<String>> {
    let mut pages = vec!["element/README.md".to_owned()];
    for entry in fs::read_dir(root().join("docs"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            pages.push(format!("docs/{name}"));
        }
    }
    pages.sort();
    Ok(pages)
}

fn snippets() -> Result<Vec<Snippet>> {
    let mut snippets = Vec::new();
    for page in pages()? {
        let text = read(&page)?;
        let mut lines = text.lines().enumerate();
        let mut from = None;
        while let Some((number, line)) = lines.next() {
            if let Some(path) = line.strip_prefix("<!-- from ") {
                from = Some(path.trim_end_matches(" -->").to_owned());
            } else if let Some(language) = line.strip_prefix("```") {
                let text: Vec<_> = lines
                    .by_ref()
                    .map(|(_, line)| line)
                    .take_while(|line| !line.starts_with("```"))
                    .collect();
                snippets.push(Snippet {
                    place: format!("{page}:{}", number + 1),
                    language: language.to_owned(),
                    text: text.join("\n"),
                    from: from.take(),
                });
            }
        }
    }
    Ok(snippets)
}

/// A page with a snippet on it, written into the served folder.
fn write_page(stage: &Stage, snippet: &Snippet, number: usize) -> Result<String> {
    const USUAL: &str = r#"<kirimin-profile-card userid="761761"></kirimin-profile-card>"#;
    let text = snippet.text.as_str();
    let (body, script, style) = match snippet.language.as_str() {
        "html" => (text, "import 'kirimin-profile-card';", None),
        "css" => (USUAL, "import 'kirimin-profile-card';", Some(text)),
        _ => (USUAL, text, None),
    };
    let name = format!("docs-{number}");
    let style = match style {
        Some(css) => {
            fs::write(stage.settings.dist.join(format!("{name}.css")), css)?;
            format!(r#"<link rel="stylesheet" href="/{name}.css">"#)
        }
        None => String::new(),
    };
    let page = format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<script src="{SCRIPT}"></script>
<title>{}</title>
{style}
<script type="importmap">
{{"imports": {{"kirimin-profile-card": "/npm/index.js", "kirimin-profile-card/element": "/npm/element.js"}}}}
</script>
</head>
<body>
{body}
<script type="module">
{script}
document.documentElement.dataset.ran = '';
</script>
</body>
</html>"#,
        snippet.place
    );
    fs::write(stage.settings.dist.join(format!("{name}.html")), page)?;
    Ok(format!("/{name}.html"))
}

const STATE: &str = r"
const cards = [...document.querySelectorAll('kirimin-profile-card')];
const is = (state) => (card) => card.matches(':defined') && card.matches(`:state(${state})`);
const settled = cards.every((card) => !card.matches(':defined') || is('ready')(card) || is('error')(card));
const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
return {
  ran: 'ran' in document.documentElement.dataset && settled,
  ready: cards.length > 0 && cards.every(is('ready')),
  rules: rules.length,
};
";

async fn run(stage: &Stage, browser: &Browser, snippet: &Snippet, number: usize) -> Result<()> {
    let path = write_page(stage, snippet, number)?;
    browser.goto(&path).await?;
    let what = format!("{} has run", snippet.place);
    let state = until(what, async || {
        let state = browser.run(STATE, vec![]).await?;
        ensure!(state["ran"] == true, "{state}");
        Ok(state)
    })
    .await?;
    if snippet.language != "js" {
        ensure!(
            state["ready"] == true,
            "{}: no card is ready",
            snippet.place
        );
    }
    if snippet.language == "css" {
        // What cannot be read is dropped by the browser.
        let written = snippet.text.matches('{').count();
        ensure!(
            state["rules"] == json!(written),
            "{}: {state}",
            snippet.place
        );
    }
    let violations = browser.violations().await?;
    ensure!(violations.is_empty(), "{}: {violations:?}", snippet.place);
    Ok(())
}

#[every_engine(on_request)]
fn every_snippet_runs_or_is_a_piece_of_what_is_run() {
    let quick = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    play_with(quick, async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        let mut ran = 0;
        for (number, snippet) in snippets()?.iter().enumerate() {
            if let Some(path) = &snippet.from {
                let whole = read(path)?;
                ensure!(
                    whole.contains(&snippet.text),
                    "{} is no piece of {path}",
                    snippet.place
                );
                continue;
            }
            match snippet.language.as_str() {
                "html" | "js" | "css" => {
                    run(stage, &browser, snippet, number).await?;
                    ran += 1;
                }
                // Rust is compiled as a doctest of the card; the rest is for other programs.
                "rust,no_run" | "sh" | "text" | "nginx" | "caddy" => {}
                other => bail!("{}: {other:?} is run nowhere", snippet.place),
            }
        }
        ensure!(ran > 10, "only {ran} snippets were run");
        Ok(())
    });
}

/// The versions that the host apps and the workspace are built with, and every package's own.
fn versions() -> Result<BTreeSet<String>> {
    let mut versions = BTreeSet::new();
    for entry in fs::read_dir(root().join("tests/hosts"))? {
        let Ok(text) = fs::read_to_string(entry?.path().join("package.json")) else {
            continue;
        };
        let manifest: Value = serde_json::from_str(&text)?;
        for kind in ["dependencies", "devDependencies"] {
            for (name, version) in manifest[kind].as_object().into_iter().flatten() {
                versions.insert(format!("{name} {}", version.as_str().unwrap_or_default()));
            }
        }
    }
    let lock = read("Cargo.lock")?;
    let mut lines = lock.lines();
    while let Some(line) = lines.next() {
        let quoted = |line: &str, key: &str| {
            let value = line.strip_prefix(key)?.strip_suffix('"')?;
            Some(value.to_owned())
        };
        if let Some(name) = quoted(line, "name = \"") {
            let version = lines.next().and_then(|line| quoted(line, "version = \""));
            versions.insert(format!("{name} {}", version.context("no version")?));
        }
    }
    Ok(versions)
}

#[test]
fn every_stack_is_tried_with_the_version_named_by_the_test_named() -> Result<()> {
    let mut tests = String::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts"))? {
        tests.push_str(&fs::read_to_string(entry?.path())?);
    }
    let versions = versions()?;
    let page = read("docs/README.md")?;
    let rows = page
        .lines()
        .skip_while(|line| !line.starts_with("| you use |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut named = 0;
    for row in rows {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, _, _, tried, by, _] = cells[..] else {
            bail!("{row}");
        };
        for version in tried
            .split(", ")
            .filter(|tried| *tried != "no other package")
        {
            ensure!(versions.contains(version), "{version} is not what is tried");
        }
        for test in by.split(", ").map(|test| test.trim_matches('`')) {
            ensure!(tests.contains(&format!("fn {test}()")), "no test {test}");
            named += 1;
        }
    }
    ensure!(named > 15, "only {named} tests");
    Ok(())
}

/// The words in backquotes that begin the rows of a page's tables.
fn rows(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect()
}

/// The names that a text has after some mark.
fn names_after<'a>(text: &'a str, mark: &str) -> BTreeSet<&'a str> {
    text.split(mark)
        .skip(1)
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                .next()
        })
        .collect()
}

#[test]
fn the_custom_properties_parts_and_states_are_those_there_are() -> Result<()> {
    let page = read("docs/theming.md")?;
    let sheet = read("style/frame.css")? + &read("style/card.css")?;
    let script = read("element/ts/element.ts")?;
    let prefix = "--kirimin-card-";
    let used = names_after(&sheet, prefix);
    let tagged = format!("@cssprop {prefix}");
    assert_eq!(names_after(&script, &tagged), used, "in element.ts");
    let rows = rows(&page);
    let listed: BTreeSet<_> = rows
        .iter()
        .filter_map(|row| row.strip_prefix(prefix))
        .collect();
    assert_eq!(listed, used, "in theming.md");
    let mut others = names_after(&script, "@csspart ");
    others.extend(names_after(&script, "@cssstate "));
    let listed: BTreeSet<_> = rows
        .iter()
        .map(String::as_str)
        .filter(|row| !row.starts_with("--"))
        .collect();
    assert_eq!(listed, others, "parts and states in theming.md");
    Ok(())
}

#[test]
fn every_error_is_explained() -> Result<()> {
    let explained = rows(&read("docs/errors.md")?);
    let faults = read("core/src/api/fault.rs")?;
    let names = faults
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let mut found = 0;
    for name in names.chain(["NO_WEBASSEMBLY"]) {
        ensure!(explained.contains(name), "{name}");
        found += 1;
    }
    ensure!(found > 10, "only {found} errors");
    Ok(())
}

#[test]
fn the_manifest_names_everything_public() -> Result<()> {
    let path = kirimin_e2e::Settings::read()?
        .dist
        .join("npm/custom-elements.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let card = &manifest["modules"][0]["declarations"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["customElement"] == true))
        .context("no element")?;
    let names = |key: &str| -> BTreeSet<&str> {
        let all = card[key].as_array().into_iter().flatten();
        all.filter_map(|one| one["name"].as_str()).collect()
    };
    let page = rows(&read("docs/html.md")?);
    for attribute in names("attributes") {
        ensure!(page.contains(attribute), "{attribute} is not in html.md");
    }
    assert_eq!(names("attributes").len(), 8);
    let events = rows(&read("docs/errors.md")?);
    for event in names("events") {
        ensure!(events.contains(event), "{event} is not in errors.md");
    }
    assert_eq!(names("events").len(), 4);
    for member in [
        "user",
        "strings",
        "friendship",
        "refresh",
        "focus",
        "define",
        "version",
    ] {
        ensure!(names("members").contains(member), "{member}");
    }
    assert_eq!(names("cssParts").len(), 13);
    assert_eq!(names("cssStates").len(), 4);
    assert_eq!(names("slots"), BTreeSet::from(["", "actions", "footer"]));
    Ok(())
}
