//! People who change.

use serde_json::{Value, json};

use super::bench;
use crate::bench::SECOND;

#[tokio::test]
async fn a_person_can_be_changed_or_added() {
    let bench = bench().await;
    let visitor = bench.visitor_as(SECOND).await;
    let found = async |id: &str| -> Value {
        let heard = visitor.get(&format!("/x/profile/search/{id}")).await;
        heard.body["data"]["users"][0].clone()
    };
    bench
        .alter(json!({ "userid": "768", "displayname": "Siti", "image": null }))
        .await;
    bench.alter(json!({ "userid": "999999" })).await;
    let changed = visitor.get("/x/profile/search/siti.aminah").await;
    let changed = &changed.body["data"]["users"][0];
    assert_eq!(changed["displayname"], "Siti");
    assert_eq!(changed.get("image"), None);
    assert_eq!(found("999999").await["username"], "u999999");
    bench
        .alter(json!({ "userid": "999999", "deleted": true }))
        .await;
    assert_eq!(found("999999").await, Value::Null);
}

#[tokio::test]
async fn a_change_that_makes_no_sense_changes_nothing() {
    let bench = bench().await;
    let visitor = bench.visitor_as(SECOND).await;
    for change in [
        json!({ "displayname": "Siti" }),
        json!({ "userid": "768", "displayname": "Siti", "isFriend": "1" }),
        json!({ "userid": "768", "displayname": "Siti", "bio": 7 }),
        json!({ "userid": "768", "displayname": "Siti", "username": null }),
    ] {
        let heard = visitor.post("/demo/person", change.clone()).await;
        assert_eq!(heard.status, 400, "{change}");
        assert!(heard.body["error"].is_string(), "{heard:?}");
    }
    let heard = visitor.get("/x/profile/search/siti.aminah").await;
    assert_eq!(heard.body["data"]["users"][0]["displayname"], "Siti Aminah");
}
