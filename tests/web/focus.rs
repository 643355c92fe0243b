//! The focus is never lost.

use super::api::{Api, devanka};
use super::page::{Page, focused, until};
use kirimin_profile_card::ProfileCard;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{KeyboardEvent, KeyboardEventInit};

fn card(api: &Api) -> Page {
    let base = api.base.clone();
    Page::new(move || view! { <ProfileCard userid="761761" api_base=base /> })
}

async fn until_focus(selector: &str) {
    until(&format!("the focus is on {selector}"), || {
        focused().is_some_and(|element| element.matches(selector).unwrap())
    })
    .await;
}

fn press_escape() {
    let init = KeyboardEventInit::new();
    init.set_key("Escape");
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    focused().unwrap().dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn the_focus_goes_from_the_question_to_the_busy_button_to_the_new_one() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    page.find("[data-action=ignorefriend]")
        .unwrap()
        .focus()
        .unwrap();
    page.click("[data-action=ignorefriend]").await;
    until_focus("[data-confirm=no]").await;
    page.find("[data-confirm=yes]").unwrap().focus().unwrap();
    page.click("[data-confirm=yes]").await;
    until_focus("[data-action=ignorefriend][aria-disabled=true]").await;
    api.done(devanka(0)).await;
    until_focus("[data-action=addfriend]").await;
}

#[wasm_bindgen_test]
async fn escape_closes_the_question_and_gives_the_focus_back() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    page.find("[data-action=ignorefriend]")
        .unwrap()
        .focus()
        .unwrap();
    page.click("[data-action=ignorefriend]").await;
    until_focus("[data-confirm=no]").await;
    press_escape();
    until_focus("[data-action=ignorefriend]").await;
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn the_focus_does_not_go_to_a_card_that_did_not_have_it() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
    page.click("[data-action=addfriend]").await;
    api.done(devanka(2)).await;
    page.until_friendship("2").await;
    assert!(focused().is_none_or(|element| !page.root.contains(Some(&element))));
}
