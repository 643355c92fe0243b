//! Answers that are wrong.

use std::time::Duration;

use serde_json::json;

use super::{ASKS, NOTHING, once, rejecting_under};
use crate::bench::{Bench, FIRST, SECOND};

#[tokio::test]
async fn html_is_a_page_with_any_status() {
    for status in [200, 404, 502] {
        let rule = json!({ "on": "ignorefriend", "fault": "html", "status": status });
        let (bench, heard) = rejecting_under(rule).await;
        assert_eq!(heard.status, status);
        assert!(
            heard.headers["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/html")
        );
        assert!(heard.text.starts_with("<!doctype html>"));
        assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
    }
}

#[tokio::test]
async fn empty_is_a_status_and_nothing_more() {
    for status in [200, 204, 500] {
        let rule = json!({ "on": "ignorefriend", "fault": "empty", "status": status });
        let (bench, heard) = rejecting_under(rule).await;
        assert_eq!((heard.status, heard.text.as_str()), (status, ""));
        assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
    }
}

#[tokio::test]
async fn wrong_types_are_in_every_field_of_every_user() {
    let (bench, heard) = rejecting_under(json!({ "on": "*", "fault": "wrong-types" })).await;
    let wrong = |is_friend: &str| {
        json!({
            "id": 761_761,
            "username": null,
            "displayname": ["User"],
            "isFriend": is_friend,
            "badges": "1",
            "bio": false,
            "image": { "name": "1.png" },
        })
    };
    assert_eq!(heard.status, 200);
    assert_eq!(heard.body["data"]["user"], wrong("0"));
    assert_eq!(bench.holds(FIRST, SECOND), NOTHING);

    once(&bench, json!({ "on": "search", "fault": "wrong-types" })).await;
    let heard = bench
        .visitor_as(SECOND)
        .await
        .get("/x/profile/search/dvnkz")
        .await;
    assert_eq!(heard.body["data"]["users"], json!([wrong("0")]));
}

#[tokio::test]
async fn wrong_id_is_another_users() {
    let (_bench, heard) = rejecting_under(json!({ "on": "*", "fault": "wrong-id" })).await;
    assert_eq!(heard.body["data"]["user"]["id"], "999999");
    assert_eq!(heard.body["data"]["user"]["username"], "dvnkz");
    let rule = json!({ "on": "*", "fault": "wrong-id", "id": "768" });
    let (_bench, heard) = rejecting_under(rule).await;
    assert_eq!(heard.body["data"]["user"]["id"], "768");
}

#[tokio::test]
async fn is_friend_is_any_json() {
    for value in [
        json!(4),
        json!(-1),
        json!("3"),
        json!(null),
        json!({}),
        json!(1.5),
    ] {
        let rule = json!({ "on": "*", "fault": "is-friend", "value": value });
        let (bench, heard) = rejecting_under(rule).await;
        assert_eq!(heard.is_friend(), &value);
        assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
    }
}

#[tokio::test]
async fn status_refuses_in_the_envelope_without_an_effect() {
    for (status, msg) in [
        (429, "TO_MANY_REQUEST"),
        (500, "ERROR"),
        (401, "UNAUTHORIZED"),
    ] {
        let rule = json!({ "on": "*", "fault": "status", "status": status });
        let (bench, heard) = rejecting_under(rule).await;
        heard.is_refusal(status, msg);
        assert_eq!(heard.headers.get("retry-after"), None);
        assert_eq!(bench.holds(FIRST, SECOND), ASKS);
    }
}

#[tokio::test]
async fn status_can_name_a_time_and_hide_an_effect() {
    let rule = json!({
        "on": "*", "fault": "status", "status": 503, "retry_after": 7, "handled": true,
    });
    let (bench, heard) = rejecting_under(rule).await;
    heard.is_refusal(503, "ERROR");
    assert_eq!(heard.headers["retry-after"], "7");
    assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
}

#[tokio::test]
async fn a_refusal_that_was_not_handled_does_not_start_the_cooldown() {
    let bench = Bench::with(Duration::from_secs(3600), None, true).await;
    let second = bench.visitor_as(SECOND).await;
    once(
        &bench,
        json!({ "on": "*", "fault": "status", "status": 429 }),
    )
    .await;
    let call = async || second.get("/x/profile/search/768").await.status;
    assert_eq!([call().await, call().await, call().await], [429, 200, 429]);
}
