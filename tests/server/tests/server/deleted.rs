//! Accounts and sessions that are gone.

use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;

use crate::bench::{Bench, FIRST, SECOND, Visitor};

/// Deletes the first person's account, in one of the two ways there are.
async fn without_an_account(by_hand: bool) -> (Bench, Visitor) {
    let bench = Bench::with(Duration::ZERO, None, true).await;
    let visitor = bench.visitor_as(FIRST).await;
    if by_hand {
        let file = bench.folder.path().join("demo.sqlite");
        let database = Connection::open(file).unwrap();
        database.pragma_update(None, "foreign_keys", "OFF").unwrap();
        let gone = database.execute("DELETE FROM people WHERE id = ?1", [FIRST]);
        assert_eq!(gone.unwrap(), 1);
    } else {
        bench
            .alter(json!({ "userid": FIRST, "deleted": true }))
            .await;
    }
    (bench, visitor)
}

#[tokio::test]
async fn the_session_of_a_deleted_account_breaks_the_api() {
    for by_hand in [false, true] {
        let (_bench, visitor) = without_an_account(by_hand).await;
        for action in ["addfriend", "unfriend", "acceptfriend", "ignorefriend"] {
            visitor.act(action, SECOND).await.is_refusal(500, "ERROR");
        }
        visitor
            .get("/x/profile/search/768")
            .await
            .is_refusal(500, "ERROR");
        visitor.get("/x/auth/isUser").await.is_refusal(400, "ERROR");
    }
}

#[tokio::test]
async fn a_deleted_account_is_found_by_nobody_and_answers_nobody() {
    for by_hand in [false, true] {
        let (bench, _) = without_an_account(by_hand).await;
        let visitor = bench.visitor_as(SECOND).await;
        for segment in [FIRST, "dvnkz"] {
            visitor
                .get(&format!("/x/profile/search/{segment}"))
                .await
                .is_refusal(404, "FIND_NOTFOUND");
        }
        visitor
            .act("acceptfriend", FIRST)
            .await
            .is_refusal(404, "ERROR");
    }
}

#[tokio::test]
async fn a_request_of_a_deleted_account_is_that_of_a_former_member() {
    let (bench, _) = without_an_account(false).await;
    let visitor = bench.visitor_as(SECOND).await;
    let heard = visitor.get("/x/auth/isUser").await;
    assert_eq!(
        heard.body["data"]["me"]["req"][0],
        json!({
            "id": "-1",
            "username": "Former Member",
            "displayname": "Former Member",
            "isFriend": 3,
        })
    );
}

#[tokio::test]
async fn a_deleted_session_is_none() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let same = visitor.clone();
    same.post("/demo/logout", json!({})).await;
    visitor
        .act("addfriend", SECOND)
        .await
        .is_refusal(401, "UNAUTHORIZED");
    visitor
        .get("/x/auth/isUser")
        .await
        .is_refusal(401, "UNAUTHORIZED");
    visitor
        .get("/file/user/768.png")
        .await
        .is_refusal(401, "UNAUTHORIZED");
}
