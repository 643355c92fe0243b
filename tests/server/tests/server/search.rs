//! `GET /x/profile/search/{id or username}`.

use std::time::Duration;

use serde_json::json;

use crate::bench::{Bench, FIRST, SECOND};

#[tokio::test]
async fn an_id_answers_the_user_object_as_the_caller_sees_it() {
    let bench = Bench::start().await;
    let heard = bench
        .visitor_as(SECOND)
        .await
        .get("/x/profile/search/761761")
        .await;
    assert_eq!(heard.status, 200);
    assert_eq!(
        heard.body,
        json!({
            "ok": true,
            "code": 200,
            "msg": "OK",
            "data": { "users": [{
                "id": "761761",
                "username": "dvnkz",
                "displayname": "Devanka 761",
                "isFriend": 3,
                "badges": [1, 5],
                "bio": "Kopi, kode, dan hujan.\nMembuat Kirimin.",
                "image": "761761.png",
            }] },
        })
    );
}

#[tokio::test]
async fn what_somebody_has_not_is_left_out() {
    let bench = Bench::start().await;
    let heard = bench
        .visitor_as(FIRST)
        .await
        .get("/x/profile/search/u7684481")
        .await;
    assert_eq!(
        heard.body["data"]["users"],
        json!([{ "id": SECOND, "username": "u7684481", "displayname": "User 7684481", "isFriend": 2 }])
    );
}

#[tokio::test]
async fn all_four_friendships_are_seen_from_both_of_the_first_two() {
    let bench = Bench::start().await;
    for (viewer, others) in [
        (FIRST, ["700300", "768", SECOND, "512"]),
        (SECOND, ["700101", "768", "512", FIRST]),
    ] {
        let visitor = bench.visitor_as(viewer).await;
        for (number, other) in others.iter().enumerate() {
            assert_eq!(visitor.sees(other).await, number, "{viewer} sees {other}");
        }
    }
}

#[tokio::test]
async fn a_numeric_id_also_matches_parts_of_usernames_and_comes_in_no_order_of_relevance() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as("710001").await;
    assert_eq!(visitor.found("768").await, ["512", "768", "600001", SECOND]);
    assert_eq!(visitor.found("7684481").await, ["600001", SECOND]);
}

#[tokio::test]
async fn any_part_of_a_username_matches_in_any_case() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    assert_eq!(visitor.found("VNK").await, [FIRST]);
    assert_eq!(visitor.found("siti.aminah").await, ["768"]);
}

#[tokio::test]
async fn part_of_an_id_matches_nothing() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    visitor
        .get("/x/profile/search/76176")
        .await
        .is_refusal(404, "FIND_NOTFOUND");
}

#[tokio::test]
async fn the_caller_is_left_out() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    visitor
        .get("/x/profile/search/761761")
        .await
        .is_refusal(404, "FIND_NOTFOUND");
    visitor
        .get("/x/profile/search/dvnkz")
        .await
        .is_refusal(404, "FIND_NOTFOUND");
}

#[tokio::test]
async fn at_most_twenty_are_answered() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    assert_eq!(visitor.found("warga").await.len(), 20);
}

#[tokio::test]
async fn an_exact_username_can_be_missing_among_more_than_twenty() {
    let bench = Bench::with(Duration::ZERO, None, true).await;
    bench
        .alter(json!({ "userid": "999999", "username": "warga" }))
        .await;
    let visitor = bench.visitor_as(FIRST).await;
    let found = visitor.found("warga").await;
    assert_eq!(found.len(), 20);
    assert!(!found.iter().any(|id| id == "999999"), "{found:?}");
    assert_eq!(visitor.found("999999").await, ["999999"]);
}

#[tokio::test]
async fn user_and_user7_answer_random_people() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let mut orders = vec![visitor.found("user").await, visitor.found("USER7").await];
    orders.push(visitor.found("user").await);
    for order in &orders {
        assert_eq!(order.len(), 20);
        assert!(
            !order.iter().any(|id| id == FIRST || id == "-1"),
            "{order:?}"
        );
    }
    assert_ne!(orders[0], orders[1]);
    assert_ne!(orders[1], orders[2]);
}

#[tokio::test]
async fn the_segment_is_percent_decoded() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    assert_eq!(visitor.found("%73iti%2Eaminah").await, ["768"]);
    for segment in ["%20", "%2F", "%25", "caf%C3%A9", "%27%3B--"] {
        let heard = visitor.get(&format!("/x/profile/search/{segment}")).await;
        heard.is_refusal(404, "FIND_NOTFOUND");
    }
}

#[tokio::test]
async fn a_segment_that_is_no_text_is_an_error() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    visitor
        .get("/x/profile/search/%FF")
        .await
        .is_refusal(500, "ERROR");
}

#[tokio::test]
async fn a_deleted_account_is_a_former_member() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let heard = visitor.get("/x/profile/search/-1").await;
    assert_eq!(
        heard.body["data"]["users"],
        json!([{
            "id": "-1",
            "username": "Former Member",
            "displayname": "Former Member",
            "isFriend": 0,
        }])
    );
    visitor
        .get("/x/profile/search/former")
        .await
        .is_refusal(404, "FIND_NOTFOUND");
    visitor
        .act("addfriend", "-1")
        .await
        .is_refusal(404, "ERROR");
}
