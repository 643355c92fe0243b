//! What no card should be given, and no server should answer: a clear message, no wrong button.

use anyhow::Result;
use kirimin_e2e::{Bench, DEVANKA, SECOND, Seen, Stage, every_engine, play, play_with};
use serde_json::{Value, json};

use crate::QUICK;

/// English, then Indonesian.
type Words = [&'static str; 2];

const LANGUAGES: [&str; 2] = ["en", "id"];

/// Shows a card in both languages and checks what it says and offers.
async fn says(stage: &Stage, userid: &str, words: Words, button: Option<Words>) -> Result<()> {
    let me = stage.browser_of(SECOND).await?;
    for (index, lang) in LANGUAGES.into_iter().enumerate() {
        let bench = Bench::of(&[userid]).cooldown(0).with("lang", lang);
        me.bench(bench).await?;
        let what = format!("{userid:?} is told of in {lang}");
        let seen = me
            .card(0)
            .until(&what, |seen| seen.status == words[index])
            .await?;
        assert_eq!(seen.lang, lang);
        assert_eq!(seen.offers(), [""; 0], "no button of an action");
        let shown: Vec<_> = seen.buttons.iter().map(|b| b.text.as_str()).collect();
        let wanted: Vec<_> = button.iter().map(|texts| texts[index]).collect();
        assert_eq!(shown, wanted);
        if seen.phase == "failed" {
            assert_eq!(seen.notice, seen.status, "it is heard as well");
        }
    }
    Ok(())
}

const AGAIN: Option<Words> = Some(["Try again", "Coba lagi"]);

#[every_engine(on_request)]
fn an_empty_userid_is_told() {
    const WORDS: Words = [
        "This card has no valid user ID.",
        "ID pengguna kartu ini tidak valid.",
    ];
    play_with(QUICK, async |stage| {
        says(stage, "", WORDS, None).await?;
        says(stage, "   ", WORDS, None).await?;
        says(stage, &"9".repeat(5_000), WORDS, None).await?;
        says(stage, "76\u{0}1761", WORDS, None).await?;
        assert_eq!(
            stage.server.log().await?,
            [],
            "nothing is asked of the server"
        );
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_user_who_does_not_exist_is_told() {
    const WORDS: Words = ["This user wasn't found.", "Pengguna ini tidak ditemukan."];
    play_with(QUICK, async |stage| {
        says(stage, "999999", WORDS, None).await?;
        // Parts of usernames are found as well, but are not who was asked for.
        says(stage, "u768448", WORDS, None).await?;
        // Nothing leads out of the path.
        says(stage, "../../demo/people?x#y%", WORDS, None).await?;
        says(stage, "🌸 \u{202e}gnp", WORDS, None).await
    });
}

#[every_engine(on_request)]
fn nobody_logged_in_is_told() {
    play_with(QUICK, async |stage| {
        let somebody = stage.browser().await?;
        for (lang, words) in LANGUAGES.into_iter().zip([
            "Log in to see this profile.",
            "Masuk dulu untuk melihat profil ini.",
        ]) {
            somebody
                .bench(Bench::of(&[DEVANKA]).with("lang", lang))
                .await?;
            let seen = somebody.card(0).until_failed("LOGGED_OUT").await?;
            assert_eq!(seen.status, words);
            assert_eq!(seen.offers(), [""; 0]);
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_page_instead_of_an_answer_is_told() {
    const WORDS: Words = [
        "The server sent an answer we couldn't read. Please try again.",
        "Jawaban server tidak bisa dibaca. Silakan coba lagi.",
    ];
    play_with(QUICK, async |stage| {
        let html = json!([{ "on": "search", "fault": "html" }]);
        stage.server.faults(html).await?;
        says(stage, DEVANKA, WORDS, AGAIN).await
    });
}

#[every_engine(on_request)]
fn a_friendship_that_nobody_knows_is_shown_as_it_came_and_has_no_button() {
    play_with(QUICK, async |stage| {
        for (value, shown) in [
            (json!(4), "4"),
            (json!(-1), "-1"),
            (json!("3"), "\"3\""),
            (Value::Null, "null"),
        ] {
            let rule = json!([{ "on": "search", "fault": "is-friend", "value": value }]);
            stage.server.faults(rule).await?;
            let me = stage.browser_of(SECOND).await?;
            for (lang, words) in LANGUAGES.into_iter().zip([
                "Unknown friendship status",
                "Status pertemanan tidak dikenal",
            ]) {
                me.bench(Bench::of(&[DEVANKA]).cooldown(0).with("lang", lang))
                    .await?;
                let seen = me.card(0).until_ready(shown).await?;
                assert_eq!(seen.status, format!("{words} ({shown})"));
                assert_eq!(seen.buttons, []);
                assert_eq!(seen.name, "Devanka 761");
            }
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_server_that_is_down_when_a_card_fetches_is_told_and_tried_again() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let slow = json!([{ "on": "search", "fault": "delay", "ms": 600_000 }]);
        stage.server.faults(slow).await?;
        for (lang, words) in LANGUAGES.into_iter().zip([
            "The connection was lost. Please try again.",
            "Koneksi terputus. Silakan coba lagi.",
        ]) {
            me.bench(Bench::of(&[DEVANKA]).cooldown(0).with("lang", lang))
                .await?;
            me.card(0)
                .until("the card is loading", |seen| seen.phase == "loading")
                .await?;
            stage.server.stop().await?;
            let seen = me.card(0).until_failed("CONNECTION_LOST").await?;
            assert_eq!(seen.status, words);
            stage.restart_server(&QUICK).await?;
            me.card(0).again().await?;
            me.card(0).until_ready("3").await?;
            let slow = json!([{ "on": "search", "fault": "delay", "ms": 600_000 }]);
            stage.server.faults(slow).await?;
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_server_that_goes_down_at_a_press_leaves_no_guess_and_no_wrong_button() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        let card = me.card(0);
        card.until_ready("3").await?;
        let slow = json!([{ "on": "acceptfriend", "fault": "delay", "ms": 600_000 }]);
        stage.server.faults(slow).await?;
        card.press("acceptfriend").await?;
        kirimin_e2e::until("the request is with the server", async || {
            let log = stage.server.log().await?;
            anyhow::ensure!(
                log.iter().any(|entry| entry.what == "acceptfriend"),
                "{log:?}"
            );
            Ok(())
        })
        .await?;
        stage.server.stop().await?;
        let unsure = |seen: &Seen| seen.phase == "unconfirmed";
        let seen = card.until("the card is unsure", unsure).await?;
        assert_eq!(seen.status, "We couldn't confirm whether that worked.");
        assert_eq!(seen.offers(), [""; 0]);
        stage
            .restart_server(&kirimin_e2e::ServerOptions::default())
            .await?;
        card.again().await?;
        card.until_ready("3").await?;
        assert_eq!(stage.server.database()?.friendship(SECOND, DEVANKA)?, 3);
        Ok(())
    });
}
