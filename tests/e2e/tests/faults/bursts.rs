//! Refusals that come several times in a row.

use super::{REJECTED, Scene, bench, rejecting_under};
use anyhow::{Result, ensure};
use kirimin_e2e::{SECOND, every_engine, play_with};
use serde_json::{Value, json};

use crate::QUICK;

fn burst(on: &str, status: u16, times: u32) -> Value {
    json!({ "on": on, "fault": "status", "status": status, "times": times })
}

/// How long after the first refusal the next request came, in milliseconds.
async fn first_pause(scene: &Scene<'_>) -> Result<u64> {
    let log = scene.stage.server.log().await?;
    ensure!(log.len() >= 2, "{log:?}");
    Ok(log[1].at - log[0].answered.unwrap_or_default())
}

#[every_engine(on_request)]
fn burst_of_429_without_retry_after() {
    let fault = json!([burst("ignorefriend", 429, 3)]);
    rejecting_under(fault, bench(), async |scene| {
        let counting = scene
            .card
            .until("it counts down", |seen| {
                seen.phase == "busy" && seen.status.starts_with("Retrying in ")
            })
            .await?;
        assert!(counting.notice.starts_with("Retrying in "), "it is heard");
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend"; 4]);
        ensure!(first_pause(scene).await? >= 1_000);
        Ok(())
    });
}

#[every_engine(on_request)]
fn burst_of_429_with_retry_after() {
    let fault = json!({
        "on": "ignorefriend", "fault": "status", "status": 429, "retry_after": 3, "times": 1,
    });
    rejecting_under(json!([fault]), bench(), async |scene| {
        for seconds in [3, 2] {
            let words = format!("Retrying in {seconds} seconds");
            let seen = scene
                .card
                .until(&words, |seen| seen.status == words)
                .await?;
            assert_eq!(seen.phase, "busy");
            assert_eq!(seen.focused(), Some("ignorefriend"), "the focus stays");
        }
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend"; 2]);
        ensure!(first_pause(scene).await? >= 3_000);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_429_that_does_not_end_is_told_and_can_be_tried_again() {
    let fault =
        json!([{ "on": "ignorefriend", "fault": "status", "status": 429, "retry_after": 3600 }]);
    rejecting_under(fault, bench(), async |scene| {
        let notice = scene.agrees_on(3).await?;
        assert_eq!(
            notice,
            "Too many requests. Please wait a moment and try again."
        );
        assert_eq!(scene.received().await?, ["ignorefriend"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn burst_of_429_while_a_card_loads() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        stage
            .server
            .faults(json!([burst("search", 429, 2)]))
            .await?;
        me.bench(bench()).await?;
        me.card(0)
            .until("it counts down", |seen| {
                seen.phase == "loading" && seen.status.starts_with("Retrying in ")
            })
            .await?;
        me.card(0).until_ready("3").await?;
        assert_eq!(stage.server.log().await?.len(), 3);
        Ok(())
    });
}

/// A gateway without its server: what was pressed is sent again.
fn is_sent_again_after(status: u16) {
    let fault = json!([burst("ignorefriend", status, 2)]);
    rejecting_under(fault, bench(), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        let sent = scene.received().await?;
        let rejections = sent.iter().filter(|what| *what == "ignorefriend").count();
        assert_eq!(rejections, 3, "{sent:?}");
        Ok(())
    });
}

#[every_engine(on_request)]
fn burst_of_502() {
    is_sent_again_after(502);
}

#[every_engine(on_request)]
fn burst_of_503() {
    is_sent_again_after(503);
}

#[every_engine(on_request)]
fn burst_of_504() {
    is_sent_again_after(504);
}

#[every_engine(on_request)]
fn burst_of_503_for_everything() {
    let fault = json!([burst("*", 503, 3)]);
    rejecting_under(fault, bench(), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_504_for_what_was_done_all_the_same() {
    let fault = json!([{
        "on": "ignorefriend", "fault": "status", "status": 504, "handled": true, "times": 1,
    }]);
    rejecting_under(fault, bench(), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend", "search"]);
        Ok(())
    });
}

/// A fault of the server's own is not met with more of the same.
#[every_engine(on_request)]
fn a_500_is_read_after_and_told() {
    let fault = json!([burst("ignorefriend", 500, 1)]);
    rejecting_under(fault, bench(), async |scene| {
        let notice = scene.agrees_on(3).await?;
        assert_eq!(
            notice,
            "The server is having problems (500). Please try again later."
        );
        assert_eq!(scene.received().await?, ["ignorefriend", "search"]);
        scene.card.press_and_confirm("ignorefriend").await?;
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_500_for_what_was_done_all_the_same() {
    let fault = json!([{
        "on": "ignorefriend", "fault": "status", "status": 500, "handled": true, "times": 1,
    }]);
    rejecting_under(fault, bench(), async |scene| {
        scene.agrees_on(0).await?;
        assert_eq!(scene.received().await?, ["ignorefriend", "search"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_400_is_told_and_not_repeated() {
    let fault = json!([burst("ignorefriend", 400, 1)]);
    rejecting_under(fault, bench(), async |scene| {
        let notice = scene.agrees_on(3).await?;
        assert_eq!(notice, "The server refused this request (400).");
        assert_eq!(scene.received().await?, ["ignorefriend"]);
        let heard = scene.me.heard().await?;
        ensure!(
            heard.contains(&"error REFUSED ignorefriend".to_owned()),
            "{heard:?}"
        );
        Ok(())
    });
}

#[every_engine(on_request)]
fn bursts_of_5xx_while_a_card_loads() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let faults = [502, 503, 504].map(|status| burst("search", status, 1));
        stage.server.faults(json!(faults)).await?;
        me.bench(bench()).await?;
        me.card(0).until_ready("3").await?;
        assert_eq!(stage.server.log().await?.len(), 4);
        Ok(())
    });
}
