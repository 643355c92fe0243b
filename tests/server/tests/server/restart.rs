//! What a start of the server changes.

use rusqlite::Connection;
use serde_json::json;

use crate::bench::{Bench, FIRST, SECOND};

/// Whom the first person has asked, and who has asked them.
const ASKED: &str = "700200";
const ASKING: &str = "512";

#[tokio::test]
async fn a_request_that_an_unfriend_took_away_is_back() {
    let mut bench = Bench::start().await;
    let visitor = bench.visitor_as(FIRST).await;
    let mut asked = bench.visitor_as(ASKED).await.listen().await;
    for (target, before) in [(ASKED, 2), (ASKING, 3)] {
        let heard = visitor.act("unfriend", target).await;
        assert_eq!((heard.status, heard.is_friend()), (200, &json!(0)));
        assert_eq!(visitor.sees(target).await, 0, "{before}");
        assert_eq!(bench.holds(FIRST, target), "nothing");
    }
    asked.is_silent().await;
    for _ in 0..2 {
        bench.restart().await;
        let visitor = bench.visitor_as(FIRST).await;
        assert_eq!(visitor.sees(ASKED).await, 2);
        assert_eq!(visitor.sees(ASKING).await, 3);
        assert_eq!(bench.holds(FIRST, ASKED), "761761 asks 700200");
    }
}

#[tokio::test]
async fn what_was_done_to_such_a_request_since_stays_done() {
    for (action, state) in [("addfriend", 2), ("ignorefriend", 0)] {
        let mut bench = Bench::start().await;
        let visitor = bench.visitor_as(FIRST).await;
        visitor.act("unfriend", ASKING).await;
        visitor.act(action, ASKING).await;
        bench.restart().await;
        let visitor = bench.visitor_as(FIRST).await;
        assert_eq!(visitor.sees(ASKING).await, state, "{action}");
    }
}

#[tokio::test]
async fn every_other_change_and_every_session_outlives_it() {
    let mut bench = Bench::start().await;
    let mut visitor = bench.visitor_as(FIRST).await;
    for (action, target, state) in [
        ("acceptfriend", ASKED, 0),
        ("ignorefriend", ASKING, 0),
        ("cancelfriend", SECOND, 0),
        ("unfriend", "768", 0),
        ("addfriend", "700300", 2),
        ("addfriend", "700101", 1),
    ] {
        let heard = visitor.act(action, target).await;
        assert_eq!(heard.is_friend(), state, "{action} {target}");
    }
    bench.restart().await;
    visitor.origin = bench.origin.clone();
    for (target, state) in [
        (ASKED, 0),
        (ASKING, 0),
        (SECOND, 0),
        ("768", 0),
        ("700300", 2),
        ("700101", 1),
    ] {
        assert_eq!(visitor.sees(target).await, state, "{target}");
    }
}

#[tokio::test]
async fn a_database_of_an_earlier_version_is_still_good() {
    let mut bench = Bench::start().await;
    let database = Connection::open(bench.folder.path().join("demo.sqlite")).unwrap();
    database
        .execute_batch("DROP TABLE unsaved_removals")
        .unwrap();
    drop(database);
    bench.restart().await;
    let visitor = bench.visitor_as(FIRST).await;
    let heard = visitor.act("unfriend", ASKED).await;
    assert_eq!((heard.status, heard.is_friend()), (200, &json!(0)));
}
