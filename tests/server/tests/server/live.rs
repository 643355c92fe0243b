//! `GET /x/auth/isUser` and the WebSocket.

use serde_json::json;

use crate::bench::{Bench, FIRST, SECOND};

#[tokio::test]
async fn is_user_says_who_is_logged_in_and_who_has_asked() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(SECOND).await;
    let heard = visitor.get("/x/auth/isUser").await;
    let data = &heard.body["data"];
    assert_eq!(data["me"]["id"], SECOND);
    assert_eq!(data["me"].get("isFriend"), None);
    assert_eq!(data["me"]["req"][0]["id"], FIRST);
    assert_eq!(data["me"]["req"][0]["isFriend"], 3);
    assert_eq!(
        data["socket"]["host"],
        bench.origin.trim_start_matches("http://")
    );
}

#[tokio::test]
async fn the_target_hears_each_action_and_who_the_actor_now_is() {
    let bench = Bench::start().await;
    let actor = bench.visitor_as(SECOND).await;
    let mut target = bench.visitor_as("700101").await.listen().await;
    for (action, heard, state) in [
        ("addfriend", "addfriend", 3),
        ("cancelfriend", "cancelfriend", 0),
        ("ignorefriend", "ignorefriend", 0),
    ] {
        actor.act(action, "700101").await;
        let message = target.message().await;
        let (key, rest) = message["key"].as_str().unwrap().split_once('-').unwrap();
        let (moment, digits) = rest.split_once('_').unwrap();
        assert_eq!(
            (key, moment.len(), digits.len()),
            (SECOND, 8, 3),
            "{message}"
        );
        assert_eq!(
            message,
            json!({
                "key": message["key"],
                "from": SECOND,
                "type": heard,
                "user": {
                    "id": SECOND,
                    "username": "u7684481",
                    "displayname": "User 7684481",
                    "isFriend": state,
                },
            })
        );
    }
    bench
        .visitor_as("700101")
        .await
        .act("addfriend", SECOND)
        .await;
    actor.act("acceptfriend", "700101").await;
    let accepted = target.message().await;
    assert_eq!(
        (&accepted["type"], &accepted["user"]["isFriend"]),
        (&json!("acceptfriend"), &json!(1))
    );
    actor.act("unfriend", "700101").await;
    let parted = target.message().await;
    assert_eq!(
        (&parted["type"], &parted["user"]["isFriend"]),
        (&json!("unfriend"), &json!(0))
    );
}

#[tokio::test]
async fn adding_somebody_who_has_asked_is_heard_as_an_acceptance() {
    let bench = Bench::start().await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    bench.visitor_as(SECOND).await.act("addfriend", FIRST).await;
    let message = first.message().await;
    assert_eq!(
        (&message["type"], &message["user"]["isFriend"]),
        (&json!("acceptfriend"), &json!(1))
    );
}

#[tokio::test]
async fn ignoring_a_friend_is_heard_with_the_friendship_that_stays() {
    let bench = Bench::start().await;
    let mut friend = bench.visitor_as("768").await.listen().await;
    bench
        .visitor_as(SECOND)
        .await
        .act("ignorefriend", "768")
        .await;
    let message = friend.message().await;
    assert_eq!(
        (&message["type"], &message["user"]["isFriend"]),
        (&json!("ignorefriend"), &json!(1))
    );
}

#[tokio::test]
async fn what_changed_nothing_is_not_heard() {
    let bench = Bench::start().await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    let second = bench.visitor_as(SECOND).await;
    for action in [
        "cancelfriend",
        "unfriend",
        "unfriend",
        "cancelfriend",
        "acceptfriend",
    ] {
        second.act(action, FIRST).await;
    }
    second.act("addfriend", FIRST).await;
    second.act("addfriend", FIRST).await;
    second.act("cancelfriend", FIRST).await;
    assert_eq!(first.message().await["type"], "addfriend");
    assert_eq!(first.message().await["type"], "cancelfriend");
}

#[tokio::test]
async fn asking_who_is_logged_in_leaves_the_open_line_open_and_deaf() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let mut old = visitor.listen().await;
    let mut new = bench.visitor_as(FIRST).await.listen().await;
    let told = json!({ "type": "newLoggedIn", "uid": FIRST });
    assert_eq!(old.message().await, told);
    let second = bench.visitor_as(SECOND).await;
    second.act("acceptfriend", FIRST).await;
    assert_eq!(new.message().await["type"], "acceptfriend");
    old.is_silent().await;

    let mut newest = visitor.listen().await;
    assert_eq!(new.message().await, told);
    second.act("unfriend", FIRST).await;
    assert_eq!(newest.message().await["type"], "unfriend");
    new.is_silent().await;
    old.is_silent().await;
}

#[tokio::test]
async fn a_deaf_line_that_ends_leaves_the_new_one_alone() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let mut old = visitor.listen().await;
    let mut new = visitor.listen().await;
    assert_eq!(old.message().await["type"], "newLoggedIn");
    old.end().await;
    let second = bench.visitor_as(SECOND).await;
    second.act("acceptfriend", FIRST).await;
    assert_eq!(new.message().await["type"], "acceptfriend");
}

#[tokio::test]
async fn asking_who_is_logged_in_without_opening_a_line_loses_what_is_said() {
    let bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let mut line = visitor.listen().await;
    visitor.get("/x/auth/isUser").await;
    let second = bench.visitor_as(SECOND).await;
    second.act("acceptfriend", FIRST).await;
    assert_eq!(line.message().await["type"], "newLoggedIn");
    line.is_silent().await;
    let mut line = visitor.listen().await;
    second.act("unfriend", FIRST).await;
    assert_eq!(line.message().await["type"], "unfriend");
}

/// On more than one thread: on one, it is so by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_message_is_there_before_the_actors_own_answer() {
    let bench = Bench::start().await;
    let mut line = bench.visitor_as("700101").await.listen().await;
    let actor = bench.visitor_as(SECOND).await;
    for _ in 0..30 {
        for action in ["addfriend", "cancelfriend", "ignorefriend"] {
            actor.act(action, "700101").await;
            let message = line.message_there().expect("a message");
            assert_eq!(message["type"], action);
        }
    }
}

#[tokio::test]
async fn a_line_needs_the_session_and_the_latest_id() {
    let bench = Bench::start().await;
    let first = bench.visitor_as(FIRST).await;
    let id = async || {
        let heard = first.get("/x/auth/isUser").await;
        heard.body["data"]["socket"]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let old = id().await;
    assert_eq!(first.listen_with("").await.text().await, None);
    let latest = id().await;
    assert_eq!(first.listen_with(&old).await.text().await, None);
    assert_eq!(
        bench.visitor().listen_with(&latest).await.text().await,
        None
    );
    assert_eq!(
        bench
            .visitor_as(SECOND)
            .await
            .listen_with(&latest)
            .await
            .text()
            .await,
        None
    );
    let mut line = first.listen_with(&latest).await;
    bench
        .visitor_as(SECOND)
        .await
        .act("acceptfriend", FIRST)
        .await;
    assert_eq!(line.message().await["type"], "acceptfriend");
}

#[tokio::test]
async fn what_the_page_says_is_passed_over() {
    let bench = Bench::start().await;
    let mut first = bench.visitor_as(FIRST).await.listen().await;
    first.say("{").await;
    first.say("{\"type\":\"offer\",\"to\":\"768\"}").await;
    bench
        .visitor_as(SECOND)
        .await
        .act("acceptfriend", FIRST)
        .await;
    assert_eq!(first.message().await["type"], "acceptfriend");
}
