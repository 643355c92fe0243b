//! A browser without a network, and a page that nobody sees for a while.

use super::{Scene, bench};
use crate::QUICK;
use anyhow::ensure;
use kirimin_e2e::{DEVANKA, SECOND, every_engine, play_with, until};
use serde_json::json;

#[every_engine(on_request)]
fn a_press_without_a_network_sends_nothing_and_says_so() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(bench()).await?;
        let card = me.card(0);
        card.until_ready("3").await?;
        me.set_offline(true).await?;
        stage.server.stop().await?;
        card.press("acceptfriend").await?;
        let what = "the card says that it is offline";
        let words = "You're offline. Please try again when you're back online.";
        let seen = card.until(what, |seen| seen.notice == words).await?;
        assert!(seen.is_ready("3"), "{seen:?}");
        stage.restart_server(&QUICK).await?;
        me.set_offline(false).await?;
        card.press("acceptfriend").await?;
        card.until_ready("1").await?;
        let mut received: Vec<_> = stage.server.log().await?;
        received.retain(|request| request.what != "search");
        assert_eq!(received.len(), 1, "{received:?}");
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_browser_that_is_wrong_about_being_offline_does_not_stop_a_card() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let wrong = "Object.defineProperty(navigator, 'onLine', { get: () => false })";
        me.run_in_every_page(wrong).await?;
        me.bench(bench()).await?;
        me.card(0).until_ready("3").await?;
        me.card(0).press_and_confirm("ignorefriend").await?;
        me.card(0).until_ready("0").await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_network_lost_while_a_card_loads_is_waited_for() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let fault = json!([{ "on": "search", "fault": "delay", "ms": 600_000, "times": 1 }]);
        stage.server.faults(fault).await?;
        me.bench(bench()).await?;
        until("the fetch is with the server", async || {
            ensure!(!stage.server.log().await?.is_empty());
            Ok(())
        })
        .await?;
        me.set_offline(true).await?;
        let words = "You're offline. We'll continue when you're back online.";
        let what = "the card says that it waits";
        me.card(0).until(what, |seen| seen.status == words).await?;
        me.set_offline(false).await?;
        me.card(0).until_ready("3").await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_network_lost_at_a_press_leaves_the_truth_to_be_read_when_it_is_back() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench()).await?;
        let fault = json!([{ "on": "acceptfriend", "fault": "delay-answer", "ms": 600_000 }]);
        stage.server.faults(fault).await?;
        scene.card.press("acceptfriend").await?;
        scene.database_holds(1).await?;
        scene.me.set_offline(true).await?;
        let words = "You're offline. We'll continue when you're back online.";
        let what = "the card says that it waits";
        let seen = scene.card.until(what, |seen| seen.status == words).await?;
        assert_eq!(seen.friendship.as_deref(), Some("3"), "nothing is guessed");
        assert!(seen.buttons.iter().all(|button| button.disabled));
        scene.me.set_offline(false).await?;
        scene.agrees_on(1).await?;
        assert_eq!(scene.received().await?, ["acceptfriend", "search"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_tab_that_comes_back_after_a_while_reads_what_is_on_screen() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().with("stale", "300")).await?;
        let first = scene.me.tab().await?;
        scene.me.open_tab().await?;
        // No live message reaches the page: only a fresh look can tell.
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        let hidden_at = std::time::Instant::now();
        until("the tab was hidden for a while", async || {
            ensure!(hidden_at.elapsed().as_millis() > 600);
            Ok(())
        })
        .await?;
        scene.me.switch_to(&first).await?;
        until("the first tab is in front", async || {
            scene.me.bring_to_front().await?;
            let seen = scene
                .me
                .run("return document.visibilityState", vec![])
                .await?;
            ensure!(seen == "visible", "it is {seen}");
            Ok(())
        })
        .await?;
        scene.agrees_on(0).await?;
        assert_eq!(scene.received().await?, ["search"]);
        Ok(())
    });
}
