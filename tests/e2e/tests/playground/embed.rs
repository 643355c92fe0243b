//! The tabs that show how to add the card, and the buttons that copy.

use super::text;
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, every_engine, play_with, until};
use serde_json::json;
use std::path::Path;

/// Presses one of the keys that move in a list.
async fn press(browser: &Browser, key: &str, code: u32) -> Result<()> {
    for kind in ["rawKeyDown", "keyUp"] {
        let stroke =
            json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
        browser.devtools("Input.dispatchKeyEvent", stroke).await?;
    }
    Ok(())
}

const LEFT: (&str, u32) = ("ArrowLeft", 37);
const RIGHT: (&str, u32) = ("ArrowRight", 39);
const HOME: (&str, u32) = ("Home", 36);
const END: (&str, u32) = ("End", 35);

/// The tab that has the focus, if it alone is selected, in the tab order, and shows its panel.
const TAB: &str = r"
    const tab = document.activeElement;
    const tabs = [...document.querySelectorAll('[role=tab]')];
    const shown = [...document.querySelectorAll('[role=tabpanel]')].filter(panel => panel.checkVisibility());
    const is = tabs.filter(tab => tab.ariaSelected === 'true' || tab.tabIndex === 0);
    return is.length === 1 && is[0] === tab && shown.length === 1
      && shown[0].id === tab.getAttribute('aria-controls')
      && shown[0].getAttribute('aria-labelledby') === tab.id ? tab.textContent : 'in disorder';
";

async fn tab_is(browser: &Browser, wanted: &str) -> Result<()> {
    until(format!("{wanted} is chosen"), async || {
        let tab = browser.run(TAB, vec![]).await?;
        ensure!(tab == wanted, "it is {tab}");
        Ok(())
    })
    .await
}

/// What the clipboard holds.
pub(super) async fn clipboard(browser: &Browser) -> Result<String> {
    const READ: &str = "navigator.clipboard.readText().then(arguments[0], arguments[0])";
    let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser
        .devtools("Browser.grantPermissions", permissions)
        .await?;
    let read = browser.run_async(READ, vec![]).await?;
    Ok(read.as_str().unwrap_or_default().to_owned())
}

#[every_engine(on_request)]
fn the_arrow_keys_move_between_the_tabs_in_the_direction_of_the_page() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        for (dir, next, previous) in [("ltr", RIGHT, LEFT), ("rtl", LEFT, RIGHT)] {
            me.goto(&format!("/?lang=en&dir={dir}")).await?;
            me.click("#tab-html").await?;
            tab_is(&me, "HTML").await?;
            let strokes = [
                (next, "React"),
                (next, "Leptos"),
                (next, "HTML"),
                (previous, "Leptos"),
                (previous, "React"),
                (HOME, "HTML"),
                (END, "Leptos"),
            ];
            for ((key, code), wanted) in strokes {
                press(&me, key, code).await?;
                tab_is(&me, wanted).await?;
            }
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn each_tab_copies_code_that_stands_in_the_documentation() {
    play_with(QUICK, async |stage| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let me = stage.browser().await?;
        me.goto("/?lang=en").await?;
        let tabs = [
            ("html", "README.md", "<kirimin-profile-card"),
            ("react", "docs/react.md", "<KiriminProfileCard"),
            ("leptos", "README.md", "<ProfileCard"),
        ];
        for (tab, document, holds) in tabs {
            me.click(&format!("#tab-{tab}")).await?;
            me.click(".embed .copy:not([data-copied])").await?;
            until("the button says so", async || {
                let said = text(&me, ".embed .copy").await?;
                ensure!(said == "Copied", "it says {said}");
                Ok(())
            })
            .await?;
            let copied = clipboard(&me).await?;
            assert_eq!(copied, text(&me, &format!("#code-{tab}")).await?);
            ensure!(copied.contains(holds), "{tab}: {copied}");
            let documentation = std::fs::read_to_string(root.join(document))?;
            ensure!(
                documentation.contains(&copied),
                "{document} has no {copied}"
            );
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn where_the_clipboard_is_out_of_reach_the_code_is_selected_instead() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        me.run_in_every_page("delete Navigator.prototype.clipboard")
            .await?;
        me.goto("/?lang=en").await?;
        me.click(".embed .copy").await?;
        let code = text(&me, "#code-html").await?;
        until("the code is selected", async || {
            let selected = me.run("return String(getSelection())", vec![]).await?;
            let selected = selected.as_str().unwrap_or_default().trim();
            ensure!(selected == code, "selected is {selected}");
            Ok(())
        })
        .await?;
        assert_eq!(text(&me, ".embed .copy").await?, "Press Ctrl+C");
        Ok(())
    });
}
