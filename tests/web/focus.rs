//! The focus is never lost.

use super::api::{Api, devanka};
use super::page::{Page, focused, until};
use kirimin_profile_card::{Layout, ProfileCard, Store};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
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

/// An event of the key Escape where the focus is; whether the browser may go on with it.
fn escape(type_: &str, repeat: bool) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key("Escape");
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_repeat(repeat);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict(type_, &init).unwrap();
    focused().unwrap().dispatch_event(&event).unwrap()
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
    escape("keydown", false);
    until_focus("[data-action=ignorefriend]").await;
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn escape_is_the_host_s_unless_it_closes_the_question() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    let heard = Rc::new(Cell::new(0));
    let hear = Closure::<dyn Fn()>::new({
        let heard = Rc::clone(&heard);
        move || heard.set(heard.get() + 1)
    });
    for type_ in ["keydown", "keyup"] {
        page.root
            .add_event_listener_with_callback(type_, hear.as_ref().unchecked_ref())
            .unwrap();
    }
    let reject = page.find("[data-action=ignorefriend]").unwrap();
    reject.focus().unwrap();
    page.click("[data-action=ignorefriend]").await;
    until_focus("[data-confirm=no]").await;
    // A browser closes a dialog or a popover unless the event is cancelled.
    assert!(!escape("keydown", false));
    until_focus("[data-action=ignorefriend]").await;
    assert!(!escape("keydown", true), "the key is still down");
    escape("keyup", false);
    assert_eq!(heard.get(), 0);
    assert!(escape("keydown", false), "no question is open");
    assert!(escape("keydown", true));
    assert!(escape("keyup", false));
    assert_eq!(heard.get(), 3);
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

/// Dialogs, popovers and others are as wide as what is in them.
#[wasm_bindgen_test]
async fn the_focus_changes_no_width_of_a_card_that_is_as_wide_as_its_words() {
    for layout in [Layout::Card, Layout::Row] {
        let api = Api::new();
        let base = api.base.clone();
        let page = Page::new(
            move || view! { <ProfileCard userid="761761" layout=layout api_base=base /> },
        );
        page.root
            .set_attribute("style", "width: fit-content")
            .unwrap();
        api.find(devanka(3)).await;
        page.until_friendship("3").await;
        let width = || page.find("article").unwrap().offset_width();
        let before = width();
        for action in ["ignorefriend", "acceptfriend"] {
            let button = format!("[data-action={action}]");
            page.find(&button).unwrap().focus().unwrap();
            assert_eq!(width(), before, "{layout:?}, on {action}");
        }
    }
}

#[wasm_bindgen_test]
async fn the_focus_stays_on_the_card_when_a_long_bio_goes() {
    let api = Api::new();
    let page = card(&api);
    let with_bio = |bio: &str| {
        let mut user = devanka(3);
        user["bio"] = bio.into();
        user
    };
    api.find(with_bio(&"Kopi dan hujan.\n".repeat(6))).await;
    page.until_friendship("3").await;
    until("it takes the focus", || {
        page.attribute("[part=bio]", "tabindex").as_deref() == Some("0")
    })
    .await;
    page.find("[part=bio]").unwrap().focus().unwrap();
    Store::refresh();
    api.find(with_bio("Kopi")).await;
    until_focus("[part=card]").await;
}
