//! Several at once: the host app's own calls, several tabs, both people.

use super::{Bench, Scene, bench};
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{DEVANKA, SECOND, Stage, every_engine, play, play_with};
use serde_json::json;

async fn refusals(stage: &Stage) -> Result<usize> {
    let log = stage.server.log().await?;
    Ok(log
        .iter()
        .filter(|request| request.status == Some(429))
        .count())
}

/// The host app searches by itself, and the cooldown is one for all of a person's calls.
#[every_engine(on_request)]
fn a_host_that_uses_the_same_cooldown() {
    play(async |stage| {
        let scene = Scene::open(stage, Bench::of(&[DEVANKA])).await?;
        const CALLS: &str = r"
            globalThis.calls = 0;
            const call = () => fetch('/x/profile/search/768')
              .then(() => { if (++calls < 12) setTimeout(call, 350); });
            call();
        ";
        scene.me.run(CALLS, vec![]).await?;
        scene.card.press("acceptfriend").await?;
        scene.agrees_on(1).await?;
        scene.card.press_and_confirm("unfriend").await?;
        scene.agrees_on(0).await?;
        ensure!(refusals(stage).await? > 0, "the two did not meet");
        Ok(())
    });
}

#[every_engine(on_request)]
fn cards_of_one_page_never_provoke_a_429() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let people = ["768", DEVANKA, "512", DEVANKA, "768"];
        me.bench(Bench::of(&people)).await?;
        for index in 0..people.len() {
            let what = format!("card {index} is ready");
            me.card(index)
                .until(&what, |seen| seen.phase == "ready")
                .await?;
        }
        me.card(1).press_and_confirm("ignorefriend").await?;
        me.card(3).until_ready("0").await?;
        assert_eq!(refusals(stage).await?, 0);
        let asked: Vec<_> = stage
            .server
            .log()
            .await?
            .into_iter()
            .map(|r| r.what)
            .collect();
        assert_eq!(
            asked,
            ["search", "search", "search", "ignorefriend"],
            "equal fetches merge"
        );
        Ok(())
    });
}

/// Accepts in one tab, with the answer that late, and rejects in another meanwhile.
fn pressing_in_two_tabs(ms: u64, then: impl AsyncFnOnce(&Scene<'_>) -> Result<u8>) {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench()).await?;
        let first = scene.me.tab().await?;
        let second = scene.me.open_window().await?;
        scene.me.bench(bench()).await?;
        scene.card.until_ready("3").await?;
        let fault = json!([{ "on": "acceptfriend", "fault": "delay", "ms": ms }]);
        stage.server.faults(fault).await?;
        scene.me.switch_to(&first).await?;
        scene.card.press("ignorefriend").await?;
        scene.me.switch_to(&second).await?;
        scene.card.press("acceptfriend").await?;
        scene.me.switch_to(&first).await?;
        scene.card.answer("yes").await?;
        let friendship = then(&scene).await?;
        for tab in [&first, &second] {
            scene.me.switch_to(tab).await?;
            scene.agrees_on(friendship).await?;
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_press_that_another_tab_has_made_meaningless_is_not_sent() {
    play_with(QUICK, async |stage| {
        // With a cooldown, for which a tab keeps the lock after its answer.
        let bench = || Bench::of(&[DEVANKA]);
        let scene = Scene::open(stage, bench()).await?;
        let first = scene.me.tab().await?;
        let second = scene.me.open_window().await?;
        scene.me.bench(bench()).await?;
        scene.card.until_ready("3").await?;
        // Both presses wait for the lock, in this order.
        let take = "navigator.locks.request('kirimin-profile-card:', () => {
            arguments[0](true);
            return new Promise((free) => (window.free = free));
        })";
        scene.me.run_async(take, Vec::new()).await?;
        scene.card.press("acceptfriend").await?;
        scene.me.switch_to(&first).await?;
        scene.card.press_and_confirm("ignorefriend").await?;
        scene.me.switch_to(&second).await?;
        scene.me.run("window.free()", Vec::new()).await?;
        scene.agrees_on(1).await?;
        scene.me.switch_to(&first).await?;
        let notice = scene.agrees_on(1).await?;
        assert_eq!(notice, "You and Devanka 761 are already friends.");
        let received = scene.received().await?;
        assert!(
            !received.contains(&"ignorefriend".to_owned()),
            "{received:?}"
        );
        Ok(())
    });
}

#[every_engine(on_request)]
fn presses_of_two_tabs_that_cross() {
    pressing_in_two_tabs(5000, async |scene| {
        scene.is_answered("ignorefriend").await?;
        scene.is_answered("acceptfriend").await?;
        scene.stage.server.database()?.friendship(SECOND, DEVANKA)
    });
}

/// I accept while they withdraw.
#[every_engine(on_request)]
fn two_people_who_press_at_the_same_time() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let other = stage.browser_of(DEVANKA).await?;
        other.bench(Bench::of(&[SECOND]).cooldown(0).live()).await?;
        other.card(0).until_ready("2").await?;
        let slow = |action: &str, ms: u64| json!({ "on": action, "fault": "delay", "ms": ms });
        let faults = json!([slow("acceptfriend", 1500), slow("cancelfriend", 500)]);
        stage.server.faults(faults).await?;
        // The question first: on a slow machine the acceptance would be there before it, and end it.
        other.card(0).press("cancelfriend").await?;
        scene.card.press("acceptfriend").await?;
        other.card(0).answer("yes").await?;
        scene.is_answered("acceptfriend").await?;
        scene.is_answered("cancelfriend").await?;
        let truth = stage.server.database()?.friendship(SECOND, DEVANKA)?;
        scene.agrees_on(truth).await?;
        let theirs = stage.server.database()?.friendship(DEVANKA, SECOND)?;
        other.card(0).until_ready(&theirs.to_string()).await?;
        Ok(())
    });
}
