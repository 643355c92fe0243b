//! Tests of outcomes, with every response body that `docs/api.md` shows, and bodies from proxies.

use super::*;
use crate::api::Retry;
use crate::{Badge, Friendship};
use serde_json::json;

/// `docs/api.md#response---success`, without its comments.
const SEED_SUCCESS: &str = r#"{
  "ok": true,
  "code": 200,
  "data": {
    "user": {
      "id": "761761",
      "username": "dvnkz",
      "displayname": "Devanka 761",
      "isFriend": 0
    }
  }
}"#;
/// `docs/api.md#response---failed`; its `data` is "any".
const SEED_FAILED: &str = r#"{"ok": false, "code": 404, "msg": "USERS_NOT_FOUND", "data": {}}"#;
/// Observed.
const TOO_MANY: &str = r#"{"ok":false,"code":429,"msg":"TO_MANY_REQUEST"}"#;
const ERROR_404: &str = r#"{"ok":false,"code":404,"msg":"ERROR"}"#;
const UNAUTHORIZED: &str = r#"{"ok":false,"code":401,"msg":"UNAUTHORIZED"}"#;
const HTML: &str = "<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>";

fn answer(status: u16, body: &str) -> Reply {
    Reply::answer(status, None, body)
}

fn acted(status: u16, body: &str) -> ActionOutcome {
    ActionOutcome::read(answer(status, body), "761761")
}

fn read(status: u16, body: &str) -> ReadOutcome {
    ReadOutcome::read(answer(status, body), "761761")
}

fn user(friendship: i32) -> serde_json::Value {
    json!({"id": "761761", "username": "dvnkz", "displayname": "Devanka 761", "isFriend": friendship})
}

fn found(users: &serde_json::Value) -> String {
    json!({"ok": true, "code": 200, "data": {"users": users}}).to_string()
}

fn refused(code: u16, msg: &str) -> Fault {
    Fault::Refused {
        code,
        msg: Some(msg.to_owned()),
    }
}

fn state_of(outcome: &ActionOutcome) -> Option<&Friendship> {
    match outcome {
        ActionOutcome::Done(user) | ActionOutcome::Refused(_, Some(user)) => Some(&user.friendship),
        _ => None,
    }
}

#[test]
fn the_success_of_the_seed_is_done() {
    let ActionOutcome::Done(user) = acted(200, SEED_SUCCESS) else {
        panic!("not done");
    };
    assert_eq!(user.id, "761761");
    assert_eq!(user.username, "dvnkz");
    assert_eq!(user.display_name, "Devanka 761");
    assert_eq!(user.friendship, Friendship::None);
}

#[test]
fn the_answered_state_counts_whatever_the_action_was_to_lead_to() {
    // `docs/api.md#what-a-running-server-does`: ignorefriend on a friend answers 1, addfriend on somebody who asked answers 1.
    for state in 0..4 {
        let body = json!({"ok": true, "code": 200, "data": {"user": user(state)}}).to_string();
        let outcome = acted(200, &body);
        assert_eq!(state_of(&outcome).unwrap().to_string(), state.to_string());
    }
}

#[test]
fn the_room_of_an_accepted_request_is_passed_over() {
    let body = json!({"ok": true, "code": 200, "msg": "OK", "data": {
        "user": user(1),
        "room": {"id": "r1", "short": "dvnkz", "long": "Devanka 761", "type": "user", "badges": [1]},
    }});
    let outcome = acted(200, &body.to_string());
    assert_eq!(state_of(&outcome), Some(&Friendship::Friends));
}

#[test]
fn the_failure_of_the_seed_is_not_found() {
    assert_eq!(
        acted(404, SEED_FAILED),
        ActionOutcome::Refused(Fault::NotFound, None)
    );
    assert_eq!(read(404, SEED_FAILED), ReadOutcome::Failed(Fault::NotFound));
}

#[test]
fn a_failure_that_carries_the_user_carries_the_truth() {
    // Observed: acceptfriend after the other side withdrew.
    let body = json!({"ok": false, "code": 404, "msg": "ERROR", "data": {"user": user(0)}});
    let outcome = acted(404, &body.to_string());
    assert!(
        matches!(&outcome, ActionOutcome::Refused(Fault::NotFound, Some(user))
        if user.friendship == Friendship::None)
    );
}

#[test]
fn a_failure_that_carries_somebody_else_carries_nothing() {
    let body = r#"{"ok":false,"code":404,"msg":"ERROR","data":{"user":{"id":"1","username":"abcd","isFriend":1}}}"#;
    assert_eq!(
        acted(404, body),
        ActionOutcome::Refused(Fault::NotFound, None)
    );
}

#[test]
fn the_observed_failures_are_told_apart() {
    for (code, msg, fault) in [
        (400, "ERROR", refused(400, "ERROR")),
        (401, "UNAUTHORIZED", Fault::LoggedOut),
        (404, "ERROR", Fault::NotFound),
        (404, "FIND_NOTFOUND", Fault::NotFound),
        (
            404,
            "Cannot find the page you are looking for",
            Fault::NotFound,
        ),
        (413, "CONTENT_TOO_LARGE", refused(413, "CONTENT_TOO_LARGE")),
    ] {
        let body = json!({"ok": false, "code": code, "msg": msg}).to_string();
        assert_eq!(
            acted(code, &body),
            ActionOutcome::Refused(fault.clone(), None)
        );
        assert_eq!(read(code, &body), ReadOutcome::Failed(fault));
    }
}

#[test]
fn after_an_error_of_the_server_nobody_knows_what_was_done() {
    for (code, retry) in [
        (500, Retry::ByPerson),
        (501, Retry::ByPerson),
        (502, Retry::Automatic),
        (503, Retry::Automatic),
        (504, Retry::Automatic),
    ] {
        assert_eq!(Fault::Server { code }.retry(), retry);
        let with_user =
            json!({"ok": false, "code": code, "msg": "ERROR", "data": {"user": user(3)}});
        for body in [
            json!({"ok": false, "code": code, "msg": "ERROR"}).to_string(),
            with_user.to_string(),
            HTML.to_owned(),
            String::new(),
        ] {
            let fault = Fault::Server { code };
            assert_eq!(acted(code, &body), ActionOutcome::Unknown(fault.clone()));
            assert_eq!(read(code, &body), ReadOutcome::Failed(fault));
        }
    }
}

#[test]
fn too_many_requests_are_no_failure_yet() {
    for body in [TOO_MANY, "", HTML, "null"] {
        assert_eq!(acted(429, body), ActionOutcome::TooMany(None));
        assert_eq!(read(429, body), ReadOutcome::TooMany(None));
        let with_time = || Reply::answer(429, Some(7_000), body);
        let acted = ActionOutcome::read(with_time(), "761761");
        assert_eq!(acted, ActionOutcome::TooMany(Some(7_000)));
        let read = ReadOutcome::read(with_time(), "761761");
        assert_eq!(read, ReadOutcome::TooMany(Some(7_000)));
    }
}

#[test]
fn a_login_page_of_a_proxy_is_logged_out() {
    for body in [UNAUTHORIZED, HTML, ""] {
        assert_eq!(
            acted(401, body),
            ActionOutcome::Refused(Fault::LoggedOut, None)
        );
        assert_eq!(read(401, body), ReadOutcome::Failed(Fault::LoggedOut));
    }
}

#[test]
fn what_is_not_the_apis_leaves_the_outcome_unknown() {
    let cut = &SEED_SUCCESS[..SEED_SUCCESS.len() / 2];
    for body in [
        "",
        " ",
        HTML,
        cut,
        "null",
        "[]",
        "7",
        "\"ok\"",
        "{}",
        r#"{"ok":"true"}"#,
        r#"{"ok":1}"#,
    ] {
        for status in [200, 404, 418] {
            let acted = acted(status, body);
            assert_eq!(acted, ActionOutcome::Unknown(Fault::Unreadable), "{body}");
            let read = read(status, body);
            assert_eq!(read, ReadOutcome::Failed(Fault::Unreadable), "{body}");
        }
    }
}

#[test]
fn a_success_without_a_usable_user_leaves_the_outcome_unknown() {
    for data in [
        json!(null),
        json!({}),
        json!([]),
        json!({"user": null}),
        json!({"user": "761761"}),
        json!({"user": {"id": 761_761, "username": "dvnkz"}}),
        json!({"user": {"id": "761761"}}),
        json!({"user": {"id": "761761", "username": ["dvnkz"]}}),
    ] {
        let body = json!({"ok": true, "code": 200, "data": data}).to_string();
        let acted = acted(200, &body);
        assert_eq!(acted, ActionOutcome::Unknown(Fault::Unreadable), "{body}");
    }
    let bare = r#"{"ok":true,"code":200}"#;
    assert_eq!(acted(200, bare), ActionOutcome::Unknown(Fault::Unreadable));
    assert_eq!(read(200, bare), ReadOutcome::Failed(Fault::Unreadable));
}

#[test]
fn an_answer_about_another_user_is_not_about_this_one() {
    let other = SEED_SUCCESS.replace("761761", "761762");
    assert_eq!(
        acted(200, &other),
        ActionOutcome::Unknown(Fault::Mismatched)
    );
}

#[test]
fn a_state_of_a_wrong_type_is_kept_as_it_came() {
    for (state, text) in [
        (json!("0"), "\"0\""),
        (json!(null), "null"),
        (json!(4), "4"),
        (json!(-1), "-1"),
    ] {
        let mut user = user(0);
        user["isFriend"] = state;
        let body = json!({"ok": true, "code": 200, "data": {"user": user}}).to_string();
        let outcome = acted(200, &body);
        let state = state_of(&outcome).unwrap();
        assert!(matches!(state, Friendship::Unknown(_)));
        assert_eq!(state.as_str(), text);
    }
}

#[test]
fn an_ok_that_http_contradicts_is_not_believed() {
    let done = SEED_SUCCESS;
    let listed = found(&json!([user(0)]));
    assert_eq!(
        acted(500, done),
        ActionOutcome::Unknown(Fault::Server { code: 500 })
    );
    assert_eq!(
        read(500, &listed),
        ReadOutcome::Failed(Fault::Server { code: 500 })
    );
    assert_eq!(acted(404, done), ActionOutcome::Unknown(Fault::Unreadable));
    assert_eq!(read(304, &listed), ReadOutcome::Failed(Fault::Unreadable));
}

#[test]
fn a_failure_that_http_does_not_know_of_is_one_all_the_same() {
    assert_eq!(
        acted(200, ERROR_404),
        ActionOutcome::Refused(Fault::NotFound, None)
    );
    assert_eq!(acted(200, TOO_MANY), ActionOutcome::TooMany(None));
    assert_eq!(
        read(200, UNAUTHORIZED),
        ReadOutcome::Failed(Fault::LoggedOut)
    );
    // Not even a code: whether it was done is unknown.
    let bare = r#"{"ok":false}"#;
    let fault = Fault::Refused {
        code: 200,
        msg: None,
    };
    assert_eq!(acted(200, bare), ActionOutcome::Unknown(fault.clone()));
    assert_eq!(read(200, bare), ReadOutcome::Failed(fault));
}

#[test]
fn a_deleted_account_is_served_under_its_own_id() {
    let body = r#"{"ok":true,"code":200,"data":{"user":{"id":"-1","username":"Former Member","displayname":"Former Member"}}}"#;
    assert!(matches!(acted(200, body), ActionOutcome::Done(user) if user.is_deleted()));
}

#[test]
fn an_answer_that_never_came_is_lost_or_timed_out() {
    for (reply, fault) in [
        (Reply::Lost, Fault::Lost),
        (Reply::TimedOut, Fault::TimedOut),
    ] {
        let acted = ActionOutcome::read(reply.clone(), "761761");
        assert_eq!(fault.retry(), Retry::Automatic);
        assert_eq!(acted, ActionOutcome::Unknown(fault.clone()));
        let read = ReadOutcome::read(reply, "761761");
        assert_eq!(read, ReadOutcome::Failed(fault));
    }
}

#[test]
fn the_exact_id_is_found_among_usernames_that_contain_it() {
    let users = json!([
        {"id": "1", "username": "u761761", "isFriend": 1},
        {"id": "2", "username": "761761", "isFriend": 2},
        {"id": "761761", "username": "dvnkz", "displayname": "Devanka 761", "isFriend": 3,
         "img": "a.png", "b": [2, 1], "bio": "hi"},
    ]);
    let ReadOutcome::Found(user) = read(200, &found(&users)) else {
        panic!("not found");
    };
    assert_eq!(user.username, "dvnkz");
    assert_eq!(user.friendship, Friendship::RequestReceived);
    assert_eq!(user.badges, [Badge::Developer, Badge::Staff]);
}

#[test]
fn a_username_is_found_whatever_its_case_and_never_by_a_part() {
    let users = found(&json!([
        {"id": "1", "username": "dvnkz2"}, {"id": "2", "username": "DvNkZ"}, {"id": "3", "username": "xdvnkz"},
    ]));
    let asked = |asked: &str| ReadOutcome::read(answer(200, &users), asked);
    for name in ["dvnkz", "DVNKZ", "DvNkZ"] {
        assert!(matches!(asked(name), ReadOutcome::Found(user) if user.id == "2"));
    }
    for part in ["dvnk", "nkz", "user", "user7", "", "dvnkz3"] {
        assert_eq!(asked(part), ReadOutcome::Failed(Fault::NotFound));
    }
}

#[test]
fn a_username_of_any_length_is_found_by_itself_and_by_the_id() {
    for length in [1, 150, 300] {
        let name = "u".repeat(length);
        let body = found(&json!([{"id": "761761", "username": name, "isFriend": 3}]));
        for asked in ["761761", &name] {
            let outcome = ReadOutcome::read(answer(200, &body), asked);
            let ReadOutcome::Found(user) = outcome else {
                panic!("{outcome:?}");
            };
            assert_eq!(user.username, name);
        }
    }
}

#[test]
fn a_lone_surrogate_anywhere_leaves_the_rest_of_the_answer_as_usual() {
    let body = r#"{"ok":true,"code":200,"msg":"\ud83c","data":{"user":{"id":"761761","username":"dvnkz",
        "displayname":"Devanka \ud83c","bio":"\udf38","isFriend":0}}}"#;
    let ActionOutcome::Done(user) = acted(200, body) else {
        panic!("{body}");
    };
    assert_eq!(user.display_name, "Devanka \u{fffd}");
    assert_eq!(user.bio.as_deref(), Some("\u{fffd}"));
}

#[test]
fn a_search_that_lists_only_others_has_not_found_the_user() {
    // `docs/api.md#what-a-running-server-does`: the words `user` and `user7` return random people, and one's own id is 404.
    let others = found(&json!([{"id": "1", "username": "u761761"}]));
    assert_eq!(read(200, &others), ReadOutcome::Failed(Fault::NotFound));
    assert_eq!(
        read(200, &found(&json!([]))),
        ReadOutcome::Failed(Fault::NotFound)
    );
}

#[test]
fn users_that_are_no_list_are_unreadable() {
    for users in [
        json!({"0": user(0)}),
        json!("761761"),
        json!(null),
        json!(7),
    ] {
        let read = read(200, &found(&users));
        assert_eq!(read, ReadOutcome::Failed(Fault::Unreadable));
    }
    // The user is in the list, but not valid.
    let broken = found(&json!([{"id": "761761", "username": 7}]));
    assert_eq!(read(200, &broken), ReadOutcome::Failed(Fault::Unreadable));
    // Other entries of the list do not matter.
    let mixed = found(&json!([null, 7, "x", {"id": 5}, user(2)]));
    assert!(matches!(read(200, &mixed), ReadOutcome::Found(_)));
}

#[test]
fn what_the_server_says_is_kept_in_its_words_but_not_without_end() {
    let body = json!({"ok": false, "code": 400, "msg": "x".repeat(100_000)}).to_string();
    let ActionOutcome::Refused(Fault::Refused { msg: Some(msg), .. }, None) = acted(400, &body)
    else {
        panic!("not refused");
    };
    assert_eq!(msg.chars().count(), Envelope::MAX_MSG);
    for msg in [json!(null), json!(7), json!({})] {
        let body = json!({"ok": false, "code": 400, "msg": msg}).to_string();
        let fault = Fault::Refused {
            code: 400,
            msg: None,
        };
        assert_eq!(acted(400, &body), ActionOutcome::Refused(fault, None));
    }
}

#[test]
fn a_code_that_is_none_gives_way_to_that_of_http() {
    for code in [
        json!(null),
        json!("404"),
        json!(-1),
        json!(99),
        json!(600),
        json!(1e300),
        json!(u64::MAX),
    ] {
        let body = || Some(json!({"ok": false, "code": code, "msg": "ERROR"}));
        assert_eq!(Envelope::read(404, body()).unwrap().code, 404);
        assert_eq!(Envelope::read(200, body()).unwrap().code, 200);
    }
}

#[test]
fn digits_are_an_id_and_never_a_username() {
    // The search leaves out the caller: their own id finds somebody with that username.
    let stranger = json!({"id": "5", "username": "761761", "isFriend": 0});
    let outcome = read(200, &found(&json!([stranger])));
    assert_eq!(outcome, ReadOutcome::Failed(Fault::NotFound));
    let both = found(&json!([stranger, user(3)]));
    assert!(matches!(read(200, &both), ReadOutcome::Found(found) if found.id == "761761"));
    // Anything else may be either, and an id first.
    let other = json!({"id": "6", "username": "a.5", "isFriend": 0});
    let odd = json!({"id": "a.5", "username": "b", "isFriend": 0});
    let outcome = ReadOutcome::read(answer(200, &found(&json!([other, odd]))), "a.5");
    assert!(matches!(outcome, ReadOutcome::Found(found) if found.id == "a.5"));
    let outcome = ReadOutcome::read(answer(200, &found(&json!([other]))), "A.5");
    assert!(matches!(outcome, ReadOutcome::Found(found) if found.id == "6"));
}

#[test]
fn a_redirect_to_a_page_is_a_login_page() {
    let redirected = |status, body: &str| {
        let body = serde_json::from_str(body).ok();
        Reply::Answer {
            status,
            retry_after: None,
            redirected: true,
            body,
        }
    };
    for body in [HTML, "", "\"login\"", "{\"login\": true}"] {
        for status in [200, 404] {
            let read = ReadOutcome::read(redirected(status, body), "761761");
            assert_eq!(read, ReadOutcome::Failed(Fault::LoggedOut), "{body}");
            let acted = ActionOutcome::read(redirected(status, body), "761761");
            assert_eq!(acted, ActionOutcome::Refused(Fault::LoggedOut, None));
        }
    }
    // The API's own answer counts, wherever it comes from, and so does a proxy's trouble.
    let moved = ReadOutcome::read(redirected(200, &found(&json!([user(3)]))), "761761");
    assert!(matches!(moved, ReadOutcome::Found(_)));
    let broken = ReadOutcome::read(redirected(502, HTML), "761761");
    assert_eq!(broken, ReadOutcome::Failed(Fault::Server { code: 502 }));
}
