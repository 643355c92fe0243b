//! The rules themselves, and the log.

use reqwest::Method;
use serde_json::{Value, json};

use super::{bench, log};
use crate::bench::{FIRST, SECOND};

#[tokio::test]
async fn bursts_follow_one_another() {
    let bench = bench().await;
    let rules = json!({ "rules": [
        { "on": "*", "fault": "status", "status": 429, "times": 2 },
        { "on": "search", "fault": "status", "status": 502, "times": 1 },
    ] });
    bench.visitor().post("/demo/faults", rules).await;
    let visitor = bench.visitor_as(SECOND).await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(visitor.get("/x/profile/search/768").await.status);
    }
    assert_eq!(statuses, [429, 429, 502, 200]);
    assert_eq!(
        visitor.get("/demo/faults").await.body["data"]["rules"],
        json!([])
    );
}

#[tokio::test]
async fn the_log_tells_who_asked_what_and_what_was_answered() {
    let bench = bench().await;
    let second = bench.visitor_as(SECOND).await;
    second.get("/x/profile/search/d%76nkz").await;
    second.act("acceptfriend", "999").await;
    bench.visitor().act("addfriend", FIRST).await;
    second
        .request(Method::OPTIONS, "/x/profile/unfriend")
        .send()
        .await
        .unwrap();
    let entries: Vec<Value> = log(&bench)
        .await
        .into_iter()
        .map(|entry| {
            json!([
                entry["who"],
                entry["what"],
                entry["target"],
                entry["status"]
            ])
        })
        .collect();
    assert_eq!(
        entries,
        [
            json!([SECOND, "search", "dvnkz", 200]),
            json!([SECOND, "acceptfriend", "999", 404]),
            json!([null, "addfriend", FIRST, 401]),
            json!([SECOND, "unfriend", null, 200]),
        ]
    );
    let times: Vec<u64> = log(&bench)
        .await
        .iter()
        .map(|entry| entry["at"].as_u64().unwrap())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    bench
        .visitor()
        .request(Method::DELETE, "/demo/log")
        .send()
        .await
        .unwrap();
    assert!(log(&bench).await.is_empty());
}

#[tokio::test]
async fn rules_are_replaced_listed_and_cleared() {
    let bench = bench().await;
    let visitor = bench.visitor();
    let given = json!([{ "on": "*", "user": FIRST, "times": 3, "fault": "delay", "ms": 5 }]);
    visitor
        .post(
            "/demo/faults",
            json!({ "rules": [{ "on": "*", "fault": "cut" }] }),
        )
        .await;
    let heard = visitor
        .post("/demo/faults", json!({ "rules": given }))
        .await;
    assert_eq!(heard.body["data"]["rules"], given);
    assert_eq!(
        visitor.get("/demo/faults").await.body["data"]["rules"],
        given
    );
    visitor
        .request(Method::DELETE, "/demo/faults")
        .send()
        .await
        .unwrap();
    assert_eq!(
        visitor.get("/demo/faults").await.body["data"]["rules"],
        json!([])
    );
}

#[tokio::test]
async fn a_rule_that_makes_no_sense_changes_nothing() {
    let bench = bench().await;
    let visitor = bench.visitor();
    let given = json!([{ "on": "*", "fault": "cut" }]);
    visitor
        .post("/demo/faults", json!({ "rules": given }))
        .await;
    for rule in [
        json!({ "on": "*", "fault": "explode" }),
        json!({ "on": "*", "fault": "delay" }),
        json!({ "on": "befriend", "fault": "cut" }),
        json!({ "on": "*", "fault": "status", "status": 7 }),
    ] {
        let heard = visitor
            .post("/demo/faults", json!({ "rules": [rule] }))
            .await;
        assert_eq!(heard.status, 400, "{rule}");
        assert!(heard.body["error"].is_string(), "{heard:?}");
    }
    assert_eq!(
        visitor.get("/demo/faults").await.body["data"]["rules"],
        given
    );
}
