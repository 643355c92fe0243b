//! The theme editor.

use super::embed::clipboard;
use super::text;
use crate::QUICK;
use anyhow::{Context, Result, ensure};
use kirimin_e2e::{Browser, Card, SECOND, Stage, every_engine, play_with, until};
use serde_json::json;
use std::path::Path;

/// Sets a control as a person does.
const SET: &str = r"
    const control = document.querySelector(`[data-property='${arguments[0]}']`);
    control.value = arguments[1];
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
";

/// What a control is set to.
const VALUE: &str = "return document.querySelector(`[data-property='${arguments[0]}']`)?.value";

/// What the card in the middle looks like, in what the theme has to do with.
const LOOKS: &str = r"
    const card = document.querySelector('#featured .kirimin-card');
    const button = card.querySelector('[data-action=acceptfriend]');
    const { fontFamily, borderRadius } = getComputedStyle(card);
    return [getComputedStyle(button).backgroundColor, fontFamily, borderRadius];
";

const NOTHING: &str = "/* Change something above, and its CSS appears here. */";

async fn set(browser: &Browser, name: &str, value: &str) -> Result<()> {
    browser.run(SET, vec![json!(name), json!(value)]).await?;
    Ok(())
}

async fn value(browser: &Browser, name: &str) -> Result<String> {
    let value = browser.run(VALUE, vec![json!(name)]).await?;
    let value = value
        .as_str()
        .with_context(|| format!("{name} has no control"))?;
    Ok(value.to_owned())
}

async fn says(browser: &Browser, selector: &str, wanted: &str) -> Result<()> {
    until(format!("{selector} says {wanted:?}"), async || {
        let said = text(browser, selector).await?;
        ensure!(said == wanted, "it says {said:?}");
        Ok(())
    })
    .await
}

/// A page with a card on which somebody asks to be friends.
async fn page(stage: &Stage) -> Result<Browser> {
    let me = stage.browser_of(SECOND).await?;
    // Without transitions a colour can be read as soon as it has changed.
    let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    me.devtools("Emulation.setEmulatedMedia", still).await?;
    me.goto("/?lang=en&theme=light").await?;
    Card::new(&me, "#featured").until_ready("3").await?;
    Ok(me)
}

#[every_engine(on_request)]
fn the_css_of_the_theme_editor_is_what_the_cards_show_until_it_is_reset() {
    play_with(QUICK, async |stage| {
        let me = page(stage).await?;
        says(&me, "#theme-css", NOTHING).await?;
        let before = me.run(LOOKS, vec![]).await?;
        let values = [
            "--kirimin-card-accent",
            "--kirimin-card-on-accent",
            "--kirimin-card-radius",
            "--kirimin-card-font",
        ];
        let mut usual = Vec::new();
        for name in values {
            usual.push(value(&me, name).await?);
        }

        set(&me, "--kirimin-card-font", "Georgia, serif").await?;
        set(&me, "--kirimin-card-radius", "0.5").await?;
        set(&me, "--kirimin-card-accent", "#ffe08a").await?;
        let css = ":root {\n  --kirimin-card-accent: #ffe08a;\n  --kirimin-card-radius: 0.5em;\n  --kirimin-card-font: Georgia, serif;\n}";
        says(&me, "#theme-css", css).await?;
        let looks = me.run(LOOKS, vec![]).await?;
        assert_eq!(
            looks,
            json!(["rgb(255, 224, 138)", "Georgia, serif", "8px"])
        );
        until("the text on the accent follows it", async || {
            let on_accent = value(&me, "--kirimin-card-on-accent").await?;
            ensure!(on_accent == "#000000", "it is {on_accent}");
            Ok(())
        })
        .await?;
        me.click(".theme .copy").await?;
        until("the CSS is copied", async || {
            let copied = clipboard(&me).await?;
            ensure!(copied == css, "copied is {copied}");
            Ok(())
        })
        .await?;

        // The same rule does the same without the editor.
        me.click("[data-reset]").await?;
        says(&me, "#theme-css", NOTHING).await?;
        assert_eq!(me.run(LOOKS, vec![]).await?, before);
        until("the controls are as they were", async || {
            for (name, usual) in values.into_iter().zip(&usual) {
                let now = value(&me, name).await?;
                ensure!(now == *usual, "{name} is {now} and was {usual}");
            }
            Ok(())
        })
        .await?;
        const ADOPT: &str = r"
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets.push(sheet);
        ";
        me.run(ADOPT, vec![json!(css)]).await?;
        assert_eq!(me.run(LOOKS, vec![]).await?, looks);
        Ok(())
    });
}

#[every_engine(on_request)]
fn every_documented_property_can_be_edited_from_its_documented_default() {
    play_with(QUICK, async |stage| {
        let me = page(stage).await?;
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/theming.md");
        let docs = std::fs::read_to_string(docs)?;
        let mut documented = 0;
        for row in docs
            .lines()
            .filter(|line| line.starts_with("| `--kirimin-card-"))
        {
            let cells: Vec<_> = row
                .split('|')
                .map(|cell| cell.trim().trim_matches('`'))
                .collect();
            let (name, default) = (cells[1], cells[3]);
            let now = value(&me, name).await?;
            if let Some(default) = default.strip_suffix("em") {
                let [now, default]: [f64; 2] = [now.parse()?, default.parse()?];
                assert_eq!(now, default, "{name}");
            }
            documented += 1;
        }
        let controls = "return document.querySelectorAll('[data-property]').length";
        assert_eq!(me.run(controls, vec![]).await?, documented);
        ensure!(documented > 10, "only {documented} properties");
        Ok(())
    });
}

#[every_engine(on_request)]
fn the_colours_in_the_editor_are_the_cards_own_in_light_and_dark() {
    play_with(QUICK, async |stage| {
        let me = page(stage).await?;
        const OWN: &str = r"
            const style = getComputedStyle(document.querySelector('#featured [data-action=acceptfriend]'));
            return [style.backgroundColor, style.color].map(colour =>
              `#${colour.match(/[\d.]+/g).slice(0, 3).map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`);
        ";
        let mut seen = Vec::new();
        for theme in ["light", "dark"] {
            let choose = "const select = document.querySelector('[name=theme]'); select.value = arguments[0]; select.dispatchEvent(new Event('change', { bubbles: true }))";
            me.run(choose, vec![json!(theme)]).await?;
            let accent = until("the editor has the button's colour", async || {
                let own = me.run(OWN, vec![]).await?;
                let accent = value(&me, "--kirimin-card-accent").await?;
                ensure!(own[0] == accent.as_str(), "{theme}: {accent} and not {own}");
                Ok(accent)
            })
            .await?;
            seen.push(accent);
        }
        assert_ne!(seen[0], seen[1]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_text_that_cannot_be_read_is_told_of() {
    play_with(QUICK, async |stage| {
        let me = page(stage).await?;
        says(
            &me,
            ".theme-contrast",
            "Contrast: every text meets WCAG AA.",
        )
        .await?;
        // Accept and its text are black on yellow; the text of "Add friend" is yellow on nearly white.
        set(&me, "--kirimin-card-accent", "#ffd400").await?;
        let wanted = "Contrast too low: Add friend 1.3:1 (WCAG AA needs 4.5:1).";
        says(&me, ".theme-contrast", wanted).await?;
        set(&me, "--kirimin-card-accent", "#000000").await?;
        set(&me, "--kirimin-card-surface", "#777777").await?;
        set(&me, "--kirimin-card-color", "#777777").await?;
        set(&me, "--kirimin-card-muted", "#ffffff").await?;
        let wanted = "Contrast too low: text 1:1, secondary text 4.4:1, Add friend 3.5:1 (WCAG AA needs 4.5:1).";
        says(&me, ".theme-contrast", wanted).await
    });
}
