//! What was missed while the page heard nothing is read again.

use super::{connection_is, without_demo};
use crate::QUICK;
use kirimin_e2e::{Card, DEVANKA, SECOND, every_engine, play_with};
use serde_json::json;

/// The page finds no way back to the server until it is told that it may.
const STAY_AWAY: &str = r"
    globalThis.stayAway = true;
    const real = globalThis.fetch;
    globalThis.fetch = (request, ...more) =>
      stayAway && (request.url ?? request).endsWith('/x/auth/isUser')
        ? Promise.reject(new TypeError('Failed to fetch'))
        : real(request, ...more);
";

/// Asks for somebody's card.
const ASK: &str = r"
    const form = document.querySelector('.ask');
    form.querySelector('input').value = arguments[0];
    form.requestSubmit();
";

/// Logs in without a word to the page.
const LOG_IN: &str = r"
    const [userid, done] = arguments;
    const headers = { 'Content-Type': 'application/json' };
    fetch('/demo/login', { method: 'POST', body: JSON.stringify({ userid }), headers }).then(() => done());
";

/// Somebody whom [`SECOND`] has asked.
const BUDI: &str = "512";

#[every_engine(on_request)]
fn what_happened_while_the_server_was_away_is_shown_after_the_next_connection() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        let card = Card::new(&me, "#featured");
        card.until_ready("3").await?;
        me.run(STAY_AWAY, vec![]).await?;
        stage.server.stop().await?;
        connection_is(&me, "silent").await?;
        stage.restart_server(&QUICK).await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        me.run("stayAway = false", vec![]).await?;
        connection_is(&me, "open").await?;
        card.until_ready("0").await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn what_was_missed_before_a_login_elsewhere_is_shown_after_it() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.goto("/?lang=en").await?;
        connection_is(&me, "open").await?;
        let card = Card::new(&me, "#featured");
        card.until_ready("3").await?;
        let lost = json!([{ "on": "cancelfriend", "fault": "live-lost" }]);
        stage.server.faults(lost).await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        let elsewhere = stage.browser_of(SECOND).await?;
        elsewhere.goto("/x/auth/isUser").await?;
        connection_is(&me, "elsewhere").await?;
        card.until_ready("0").await?;

        stage.server.act(DEVANKA, "addfriend", SECOND).await?;
        me.click(".connection button").await?;
        connection_is(&me, "open").await?;
        card.until_ready("3").await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn i_have_logged_in_heals_the_cards_of_the_same_person() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        without_demo(&me).await?;
        me.goto("/?lang=en").await?;
        let card = Card::new(&me, "#featured");
        card.until_ready("3").await?;
        connection_is(&me, "open").await?;
        me.log_out().await?;
        me.run(ASK, vec![json!(BUDI)]).await?;
        card.until_failed("LOGGED_OUT").await?;
        me.run_async(LOG_IN, vec![json!(SECOND)]).await?;
        me.click("[data-check-login]").await?;
        card.until_ready("2").await?;
        Ok(())
    });
}
