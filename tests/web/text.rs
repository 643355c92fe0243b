//! Broken and hostile text from servers and people.

use super::api::{Api, devanka};
use super::page::{Page, until};
use kirimin_profile_card::{Profile, ProfileCard, Store, from_js};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const LONE: &str = r#"{"id":"761761","username":"dvnkz","displayname":"Devanka \ud83c","bio":"\udf38 hi","isFriend":3}"#;

fn card(api: &Api) -> Page {
    let base = api.base.clone();
    Page::new(move || view! { <ProfileCard userid="761761" api_base=base lang="en".to_owned() /> })
}

#[wasm_bindgen_test]
async fn a_lone_surrogate_in_an_answer_is_a_replacement_character_and_the_rest_as_usual() {
    let api = Api::new();
    let page = card(&api);
    let body = format!(
        r#"{{"ok":true,"code":200,"msg":"\ud83c","x\udf38":1,"data":{{"users":[{LONE}]}}}}"#
    );
    api.answer_text(200, &body).await;
    page.until_friendship("3").await;
    assert_eq!(page.text("[part=name]"), "Devanka \u{fffd}");
    assert_eq!(page.text("[part=bio]"), "\u{fffd} hi");
    page.click("[data-action=acceptfriend]").await;
    let user = LONE.replace(":3", ":1");
    api.answer_text(
        200,
        &format!(r#"{{"ok":true,"code":200,"data":{{"user":{user}}}}}"#),
    )
    .await;
    page.until_friendship("1").await;
    assert_eq!(page.text("[part=name]"), "Devanka \u{fffd}");
}

#[wasm_bindgen_test]
async fn a_given_user_with_a_lone_surrogate_is_shown() {
    let api = Api::new();
    let base = api.base.clone();
    let given = from_js(&js_sys::JSON::parse(LONE).unwrap());
    let user = Signal::stored(Some(Profile::from_json(&given).unwrap()));
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    page.until_friendship("3").await;
    assert_eq!(page.text("[part=name]"), "Devanka \u{fffd}");
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn a_live_message_with_a_lone_surrogate_moves_the_card() {
    let api = Api::new();
    let base = api.base.clone();
    let user = Signal::stored(Some(Profile::from_json(&devanka(0)).unwrap()));
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    page.until_friendship("0").await;
    let text = format!(r#"{{"key":"\ud83c","from":"761761","type":"addfriend","user":{LONE}}}"#);
    Store::receive(&Value::String(text));
    page.until_friendship("3").await;
    assert_eq!(page.text("[part=name]"), "Devanka \u{fffd}");
}

#[wasm_bindgen_test]
async fn a_username_of_any_length_is_shown() {
    for length in [1, 150, 300] {
        let api = Api::new();
        let (base, name) = (api.base.clone(), "u".repeat(length));
        let userid = name.clone();
        let page = Page::new(move || view! { <ProfileCard userid=userid api_base=base /> });
        api.find(json!({"id": "761761", "username": name, "isFriend": 0}))
            .await;
        page.until_friendship("0").await;
        let shown = page.text("[part=username]");
        assert!(shown.starts_with("@u") && shown.chars().count() <= 102);
        page.click("[data-action=addfriend]").await;
        let post = api
            .done(json!({"id": "761761", "username": name, "isFriend": 2}))
            .await;
        assert_eq!(post.body, r#"{"userid":"761761"}"#);
        page.until_friendship("2").await;
    }
}

#[wasm_bindgen_test]
async fn a_question_always_names_somebody_and_nothing_in_it_runs_backwards() {
    for (displayname, name) in [
        ("\u{200b}\u{2800}\u{3164}", "dvnkz"),
        ("\u{202e}Devanka\u{2069}\u{2067}", "Devanka"),
    ] {
        let api = Api::new();
        let page = card(&api);
        let mut user = devanka(3);
        user["displayname"] = displayname.into();
        api.find(user.clone()).await;
        page.until_friendship("3").await;
        let labelled =
            |label: Option<String>| label.unwrap().contains(&format!("\u{2068}{name}\u{2069}"));
        assert!(labelled(
            page.attribute("[data-action=ignorefriend]", "aria-label")
        ));
        page.click("[data-action=ignorefriend]").await;
        until("it is asked", || page.find("[part=confirm]").is_some()).await;
        assert_eq!(
            page.text("[part=confirm]"),
            format!("Reject the request from {name}?")
        );
        page.click("[data-confirm=yes]").await;
        user["isFriend"] = 0.into();
        api.done(user).await;
        page.until_friendship("0").await;
        let notice = page.text("[part=notice]");
        assert_eq!(
            notice,
            format!("You rejected the request from \u{2068}{name}\u{2069}.")
        );
    }
}

#[wasm_bindgen_test]
async fn a_bio_that_was_removed_goes_with_the_answer_to_an_action() {
    let api = Api::new();
    let page = card(&api);
    let mut user = devanka(3);
    user["bio"] = "Kopi".into();
    user["badges"] = json!([2]);
    api.find(user.clone()).await;
    page.until_friendship("3").await;
    assert_eq!(page.text("[part=bio]"), "Kopi");
    page.click("[data-action=acceptfriend]").await;
    let fields = user.as_object_mut().unwrap();
    fields.remove("bio");
    fields.insert("isFriend".to_owned(), 1.into());
    api.done(user).await;
    page.until_friendship("1").await;
    assert_eq!(page.text("[part=bio]"), "");
}
