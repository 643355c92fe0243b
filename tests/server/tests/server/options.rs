//! OPTIONS: no CORS, but an answer.

use std::time::Duration;

use reqwest::Method;

use crate::bench::{Bench, FIRST, Heard, SECOND, Visitor};

async fn options(visitor: &Visitor, path: &str) -> Heard {
    let request = visitor
        .request(Method::OPTIONS, path)
        .header("origin", "https://example.org")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    Heard::from(request.send().await.unwrap()).await
}

#[track_caller]
fn says_nothing_of_other_origins(heard: &Heard) {
    let cors = heard
        .headers
        .keys()
        .find(|name| name.as_str().starts_with("access-control"));
    assert_eq!(cors, None);
}

#[tokio::test]
async fn options_are_the_methods_in_plain_text() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    for (path, methods) in [
        ("/x/profile/addfriend", "POST"),
        ("/x/profile/unfriend", "POST"),
        ("/x/profile/cancelfriend", "POST"),
        ("/x/profile/acceptfriend", "POST"),
        ("/x/profile/ignorefriend", "POST"),
        ("/x/profile/search/761761", "GET, HEAD"),
        ("/x/auth/isUser", "GET, HEAD"),
        ("/file/user/761761.png", "GET, HEAD"),
    ] {
        let heard = options(&visitor, path).await;
        assert_eq!(
            (heard.status, heard.text.as_str()),
            (200, methods),
            "{path}"
        );
        assert_eq!(heard.headers["content-type"], "text/plain", "{path}");
        assert_eq!(heard.headers["allow"], methods, "{path}");
        says_nothing_of_other_origins(&heard);
    }
    assert_eq!(bench.holds(FIRST, SECOND), "761761 asks 7684481");
}

#[tokio::test]
async fn options_are_no_way_around_the_cooldown_and_the_login() {
    let bench = Bench::with_cooldown(Duration::from_secs(3600)).await;
    let nobody = bench.visitor();
    let heard = options(&nobody, "/x/profile/addfriend").await;
    heard.is_refusal(401, "UNAUTHORIZED");
    says_nothing_of_other_origins(&heard);
    let heard = options(&nobody, "/x/profile/addfriend").await;
    heard.is_refusal(429, "TO_MANY_REQUEST");
    let visitor = bench.visitor_as(SECOND).await;
    assert_eq!(options(&visitor, "/x/profile/addfriend").await.status, 200);
    let heard = options(&visitor, "/x/profile/addfriend").await;
    heard.is_refusal(429, "TO_MANY_REQUEST");
    says_nothing_of_other_origins(&heard);
}
