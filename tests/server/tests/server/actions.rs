//! The five actions, on the wire and in the database.

use serde_json::json;

use crate::bench::{Bench, FIRST, SECOND};

/// From the first person's side, somebody of each friendship.
const STRANGER: &str = "700300";
const FRIEND: &str = "768";
const ASKED: &str = "700200";
const ASKING: &str = "512";

#[tokio::test]
async fn rejecting_removes_the_request_and_answers_the_user() {
    let bench = Bench::start().await;
    assert_eq!(bench.holds(FIRST, SECOND), "761761 asks 7684481");
    let heard = bench
        .visitor_as(SECOND)
        .await
        .act("ignorefriend", FIRST)
        .await;
    assert_eq!(heard.status, 200);
    assert_eq!(
        heard.body,
        json!({
            "ok": true,
            "code": 200,
            "msg": "OK",
            "data": { "user": {
                "id": "761761",
                "username": "dvnkz",
                "displayname": "Devanka 761",
                "isFriend": 0,
                "badges": [1, 5],
                "bio": "Kopi, kode, dan hujan.\nMembuat Kirimin.",
                "image": "761761.png",
            } },
        })
    );
    assert_eq!(bench.holds(FIRST, SECOND), "nothing");
    assert_eq!(bench.visitor_as(FIRST).await.sees(SECOND).await, 0);
}

#[tokio::test]
async fn each_action_from_each_friendship_answers_and_stores_the_same() {
    let table = [
        ("addfriend", STRANGER, 200, 2, "761761 asks 700300"),
        ("addfriend", FRIEND, 200, 1, "friends"),
        ("addfriend", ASKED, 200, 2, "761761 asks 700200"),
        ("addfriend", ASKING, 200, 1, "friends"),
        ("unfriend", STRANGER, 200, 0, "nothing"),
        ("unfriend", FRIEND, 200, 0, "nothing"),
        ("unfriend", ASKED, 200, 0, "nothing"),
        ("unfriend", ASKING, 200, 0, "nothing"),
        ("cancelfriend", STRANGER, 200, 0, "nothing"),
        ("cancelfriend", FRIEND, 200, 1, "friends"),
        ("cancelfriend", ASKED, 200, 0, "nothing"),
        ("cancelfriend", ASKING, 200, 3, "512 asks 761761"),
        ("acceptfriend", STRANGER, 404, 0, "nothing"),
        ("acceptfriend", FRIEND, 200, 1, "friends"),
        ("acceptfriend", ASKED, 404, 0, "nothing"),
        ("acceptfriend", ASKING, 200, 1, "friends"),
        ("ignorefriend", STRANGER, 200, 0, "nothing"),
        ("ignorefriend", FRIEND, 200, 1, "friends"),
        ("ignorefriend", ASKED, 200, 0, "nothing"),
        ("ignorefriend", ASKING, 200, 0, "nothing"),
    ];
    for per_action in table.chunks(4) {
        let bench = Bench::start().await;
        let visitor = bench.visitor_as(FIRST).await;
        for (action, target, status, state, stored) in per_action {
            let heard = visitor.act(action, target).await;
            assert_eq!(heard.status, *status, "{action} {target}");
            assert_eq!(heard.body["code"], *status, "{action} {target}");
            assert_eq!(heard.body["ok"], *status == 200, "{action} {target}");
            assert_eq!(heard.is_friend(), *state, "{action} {target}");
            assert_eq!(bench.holds(FIRST, target), *stored, "{action} {target}");
            assert_eq!(visitor.sees(target).await, *state, "{action} {target}");
        }
    }
}

#[tokio::test]
async fn accepting_answers_the_room_with_the_user() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    let heard = visitor.act("acceptfriend", FIRST).await;
    assert_eq!(heard.is_friend(), 1);
    assert_eq!(
        heard.body["data"]["room"],
        json!({
            "id": "761761",
            "short": "dvnkz",
            "long": "Devanka 761",
            "type": "user",
            "image": "761761.png",
            "badges": [1, 5],
        })
    );
    let again = visitor.act("acceptfriend", FIRST).await;
    assert_eq!((again.status, again.is_friend()), (200, &json!(1)));
    assert_eq!(again.body["data"].get("room"), None);
}

#[tokio::test]
async fn accepting_after_a_withdrawal_fails_with_the_truth() {
    let bench = Bench::start().await;
    bench
        .visitor_as(FIRST)
        .await
        .act("cancelfriend", SECOND)
        .await;
    let heard = bench
        .visitor_as(SECOND)
        .await
        .act("acceptfriend", FIRST)
        .await;
    assert_eq!(heard.status, 404);
    assert_eq!(heard.body["ok"], false);
    assert_eq!(heard.body["msg"], "ERROR");
    assert_eq!(heard.body["data"]["user"]["id"], FIRST);
    assert_eq!(heard.is_friend(), 0);
}

#[tokio::test]
async fn adding_somebody_who_has_asked_accepts() {
    let bench = Bench::start().await;
    let heard = bench.visitor_as(SECOND).await.act("addfriend", FIRST).await;
    assert_eq!((heard.status, heard.is_friend()), (200, &json!(1)));
    assert_eq!(heard.body["data"]["room"]["id"], FIRST);
    assert_eq!(bench.holds(FIRST, SECOND), "friends");
}

#[tokio::test]
async fn adding_yourself_answers_that_the_request_is_out() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    for _ in 0..2 {
        let heard = visitor.act("addfriend", FIRST).await;
        assert_eq!((heard.status, heard.is_friend()), (200, &json!(2)));
    }
    visitor
        .act("acceptfriend", FIRST)
        .await
        .is_refusal(400, "ERROR");
    let heard = visitor.act("cancelfriend", FIRST).await;
    assert_eq!((heard.status, heard.is_friend()), (200, &json!(0)));
}

#[tokio::test]
async fn repeating_an_action_answers_the_current_user() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    for (action, target, state) in [
        ("addfriend", STRANGER, 2),
        ("cancelfriend", STRANGER, 0),
        ("acceptfriend", ASKING, 1),
        ("unfriend", ASKING, 0),
        ("ignorefriend", ASKING, 0),
    ] {
        for _ in 0..3 {
            let heard = visitor.act(action, target).await;
            assert_eq!(
                (heard.status, heard.is_friend()),
                (200, &json!(state)),
                "{action}"
            );
        }
    }
}
