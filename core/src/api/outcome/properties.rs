//! Property tests of outcomes: no reply causes a panic, or yields another user's state.

use super::*;
use crate::LiveMessage;
use proptest::prelude::*;
use serde_json::json;

/// Strings of the API mixed with arbitrary ones, so that generated bodies resemble real ones.
fn word() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "ok",
        "code",
        "msg",
        "data",
        "user",
        "users",
        "id",
        "username",
        "displayname",
        "isFriend",
        "bio",
        "image",
        "img",
        "badges",
        "b",
        "type",
        "from",
        "key",
        "addfriend",
        "761761",
        "-1",
    ];
    prop_oneof![
        3 => proptest::sample::select(KNOWN).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0u64..700).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((word(), inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A reply with a valid envelope around arbitrary data.
fn near_json() -> impl Strategy<Value = Value> {
    let field = || prop_oneof![word().prop_map(Value::from), any_json()];
    let user = move || {
        (field(), field(), any_json(), any_json(), any_json()).prop_map(|(id, username, state, image, badges)| {
            json!({"id": id, "username": username, "isFriend": state, "image": image, "badges": badges})
        })
    };
    let data = (user(), proptest::collection::vec(user(), 0..3))
        .prop_map(|(user, users)| json!({"user": user, "users": users}));
    (
        any::<bool>(),
        any_json(),
        prop_oneof![3 => data, 1 => any_json()],
    )
        .prop_map(
            |(ok, code, data)| json!({"ok": ok, "code": code, "data": data, "type": "addfriend"}),
        )
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        any_json().prop_map(|json| json.to_string()),
        near_json().prop_map(|json| json.to_string()),
        // Cut anywhere, as by a lost connection.
        (near_json(), any::<prop::sample::Index>()).prop_map(|(json, at)| {
            let text: Vec<_> = json.to_string().chars().collect();
            text[..at.index(text.len())].iter().collect()
        }),
        any::<String>(),
    ]
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![Just(200u16), Just(404), Just(429), Just(500), any::<u16>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_panics_and_what_is_adopted_is_about_the_asked_user(
        status in status(),
        retry_after in any::<Option<u64>>(),
        body in body(),
        asked in word(),
    ) {
        let reply = || Reply::answer(status, retry_after, &body);
        let _ = Envelope::read(status, serde_json::from_str(&body).ok());
        match ActionOutcome::read(reply(), &asked) {
            ActionOutcome::Done(user) | ActionOutcome::Refused(_, Some(user)) => {
                prop_assert!(user.id == asked || user.is_deleted());
            }
            _ => {}
        }
        if let ReadOutcome::Found(user) = ReadOutcome::read(reply(), &asked) {
            prop_assert!(user.id == asked || user.username.eq_ignore_ascii_case(&asked));
        }
    }

    #[test]
    fn no_object_panics_and_every_card_has_a_name(json in prop_oneof![any_json(), near_json()]) {
        let users = json.get("data").and_then(|data| data.get("users")).and_then(Value::as_array);
        for value in users.into_iter().flatten().chain([&json]) {
            if let Ok(user) = Profile::from_json(value) {
                prop_assert!(!user.id.is_empty() && !user.username.is_empty() && !user.display_name.is_empty());
                let _ = (user.initial(), user.avatar_path());
            }
        }
    }

    #[test]
    fn no_message_panics(text in body(), mut json in near_json()) {
        let _ = LiveMessage::from_text(&text);
        json["user"] = json["data"]["user"].clone();
        if let Some(message) = LiveMessage::from_json(&json) {
            prop_assert_eq!(Some(message.user.id.as_str()), json["user"]["id"].as_str().map(str::trim));
        }
    }
}
