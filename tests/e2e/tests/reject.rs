//! The journey that must be perfect: somebody asked to be a friend, and is rejected.

use anyhow::{Result, ensure};
use kirimin_e2e::{Bench, Card, DEVANKA, Key, SECOND, Stage, every_engine, play};
use serde_json::json;

/// Both people's pages: the first's request is in, two cards of it on the second's page.
struct Journey {
    theirs: Card,
    mine: Card,
    mine_too: Card,
}

impl Journey {
    async fn begin(stage: &Stage) -> Result<Self> {
        let other = stage.browser_of(DEVANKA).await?;
        other.bench(Bench::of(&[SECOND]).live()).await?;
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&[DEVANKA, DEVANKA]).with("viewer", SECOND).live())
            .await?;
        let journey = Self {
            theirs: other.card(0),
            mine: me.card(0),
            mine_too: me.card(1),
        };
        journey.theirs.until_ready("2").await?;
        for card in [&journey.mine, &journey.mine_too] {
            let seen = card.until_ready("3").await?;
            assert_eq!(seen.offers(), ["acceptfriend", "ignorefriend"]);
            assert_eq!(seen.name, "Devanka 761");
        }
        stage
            .server
            .faults(json!([{ "on": "ignorefriend", "fault": "delay", "ms": 4000 }]))
            .await?;
        Ok(journey)
    }

    /// The question names the person, and the answer that changes nothing has the focus.
    async fn is_asked(&self) -> Result<()> {
        let seen = self
            .mine
            .until("the question is asked", |seen| !seen.question.is_empty())
            .await?;
        assert_eq!(seen.question, "Reject the request from Devanka 761?");
        assert_eq!(seen.offers(), ["yes", "no"]);
        for button in &seen.buttons {
            ensure!(button.label.starts_with(&button.text), "{button:?}");
            ensure!(button.label.contains("Devanka 761"), "{button:?}");
        }
        self.focus_is_on("no").await
    }

    /// The focus is there, and a key would press it.
    async fn focus_is_on(&self, button: &str) -> Result<()> {
        self.mine
            .until(&format!("the focus is on {button}"), |seen| {
                seen.focused() == Some(button) && !seen.settling
            })
            .await?;
        Ok(())
    }

    /// After yes: it shows that it works, then the state of the answer everywhere.
    async fn ends_as_strangers(&self, stage: &Stage) -> Result<()> {
        let busy = self
            .mine
            .until("the card is busy and has the focus", |seen| {
                seen.phase == "busy" && seen.focused() == Some("ignorefriend")
            })
            .await?;
        assert_eq!(busy.friendship.as_deref(), Some("3"), "no state is guessed");
        assert_eq!(busy.status, "Rejecting…");
        for button in &busy.buttons {
            assert!(button.disabled, "{button:?}");
            assert_eq!(
                button.busy,
                button.action.as_deref() == Some("ignorefriend")
            );
        }
        assert_eq!(self.mine_too.look().await?.phase, "busy");

        let done = self.mine.until_ready("0").await?;
        assert_eq!(done.offers(), ["addfriend"]);
        assert_eq!(done.notice, "You rejected the request from Devanka 761.");
        assert!(done.notice_kept, "it came into the region that was there");
        self.focus_is_on("addfriend").await?;
        assert_eq!(
            self.mine_too.until_ready("0").await?.offers(),
            ["addfriend"]
        );
        assert_eq!(self.theirs.until_ready("0").await?.offers(), ["addfriend"]);

        let database = stage.server.database()?;
        assert!(!database.has_asked(DEVANKA, SECOND)?);
        assert_eq!(database.friendship(SECOND, DEVANKA)?, 0);
        let sent = stage.server.log().await?;
        let rejections: Vec<_> = sent.iter().filter(|r| r.what == "ignorefriend").collect();
        assert_eq!(rejections.len(), 1, "{rejections:?}");
        Ok(())
    }
}

#[every_engine]
fn a_request_is_rejected_with_the_mouse() {
    play(async |stage| {
        let journey = Journey::begin(stage).await?;
        journey.mine.press("ignorefriend").await?;
        journey.is_asked().await?;
        journey.mine.answer("no").await?;
        journey.focus_is_on("ignorefriend").await?;
        assert!(journey.mine.until_ready("3").await?.question.is_empty());
        journey.mine.press("ignorefriend").await?;
        journey.is_asked().await?;
        journey.mine.answer("yes").await?;
        journey.ends_as_strangers(stage).await
    });
}

#[every_engine]
fn a_request_is_rejected_with_the_keyboard_alone() {
    play(async |stage| {
        let journey = Journey::begin(stage).await?;
        let me = journey.mine.browser();
        me.key(Key::Tab).await?;
        journey.focus_is_on("acceptfriend").await?;
        me.key(Key::Tab).await?;
        journey.focus_is_on("ignorefriend").await?;
        me.key(Key::Enter).await?;
        journey.is_asked().await?;
        me.key(Key::Escape).await?;
        journey.focus_is_on("ignorefriend").await?;
        assert!(journey.mine.until_ready("3").await?.question.is_empty());
        me.key(Key::Space).await?;
        journey.is_asked().await?;
        me.key(Key::BackTab).await?;
        journey.focus_is_on("yes").await?;
        me.key(Key::Enter).await?;
        journey.ends_as_strangers(stage).await
    });
}

#[every_engine]
fn nothing_is_sent_until_the_question_is_answered() {
    play(async |stage| {
        let journey = Journey::begin(stage).await?;
        stage.server.clear_log().await?;
        journey.mine.press("ignorefriend").await?;
        journey.is_asked().await?;
        journey.mine.answer("no").await?;
        journey.focus_is_on("ignorefriend").await?;
        assert_eq!(stage.server.log().await?, []);
        assert!(stage.server.database()?.has_asked(DEVANKA, SECOND)?);
        assert_eq!(journey.mine.browser().heard().await?, ["load 3 761761"; 2]);
        Ok(())
    });
}
