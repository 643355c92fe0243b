//! One `/x/profile/*` call per person and interval.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::bench::{Bench, FIRST, Heard, SECOND, until};

/// Longer than any test.
const LONG: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn search_and_actions_share_it() {
    let bench = Bench::with_cooldown(LONG).await;
    let first = bench.visitor_as(FIRST).await;
    assert_eq!(first.get("/x/profile/search/768").await.status, 200);
    let heard = first.act("cancelfriend", SECOND).await;
    heard.is_refusal(429, "TO_MANY_REQUEST");
    assert_eq!(heard.headers.get("retry-after"), None);
    assert_eq!(bench.holds(FIRST, SECOND), "761761 asks 7684481");

    let second = bench.visitor_as(SECOND).await;
    assert_eq!(second.act("ignorefriend", FIRST).await.status, 200);
    second
        .get("/x/profile/search/768")
        .await
        .is_refusal(429, "TO_MANY_REQUEST");
}

#[tokio::test]
async fn two_browsers_of_one_person_share_it() {
    let bench = Bench::with_cooldown(LONG).await;
    let one = bench.visitor_as(FIRST).await;
    let other = bench.visitor_as(FIRST).await;
    assert_eq!(one.get("/x/profile/search/768").await.status, 200);
    other
        .get("/x/profile/search/768")
        .await
        .is_refusal(429, "TO_MANY_REQUEST");
}

#[tokio::test]
async fn a_429_does_not_extend_it() {
    let bench = Bench::with_cooldown(Duration::from_millis(200)).await;
    let visitor = bench.visitor_as(FIRST).await;
    assert_eq!(visitor.get("/x/profile/search/768").await.status, 200);
    let mut refused = 0;
    until(async || {
        let status = visitor.get("/x/profile/search/768").await.status;
        refused += u32::from(status == 429);
        (status == 200).then_some(())
    })
    .await;
    assert!(refused > 1, "{refused} refusals");
}

#[tokio::test]
async fn whatever_a_person_sends_is_charged() {
    for (userid, method, path, body, status) in [
        ("768", Method::OPTIONS, "/x/profile/ignorefriend", "", 404),
        ("512", Method::GET, "/x/profile/nothing", "", 404),
        (FIRST, Method::POST, "/x/profile/addfriend", "{", 500),
        (SECOND, Method::POST, "/x/profile/addfriend", "{}", 400),
    ] {
        let bench = Bench::with_cooldown(LONG).await;
        let visitor = bench.visitor_as(userid).await;
        let call = async || {
            let request = visitor
                .request(method.clone(), path)
                .header("content-type", "application/json")
                .body(body);
            Heard::from(request.send().await.unwrap()).await
        };
        assert_eq!(call().await.status, status, "{method} {path}");
        call().await.is_refusal(429, "TO_MANY_REQUEST");
    }
}

#[tokio::test]
async fn whoever_is_not_logged_in_is_not_charged() {
    let bench = Bench::with_cooldown(LONG).await;
    for _ in 0..3 {
        let heard = bench.visitor().act("addfriend", FIRST).await;
        heard.is_refusal(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn everything_else_is_free() {
    let bench = Bench::with_cooldown(LONG).await;
    let visitor = bench.visitor_as(FIRST).await;
    for _ in 0..2 {
        assert_eq!(visitor.get("/x/auth/isUser").await.status, 200);
        assert_eq!(visitor.get("/file/user/768.png").await.status, 200);
        assert_eq!(
            visitor.get("/demo/me").await.body["data"]["user"]["id"],
            json!(FIRST)
        );
    }
    assert_eq!(visitor.get("/x/profile/search/768").await.status, 200);
}
