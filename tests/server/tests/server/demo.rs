//! `/demo/*`: logging in as one of the seeded people.

use reqwest::Method;
use serde_json::{Value, json};

use crate::bench::{Bench, FIRST, Heard, SECOND};

#[tokio::test]
async fn the_second_person_listed_has_a_request_from_the_first() {
    let bench = Bench::start().await;
    let heard = bench.visitor().get("/demo/people").await;
    let people = heard.body["data"]["people"].as_array().unwrap();
    assert_eq!(
        people[..2],
        [
            json!({ "id": FIRST, "username": "dvnkz", "displayname": "Devanka 761" }),
            json!({ "id": SECOND, "username": "u7684481", "displayname": "User 7684481" }),
        ]
    );
    assert_eq!(people.len(), 14);
    assert_eq!(bench.holds(FIRST, SECOND), "761761 asks 7684481");
}

#[tokio::test]
async fn the_session_is_a_strict_cookie_that_scripts_cannot_read() {
    let bench = Bench::start().await;
    let login = bench.visitor().request(Method::POST, "/demo/login");
    let response = login
        .json(&json!({ "userid": FIRST }))
        .send()
        .await
        .unwrap();
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    let parts: Vec<&str> = cookie.split("; ").collect();
    assert!(parts[0].starts_with("connect.sid="), "{cookie}");
    for part in ["Path=/", "HttpOnly", "SameSite=Strict"] {
        assert!(parts.contains(&part), "{cookie}");
    }
}

#[tokio::test]
async fn me_follows_login_and_logout() {
    let bench = Bench::start().await;
    let mut visitor = bench.visitor();
    let me = async |heard: Heard| heard.body["data"]["user"].clone();
    assert_eq!(me(visitor.get("/demo/me").await).await, Value::Null);
    visitor.log_in(FIRST).await;
    let before = visitor.clone();
    visitor.log_in(SECOND).await;
    assert_eq!(me(visitor.get("/demo/me").await).await["id"], SECOND);
    assert_eq!(
        me(before.get("/demo/me").await).await,
        Value::Null,
        "the old session ended"
    );
    let heard = visitor.post("/demo/logout", Value::Null).await;
    assert!(
        heard.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(me(visitor.get("/demo/me").await).await, Value::Null);
}

#[tokio::test]
async fn nobody_can_log_in_as_somebody_who_is_not_there() {
    let bench = Bench::start().await;
    let visitor = bench.visitor();
    let log_in = async |body: Value| visitor.post("/demo/login", body).await;
    log_in(json!({ "userid": "999" }))
        .await
        .is_refusal(404, "ERROR");
    log_in(json!({ "userid": "-1" }))
        .await
        .is_refusal(404, "ERROR");
    assert_eq!(log_in(json!({ "userid": 761761 })).await.status, 400);
    assert_eq!(log_in(json!({})).await.status, 400);
}

#[tokio::test]
async fn faults_cannot_be_injected_into_the_demo_server() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    for path in [
        "/demo/faults",
        "/demo/live",
        "/demo/act",
        "/demo/log",
        "/demo/person",
    ] {
        assert_eq!(visitor.post(path, json!({})).await.status, 404, "{path}");
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
}
