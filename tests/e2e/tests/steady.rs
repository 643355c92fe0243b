//! Layout stability: from the skeleton through every state, no card moves or changes its size, and
//! nothing moves in it.

use anyhow::{Result, ensure};
use kirimin_e2e::{Bench, DEVANKA, SECOND, ServerOptions, Steady, every_engine, play_with, until};
use serde_json::json;

/// Every friendship, a broken picture, a long bio, the viewer, and somebody who does not exist.
const PEOPLE: [&str; 7] = [
    DEVANKA, "768", "700300", "700404", "700700", SECOND, "424242",
];

const PACE: u64 = 50;

fn every_transition(row: bool) {
    let options = ServerOptions {
        cooldown: PACE,
        ..ServerOptions::default()
    };
    play_with(options, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let steady = Steady::watch(&me).await?;
        let mut bench = Bench::of(&PEOPLE)
            .with("viewer", SECOND)
            .with("lang", "en")
            .cooldown(PACE);
        if row {
            bench = bench.with("row", "1");
        }
        let faults = async |rules| stage.server.faults(rules).await;
        faults(json!([{ "on": "*", "fault": "delay", "ms": 300 }])).await?;
        me.bench(bench.live()).await?;
        let card = me.card(0);
        steady.after("skeleton").await?;
        card.until_ready("3").await?;
        me.card(6).until_failed("NOT_FOUND").await?;
        steady.after("loaded").await?;

        card.press("ignorefriend").await?;
        card.until("asks", |seen| !seen.question.is_empty()).await?;
        steady.after("question").await?;
        card.answer("no").await?;
        steady.after("question answered with no").await?;
        card.press_and_confirm("ignorefriend").await?;
        card.until("is busy", |seen| seen.phase == "busy").await?;
        steady.after("busy").await?;
        card.until_ready("0").await?;
        steady.after("rejected").await?;

        card.press("addfriend").await?;
        card.until_ready("2").await?;
        steady.after("asked").await?;

        faults(json!([{ "on": "cancelfriend", "fault": "status", "status": 503 }])).await?;
        card.press_and_confirm("cancelfriend").await?;
        card.until("failed", |seen| seen.notice.contains("503"))
            .await?;
        steady.after("an action that failed").await?;

        faults(json!([{ "on": "*", "fault": "drop-after" }])).await?;
        card.press_and_confirm("cancelfriend").await?;
        card.until("cannot be confirmed", |seen| seen.phase == "unconfirmed")
            .await?;
        steady.after("an outcome that cannot be confirmed").await?;
        faults(json!([])).await?;
        card.again().await?;
        card.until_ready("0").await?;
        steady.after("confirmed").await?;

        stage.server.act(DEVANKA, "addfriend", SECOND).await?;
        card.until_ready("3").await?;
        steady.after("news").await?;
        me.log_out().await?;
        card.press("acceptfriend").await?;
        card.until("nobody is logged in", |seen| {
            seen.fault.is_some() || seen.notice.contains("Log in")
        })
        .await?;
        steady.after("logged out").await
    });
}

#[every_engine]
fn a_card_never_moves_and_nothing_moves_in_it() {
    every_transition(false);
}

#[every_engine]
fn a_row_never_moves_and_nothing_moves_in_it() {
    every_transition(true);
}

/// A check that sees nothing would find nothing either.
#[every_engine]
fn what_moves_would_be_found() {
    let options = ServerOptions {
        cooldown: PACE,
        ..ServerOptions::default()
    };
    play_with(options, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let steady = Steady::watch(&me).await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        me.card(0).until_ready("3").await?;
        steady.after("loaded").await?;
        const MOVE: &str = "document.querySelector('.kirimin-card-avatar').style.marginTop = '3px'";
        me.run(MOVE, vec![]).await?;
        until("it is found", async || {
            let found = steady.after("moved").await;
            let found: Result<String> = match found {
                Err(problem) => Ok(format!("{problem:#}")),
                Ok(()) => Err(anyhow::anyhow!("nothing is found")),
            };
            let found = found?;
            ensure!(found.starts_with("moved: "), "{found}");
            Ok(())
        })
        .await
    });
}

/// Notes the class of each element that fades in.
const WATCH_FADES: &str = "
    window.faded = [];
    document.addEventListener('animationstart', ({ animationName, target }) => {
        if (animationName === 'kirimin-card-fade') faded.push(target.className);
    });
";

#[every_engine]
fn what_a_press_changes_fades_in_and_a_card_that_appears_does_not() {
    let quick = ServerOptions {
        cooldown: PACE,
        ..ServerOptions::default()
    };
    play_with(quick, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.run_in_every_page(WATCH_FADES).await?;
        let bench = Bench::of(&PEOPLE).with("viewer", SECOND).cooldown(PACE);
        me.bench(bench).await?;
        let card = me.card(0);
        card.until_ready("3").await?;
        me.card(6).until_failed("NOT_FOUND").await?;
        let faded = async || me.run("return faded", vec![]).await;
        let at_first = faded().await?;
        ensure!(at_first == json!([]), "{at_first}");
        card.press("ignorefriend").await?;
        until("the question fades in", async || {
            let faded = faded().await?;
            ensure!(faded.to_string().contains("kirimin-card-button"), "{faded}");
            Ok(())
        })
        .await
    });
}
