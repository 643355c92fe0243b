//! What the browser does with requests, locks, tabs and documents.

use super::api::{Api, devanka};
use super::page::{Page, until};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Reflect};
use kirimin_profile_card::{Profile, ProfileCard, Store};
use leptos::mount::mount_to;
use leptos::prelude::*;
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{BroadcastChannel, HtmlElement, HtmlIFrameElement, MessageEvent};

fn card(api: &Api) -> Page {
    let base = api.base.clone();
    Page::new(
        move || view! { <ProfileCard userid="761761" api_base=base lang=Some("en".to_owned()) /> },
    )
}

fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}

/// Tells the page an event of its window.
fn dispatch(event: &str) {
    let event = web_sys::Event::new(event).unwrap();
    window().dispatch_event(&event).unwrap();
}

fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap()
}

/// Replaces a property for as long as this lives.
struct Replaced {
    of: Object,
    name: &'static str,
    before: JsValue,
}

impl Replaced {
    /// `getter`: the body of the function that gets it.
    fn new(of: &JsValue, name: &'static str, getter: &str) -> Self {
        let of: Object = of.clone().unchecked_into();
        let before = Object::get_own_property_descriptor(&of, &name.into());
        let descriptor = Object::new();
        let getter = Function::new_no_args(getter);
        Reflect::set(&descriptor, &"get".into(), &getter).unwrap();
        Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
        Object::define_property(&of, &name.into(), &descriptor);
        Self { of, name, before }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        if self.before.is_undefined() {
            Reflect::delete_property(&self.of, &self.name.into()).unwrap();
        } else {
            let before: Object = self.before.clone().unchecked_into();
            Object::define_property(&self.of, &self.name.into(), &before);
        }
    }
}

#[wasm_bindgen_test]
async fn every_read_reaches_the_server_and_every_action_outlives_the_page() {
    let api = Api::new();
    let page = card(&api);
    let read = api.find(devanka(3)).await;
    assert_eq!(property(&read.request, "cache"), "no-store");
    page.until_friendship("3").await;
    page.click("[data-action=acceptfriend]").await;
    let action = api.done(devanka(1)).await;
    assert_eq!(property(&action.request, "keepalive"), true);
    page.until_friendship("1").await;
}

#[wasm_bindgen_test]
async fn requests_and_avatars_ignore_the_base_element() {
    let document = window().document().unwrap();
    let base = document.create_element("base").unwrap();
    base.set_attribute("href", "http://other.invalid/elsewhere/")
        .unwrap();
    document.head().unwrap().append_child(&base).unwrap();
    let origin = window().location().origin().unwrap();
    let api = Api::new();
    let page = card(&api);
    // The avatar is not there: its address is in the event of that.
    let avatar = Rc::new(RefCell::new(String::new()));
    let failed = Closure::<dyn Fn(_)>::new({
        let avatar = Rc::clone(&avatar);
        move |event: web_sys::Event| {
            let image = property(&event, "target");
            avatar.replace(property(&image, "src").as_string().unwrap_or_default());
        }
    });
    let listener: &Function = failed.as_ref().unchecked_ref();
    (page
        .root
        .add_event_listener_with_callback_and_bool("error", listener, true))
    .unwrap();
    let mut user = devanka(3);
    user["image"] = json!("a.png");
    let read = api.find(user).await;
    let asked = read.request.url();
    assert!(asked.starts_with(&format!("{origin}/")), "{asked}");
    until("the avatar was asked for", || !avatar.borrow().is_empty()).await;
    base.remove();
    let wanted = format!("{origin}{}/file/user/a.png", api.base);
    assert_eq!(*avatar.borrow(), wanted);
}

#[wasm_bindgen_test]
async fn a_base_given_in_any_form_is_one_store() {
    let origin = window().location().origin().unwrap();
    for base in ["/a", "/a/", " /a ", "a", "./a", &format!("{origin}/a")] {
        assert_eq!(Store::new(base), Store::new("/a"), "{base}");
    }
    for base in ["", "/", &origin, &format!("{origin}/")] {
        assert_eq!(Store::new(base), Store::default(), "{base}");
    }
    assert_ne!(Store::new("https://other.invalid"), Store::default());
}

#[wasm_bindgen_test]
async fn a_card_works_where_the_lock_is_denied() {
    let unhandled = Rc::new(RefCell::new(0));
    let count = Closure::<dyn Fn()>::new({
        let unhandled = Rc::clone(&unhandled);
        move || *unhandled.borrow_mut() += 1
    });
    let listener: &Function = count.as_ref().unchecked_ref();
    (window().add_event_listener_with_callback("unhandledrejection", listener)).unwrap();
    let rejects = "return () => Promise.reject(new DOMException('denied', 'SecurityError'))";
    let throws = "return () => { throw new DOMException('denied', 'SecurityError') }";
    let odd = "return () => undefined";
    let locks = property(&window().navigator(), "locks");
    for (of, name, getter) in [
        (&locks, "request", rejects),
        (&locks, "request", throws),
        (&locks, "request", odd),
        (
            &window().navigator(),
            "locks",
            "throw new DOMException('denied', 'SecurityError')",
        ),
        (&window().navigator(), "locks", "return undefined"),
    ] {
        let _replaced = Replaced::new(of, name, getter);
        let api = Api::new();
        let page = card(&api);
        api.find(devanka(3)).await;
        page.until_friendship("3").await;
        page.click("[data-action=acceptfriend]").await;
        api.done(devanka(1)).await;
        page.until_friendship("1").await;
    }
    assert_eq!(*unhandled.borrow(), 0, "unhandled rejections");
    (window().remove_event_listener_with_callback("unhandledrejection", listener)).unwrap();
}

#[wasm_bindgen_test]
async fn other_tabs_hear_the_result_of_an_action_whose_card_is_gone() {
    let api = Api::new();
    let channel = BroadcastChannel::new(&format!("kirimin-profile-card:{}", api.base)).unwrap();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let listener = Closure::<dyn Fn(_)>::new({
        let heard = Rc::clone(&heard);
        move |event: MessageEvent| heard.borrow_mut().push(event.data())
    });
    channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    page.click("[data-action=acceptfriend]").await;
    until("it is sent", || api.is_asked()).await;
    drop(page);
    api.done(devanka(1)).await;
    until("the other tabs hear it", || {
        let state = |message: &JsValue| property(&property(message, "user"), "isFriend");
        let heard = heard.borrow();
        (heard.iter()).any(|message| {
            message.is_object() && !property(message, "user").is_undefined() && state(message) == 1
        })
    })
    .await;
    channel.close();
}

#[wasm_bindgen_test]
async fn a_card_in_another_document_is_visible_if_that_one_is() {
    let document = window().document().unwrap();
    let frame: HtmlIFrameElement = document.create_element("iframe").unwrap().unchecked_into();
    document.body().unwrap().append_child(&frame).unwrap();
    // As in a popup window, whose opener is hidden.
    let _hidden = Replaced::new(&document, "hidden", "return true");
    let inner = frame.content_document().unwrap();
    let place: HtmlElement = inner.create_element("div").unwrap().unchecked_into();
    inner.body().unwrap().append_child(&place).unwrap();
    let api = Api::new();
    let base = api.base.clone();
    let mounted = mount_to(
        place.clone(),
        move || view! { <ProfileCard userid="761761" api_base=base /> },
    );
    api.find(devanka(3)).await;
    until("it is shown", || {
        place
            .query_selector("[data-friendship='3']")
            .unwrap()
            .is_some()
    })
    .await;
    drop(mounted);
    frame.remove();
}

#[wasm_bindgen_test]
async fn a_page_that_comes_back_from_the_back_forward_cache_is_read_again() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    dispatch("pageshow");
    assert!(!api.is_asked(), "it was not away");
    dispatch("pagehide");
    dispatch("pageshow");
    page.find("[data-action=acceptfriend]").unwrap().click();
    page.until_phase("loading").await;
    let disabled = page.attribute("[data-action=acceptfriend]", "aria-disabled");
    assert_eq!(disabled.as_deref(), Some("true"));
    let read = api.find(devanka(0)).await;
    assert_eq!(read.method, "GET");
    page.until_friendship("0").await;
    assert!(!api.is_asked());
}

#[wasm_bindgen_test]
async fn cards_are_loaded_though_the_page_came_back_while_there_were_none() {
    let api = Api::new();
    let mut page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    dispatch("pagehide");
    page.unmount();
    TimeoutFuture::new(0).await;
    dispatch("pageshow");
    let page = card(&api);
    api.find(devanka(1)).await;
    page.until_friendship("1").await;
}

#[wasm_bindgen_test]
async fn a_host_may_call_back_while_a_request_is_aborted() {
    let api = Api::new();
    let store = Store::new(&api.base);
    store.set_viewer(Some("7684481".to_owned()));
    let mut loading = card(&api);
    until("it is asked for", || api.is_asked()).await;
    let (base, user) = (
        api.base.clone(),
        json!({"id": "42", "username": "ana", "isFriend": 0}),
    );
    let user = Profile::from_json(&user).unwrap();
    let acting = Page::new(
        move || view! { <ProfileCard user=Some(user) api_base=base viewer_id="7684481" /> },
    );
    acting.click("[data-action=addfriend]").await;
    until("the action is sent", || api.waiting() == 2).await;
    let called_back = Rc::new(Cell::new(false));
    let aborted = Closure::once_into_js({
        let called_back = Rc::clone(&called_back);
        move || {
            store.set_viewer(Some("1".to_owned()));
            called_back.set(true);
        }
    });
    api.signal()
        .add_event_listener_with_callback("abort", aborted.unchecked_ref())
        .unwrap();
    loading.unmount();
    assert!(called_back.get(), "it panicked");
    acting.until_phase("loading").await;
}

#[wasm_bindgen_test]
async fn all_cards_are_read_again_if_the_host_missed_messages() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    Store::refresh();
    api.find(devanka(0)).await;
    page.until_friendship("0").await;
}

#[wasm_bindgen_test]
async fn a_press_goes_out_at_once_when_the_page_is_left() {
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    page.find("[data-action=acceptfriend]").unwrap().click();
    // In the same task, before the lock can be granted.
    dispatch("pagehide");
    let action = api.done(devanka(1)).await;
    assert_eq!(action.path, "/x/profile/acceptfriend");
    dispatch("pageshow");
    api.find(devanka(1)).await;
    page.until_friendship("1").await;
}

#[wasm_bindgen_test]
async fn a_redirect_to_a_login_page_means_logged_out() {
    let api = Api::new();
    let page = card(&api);
    for _ in 0..2 {
        api.redirect("<!doctype html><title>Log in</title>").await;
    }
    until("it is said", || {
        page.attribute("article", "data-fault").as_deref() == Some("LOGGED_OUT")
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_same_viewer_given_again_retries_what_failed_without_a_login() {
    let api = Api::new();
    let base = api.base.clone();
    let viewer = RwSignal::new(Some("7684481".to_owned()));
    let page =
        Page::new(move || view! { <ProfileCard userid="761761" viewer_id=viewer api_base=base /> });
    for _ in 0..2 {
        api.answer(
            401,
            json!({"ok": false, "code": 401, "msg": "UNAUTHORIZED"}),
        )
        .await;
    }
    page.until_phase("failed").await;
    viewer.set(Some("7684481".to_owned()));
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
}

#[wasm_bindgen_test]
async fn a_card_goes_on_without_a_lock_that_is_never_granted_and_asks_before_leaving_until_then() {
    let leaves = || {
        let event = web_sys::Event::new_with_event_init_dict("beforeunload", &{
            let init = web_sys::EventInit::new();
            init.set_cancelable(true);
            init
        });
        window().dispatch_event(&event.unwrap()).unwrap()
    };
    let api = Api::new();
    let page = card(&api);
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    assert!(leaves(), "nothing waits");
    let locks = property(&window().navigator(), "locks");
    let _replaced = Replaced::new(&locks, "request", "return () => new Promise(() => {})");
    page.click("[data-action=acceptfriend]").await;
    until("the person is asked", || !leaves()).await;
    for _ in 0..4 {
        if api.is_asked() {
            break;
        }
        gloo_timers::future::TimeoutFuture::new(2_000).await;
    }
    until("leaving loses nothing any more", leaves).await;
    api.done(devanka(1)).await;
    page.until_friendship("1").await;
}
