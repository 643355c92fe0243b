//! Cards whose user the host gives, and cards that show no friend.

use super::api::{Api, devanka};
use super::page::{Page, until};
use kirimin_profile_card::{Profile, ProfileCard, Store};
use leptos::prelude::*;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

fn profile(is_friend: u8) -> Option<Profile> {
    Some(Profile::from_json(&devanka(is_friend)).unwrap())
}

#[wasm_bindgen_test]
async fn a_given_user_is_shown_without_a_fetch() {
    let api = Api::new();
    let base = api.base.clone();
    let user = RwSignal::new(profile(3));
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    page.until_friendship("3").await;
    assert!(!api.is_asked());
    user.set(profile(1));
    page.until_friendship("1").await;
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn the_same_user_given_again_does_not_turn_an_answer_back() {
    let api = Api::new();
    let base = api.base.clone();
    let user = RwSignal::new(profile(0));
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    page.click("[data-action=addfriend]").await;
    api.done(devanka(2)).await;
    page.until_friendship("2").await;
    user.set(profile(0));
    page.click("[data-action=cancelfriend]").await;
    until("the question is there", || {
        page.find("[data-confirm=no]").is_some()
    })
    .await;
    assert_eq!(
        page.attribute("article", "data-friendship").as_deref(),
        Some("2")
    );
}

#[wasm_bindgen_test]
async fn a_live_message_moves_the_card() {
    let api = Api::new();
    let base = api.base.clone();
    let user = RwSignal::new(profile(0));
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    page.until_friendship("0").await;
    Store::receive(&json!({"type": "sendmessage", "user": devanka(1)}));
    Store::receive(&json!({"key": "k", "from": "761761", "type": "addfriend", "user": devanka(3)}));
    page.until_friendship("3").await;
    assert_eq!(page.actions(), ["acceptfriend", "ignorefriend"]);
}

#[wasm_bindgen_test]
async fn one_s_own_card_has_no_buttons() {
    let api = Api::new();
    let base = api.base.clone();
    let user = RwSignal::new(profile(0));
    let page = Page::new(move || {
        view! { <ProfileCard user=user viewer_id=Some("761761".to_owned()) api_base=base lang=Some("en".to_owned()) /> }
    });
    page.until_friendship("0").await;
    until("it says so", || page.text("[part=status]") == "This is you").await;
    assert!(page.all("button").is_empty());
}

#[wasm_bindgen_test]
async fn a_deleted_account_has_no_buttons_and_is_not_fetched() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || {
        view! { <ProfileCard userid="-1" api_base=base lang=Some("en".to_owned()) /> }
    });
    page.until_phase("ready").await;
    assert_eq!(page.text("[part=name]"), "Former member");
    assert!(page.all("button").is_empty());
    assert!(!api.is_asked());
}
