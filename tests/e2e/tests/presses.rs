//! One press is one action: held keys, bursts of clicks, and keys that close what is around a card.

use crate::QUICK;
use anyhow::{Context, Result, ensure};
use kirimin_e2e::{
    Bench, Browser, Card, DEVANKA, Key, SECOND, Stage, every_engine, play_with, until,
};
use serde_json::{Value, json};
use std::time::Duration;

/// The page of [`SECOND`], on which [`DEVANKA`]'s request is in.
async fn page(stage: &Stage) -> Result<(Browser, Card)> {
    let me = stage.browser_of(SECOND).await?;
    me.bench(Bench::of(&[DEVANKA]).cooldown(0)).await?;
    let card = me.card(0);
    card.until_ready("3").await?;
    Ok((me, card))
}

/// Holds a key down, with the repetitions of a keyboard, for longer than a new button waits.
async fn hold(browser: &Browser, key: &str, text: &str, code: u32) -> Result<()> {
    let event = |type_: &str, repeat: bool| {
        json!({
            "type": type_, "key": key, "text": text, "windowsVirtualKeyCode": code,
            "autoRepeat": repeat,
        })
    };
    const COMMAND: &str = "Input.dispatchKeyEvent";
    for repeat in 0..40 {
        browser
            .devtools(COMMAND, event("keyDown", repeat > 0))
            .await?;
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    browser.devtools(COMMAND, event("keyUp", false)).await?;
    Ok(())
}

/// The actions that the server has heard of.
async fn actions(stage: &Stage) -> Result<Vec<String>> {
    let log = stage.server.log().await?;
    let what = log.into_iter().map(|logged| logged.what);
    Ok(what.filter(|what| what != "search").collect())
}

async fn focus_is_on(card: &Card, button: &str) -> Result<()> {
    card.until(&format!("{button} has the focus"), |seen| {
        seen.focused() == Some(button) && !seen.settling
    })
    .await?;
    Ok(())
}

#[every_engine(on_request)]
fn a_held_key_presses_once() {
    for (key, text, code) in [("Enter", "\r", 13), (" ", " ", 32)] {
        play_with(QUICK, async |stage| {
            let (me, card) = page(stage).await?;
            me.key(Key::Tab).await?;
            me.key(Key::Tab).await?;
            focus_is_on(&card, "ignorefriend").await?;
            hold(&me, key, text, code).await?;
            focus_is_on(&card, "no").await?;
            me.key(Key::BackTab).await?;
            focus_is_on(&card, "yes").await?;
            hold(&me, key, text, code).await?;
            card.until_ready("0").await?;
            focus_is_on(&card, "addfriend").await?;
            assert_eq!(actions(stage).await?, ["ignorefriend"]);
            Ok(())
        });
    }
}

#[every_engine(on_request)]
fn twelve_clicks_at_one_place_are_one_press() {
    play_with(QUICK, async |stage| {
        const PLACE: &str = "
            const { x, y, width, height } = document.querySelector('[data-action=acceptfriend]').getBoundingClientRect();
            return [x + width / 2, y + height / 2];";
        let (me, card) = page(stage).await?;
        let place: Vec<f64> = serde_json::from_value(me.run(PLACE, vec![]).await?)?;
        let [x, y] = place[..] else {
            anyhow::bail!("{place:?}")
        };
        for _ in 0..12 {
            for type_ in ["mousePressed", "mouseReleased"] {
                let event = json!({
                    "type": type_, "x": x, "y": y, "button": "left", "clickCount": 1,
                });
                me.devtools("Input.dispatchMouseEvent", event).await?;
            }
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
        let seen = card.until_ready("1").await?;
        assert_eq!(seen.offers(), ["unfriend"]);
        assert_eq!(actions(stage).await?, ["acceptfriend"]);
        // Once the burst is over, a press counts again.
        card.press("unfriend").await?;
        card.until("it asks", |seen| !seen.question.is_empty())
            .await?;
        Ok(())
    });
}

/// What is open around the card: a modal dialog, or a popover.
async fn is_open(browser: &Browser) -> Result<bool> {
    let open = "return document.querySelector('#around').matches('[open], :popover-open')";
    let open: Value = browser.run(open, vec![]).await?;
    open.as_bool().context("neither")
}

fn escape_within(around: &'static str) {
    play_with(QUICK, async |stage| {
        let (me, _) = page(stage).await?;
        me.run(around, vec![]).await?;
        let card = Card::new(&me, "#around > [data-card]");
        card.press("ignorefriend").await?;
        focus_is_on(&card, "no").await?;
        me.key(Key::Escape).await?;
        focus_is_on(&card, "ignorefriend").await?;
        ensure!(is_open(&me).await?, "what is around the card has closed");
        me.key(Key::Escape).await?;
        until("the next Escape closes it", async || {
            ensure!(!is_open(&me).await?, "it is open");
            Ok(())
        })
        .await
    });
}

#[every_engine(on_request)]
fn escape_in_the_question_leaves_a_dialog_open() {
    escape_within(
        "const around = document.body.appendChild(document.createElement('dialog'));
        around.id = 'around';
        around.append(document.querySelector('[data-card]'));
        around.showModal();",
    );
}

#[every_engine(on_request)]
fn escape_in_the_question_leaves_a_popover_open() {
    escape_within(
        "const around = document.body.appendChild(document.createElement('div'));
        around.id = 'around';
        around.popover = 'auto';
        around.append(document.querySelector('[data-card]'));
        around.showPopover();",
    );
}
