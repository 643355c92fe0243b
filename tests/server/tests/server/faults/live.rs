//! Live messages that come early, late, twice or not, and the other side.

use std::time::Duration;

use serde_json::json;

use super::{bench, log, once};
use crate::bench::{Bench, FIRST, SECOND};

#[tokio::test]
async fn live_early_comes_before_the_answer() {
    let bench = bench().await;
    once(
        &bench,
        json!({ "on": "ignorefriend", "fault": "live-early", "ms": 300 }),
    )
    .await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    let second = bench.visitor_as(SECOND).await;
    let answer = tokio::spawn(async move { second.act("ignorefriend", FIRST).await });
    assert_eq!(first.message().await["type"], "ignorefriend");
    assert!(!answer.is_finished());
    assert_eq!(answer.await.unwrap().is_friend(), 0);
    let entry = &log(&bench).await[0];
    let took = entry["answered"].as_u64().unwrap() - entry["at"].as_u64().unwrap();
    assert!(took >= 300, "{entry}");
}

#[tokio::test]
async fn live_late_comes_after_what_happened_since() {
    let bench = bench().await;
    once(
        &bench,
        json!({ "on": "ignorefriend", "fault": "live-late", "ms": 300 }),
    )
    .await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    let second = bench.visitor_as(SECOND).await;
    second.act("ignorefriend", FIRST).await;
    second.act("addfriend", FIRST).await;
    assert_eq!(first.message().await["type"], "addfriend");
    let late = first.message().await;
    assert_eq!(
        (&late["type"], &late["user"]["isFriend"]),
        (&json!("ignorefriend"), &json!(0))
    );
}

#[tokio::test]
async fn live_twice_is_the_same_message_again() {
    let bench = bench().await;
    once(
        &bench,
        json!({ "on": "ignorefriend", "fault": "live-twice" }),
    )
    .await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    bench
        .visitor_as(SECOND)
        .await
        .act("ignorefriend", FIRST)
        .await;
    let message = first.message().await;
    assert_eq!(first.message().await, message);
}

#[tokio::test]
async fn live_lost_is_not_heard() {
    let bench = bench().await;
    once(
        &bench,
        json!({ "on": "ignorefriend", "fault": "live-lost" }),
    )
    .await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    let second = bench.visitor_as(SECOND).await;
    second.act("ignorefriend", FIRST).await;
    second.act("addfriend", FIRST).await;
    assert_eq!(first.message().await["type"], "addfriend");
}

#[tokio::test]
async fn anything_can_be_sent_over_somebodys_line() {
    let bench = bench().await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    let visitor = bench.visitor();
    let message = json!({ "type": "newbadges", "badges": [1] });
    let sent = visitor
        .post("/demo/live", json!({ "userid": FIRST, "message": message }))
        .await;
    assert_eq!(sent.body["data"]["sent"], true);
    assert_eq!(first.message().await, message);
    visitor
        .post(
            "/demo/live",
            json!({ "userid": FIRST, "text": "{\"type\":" }),
        )
        .await;
    assert_eq!(first.text().await.unwrap(), "{\"type\":");
    let sent = visitor
        .post("/demo/live", json!({ "userid": "512", "text": "" }))
        .await;
    assert_eq!(sent.body["data"]["sent"], false);
    assert_eq!(
        visitor
            .post("/demo/live", json!({ "userid": FIRST }))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn the_other_side_acts_without_a_session_or_a_cooldown() {
    let bench = Bench::with(Duration::from_secs(3600), None, true).await;
    let mut second = bench.visitor_as(SECOND).await.listen().await;
    let visitor = bench.visitor();
    let act = async |action: &str| {
        let body = json!({ "actor": FIRST, "action": action, "userid": SECOND });
        visitor.post("/demo/act", body).await
    };
    let withdrawn = act("cancelfriend").await;
    assert_eq!((withdrawn.status, withdrawn.is_friend()), (200, &json!(0)));
    assert_eq!(second.message().await["type"], "cancelfriend");
    once(
        &bench,
        json!({ "on": "addfriend", "actor": FIRST, "fault": "live-twice" }),
    )
    .await;
    assert_eq!(act("addfriend").await.is_friend(), 2);
    assert_eq!(second.message().await["type"], "addfriend");
    assert_eq!(second.message().await["type"], "addfriend");
    assert_eq!(act("befriend").await.status, 400);
    assert!(log(&bench).await.is_empty());
}
