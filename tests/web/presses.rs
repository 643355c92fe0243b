//! One press is one action, however fast and however often it is repeated.

use super::api::{Api, devanka};
use super::page::{Page, until};
use kirimin_profile_card::{ActionRequest, Profile, ProfileCard};
use leptos::prelude::*;
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit};

fn card(api: &Api) -> Page {
    let base = api.base.clone();
    Page::new(move || view! { <ProfileCard userid="761761" api_base=base /> })
}

/// A press at once, as a person does who presses again and again at one place.
fn press_first(page: &Page) {
    page.find("article button").unwrap().click();
}

fn is_settling(page: &Page) -> bool {
    page.find("[role=group][data-settling]").is_some()
}

async fn until_settled(page: &Page) {
    until("the buttons take presses", || !is_settling(page)).await;
}

fn key(button: &HtmlElement, key: &str, repeat: bool) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_repeat(repeat);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    button.dispatch_event(&event).unwrap()
}

fn click_as(button: &HtmlElement, detail: i32) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_detail(detail);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    button.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn a_burst_of_presses_is_one_press() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    press_first(&page);
    api.done(devanka(1)).await;
    page.until_friendship("1").await;
    // Longer than the moment, with pauses that are shorter.
    let started = js_sys::Date::now();
    while js_sys::Date::now() - started < 1_300.0 {
        press_first(&page);
        assert_eq!(page.actions(), ["unfriend"], "nothing else was asked");
        gloo_timers::future::TimeoutFuture::new(40).await;
    }
    assert!(!api.is_asked());
    until_settled(&page).await;
    press_first(&page);
    until("the question is there", || {
        page.find("[data-confirm=yes]").is_some()
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_answer_that_took_the_button_s_place_takes_no_press_for_a_moment() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(1)).await;
    page.until_friendship("1").await;
    let started = js_sys::Date::now();
    press_first(&page);
    until("the question is there", || {
        page.find("[data-confirm=yes]").is_some()
    })
    .await;
    let yes = page.find("[data-confirm=yes]").unwrap();
    yes.click();
    assert_eq!(yes.get_attribute("aria-disabled"), None, "nothing flickers");
    until_settled(&page).await;
    assert!(yes.is_connected() && !api.is_asked());
    assert!(js_sys::Date::now() - started > 450.0);
    yes.click();
    let post = api.done(devanka(0)).await;
    assert_eq!(post.path, "/x/profile/unfriend");
    // Nor does the button that takes the place of the answers.
    page.until_friendship("0").await;
    press_first(&page);
    assert!(is_settling(&page));
    until_settled(&page).await;
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn the_first_buttons_take_a_press_at_once() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
    assert!(!is_settling(&page));
    press_first(&page);
    page.until_phase("busy").await;
}

#[wasm_bindgen_test]
async fn a_button_that_failed_is_not_pressed_by_the_rest_of_a_double_click() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
    press_first(&page);
    api.answer(400, json!({"ok": false, "code": 400, "msg": "ERROR"}))
        .await;
    until("it is said", || !page.text("[part=notice]").is_empty()).await;
    assert!(is_settling(&page));
    press_first(&page);
    until_settled(&page).await;
    assert!(!api.is_asked());
    press_first(&page);
    until("one press tries again", || api.is_asked()).await;
}

#[wasm_bindgen_test]
async fn a_double_click_asks_the_host_once() {
    let api = Api::new();
    let base = api.base.clone();
    let asked = Rc::new(Cell::new(0));
    let count = send_wrapper::SendWrapper::new(Rc::clone(&asked));
    let page = Page::new(move || {
        let prevent = Callback::new(move |_: ActionRequest| {
            count.set(count.get() + 1);
            false
        });
        view! { <ProfileCard userid="761761" api_base=base on_action=prevent /> }
    });
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
    press_first(&page);
    press_first(&page);
    assert_eq!(asked.get(), 1);
    until_settled(&page).await;
    press_first(&page);
    assert_eq!(asked.get(), 2);
}

#[wasm_bindgen_test]
async fn a_button_about_another_person_is_another_button() {
    let api = Api::new();
    let base = api.base.clone();
    let person = |id: &str| {
        Profile::from_json(&json!({"id": id, "username": format!("u{id}"), "isFriend": 0})).unwrap()
    };
    let user = RwSignal::new(Some(person("1")));
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    page.until_friendship("0").await;
    user.set(Some(person("2")));
    until("the button is another person's", || is_settling(&page)).await;
    press_first(&page);
    until_settled(&page).await;
    assert!(!api.is_asked());
    page.click("[data-action=addfriend]").await;
    let post = api
        .done(json!({"id": "2", "username": "u2", "isFriend": 2}))
        .await;
    assert_eq!(post.body, r#"{"userid":"2"}"#);
}

#[wasm_bindgen_test]
async fn the_second_click_of_a_double_click_is_no_press_on_the_next_card_of_a_list() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
    let button = page.find("[data-action=addfriend]").unwrap();
    click_as(&button, 2);
    assert!(is_settling(&page));
    until_settled(&page).await;
    assert!(!api.is_asked());
    click_as(&button, 1);
    page.until_phase("busy").await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_held_presses_once() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    for name in ["acceptfriend", "ignorefriend"] {
        let button = page.find(&format!("[data-action={name}]")).unwrap();
        for pressed in ["Enter", " "] {
            assert!(key(&button, pressed, false), "the browser makes it a click");
            assert!(!key(&button, pressed, true), "no click follows");
        }
        assert!(key(&button, "Tab", true));
    }
    let name = page.find("[part=name]").unwrap();
    assert!(key(&name, "Enter", true), "only the card's buttons do so");
}
