//! The page's first second: what is seen at once, and that nothing of it moves afterwards.

use super::{connection_is, open_people, size, without_demo};
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Axe, Browser, Card, SECOND, every_engine, play_with, until};
use serde_json::{Value, json};

/// Whose name is the longest that there may be.
const LONG_NAME: &str = "700035";

/// Where an element is; null if it is not there.
const BOX: &str = r"
    const box = document.querySelector(arguments[0])?.getBoundingClientRect();
    return box ? { top: box.top, bottom: box.bottom, left: box.left, right: box.right } : null;
";

/// Remembers where everything around the cards is in each frame, and what the
/// browser itself calls a shift.
const WATCH: &str = r"
    const PLACES = ['.top', '.lead', '.stage', '#who-title', '.connection', '.frame', '.foot', '.below',
      '.embed', '.panel-note', '.theme', '.theme-contrast', '.theme-css', '.log', '#log', '.people', '.bottom'];
    const first = new Map();
    globalThis.moved = new Set();
    const look = () => {
      for (const place of PLACES) {
        const element = document.querySelector(place);
        if (!element) continue;
        const { x, y } = element.getBoundingClientRect();
        const now = `${x + scrollX} ${y + scrollY}`;
        if (!first.has(place)) first.set(place, now);
        if (first.get(place) !== now) moved.add(`${place}: ${first.get(place)} to ${now}`);
      }
      globalThis.watched = first.size;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new PerformanceObserver(list => {
      for (const { sources } of list.getEntries()) {
        for (const { node } of sources) {
          const element = node?.nodeType === 1 ? node : node?.parentElement;
          if (element) moved.add(`shifted: ${element.outerHTML.slice(0, 200)}`);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
";

async fn bottom(browser: &Browser, selector: &str) -> Result<f64> {
    until(format!("{selector} is there"), async || {
        let place = browser.run(BOX, vec![json!(selector)]).await?;
        let bottom = place["bottom"].as_f64();
        bottom.ok_or_else(|| anyhow::anyhow!("{selector} is not there"))
    })
    .await
}

#[every_engine(on_request)]
fn on_a_small_phone_the_card_and_its_start_are_above_the_fold() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        size(&me, 360, 780).await?;
        for lang in ["en", "id"] {
            me.goto(&format!("/?lang={lang}")).await?;
            let start = bottom(&me, "[data-start]").await?;
            let card = bottom(&me, ".frame .kirimin-card").await?;
            ensure!(start <= 780.0 && card < start, "{lang}: {card}, {start}");
            let width = "return document.documentElement.scrollWidth";
            assert_eq!(me.run(width, vec![]).await?, 360, "{lang}");
        }
        me.click("[data-start]").await?;
        Card::new(&me, "#featured").until_ready("3").await?;
        let buttons = bottom(&me, "#featured [data-action=ignorefriend]").await?;
        ensure!(buttons <= 780.0, "{buttons}");
        Ok(())
    });
}

async fn nothing_moved(browser: &Browser, what: &str) -> Result<()> {
    // Two frames, for what the last answer has changed.
    const TOLD: &str = r"
        const done = arguments[0];
        requestAnimationFrame(() => requestAnimationFrame(() => done([watched, ...moved])));
    ";
    let told = browser.run_async(TOLD, vec![]).await?;
    let told: Vec<Value> = serde_json::from_value(told)?;
    ensure!(told.len() == 1, "{what}: {told:#?}");
    ensure!(told[0].as_u64() > Some(15), "{what}: watched {}", told[0]);
    Ok(())
}

#[every_engine(on_request)]
fn nothing_moves_while_the_page_starts() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        me.run_in_every_page(WATCH).await?;
        for (width, height) in [(360, 780), (768, 1024), (1280, 900)] {
            size(&me, width, height).await?;
            let at = |who: &str| format!("{who} at {width}");
            me.goto("/?lang=en").await?;
            bottom(&me, "[data-start]").await?;
            nothing_moved(&me, &at("nobody")).await?;
            for who in [SECOND, LONG_NAME] {
                me.log_in(who).await?;
                me.goto("/?lang=en").await?;
                connection_is(&me, "open").await?;
                let settled = |seen: &kirimin_e2e::Seen| seen.phase == "ready";
                Card::new(&me, "#featured")
                    .until("a card is shown", settled)
                    .await?;
                nothing_moved(&me, &at(who)).await?;
            }
            me.log_out().await?;
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn nothing_moves_while_the_page_starts_in_front_of_another_server() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        without_demo(&me).await?;
        me.run_in_every_page(WATCH).await?;
        size(&me, 360, 780).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "nobody").await?;
        bottom(&me, ".hint").await?;
        nothing_moved(&me, "nobody").await?;
        me.log_in(SECOND).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        Card::new(&me, "#featured").until_ready("3").await?;
        nothing_moved(&me, SECOND).await
    });
}

#[every_engine(on_request)]
fn what_is_folded_away_is_accessible_and_escape_closes_the_settings() {
    play_with(QUICK, async |stage| {
        let axe = Axe::ready()?;
        let me = stage.browser_of(SECOND).await?;
        for (lang, theme) in [("en", "light"), ("id", "dark")] {
            me.goto(&format!("/?lang={lang}&theme={theme}&userid=768"))
                .await?;
            Card::new(&me, "#featured").until_ready("1").await?;
            open_people(&me).await?;
            let found = axe.check(&me).await?.violations.join("\n");
            ensure!(found.is_empty(), "{lang} {theme}:\n{found}");
            me.click(".settings summary").await?;
            // What the settings cover cannot be checked.
            let aside = "document.querySelector('main').style.marginBlockStart = '30rem'";
            me.run(aside, vec![]).await?;
            let found = axe.check(&me).await?.violations.join("\n");
            ensure!(found.is_empty(), "{lang} {theme}, settings:\n{found}");
            me.key(kirimin_e2e::Key::Escape).await?;
            let closed = "return !document.querySelector('.settings').open && document.activeElement.matches('.settings summary')";
            ensure!(me.run(closed, vec![]).await? == true, "still open");
        }
        Ok(())
    });
}
