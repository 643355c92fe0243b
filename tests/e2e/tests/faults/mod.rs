//! What servers, proxies and networks do to requests. Whatever it is, the card
//! ends on what the database holds, and says what happened.

mod answers;
mod bursts;
mod live;
mod network;
mod pace;

use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Bench, Browser, Card, DEVANKA, SECOND, Stage, play_with, until};
use serde_json::Value;

/// The page of [`SECOND`], on which [`DEVANKA`]'s request is in.
struct Scene<'a> {
    stage: &'a Stage,
    me: Browser,
    card: Card,
}

impl Scene<'_> {
    async fn open(stage: &Stage, bench: Bench) -> Result<Scene<'_>> {
        let me = stage.browser_of(SECOND).await?;
        me.bench(bench).await?;
        let card = me.card(0);
        card.until_ready("3").await?;
        stage.server.clear_log().await?;
        Ok(Scene { stage, me, card })
    }

    /// The card has come to rest on this friendship, and so has the database.
    async fn agrees_on(&self, friendship: u8) -> Result<String> {
        let seen = self.card.until_ready(&friendship.to_string()).await?;
        let database = self.stage.server.database()?;
        assert_eq!(database.friendship(SECOND, DEVANKA)?, friendship);
        Ok(seen.notice)
    }

    /// Waits until the server has answered such a request.
    async fn is_answered(&self, what: &str) -> Result<()> {
        until(format!("{what} is answered"), async || {
            let log = self.stage.server.log().await?;
            let answered = log.iter().any(|r| r.what == what && r.status.is_some());
            ensure!(answered, "{log:?}");
            Ok(())
        })
        .await
    }

    /// Waits until the database holds this friendship, whatever the card shows.
    async fn database_holds(&self, friendship: u8) -> Result<()> {
        let database = self.stage.server.database()?;
        until(format!("the database holds {friendship}"), async || {
            let held = database.friendship(SECOND, DEVANKA)?;
            ensure!(held == friendship, "it holds {held}");
            Ok(())
        })
        .await
    }

    /// What the server received since the scene began.
    async fn received(&self) -> Result<Vec<String>> {
        let log = self.stage.server.log().await?;
        Ok(log.into_iter().map(|request| request.what).collect())
    }
}

/// One card without a cooldown in its way.
fn bench() -> Bench {
    Bench::of(&[DEVANKA]).cooldown(0)
}

/// The request is rejected while these faults are in force.
fn rejecting_under(faults: Value, bench: Bench, then: impl AsyncFnOnce(&Scene<'_>) -> Result<()>) {
    play_with(QUICK, async |stage| {
        let scene = Scene::open(stage, bench).await?;
        stage.server.faults(faults).await?;
        scene.card.press_and_confirm("ignorefriend").await?;
        then(&scene).await
    });
}

const REJECTED: &str = "You rejected the request from Devanka 761.";
