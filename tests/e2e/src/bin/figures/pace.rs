//! Many cards that each need a fetch, under the real cooldown of one request a second.

use crate::table::Table;
use anyhow::{Context, Result, ensure};
use kirimin_e2e::{Bench, Browser, SECOND, ServerOptions, Stage, perform, until};
use serde_json::json;
use std::time::{SystemTime, UNIX_EPOCH};

/// The server's cooldown, in milliseconds.
const COOLDOWN: u64 = 1_000;
const CARDS: u32 = 20;
/// How many answers the first tab may have had before there was a second to
/// hear of them.
const EARLY: u64 = 2;

/// Members of the demo's crowd, counted from 1.
fn crowd(numbers: impl Iterator<Item = u32>) -> Vec<String> {
    numbers
        .map(|number| (710_000 + number).to_string())
        .collect()
}

fn bench(people: &[String]) -> Bench {
    let people: Vec<_> = people.iter().map(String::as_str).collect();
    Bench::of(&people)
}

/// What the cooldown imposes on so many requests, and a tenth of that.
fn allowed(requests: u64) -> u64 {
    (requests - 1) * COOLDOWN * 11 / 10
}

/// Waits until every card of the tab is shown, and says when, in milliseconds since 1970.
async fn all_shown(browser: &Browser) -> Result<u64> {
    const LEFT: &str =
        "return document.querySelectorAll('[part~=card]:not([data-phase=ready])').length";
    until("all cards are shown", async || {
        let left = browser.run(LEFT, vec![]).await?;
        ensure!(left == 0, "{left} cards are not");
        Ok(())
    })
    .await?;
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as u64)
}

/// Notes requests, refusals and the time from the first request to `shown`.
async fn tell(table: &mut Table, what: &str, stage: &Stage, shown: u64, wanted: u64) -> Result<()> {
    let log = stage.server.log().await?;
    let first = log.first().context("nothing was asked")?.at;
    let refused = log.iter().filter(|r| r.status == Some(429)).count();
    table.add(format!("{what}: requests"), log.len() as u64, "", wanted);
    table.add(format!("{what}: answered 429"), refused as u64, "", 0);
    let time = shown.saturating_sub(first);
    table.add(
        format!("{what}: until all are shown"),
        time,
        "ms",
        allowed(wanted),
    );
    Ok(())
}

/// Twenty cards on one page.
pub fn one_page(table: &mut Table) -> Result<()> {
    perform(&ServerOptions::default(), async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(bench(&crowd(1..=CARDS))).await?;
        let shown = all_shown(&me).await?;
        tell(table, "20 cards, one page", stage, shown, u64::from(CARDS)).await
    })
}

/// How long a press waits behind the twenty until it is with the server.
pub fn presses(table: &mut Table) -> Result<()> {
    const PRESS: &str = r#"
        const button = document.querySelector(`[data-card="${arguments[0]}"] [data-action=addfriend]`);
        if (!button) return null;
        const now = Date.now();
        button.click();
        return now;
    "#;
    perform(&ServerOptions::default(), async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(bench(&crowd(1..=CARDS))).await?;
        let mut longest = 0;
        for card in [0, 2, 4, 6, 8] {
            let what = format!("card {card} can be pressed");
            let pressed = until(what, async || {
                me.run(PRESS, vec![json!(card)])
                    .await?
                    .as_u64()
                    .context("not yet")
            })
            .await?;
            let target = (710_001 + card).to_string();
            let received = until("the press is with the server", async || {
                let log = stage.server.log().await?;
                let action = log
                    .iter()
                    .find(|r| r.what == "addfriend" && r.target.as_deref() == Some(&target));
                Ok(action.context("not yet")?.at)
            })
            .await?;
            longest = longest.max(received.saturating_sub(pressed));
        }
        all_shown(&me).await?;
        let refused = stage.server.log().await?;
        let refused = refused.iter().filter(|r| r.status == Some(429)).count();
        table.add(
            "5 presses among 20 fetches: longest wait",
            longest,
            "ms",
            allowed(2),
        );
        table.add(
            "5 presses among 20 fetches: answered 429",
            refused as u64,
            "",
            0,
        );
        Ok(())
    })
}

/// Two windows of one person with the same twenty cards: what one asks, the other hears.
pub fn two_tabs_alike(table: &mut Table) -> Result<()> {
    let people = crowd(1..=CARDS);
    two_tabs(
        table,
        "20 cards, the same in two tabs",
        &people,
        &people,
        EARLY,
    )
}

/// Two windows of one person with twelve other cards each: one line for both.
pub fn two_tabs_apart(table: &mut Table) -> Result<()> {
    let [one, two] = [crowd(1..=12), crowd(13..=24)];
    two_tabs(table, "24 cards, 12 in each of two tabs", &one, &two, 0)
}

fn two_tabs(
    table: &mut Table,
    what: &str,
    one: &[String],
    two: &[String],
    more: u64,
) -> Result<()> {
    let mut all = [one, two].concat();
    all.sort_unstable();
    all.dedup();
    perform(&ServerOptions::default(), async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let first = me.tab().await?;
        me.bench(bench(one)).await?;
        me.open_window().await?;
        me.bench(bench(two)).await?;
        let second_shown = all_shown(&me).await?;
        me.switch_to(&first).await?;
        let shown = all_shown(&me).await?.max(second_shown);
        tell(table, what, stage, shown, all.len() as u64 + more).await
    })
}
