//! Who is asking to be the viewer's friend, as the page lists them.

use super::{connection_is, open_people, text, without_demo};
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, Card, Seen, every_engine, play_with, until};
use serde_json::json;

/// Nobody asks this one, and they are not listed.
const WARGA: &str = "710001";
/// Not listed either.
const NEIGHBOUR: &str = "710002";
/// Of the demo server's listed people.
const BUDI: &str = "512";

const NOBODY: &str = "No friend requests right now. New ones appear here at once.";

/// Waits until these people are listed as asking, in this order.
async fn asking(browser: &Browser, wanted: &[&str]) -> Result<()> {
    const IDS: &str =
        "return [...document.querySelectorAll('[data-asks]')].map(chip => chip.dataset.asks)";
    until(format!("{wanted:?} are listed as asking"), async || {
        let listed = browser.run(IDS, vec![]).await?;
        ensure!(listed == json!(wanted), "listed are {listed}");
        Ok(())
    })
    .await
}

const KEPT: &str = "return window.kept.every(element => element.isConnected)";

/// Remembers the rows and the names that are on the page now.
async fn keep(browser: &Browser) -> Result<()> {
    const KEEP: &str = "window.kept = [...document.querySelectorAll('[data-row], [data-asks]')]; return window.kept.length";
    let kept = browser.run(KEEP, vec![]).await?;
    ensure!(kept.as_u64() > Some(10), "only {kept} elements");
    Ok(())
}

async fn nobody_is_told(browser: &Browser) -> Result<()> {
    until("the page says that nobody asks", async || {
        let said = text(browser, ".asking").await?;
        ensure!(said == NOBODY, "it says {said:?}");
        Ok(())
    })
    .await
}

#[every_engine(on_request)]
fn logged_in_with_nobody_asking_the_page_says_so_and_asks_for_no_login() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(WARGA).await?;
        me.goto("/?lang=en").await?;
        nobody_is_told(&me).await?;
        Card::new(&me, "#featured").until_ready("0").await?;
        assert_eq!(text(&me, ".hint").await?, "");

        without_demo(&me).await?;
        me.goto("/?lang=en").await?;
        nobody_is_told(&me).await?;
        assert_eq!(text(&me, "#who-title").await?, "Logged in as Warga 1");
        let hint = text(&me, ".hint").await?;
        ensure!(hint.starts_with("Nobody to show yet."), "{hint}");
        Ok(())
    });
}

#[every_engine(on_request)]
fn whoever_asks_now_is_listed_at_once_with_a_card_and_is_not_when_they_ask_no_more() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(WARGA).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        open_people(&me).await?;
        nobody_is_told(&me).await?;
        stage.server.act(NEIGHBOUR, "addfriend", WARGA).await?;
        asking(&me, &[NEIGHBOUR]).await?;
        keep(&me).await?;
        stage.server.act(BUDI, "addfriend", WARGA).await?;
        asking(&me, &[NEIGHBOUR, BUDI]).await?;
        stage.server.act("710003", "addfriend", WARGA).await?;
        asking(&me, &[NEIGHBOUR, BUDI, "710003"]).await?;
        let kept = me.run(KEPT, vec![]).await?;
        ensure!(kept == true, "what was on the page was made anew");
        stage.server.act("710003", "cancelfriend", WARGA).await?;

        me.click(&format!(r#"[data-asks="{NEIGHBOUR}"]"#)).await?;
        let card = Card::new(&me, "#featured");
        let asks = |seen: &Seen| seen.is_ready("3") && seen.name == "Warga 2";
        card.until("who asks is shown", asks).await?;
        let pressed = text(&me, "[data-asks][aria-pressed=true]").await?;
        assert_eq!(pressed, "Warga 2");
        let row = Card::new(&me, format!(r#"[data-row="{NEIGHBOUR}"]"#));
        let there = row.look().await?;
        assert_eq!(there.friendship.as_deref(), Some("3"));

        card.press("acceptfriend").await?;
        card.until_ready("1").await?;
        asking(&me, &[BUDI]).await?;
        stage.server.act(BUDI, "cancelfriend", WARGA).await?;
        nobody_is_told(&me).await?;
        card.until("their card stays", |seen| seen.name == "Warga 2")
            .await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn in_front_of_another_server_whoever_asks_now_stands_in_the_middle_at_once() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(WARGA).await?;
        without_demo(&me).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        nobody_is_told(&me).await?;
        stage.server.act(NEIGHBOUR, "addfriend", WARGA).await?;
        let card = Card::new(&me, "#featured");
        let asks = |name: &'static str| move |seen: &Seen| seen.is_ready("3") && seen.name == name;
        card.until("who asks is shown", asks("Warga 2")).await?;
        stage.server.act(BUDI, "addfriend", WARGA).await?;
        asking(&me, &[NEIGHBOUR, BUDI]).await?;
        let row = Card::new(&me, format!(r#"[data-row="{BUDI}"]"#));
        // Rows are fetched when they come into view.
        open_people(&me).await?;
        let shown = "document.querySelector(arguments[0]).scrollIntoView()";
        me.run(shown, vec![json!(format!(r#"[data-row="{BUDI}"]"#))])
            .await?;
        row.until("the next has a row", asks("Budi Santoso"))
            .await?;
        card.until("the first stays in the middle", asks("Warga 2"))
            .await?;
        Ok(())
    });
}
