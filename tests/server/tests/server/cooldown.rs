//! One call of the API per person, or per address without a login, and interval.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

use crate::bench::{Bench, FIRST, Heard, SECOND, Visitor, until};

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
        ("768", Method::OPTIONS, "/x/profile/ignorefriend", "", 200),
        ("700101", Method::GET, "/x/profile", "", 404),
        ("700102", Method::GET, "/x/profile/", "", 404),
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

/// A call of that visitor, by way of those proxies.
async fn forwarded(visitor: &Visitor, address: &str, method: Method) -> u16 {
    visitor
        .request(method, "/x/profile/addfriend")
        .header("x-forwarded-for", address)
        .json(&json!({ "userid": "768" }))
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn it_comes_before_the_login() {
    let bench = Bench::with_cooldown(LONG).await;
    let visitor = bench.visitor();
    visitor
        .act("addfriend", FIRST)
        .await
        .is_refusal(401, "UNAUTHORIZED");
    visitor
        .act("addfriend", FIRST)
        .await
        .is_refusal(429, "TO_MANY_REQUEST");
    let mut stranger = bench.visitor();
    stranger.cookie = Some("connect.sid=0000".to_owned());
    stranger
        .get("/x/profile/search/768")
        .await
        .is_refusal(429, "TO_MANY_REQUEST");
    let large = json!({ "userid": "7".repeat(101 * 1024) });
    visitor
        .post("/x/profile/addfriend", large)
        .await
        .is_refusal(429, "TO_MANY_REQUEST");
    let member = bench.visitor_as(FIRST).await;
    assert_eq!(member.get("/x/profile/search/768").await.status, 200);
}

#[tokio::test]
async fn without_a_login_the_forwarded_address_chooses_who_is_charged() {
    let bench = Bench::with_cooldown(LONG).await;
    let visitor = bench.visitor();
    for address in [
        "203.0.113.7",
        "203.0.113.8",
        "2001:db8::1",
        "203.0.113.7, 10.0.0.1",
    ] {
        let first = forwarded(&visitor, address, Method::POST).await;
        let second = forwarded(&visitor, address, Method::OPTIONS).await;
        assert_eq!((first, second), (401, 429), "{address}");
    }
    visitor
        .get("/x/profile/search/768")
        .await
        .is_refusal(401, "UNAUTHORIZED");
    let member = bench.visitor_as(FIRST).await;
    assert_eq!(forwarded(&member, "203.0.113.7", Method::POST).await, 200);
    assert_eq!(forwarded(&member, "203.0.113.9", Method::POST).await, 429);
}

#[tokio::test]
async fn the_chat_apps_other_paths_share_it() {
    for path in ["/x/posts", "/x/room", "/x/account", "/x/group", "/invite"] {
        for path in [
            path.to_owned(),
            format!("{path}/"),
            format!("{path}/a/b?c=d"),
        ] {
            let bench = Bench::with_cooldown(LONG).await;
            let first = bench.visitor_as(FIRST).await;
            assert_eq!(first.get(&path).await.status, 404, "{path}");
            first
                .get("/x/profile/search/768")
                .await
                .is_refusal(429, "TO_MANY_REQUEST");

            let second = bench.visitor_as(SECOND).await;
            assert_eq!(second.act("cancelfriend", "768").await.status, 200);
            second
                .post(&path, json!({}))
                .await
                .is_refusal(429, "TO_MANY_REQUEST");

            let nobody = bench.visitor();
            let login = if path.starts_with("/x") { 401 } else { 404 };
            assert_eq!(nobody.get(&path).await.status, login, "{path}");
            nobody.get(&path).await.is_refusal(429, "TO_MANY_REQUEST");
        }
    }
}

#[tokio::test]
async fn it_counts_from_the_arrival_of_a_request_that_is_answered_late() {
    let bench = Bench::with(Duration::from_millis(1000), None, true).await;
    let rules = json!([{ "on": "search", "times": 1, "fault": "delay-answer", "ms": 1500 }]);
    let visitor = bench.visitor_as(FIRST).await;
    visitor
        .post("/demo/faults", json!({ "rules": rules }))
        .await;
    for _ in 0..2 {
        assert_eq!(visitor.get("/x/profile/search/768").await.status, 200);
    }
}

#[tokio::test]
async fn it_counts_from_the_arrival_of_a_request_whose_body_comes_late() {
    for faults in [false, true] {
        let bench = Bench::with(Duration::from_millis(500), None, faults).await;
        let visitor = bench.visitor_as(FIRST).await;
        let address = visitor.origin.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.unwrap();
        let body = json!({ "userid": "768" }).to_string();
        let head = format!(
            "POST /x/profile/addfriend HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
             Cookie: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            visitor.cookie.as_deref().unwrap(),
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        sleep(Duration::from_millis(1500)).await;
        stream.write_all(body.as_bytes()).await.unwrap();
        let mut heard = String::new();
        stream.read_to_string(&mut heard).await.unwrap();
        assert!(heard.starts_with("HTTP/1.1 200"), "{heard}");
        assert_eq!(visitor.get("/x/profile/search/768").await.status, 200);
    }
}

#[tokio::test]
async fn everything_else_is_free() {
    let bench = Bench::with_cooldown(LONG).await;
    let visitor = bench.visitor_as(FIRST).await;
    let nobody = bench.visitor();
    for _ in 0..2 {
        assert_eq!(nobody.get("/x/auth/isUser").await.status, 401);
        assert_eq!(nobody.get("/file/user/768.png").await.status, 401);
        assert_eq!(visitor.get("/x/auth/isUser").await.status, 200);
        assert_eq!(visitor.get("/file/user/768.png").await.status, 200);
        assert_eq!(
            visitor.get("/demo/me").await.body["data"]["user"]["id"],
            json!(FIRST)
        );
    }
    assert_eq!(visitor.get("/x/profile/search/768").await.status, 200);
}
