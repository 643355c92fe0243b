//! Requests that are late, and connections that end.

use std::{
    io::ErrorKind,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{ASKS, NOTHING, bench, log, once, raw_reject};
use crate::bench::{FIRST, SECOND, until};

#[tokio::test]
async fn delay_handles_later() {
    let bench = bench().await;
    once(
        &bench,
        json!({ "on": "ignorefriend", "fault": "delay", "ms": 300 }),
    )
    .await;
    let second = bench.visitor_as(SECOND).await;
    let start = Instant::now();
    let answer = tokio::spawn(async move { second.act("ignorefriend", FIRST).await });
    until(async || (log(&bench).await.len() == 1).then_some(())).await;
    assert_eq!(bench.holds(FIRST, SECOND), ASKS);
    let heard = answer.await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!((heard.status, heard.is_friend()), (200, &json!(0)));
    assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
}

#[tokio::test]
async fn delay_answer_handles_at_once() {
    let bench = bench().await;
    let rule = json!({ "on": "ignorefriend", "fault": "delay-answer", "ms": 300 });
    once(&bench, rule).await;
    let second = bench.visitor_as(SECOND).await;
    let answer = tokio::spawn(async move { second.act("ignorefriend", FIRST).await });
    until(async || (bench.holds(FIRST, SECOND) == NOTHING).then_some(())).await;
    assert_eq!(log(&bench).await[0]["status"], Value::Null);
    assert_eq!(answer.await.unwrap().is_friend(), 0);
    let entry = &log(&bench).await[0];
    let took = entry["answered"].as_u64().unwrap() - entry["at"].as_u64().unwrap();
    assert!(took >= 300, "{entry}");
}

#[tokio::test]
async fn answers_can_come_out_of_order() {
    let bench = bench().await;
    let rule = json!({ "on": "search", "user": "768", "fault": "delay-answer", "ms": 300 });
    once(&bench, rule).await;
    let visitor = bench.visitor_as(SECOND).await;
    let slow = visitor.clone();
    let slow = tokio::spawn(async move { slow.get("/x/profile/search/768").await });
    until(async || (log(&bench).await.len() == 1).then_some(())).await;
    assert_eq!(visitor.get("/x/profile/search/512").await.status, 200);
    assert!(!slow.is_finished());
    assert_eq!(slow.await.unwrap().status, 200);
}

#[tokio::test]
async fn drop_before_ends_the_connection_without_an_effect() {
    for reset in [false, true] {
        let bench = bench().await;
        let rule = json!({ "on": "ignorefriend", "fault": "drop-before", "reset": reset });
        once(&bench, rule).await;
        let (heard, end) = raw_reject(&bench.visitor_as(SECOND).await).await;
        assert_eq!(heard, "");
        assert_eq!(
            end.map_err(|error| error.kind()).err(),
            reset.then_some(ErrorKind::ConnectionReset)
        );
        assert_eq!(bench.holds(FIRST, SECOND), ASKS);
        assert_eq!(log(&bench).await[0]["status"], Value::Null);
    }
}

#[tokio::test]
async fn drop_after_ends_the_connection_with_the_effect() {
    for reset in [false, true] {
        let bench = bench().await;
        let rule = json!({ "on": "ignorefriend", "fault": "drop-after", "reset": reset });
        once(&bench, rule).await;
        let second = bench.visitor_as(SECOND).await;
        let (heard, end) = raw_reject(&second).await;
        assert_eq!(heard, "");
        assert_eq!(
            end.map_err(|error| error.kind()).err(),
            reset.then_some(ErrorKind::ConnectionReset)
        );
        assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
        let again = second.act("ignorefriend", FIRST).await;
        assert_eq!((again.status, again.is_friend()), (200, &json!(0)));
    }
}

#[tokio::test]
async fn cut_ends_the_connection_in_the_middle_of_the_body() {
    let bench = bench().await;
    once(&bench, json!({ "on": "ignorefriend", "fault": "cut" })).await;
    let (heard, _) = raw_reject(&bench.visitor_as(SECOND).await).await;
    let (head, body) = heard.split_once("\r\n\r\n").unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse::<usize>()
        .unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert_eq!(body.len(), length / 2);
    assert!(body.starts_with("{\"ok\":true"), "{body}");
    assert_eq!(bench.holds(FIRST, SECOND), NOTHING);
}

#[tokio::test]
async fn no_connection_is_used_twice() {
    let bench = bench().await;
    let visitor = bench.visitor_as(SECOND).await;
    for path in [
        "/demo/me",
        "/x/profile/search/768",
        "/file/user/768.png",
        "/nothing",
    ] {
        assert_eq!(
            visitor.get(path).await.headers["connection"],
            "close",
            "{path}"
        );
    }
}
