//! Live messages that come early, late, twice, not at all, or mean nothing.

use super::{Scene, bench};
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Bench, Card, DEVANKA, SECOND, Stage, every_engine, play_with, until};
use serde_json::json;

/// The other person's page, live as well.
async fn their_card(stage: &Stage) -> Result<Card> {
    let other = stage.browser_of(DEVANKA).await?;
    other.bench(Bench::of(&[SECOND]).cooldown(0).live()).await?;
    let card = other.card(0);
    card.until_ready("2").await?;
    Ok(card)
}

#[every_engine(on_request)]
fn message_that_comes_before_the_answer() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let theirs = their_card(stage).await?;
        let fault = json!([{ "on": "cancelfriend", "fault": "live-early", "ms": 3000 }]);
        stage.server.faults(fault).await?;
        theirs.press_and_confirm("cancelfriend").await?;
        scene.agrees_on(0).await?;
        assert_eq!(
            theirs.look().await?.phase,
            "busy",
            "its answer is still out"
        );
        theirs.until_ready("0").await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn message_that_comes_late() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let theirs = their_card(stage).await?;
        let fault = json!([{ "on": "cancelfriend", "fault": "live-late", "ms": 1500 }]);
        stage.server.faults(fault).await?;
        theirs.press_and_confirm("cancelfriend").await?;
        theirs.until_ready("0").await?;
        scene.agrees_on(0).await?;
        Ok(())
    });
}

/// They withdrew and asked again; word of the first comes after word of the second.
#[every_engine(on_request)]
fn messages_that_come_in_the_wrong_order() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live().with("settle", "0")).await?;
        let fault = json!([{ "on": "cancelfriend", "fault": "live-late", "ms": 1500 }]);
        stage.server.faults(fault).await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        stage.server.act(DEVANKA, "addfriend", SECOND).await?;
        until("the late message has had its say", async || {
            let heard = scene.me.heard().await?;
            ensure!(
                heard.iter().any(|line| line == "change 3 0 live 761761"),
                "{heard:?}"
            );
            Ok(())
        })
        .await?;
        scene.agrees_on(3).await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn message_that_comes_twice() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let fault = json!([{ "on": "cancelfriend", "fault": "live-twice" }]);
        stage.server.faults(fault).await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        scene.agrees_on(0).await?;
        scene.card.press("addfriend").await?;
        scene.agrees_on(2).await?;
        let changes = scene.me.heard().await?;
        let changes: Vec<_> = changes.iter().filter(|l| l.starts_with("change")).collect();
        assert_eq!(changes.len(), 2, "{changes:?}");
        Ok(())
    });
}

/// Nobody said that they withdrew: the press finds out, and the card says it in words that fit.
#[every_engine(on_request)]
fn message_that_is_lost() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let fault = json!([{ "on": "cancelfriend", "fault": "live-lost" }]);
        stage.server.faults(fault).await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        assert_eq!(scene.card.look().await?.friendship.as_deref(), Some("3"));
        scene.card.press("acceptfriend").await?;
        let notice = scene.agrees_on(0).await?;
        assert_eq!(notice, "Devanka 761 had already cancelled the request.");
        Ok(())
    });
}

#[every_engine(on_request)]
fn friends_already_is_said_when_a_rejection_comes_too_late() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench()).await?;
        stage.server.act(SECOND, "acceptfriend", DEVANKA).await?;
        scene.card.press_and_confirm("ignorefriend").await?;
        let notice = scene.agrees_on(1).await?;
        assert_eq!(notice, "You and Devanka 761 are already friends.");
        Ok(())
    });
}

/// They withdraw while the answer to my accepting is on its way back.
#[every_engine(on_request)]
fn message_that_crosses_the_answer_to_a_press() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let fault = json!([{ "on": "acceptfriend", "fault": "delay-answer", "ms": 1500 }]);
        stage.server.faults(fault).await?;
        scene.card.press("acceptfriend").await?;
        scene.database_holds(1).await?;
        stage.server.act(DEVANKA, "unfriend", SECOND).await?;
        scene.agrees_on(0).await?;
        Ok(())
    });
}

/// They withdraw while my page still waits for the answer to its first look.
#[every_engine(on_request)]
fn message_that_crosses_the_answer_to_a_fetch() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let fault = json!([{ "on": "search", "fault": "delay-answer", "ms": 1500, "times": 1 }]);
        stage.server.faults(fault).await?;
        me.bench(bench().live()).await?;
        until("the fetch is with the server", async || {
            ensure!(!stage.server.log().await?.is_empty());
            Ok(())
        })
        .await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        me.card(0).until_ready("0").await?;
        assert_eq!(stage.server.database()?.friendship(SECOND, DEVANKA)?, 0);
        Ok(())
    });
}

#[every_engine(on_request)]
fn messages_of_other_kinds_and_no_kind_at_all() {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench().live()).await?;
        let stranger =
            json!({ "id": DEVANKA, "username": "dvnkz", "displayname": "D", "isFriend": 1 });
        for text in [
            json!({ "type": "sendmessage", "user": stranger }).to_string(),
            json!({ "type": "newbadges", "user": stranger }).to_string(),
            json!({ "type": "addfriend", "user": [stranger] }).to_string(),
            json!({ "type": "unfriend", "user": { "id": 761761, "isFriend": 0 } }).to_string(),
            json!({ "type": ["unfriend"] }).to_string(),
            json!(null).to_string(),
            "{\"type\":\"unfriend\",".to_owned(),
            String::new(),
            "[".repeat(100_000),
        ] {
            stage.server.say(SECOND, &text).await?;
        }
        // What follows on the same line shows that all of them were heard.
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        scene.agrees_on(0).await?;
        let heard = scene.me.heard().await?;
        let changes: Vec<_> = heard.iter().filter(|l| l.starts_with("change")).collect();
        assert_eq!(changes.len(), 1, "{heard:?}");
        Ok(())
    });
}
