//! Names that nobody would expect.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::{Bench, FIRST, SECOND, Visitor};

async fn with_faults() -> Bench {
    Bench::with(Duration::ZERO, None, true).await
}

/// The user of that id among those that a search answers.
async fn user(visitor: &Visitor, segment: &str, id: &str) -> Value {
    let heard = visitor.get(&format!("/x/profile/search/{segment}")).await;
    let users = heard.body["data"]["users"].as_array().cloned();
    users
        .unwrap_or_default()
        .into_iter()
        .find(|user| user["id"] == id)
        .unwrap_or_default()
}

#[tokio::test]
async fn usernames_have_any_length() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let long = user(&visitor, "600103", "600103").await["username"].clone();
    let long = long.as_str().unwrap();
    assert_eq!(long.len(), 150);
    for (segment, id, username) in [
        ("q", "600101", "q"),
        ("600102", "600102", ".."),
        (long, "600103", long),
        ("2026", "600104", "2026"),
        ("700300", "600300", "700300"),
    ] {
        let found = user(&visitor, segment, id).await;
        assert_eq!(found["username"], username, "{segment}");
        let heard = visitor.act("addfriend", id).await;
        assert_eq!((heard.status, heard.is_friend()), (200, &json!(2)), "{id}");
    }
}

#[tokio::test]
async fn somebodys_username_can_be_the_id_of_somebody_who_comes_later() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    assert_eq!(visitor.found("700300").await, ["600300", "700300"]);
}

#[tokio::test]
async fn an_empty_display_name_is_that_of_a_former_member_with_the_real_id() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let expected = json!({
        "id": "600105",
        "username": "tanpa.nama",
        "displayname": "Former Member",
        "isFriend": 0,
    });
    assert_eq!(user(&visitor, "tanpa.nama", "600105").await, expected);
    let mut nameless = bench.visitor_as("600105").await;
    let mut first = visitor.listen().await;
    nameless.act("addfriend", FIRST).await;
    assert_eq!(
        first.message().await["user"]["displayname"],
        "Former Member"
    );
    nameless.log_in("600105").await;
    let me = nameless.get("/x/auth/isUser").await;
    assert_eq!(me.body["data"]["me"]["id"], "600105");
}

#[tokio::test]
async fn a_bio_that_was_removed_is_missing() {
    let bench = with_faults().await;
    let visitor = bench.visitor_as(SECOND).await;
    assert!(user(&visitor, FIRST, FIRST).await["bio"].is_string());
    for gone in [json!(null), json!("")] {
        bench.alter(json!({ "userid": FIRST, "bio": gone })).await;
        assert_eq!(user(&visitor, FIRST, FIRST).await.get("bio"), None);
        let heard = visitor.act("addfriend", FIRST).await;
        assert_eq!(heard.body["data"]["user"].get("bio"), None);
    }
    bench.alter(json!({ "userid": FIRST, "bio": "Lagi" })).await;
    assert_eq!(user(&visitor, FIRST, FIRST).await["bio"], "Lagi");
}
