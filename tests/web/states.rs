//! Every state has its buttons and its words.

use super::api::{Api, devanka};
use super::page::{Page, until};
use kirimin_profile_card::{Loading, Profile, ProfileCard, Strings};
use leptos::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::wasm_bindgen_test;

fn card(api: &Api, lang: &str) -> Page {
    let (base, lang) = (api.base.clone(), Some(lang.to_owned()));
    Page::new(move || view! { <ProfileCard userid="761761" api_base=base lang=lang /> })
}

#[wasm_bindgen_test]
async fn the_buttons_follow_is_friend() {
    let cases: [(Value, &[&str]); 8] = [
        (json!(0), &["addfriend"]),
        (json!(1), &["unfriend"]),
        (json!(2), &["cancelfriend"]),
        (json!(3), &["acceptfriend", "ignorefriend"]),
        (json!(4), &[]),
        (json!(-1), &[]),
        (json!("3"), &[]),
        (json!(null), &[]),
    ];
    for (state, actions) in cases {
        let api = Api::new();
        let page = card(&api, "en");
        api.find(devanka(state.clone())).await;
        page.until_friendship(&state.to_string()).await;
        assert_eq!(page.actions(), actions);
        if actions.is_empty() {
            assert!(page.text("[part=status]").contains("Unknown"));
        }
    }
}

#[wasm_bindgen_test]
async fn every_button_s_name_begins_with_its_text_and_names_the_person() {
    for lang in Strings::languages() {
        let api = Api::new();
        let page = card(&api, lang);
        api.find(devanka(3)).await;
        page.until_friendship("3").await;
        for button in page.all("button") {
            let label = button.get_attribute("aria-label").unwrap();
            assert!(label.starts_with(button.text_content().unwrap().trim()));
            assert!(label.contains("Devanka 761"));
        }
    }
}

#[wasm_bindgen_test]
async fn it_speaks_indonesian() {
    let api = Api::new();
    let page = card(&api, "id-ID");
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    assert_eq!(page.text("[data-action=ignorefriend]"), "Tolak");
    assert_eq!(page.text("[data-action=acceptfriend]"), "Terima");
}

#[wasm_bindgen_test]
async fn what_cannot_be_shown_is_told_in_the_reader_s_language() {
    let not_found = json!({"ok": false, "code": 404, "msg": "FIND_NOTFOUND"}).to_string();
    let logged_out = json!({"ok": false, "code": 401, "msg": "UNAUTHORIZED"}).to_string();
    for (status, body, fault, english, indonesian) in [
        (
            404,
            not_found.as_str(),
            "NOT_FOUND",
            "wasn't found",
            "tidak ditemukan",
        ),
        (
            401,
            logged_out.as_str(),
            "LOGGED_OUT",
            "Log in",
            "Masuk dulu",
        ),
        (
            200,
            "<!doctype html>",
            "UNREADABLE",
            "couldn't read",
            "tidak bisa dibaca",
        ),
        (500, "", "SERVER", "(500)", "(500)"),
    ] {
        for (lang, words) in [("en", english), ("id", indonesian)] {
            let api = Api::new();
            let page = card(&api, lang);
            api.answer_text(status, body).await;
            if status == 401 {
                // One alone is not believed.
                api.answer_text(status, body).await;
            }
            page.until_phase("failed").await;
            assert_eq!(
                page.attribute("article", "data-fault").as_deref(),
                Some(fault)
            );
            assert!(page.text("[part=status]").contains(words));
            assert!(page.actions().is_empty());
        }
    }
}

#[wasm_bindgen_test]
async fn a_userid_that_can_be_nobody_s_asks_nothing() {
    for userid in ["", "   ", "a\u{7}b"] {
        let api = Api::new();
        let (base, userid) = (api.base.clone(), userid.to_owned());
        let page = Page::new(move || view! { <ProfileCard userid=userid api_base=base /> });
        page.until_phase("failed").await;
        assert_eq!(
            page.attribute("article", "data-fault").as_deref(),
            Some("BAD_USERID")
        );
        assert!(page.all("button").is_empty());
        assert!(!api.is_asked());
    }
}

#[wasm_bindgen_test]
async fn nothing_from_the_server_is_html() {
    let api = Api::new();
    let page = card(&api, "en");
    let markup = "<img src=x onerror=alert(1)><b>x</b>";
    api.find(json!({
        "id": "761761", "username": markup, "displayname": markup, "bio": markup,
        "isFriend": markup,
    }))
    .await;
    until("it is shown", || {
        page.text("[part=name]").contains("<b>x</b>")
    })
    .await;
    assert_eq!(page.text("[part=bio]"), markup);
    assert!(page.all("b, img").is_empty());
}

/// What a browser's translator does: each text becomes that of elements of its own.
fn translate(root: &web_sys::Node) {
    let document = web_sys::window().unwrap().document().unwrap();
    let children = root.child_nodes();
    for index in 0..children.length() {
        let child = children.item(index).unwrap();
        if child.node_type() == web_sys::Node::TEXT_NODE {
            let (outer, inner) = ("font", "font");
            let outer = document.create_element(outer).unwrap();
            let inner = document.create_element(inner).unwrap();
            inner.set_text_content(Some("übersetzt"));
            outer.append_child(&inner).unwrap();
            root.replace_child(&outer, &child).unwrap();
        } else {
            translate(&child);
        }
    }
}

#[wasm_bindgen_test]
async fn a_translated_page_follows_the_state() {
    let api = Api::new();
    let page = card(&api, "en");
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    let reject = page.find("[data-action=ignorefriend]").unwrap();
    translate(&page.root);
    page.click("[data-action=acceptfriend]").await;
    api.done(devanka(1)).await;
    page.until_friendship("1").await;
    assert_eq!(page.text("[data-action=unfriend]"), "Unfriend");
    assert_eq!(page.text("[part=status]"), "You're friends");
    assert_eq!(page.all("[data-action]").len(), 1);
    assert!(!reject.is_connected(), "a button has become another one");
}

#[wasm_bindgen_test]
async fn a_broken_avatar_falls_back_to_the_initial() {
    let api = Api::new();
    let page = card(&api, "en");
    api.find(json!({"id": "761761", "username": "dvnkz", "image": "gone.png", "isFriend": 0}))
        .await;
    page.until_friendship("0").await;
    until("the picture is given up", || page.find("img").is_none()).await;
    assert_eq!(page.text("[part=avatar]"), "D");
}

#[wasm_bindgen_test]
async fn a_lazy_card_in_view_fetches_another_user_as_well() {
    let api = Api::new();
    let (base, userid) = (api.base.clone(), RwSignal::new("761761".to_owned()));
    let page = Page::new(move || {
        view! { <ProfileCard userid=userid api_base=base loading=Loading::Lazy /> }
    });
    // The list of tests above it may fill a small window.
    page.root.scroll_into_view();
    until("the first fetch", || api.is_asked()).await;
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    userid.set("42".to_owned());
    api.find(json!({"id": "42", "username": "ana", "isFriend": 1}))
        .await;
    page.until_friendship("1").await;
}

#[wasm_bindgen_test]
async fn a_press_on_a_card_within_a_card_is_not_the_outer_one_s() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || {
        let user = |id: &str| {
            Some(Profile::from_json(&json!({"id": id, "username": "ana", "isFriend": 0})).unwrap())
        };
        let (outer, inner) = (Signal::stored(user("1")), Signal::stored(user("2")));
        let inner_base = base.clone();
        let footer: Children = Box::new(move || {
            view! { <aside><ProfileCard user=inner api_base=inner_base /></aside> }.into_any()
        });
        view! { <ProfileCard user=outer api_base=base footer=footer /> }
    });
    page.click("aside [data-action=addfriend]").await;
    let post = api
        .done(json!({"id": "2", "username": "ana", "isFriend": 2}))
        .await;
    assert_eq!(post.body, r#"{"userid":"2"}"#);
    until("the inner card follows", || {
        page.find("aside [data-friendship='2']").is_some()
    })
    .await;
    assert!(!api.is_asked());
    assert_eq!(page.all("[data-friendship='0']").len(), 1);
}

#[wasm_bindgen_test]
async fn another_userid_shows_another_user() {
    let api = Api::new();
    let (base, userid) = (api.base.clone(), RwSignal::new("761761".to_owned()));
    let page = Page::new(move || view! { <ProfileCard userid=userid api_base=base /> });
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    userid.set("42".to_owned());
    let search = api
        .find(json!({"id": "42", "username": "ana", "isFriend": 1}))
        .await;
    assert_eq!(search.path, "/x/profile/search/42");
    page.until_friendship("1").await;
    assert_eq!(page.text("[part=username]"), "@ana");
}

#[wasm_bindgen_test]
async fn a_wait_is_told_in_the_words_of_its_language() {
    let too_many = json!({"ok": false, "code": 429, "msg": "TO_MANY_REQUEST"}).to_string();
    for (lang, words) in [
        ("en", "Retrying in 3 seconds"),
        ("id", "Mencoba lagi dalam 3 detik"),
        ("not a language", "Retrying in 3 seconds"),
    ] {
        let api = Api::new();
        let page = card(&api, lang);
        api.answer_with(429, &[("Retry-After", "3")], &too_many)
            .await;
        until(words, || page.text("[part=status]") == words).await;
    }
}

#[wasm_bindgen_test]
async fn nothing_of_one_user_is_left_while_another_one_loads() {
    let api = Api::new();
    let (base, userid) = (api.base.clone(), RwSignal::new("761761".to_owned()));
    let page = Page::new(move || view! { <ProfileCard userid=userid api_base=base /> });
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    page.click("[data-action=ignorefriend]").await;
    until("it asks", || page.find("[part=confirm]").is_some()).await;
    userid.set("42".to_owned());
    page.until_phase("loading").await;
    assert_eq!(page.text("[part=name]"), "");
    assert!(page.all("button").is_empty());
    api.find(json!({"id": "42", "username": "ana", "isFriend": 3}))
        .await;
    page.until_friendship("3").await;
    assert!(page.find("[part=confirm]").is_none(), "nobody asked this");
    assert_eq!(page.actions(), ["acceptfriend", "ignorefriend"]);
}

#[wasm_bindgen_test]
async fn a_picture_that_failed_is_tried_again_once_the_user_is_loaded_again() {
    let api = Api::new();
    let page = card(&api, "en");
    let mut user = devanka(3);
    user["image"] = "gone.png".into();
    api.find(user.clone()).await;
    page.until_friendship("3").await;
    until("the picture has failed", || page.find("img").is_none()).await;
    let tried = Rc::new(Cell::new(false));
    let watch = Closure::<dyn FnMut()>::new({
        let tried = Rc::clone(&tried);
        move || tried.set(true)
    });
    let avatar = page.find("[part=avatar]").unwrap();
    avatar
        .add_event_listener_with_callback_and_bool("error", watch.as_ref().unchecked_ref(), true)
        .unwrap();
    let window = web_sys::window().unwrap();
    for event in ["pagehide", "pageshow"] {
        let event = web_sys::Event::new(event).unwrap();
        window.dispatch_event(&event).unwrap();
    }
    page.until_phase("loading").await;
    api.find(user).await;
    page.until_phase("ready").await;
    until("it is tried again", || tried.get()).await;
    until("it has failed again", || page.find("img").is_none()).await;
}
