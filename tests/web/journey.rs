//! From the press to the server's answer.

use super::api::{Api, devanka};
use super::page::{Page, until};
use kirimin_profile_card::{ActionRequest, ProfileCard};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn card(api: &Api) -> Page {
    let base = api.base.clone();
    Page::new(
        move || view! { <ProfileCard userid="761761" api_base=base lang=Some("en".to_owned()) /> },
    )
}

#[wasm_bindgen_test]
async fn the_reject_button_posts_to_ignorefriend_and_the_answer_is_the_state() {
    let api = Api::new();
    let page = card(&api);
    let search = api.find(devanka(3)).await;
    assert_eq!(search.method, "GET");
    assert_eq!(search.path, "/x/profile/search/761761");
    page.until_friendship("3").await;
    assert_eq!(page.actions(), ["acceptfriend", "ignorefriend"]);

    page.click("[data-action=ignorefriend]").await;
    until("it is asked first", || {
        page.find("[data-confirm=yes]").is_some()
    })
    .await;
    assert!(page.text("[part=confirm]").contains("Devanka 761"));
    assert!(!api.is_asked());

    page.click("[data-confirm=yes]").await;
    page.until_phase("busy").await;
    assert_eq!(
        page.attribute("article", "data-friendship").as_deref(),
        Some("3")
    );
    let post = api.done(devanka(0)).await;
    assert_eq!(post.method, "POST");
    assert_eq!(post.path, "/x/profile/ignorefriend");
    assert_eq!(post.body, r#"{"userid":"761761"}"#);
    assert_eq!(
        post.request
            .headers()
            .get("content-type")
            .unwrap()
            .as_deref(),
        Some("application/json")
    );
    assert_eq!(
        post.request.headers().get("accept").unwrap().as_deref(),
        Some("application/json")
    );

    page.until_friendship("0").await;
    page.until_phase("ready").await;
    assert_eq!(page.actions(), ["addfriend"]);
    assert!(page.text("[role=status]").contains("rejected"));
}

#[wasm_bindgen_test]
async fn no_leaves_everything_as_it_was() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(1)).await;
    page.click("[data-action=unfriend]").await;
    page.click("[data-confirm=no]").await;
    until("the button is back", || page.actions() == ["unfriend"]).await;
    assert!(!api.is_asked());
    assert_eq!(
        page.attribute("article", "data-friendship").as_deref(),
        Some("1")
    );
}

#[wasm_bindgen_test]
async fn add_and_accept_are_not_asked_about() {
    for (state, action, answer) in [(0, "addfriend", 2), (3, "acceptfriend", 1)] {
        let api = Api::new();
        let page = card(&api);
        api.find(devanka(state)).await;
        page.click(&format!("[data-action={action}]")).await;
        let post = api.done(devanka(answer)).await;
        assert_eq!(post.path, format!("/x/profile/{action}"));
        page.until_friendship(&answer.to_string()).await;
    }
}

#[wasm_bindgen_test]
async fn another_state_than_expected_is_adopted_and_said() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.click("[data-action=ignorefriend]").await;
    page.click("[data-confirm=yes]").await;
    api.done(devanka(1)).await;
    page.until_friendship("1").await;
    until("it is said", || {
        page.text("[part=notice]").contains("already friends")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_failure_can_carry_the_truth() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.click("[data-action=acceptfriend]").await;
    let body = json!({"ok": false, "code": 404, "msg": "ERROR", "data": {"user": devanka(0)}});
    api.answer(404, body).await;
    page.until_friendship("0").await;
    until("it is said", || {
        page.text("[part=notice]").contains("already cancelled")
    })
    .await;
    assert_eq!(page.actions(), ["addfriend"]);
}

#[wasm_bindgen_test]
async fn an_unknown_outcome_is_read_before_the_buttons_come_back() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.click("[data-action=ignorefriend]").await;
    page.click("[data-confirm=yes]").await;
    api.answer_text(200, "<html>a proxy's page</html>").await;
    until("it reads", || api.is_asked()).await;
    assert_eq!(
        page.attribute("article", "data-phase").as_deref(),
        Some("busy")
    );
    let read = api.find(devanka(0)).await;
    assert_eq!(read.method, "GET");
    page.until_friendship("0").await;
    page.until_phase("ready").await;
}

#[wasm_bindgen_test]
async fn after_a_failure_the_state_stays_and_one_press_tries_again() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(0)).await;
    page.click("[data-action=addfriend]").await;
    api.answer(400, json!({"ok": false, "code": 400, "msg": "ERROR"}))
        .await;
    until("it is said", || {
        page.text("[part=notice]").contains("(400)")
    })
    .await;
    assert_eq!(page.actions(), ["addfriend"]);
    page.click("[data-action=addfriend]").await;
    api.done(devanka(2)).await;
    page.until_friendship("2").await;
}

#[wasm_bindgen_test]
async fn a_second_press_while_busy_sends_nothing() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(0)).await;
    page.click("[data-action=addfriend]").await;
    page.until_phase("busy").await;
    let button = page.find("[data-action=addfriend]").unwrap();
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    button.click();
    button.click();
    until("the request is there", || api.is_asked()).await;
    assert_eq!(api.waiting(), 1);
    api.done(devanka(2)).await;
    page.until_friendship("2").await;
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn all_cards_of_a_user_show_one_state_with_one_fetch() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || {
        view! {
            <ProfileCard userid="761761" api_base=base.clone() />
            <ProfileCard userid="761761" api_base=base />
        }
    });
    api.find(devanka(0)).await;
    until("both show it", || {
        page.all("[data-friendship='0']").len() == 2
    })
    .await;
    assert!(!api.is_asked());
    page.click("[data-action=addfriend]").await;
    api.done(devanka(2)).await;
    until("both follow", || {
        page.all("[data-friendship='2']").len() == 2
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_host_can_prevent_an_action() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || {
        let prevent = Callback::new(|_: ActionRequest| false);
        view! { <ProfileCard userid="761761" api_base=base on_action=prevent /> }
    });
    api.find(devanka(0)).await;
    page.click("[data-action=addfriend]").await;
    assert_eq!(
        page.attribute("article", "data-phase").as_deref(),
        Some("ready")
    );
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn a_card_that_goes_away_aborts_its_fetch() {
    let api = Api::new();
    let mut page = card(&api);
    until("it asks", || api.is_asked()).await;
    page.unmount();
    let call = api.answer(200, Value::Null).await;
    assert!(call.request.signal().aborted());
}

thread_local! {
    static GOING: std::cell::RefCell<Option<Page>> = const { std::cell::RefCell::new(None) };
}

#[wasm_bindgen_test]
async fn a_host_may_take_the_card_away_while_it_is_being_asked() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || {
        let leave = Callback::new(|_: ActionRequest| {
            drop(GOING.take());
            true
        });
        view! { <ProfileCard userid="761761" api_base=base on_action=leave /> }
    });
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
    let button = page.find("[data-action=addfriend]").unwrap();
    GOING.set(Some(page));
    button.click();
    assert!(GOING.take().is_none());
    assert!(!button.is_connected());
    assert!(!api.is_asked());
}

/// What a screen reader says, in its order (WAI-ARIA, `status`).
#[wasm_bindgen_test]
async fn the_live_region_tells_what_goes_on_and_what_came_of_it() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.click("[data-action=ignorefriend]").await;
    page.click("[data-confirm=yes]").await;
    let said = || page.text("[role=status]");
    until("it says what goes on", || said() == "Rejecting…").await;
    assert_eq!(
        page.attribute("article", "aria-busy").as_deref(),
        Some("false")
    );
    api.done(devanka(0)).await;
    until("it says what came of it", || {
        said().starts_with("You rejected")
    })
    .await;
    let shown = page.find("[data-mark=done]").unwrap();
    assert!(shown.text_content().unwrap().contains("You rejected"));
}

#[wasm_bindgen_test]
async fn the_answers_are_described_by_their_question() {
    let api = Api::new();
    let page = card(&api);
    let other = card(&api);
    api.find(devanka(3)).await;
    for page in [&page, &other] {
        page.click("[data-action=ignorefriend]").await;
        until("it is asked", || page.find("[data-confirm=yes]").is_some()).await;
    }
    for answer in ["yes", "no"] {
        let by = page.attribute(&format!("[data-confirm={answer}]"), "aria-describedby");
        let question = page.find(&format!("[id='{}']", by.unwrap())).unwrap();
        assert!(question.text_content().unwrap().contains("Devanka 761"));
    }
    assert_ne!(
        page.attribute("[part=confirm]", "id"),
        other.attribute("[part=confirm]", "id")
    );
}

#[wasm_bindgen_test]
async fn a_bio_that_does_not_fit_can_be_scrolled_by_keyboard() {
    for (bio, scrolls) in [("Kopi", false), (&*"Kopi dan hujan.\n".repeat(6), true)] {
        let api = Api::new();
        let page = card(&api);
        let mut user = devanka(3);
        user["bio"] = bio.into();
        api.find(user).await;
        page.until_friendship("3").await;
        let tabindex = || page.attribute("[part=bio]", "tabindex");
        if scrolls {
            until("it takes the focus", || tabindex().as_deref() == Some("0")).await;
        } else {
            super::page::frames(2).await;
            assert_eq!(tabindex(), None);
        }
    }
}
