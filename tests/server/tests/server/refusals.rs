//! What is refused, and in which words.

use reqwest::Method;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::bench::{Bench, FIRST, Heard, PATIENCE, SECOND, Visitor};

const ACTIONS: [&str; 5] = [
    "addfriend",
    "unfriend",
    "cancelfriend",
    "acceptfriend",
    "ignorefriend",
];

async fn posted(visitor: &Visitor, content_type: &str, body: impl Into<reqwest::Body>) -> Heard {
    let request = visitor
        .request(Method::POST, "/x/profile/ignorefriend")
        .header("content-type", content_type)
        .body(body);
    Heard::from(request.send().await.unwrap()).await
}

/// The status of a request that says nothing but this.
async fn bare(visitor: &Visitor, head: &str, body: &str) -> u16 {
    let address = visitor.origin.trim_start_matches("http://");
    let cookie = visitor.cookie.as_deref().unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "{head} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nCookie: {cookie}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut heard = String::new();
    let read = stream.read_to_string(&mut heard);
    timeout(PATIENCE, read).await.unwrap().unwrap();
    heard.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn without_a_session_everything_is_unauthorized() {
    let bench = Bench::start().await;
    let visitor = bench.visitor();
    visitor
        .get("/x/profile/search/761761")
        .await
        .is_refusal(401, "UNAUTHORIZED");
    visitor
        .get("/x/auth/isUser")
        .await
        .is_refusal(401, "UNAUTHORIZED");
    visitor
        .get("/file/user/761761.png")
        .await
        .is_refusal(401, "UNAUTHORIZED");
    for action in ACTIONS {
        visitor
            .act(action, FIRST)
            .await
            .is_refusal(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_made_up_session_is_none() {
    let bench = Bench::start().await;
    let mut visitor = bench.visitor();
    visitor.cookie = Some("connect.sid=0000".to_owned());
    visitor
        .act("addfriend", FIRST)
        .await
        .is_refusal(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn an_unknown_user_is_not_found() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for action in ACTIONS {
        visitor.act(action, "999999").await.is_refusal(404, "ERROR");
    }
}

#[tokio::test]
async fn a_userid_that_is_no_text_is_a_bad_request() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for body in [
        json!({}),
        json!({ "userid": 761761 }),
        json!({ "userid": "" }),
        json!({ "userid": null }),
        json!({ "userid": ["761761"] }),
        json!([]),
    ] {
        for action in ACTIONS {
            let heard = visitor
                .post(&format!("/x/profile/{action}"), body.clone())
                .await;
            heard.is_refusal(400, "ERROR");
        }
    }
    posted(&visitor, "application/json", "")
        .await
        .is_refusal(400, "ERROR");
    assert_eq!(bench.holds(FIRST, SECOND), "761761 asks 7684481");
}

#[tokio::test]
async fn malformed_json_is_an_internal_error() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for body in [
        "{\"userid\":",
        "userid=761761",
        "\"761761\"",
        "\u{feff}",
        "null",
        " null ",
        "true",
        "761761",
    ] {
        posted(&visitor, "application/json", body)
            .await
            .is_refusal(500, "ERROR");
    }
    posted(
        &visitor,
        "application/json; charset=utf-8",
        "{\"userid\":\"761761\"}",
    )
    .await;
    assert_eq!(bench.holds(FIRST, SECOND), "nothing");
}

#[tokio::test]
async fn a_body_that_does_not_say_it_is_json_is_an_internal_error() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    let body = "{\"userid\":\"761761\"}";
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/vnd.api+json",
        "json",
        "",
    ] {
        posted(&visitor, content_type, body)
            .await
            .is_refusal(500, "ERROR");
    }
    let large = "7".repeat(101 * 1024);
    posted(&visitor, "text/plain", large)
        .await
        .is_refusal(500, "ERROR");
    let post = "POST /x/profile/ignorefriend";
    let sent = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    assert_eq!(bare(&visitor, post, &sent).await, 500, "no type");
    assert_eq!(bare(&visitor, post, "\r\n").await, 500, "no body");
    assert_eq!(bench.holds(FIRST, SECOND), "761761 asks 7684481");
}

#[tokio::test]
async fn a_search_that_is_not_percent_encoded_is_an_internal_error() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for segment in ["%", "100%", "%2", "%zz", "a%2gb", "%FF"] {
        let search = format!("GET /x/profile/search/{segment}");
        assert_eq!(bare(&visitor, &search, "\r\n").await, 500, "{segment}");
    }
    assert_eq!(
        bare(&visitor, "GET /x/profile/search/%25", "\r\n").await,
        404
    );
}

#[tokio::test]
async fn too_large_a_body_is_refused_with_an_answer() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for size in [101 * 1024, 5 * 1024 * 1024] {
        let body = json!({ "userid": "7".repeat(size) }).to_string();
        posted(&visitor, "application/json", body)
            .await
            .is_refusal(413, "CONTENT_TOO_LARGE");
    }
    let body = json!({ "userid": "7".repeat(90 * 1024) }).to_string();
    posted(&visitor, "application/json", body)
        .await
        .is_refusal(404, "ERROR");
}

#[tokio::test]
async fn an_unknown_route_is_a_sentence_in_json() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for (method, path) in [
        (Method::GET, "/x/nothing"),
        (Method::GET, "/x/profile"),
        (Method::GET, "/x/profile/search/"),
        (Method::GET, "/x/profile/search/a/b"),
        (Method::GET, "/x/profile/ignorefriend"),
        (Method::POST, "/x/profile/befriend"),
        (Method::POST, "/x/profile/search/761761"),
        (Method::DELETE, "/x/auth/isUser"),
        (Method::OPTIONS, "/x/profile/befriend"),
        (Method::GET, "/x/profile/"),
        (Method::GET, "/x/posts"),
        (Method::POST, "/x/room/sendMessage/user/761761"),
        (Method::GET, "/invite/a"),
        (Method::GET, "/socket?id=1"),
        (Method::GET, "/"),
    ] {
        let heard = Heard::from(visitor.request(method.clone(), path).send().await.unwrap()).await;
        assert_eq!(heard.status, 404, "{method} {path}");
        assert_eq!(
            heard.body,
            json!({
                "ok": false,
                "code": 404,
                "msg": "Your requested data is not found",
                "error": "Not Found",
            }),
            "{method} {path}"
        );
        let cors = heard
            .headers
            .keys()
            .find(|name| name.as_str().starts_with("access-control"));
        assert_eq!(cors, None, "{method} {path}");
    }
}

#[tokio::test]
async fn an_unknown_route_is_a_page_for_whoever_wants_one() {
    let bench = Bench::start().await;
    let response = reqwest::get(format!("{}/nothing", bench.origin))
        .await
        .unwrap();
    assert_eq!(response.status(), 404);
    assert!(
        response.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}
