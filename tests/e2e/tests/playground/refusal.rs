//! What the page says when the server names nobody.

use super::{connection_is, open_people, text, without_demo};
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, DEVANKA, SECOND, Stage, every_engine, play_with, until};
use std::collections::BTreeSet;

/// `isUser` answers what the address of the page says.
const ANSWER: &str = r"
    const before = globalThis.fetch;
    globalThis.fetch = (request, ...more) => {
      const { pathname } = new URL(request.url ?? request, location);
      const wanted = new URLSearchParams(location.search).get('isuser');
      if (pathname !== '/x/auth/isUser' || !wanted) return before(request, ...more);
      if (wanted === 'none') return Promise.reject(new TypeError('Failed to fetch'));
      const body = wanted === '502' ? '<h1>Bad Gateway</h1>' : JSON.stringify({ ok: false, code: +wanted, msg: 'ERROR' });
      return Promise.resolve(new Response(body, { status: +wanted }));
    };
";

/// Each answer, the state of the connection, and what is told.
const REFUSALS: [(&str, &str, [&str; 2]); 6] = [
    (
        "401",
        "nobody",
        ["You're not logged in.", "Kamu belum masuk."],
    ),
    (
        "400",
        "deleted",
        [
            "This account no longer exists. Log in with another one.",
            "Akun ini sudah tidak ada. Masuk dengan akun lain.",
        ],
    ),
    (
        "502",
        "gateway",
        [
            "The server isn't responding (502). Retrying…",
            "Server tidak merespons (502). Mencoba lagi…",
        ],
    ),
    (
        "503",
        "gateway",
        [
            "The server isn't responding (503). Retrying…",
            "Server tidak merespons (503). Mencoba lagi…",
        ],
    ),
    (
        "none",
        "silent",
        [
            "The network or the server is down. Retrying…",
            "Jaringan atau server terputus. Mencoba lagi…",
        ],
    ),
    (
        "500",
        "other",
        [
            "The server sent an answer we couldn't read (500). Retrying…",
            "Jawaban server tidak dapat dibaca (500). Mencoba lagi…",
        ],
    ),
];

async fn says(browser: &Browser, selector: &str, wanted: &str) -> Result<()> {
    until(format!("the page says {wanted:?}"), async || {
        let said = text(browser, selector).await?;
        ensure!(said == wanted, "it says {said:?}");
        Ok(())
    })
    .await
}

#[every_engine(on_request)]
fn every_refusal_of_is_user_has_a_sentence_of_its_own_in_both_languages() {
    play_with(QUICK, async |stage: &mut Stage| {
        let me = stage.browser().await?;
        without_demo(&me).await?;
        me.run_in_every_page(ANSWER).await?;
        let mut titles = BTreeSet::new();
        for (answer, state, sentences) in REFUSALS {
            for (lang, sentence) in ["en", "id"].into_iter().zip(sentences) {
                me.goto(&format!("/?lang={lang}&isuser={answer}")).await?;
                connection_is(&me, state).await?;
                says(&me, ".connection [role=status]", sentence).await?;
            }
            titles.insert(text(&me, "#who-title").await?);
        }
        let wanted = [
            "Akunmu sudah tidak ada",
            "Belum diketahui siapa kamu",
            "Kamu belum masuk",
        ];
        assert_eq!(titles.into_iter().collect::<Vec<_>>(), wanted);
        Ok(())
    });
}

#[every_engine(on_request)]
fn no_answer_when_the_tab_is_looked_at_again_logs_nobody_out() {
    play_with(QUICK, async |stage: &mut Stage| {
        let me = stage.browser_of(SECOND).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        stage.server.stop().await?;
        connection_is(&me, "silent").await?;
        let looked = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
        me.run(looked, vec![]).await?;
        stage.restart_server(&QUICK).await?;
        connection_is(&me, "open").await?;
        let log = text(&me, "#log").await?;
        ensure!(!log.contains("logged out"), "{log}");
        says(&me, "#who-title", "Logged in as User 7684481").await
    });
}

#[every_engine(on_request)]
fn a_session_that_ended_elsewhere_is_told_when_the_connection_is_made_anew() {
    play_with(QUICK, async |stage: &mut Stage| {
        let me = stage.browser_of(SECOND).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        me.log_out().await?;
        stage.server.stop().await?;
        connection_is(&me, "silent").await?;
        stage.restart_server(&QUICK).await?;
        connection_is(&me, "nobody").await?;
        says(&me, "#who-title", "Try it").await?;
        open_people(&me).await?;
        me.click(&format!(r#"[data-login="{DEVANKA}"]"#)).await?;
        connection_is(&me, "open").await
    });
}

const SAID: &str = ".connection [role=status]";

#[every_engine(on_request)]
fn a_login_or_a_logout_that_did_not_work_is_said() {
    play_with(QUICK, async |stage: &mut Stage| {
        let me = stage.browser().await?;
        me.goto("/?lang=en").await?;
        says(&me, SAID, "Log in with one press, no password.").await?;
        stage.server.stop().await?;
        me.click("[data-start]").await?;
        says(&me, SAID, "Logging in didn't work. Please try again.").await?;
        stage.restart_server(&QUICK).await?;
        me.click("[data-start]").await?;
        says(&me, SAID, "Live updates on").await?;
        stage.server.stop().await?;
        connection_is(&me, "silent").await?;
        me.click("[data-logout]").await?;
        says(&me, SAID, "Logging out didn't work. Please try again.").await?;
        stage.restart_server(&QUICK).await?;
        says(&me, SAID, "Live updates on").await
    });
}

#[every_engine(on_request)]
fn a_page_that_finds_no_server_waits_for_it() {
    play_with(QUICK, async |stage: &mut Stage| {
        let me = stage.browser_of(SECOND).await?;
        me.goto("/?lang=en&view=gallery").await?;
        until("the program runs", async || {
            const GALLERY: &str =
                "return document.querySelectorAll('[data-half=gallery] .kirimin-card').length";
            let cards = me.run(GALLERY, vec![]).await?;
            ensure!(cards.as_u64() > Some(100), "{cards} cards");
            Ok(())
        })
        .await?;
        stage.server.stop().await?;
        me.run("location.hash = '#live'", vec![]).await?;
        connection_is(&me, "silent").await?;
        let other = "return document.querySelectorAll('[data-check-login]').length";
        assert_eq!(me.run(other, vec![]).await?, 0, "it may be the demo server");
        stage.restart_server(&QUICK).await?;
        connection_is(&me, "open").await?;
        says(&me, "[data-logout]", "Log out").await
    });
}
