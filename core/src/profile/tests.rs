use super::Profile;
use crate::{Badge, Friendship};
use serde_json::{Value, json};
use std::sync::Arc;

fn read(value: Value) -> Profile {
    Profile::from_json(&value).unwrap()
}

#[test]
fn the_user_of_the_seed_is_read() {
    let profile = read(json!({
        "id": "761761", "username": "dvnkz", "displayname": "Devanka 761", "isFriend": 0
    }));
    assert_eq!(profile.id, "761761");
    assert_eq!(profile.username, "dvnkz");
    assert_eq!(profile.display_name, "Devanka 761");
    assert_eq!(profile.friendship, Friendship::None);
    assert_eq!(profile.avatar_path(), None);
}

#[test]
fn both_spellings_of_avatar_and_badges_are_read() {
    for (image, badges) in [("image", "badges"), ("img", "b")] {
        let profile = read(json!({
            "id": "1", "username": "a", image: "a b.png", badges: [6, 1, 99, "x", 1]
        }));
        assert_eq!(
            profile.avatar_path().as_deref(),
            Some("/file/user/a%20b.png")
        );
        assert_eq!(profile.badges, [Badge::Developer, Badge::Bot]);
    }
}

#[test]
fn an_empty_spelling_does_not_hide_the_other_one() {
    let profile = read(json!({
        "id": "1", "username": "a", "image": null, "img": "a.png", "badges": null, "b": [1]
    }));
    assert_eq!(profile.image.as_deref(), Some("a.png"));
    assert_eq!(profile.badges, [Badge::Developer]);
}

#[test]
fn no_file_name_leads_out_of_the_avatar_folder() {
    for (image, path) in [
        ("../../x", Some("/file/user/..%2F..%2Fx")),
        (
            "javascript:alert(1)",
            Some("/file/user/javascript%3Aalert(1)"),
        ),
        (
            "//evil.example/x",
            Some("/file/user/%2F%2Fevil.example%2Fx"),
        ),
        ("a?b#c", Some("/file/user/a%3Fb%23c")),
        ("..", None),
        (".", None),
    ] {
        let profile = read(json!({"id": "1", "username": "a", "image": image}));
        assert_eq!(profile.avatar_path().as_deref(), path);
    }
}

/// The element checks users before its WebAssembly is there: by the same table.
#[test]
fn the_first_unusable_field_is_named() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/hosts/element/users.json"
    );
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(cases.len() > 20);
    for case in &cases {
        let wrong = Profile::from_json(&case["user"]).err();
        let field = wrong.as_ref().map(|wrong| wrong.field);
        assert_eq!(field, case["wrong"].as_str(), "{case}");
    }
}

#[test]
fn long_and_dirty_texts_are_cut_to_what_a_card_can_show() {
    let profile = read(json!({
        "id": "1", "username": "a\u{0}b", "displayname": "  x\r\ny\u{7}  ",
        "bio": format!("one\ntwo{}", "z".repeat(10_000_000)),
    }));
    assert_eq!(profile.username, "a\u{0}b");
    assert_eq!(profile.handle(), "@a b");
    assert_eq!(profile.display_name, "x y");
    let bio = profile.bio.unwrap();
    assert!(bio.starts_with("one\ntwo") && bio.ends_with('…'));
    assert_eq!(bio.chars().count(), Profile::MAX_BIO + 1);
}

#[test]
fn a_long_username_stays_exact_and_is_cut_where_it_is_shown() {
    for length in [150, 300] {
        let long = "u".repeat(length);
        let profile = read(json!({"id": "1", "username": long}));
        assert_eq!(profile.username, long);
        assert_eq!(profile.to_json()["username"], long);
        for shown in [profile.handle(), profile.display_name] {
            assert!(shown.chars().count() <= Profile::MAX_NAME + 2, "{shown}");
            assert!(shown.ends_with('…'));
        }
    }
}

#[test]
fn a_name_that_shows_nothing_gives_way_to_the_username_and_then_to_the_id() {
    let profile = read(json!({"id": "7", "username": "ana", "displayname": "\u{3164}\u{200b}"}));
    assert_eq!(profile.display_name, "ana");
    assert_eq!(profile.initial(), 'A');
    let profile = read(json!({"id": "7", "username": "\u{2800}", "displayname": "\u{2800}"}));
    assert_eq!(
        (profile.display_name.as_str(), profile.handle()),
        ("7", String::new())
    );
    assert_eq!(profile.username, "\u{2800}");
    let profile = read(json!({"id": "7", "username": "ana", "bio": "\u{200b}\n\u{3164}"}));
    assert_eq!(profile.bio, None);
}

#[test]
fn a_bio_that_is_missing_beside_an_avatar_or_badges_was_removed() {
    let whole = read(json!({
        "id": "1", "username": "a", "bio": "hi", "image": "a.png", "badges": [2]
    }));
    let now = read(json!({"id": "1", "username": "a", "img": "b.png", "isFriend": 1}));
    let merged = Arc::new(now.clone()).completed_from(&whole);
    assert_eq!(*merged, now);
    let now = read(json!({"id": "1", "username": "a", "bio": "ho", "isFriend": 1}));
    assert_eq!(*Arc::new(now.clone()).completed_from(&whole), now);
}

#[test]
fn a_shorter_answer_keeps_what_a_search_had_said() {
    let whole = read(json!({
        "id": "1", "username": "a", "bio": "hi", "image": "a.png", "badges": [2], "isFriend": 3
    }));
    let short = read(json!({"id": "1", "username": "a", "isFriend": 0}));
    let merged = Arc::new(short).completed_from(&whole);
    assert_eq!(merged.friendship, Friendship::None);
    assert_eq!(merged.bio.as_deref(), Some("hi"));
    assert_eq!(merged.image.as_deref(), Some("a.png"));
    assert_eq!(merged.badges, [Badge::Staff]);
}

#[test]
fn an_app_can_keep_a_profile_with_serde() {
    let user = json!({"id": "1", "username": "ana", "displayname": "Ana", "isFriend": 7, "b": [3]});
    let profile: Profile = serde_json::from_value(user).unwrap();
    let kept = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<Profile>(&kept).unwrap(), profile);
    let wrong = serde_json::from_value::<Profile>(json!({"id": "1"}));
    assert!(wrong.unwrap_err().to_string().contains("username"));
}

#[test]
fn a_profile_survives_being_told_to_another_tab() {
    for state in [json!(0), json!(3), json!(4), json!("3"), json!(null)] {
        let profile = read(json!({
            "id": "1", "username": "a", "displayname": "A", "bio": "hi",
            "image": "a.png", "badges": [1, 6], "isFriend": state
        }));
        assert_eq!(read(profile.to_json()), profile);
    }
}

#[test]
fn the_initial_is_a_letter_of_the_name() {
    for (name, initial) in [
        ("devanka", 'D'),
        ("🌸 sakura", 'S'),
        ("(ana)", 'A'),
        ("\u{200b}\u{2800}7up", '7'),
        ("ßx", 'ß'),
        ("مريم", 'م'),
        ("「桜」", '桜'),
        ("🌸", 'U'),
    ] {
        let profile = read(json!({"id": "1", "username": "u1", "displayname": name}));
        assert_eq!(profile.initial(), initial);
    }
}
