//! A card in another window than the program's: an iframe here, as a popup would be.

use super::api::{Api, devanka};
use super::page::{Page, until};
use js_sys::{Function, Reflect};
use kirimin_profile_card::{Loading, ProfileCard};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlIFrameElement};

/// A frame of the test's page, and its document.
struct Frame {
    element: HtmlIFrameElement,
    document: Document,
}

impl Frame {
    fn new() -> Self {
        let element: HtmlIFrameElement = document()
            .create_element("iframe")
            .unwrap()
            .unchecked_into();
        document().body().unwrap().append_child(&element).unwrap();
        let document = element.content_document().unwrap();
        Self { element, document }
    }

    fn run(&self, script: &str) -> JsValue {
        let window = self.element.content_window().unwrap();
        let script = Function::new_with_args("window", script);
        script.call1(&JsValue::NULL, &window).unwrap()
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.element.remove();
    }
}

#[wasm_bindgen_test]
async fn the_focus_and_the_language_are_those_of_the_card_s_own_document() {
    let frame = Frame::new();
    let html = frame.document.document_element().unwrap();
    html.set_attribute("lang", "id").unwrap();
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::within(&frame.document.body().unwrap(), move || {
        view! { <ProfileCard userid="761761" api_base=base /> }
    });
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    until("it speaks the frame's language", || {
        page.text("[data-action=ignorefriend]") == "Tolak"
    })
    .await;
    html.set_attribute("lang", "en").unwrap();
    until("it follows it", || {
        page.text("[data-action=ignorefriend]") == "Reject"
    })
    .await;
    page.find("[data-action=ignorefriend]")
        .unwrap()
        .focus()
        .unwrap();
    page.click("[data-action=ignorefriend]").await;
    until("the focus is on the answer", || {
        let focused = frame.document.active_element();
        focused.is_some_and(|element: Element| element.matches("[data-confirm=no]").unwrap())
    })
    .await;
    page.click("[data-confirm=yes]").await;
    page.until_phase("busy").await;
}

#[wasm_bindgen_test]
async fn the_observers_and_timers_are_those_of_the_card_s_own_window() {
    let frame = Frame::new();
    // A window whose opener is hidden: the opener's own timers and observers wait.
    frame.run(
        "const Real = window.IntersectionObserver;
        window.used = new Set();
        window.IntersectionObserver = class extends Real {
          constructor(...all) { super(...all); window.used.add('observer'); }
        };
        const timeout = window.setTimeout;
        window.setTimeout = (...all) => { window.used.add('timeout'); return timeout.apply(window, all); };",
    );
    let used = |what: &str| {
        let used = Reflect::get(&frame.element.content_window().unwrap(), &"used".into()).unwrap();
        used.unchecked_into::<js_sys::Set>().has(&what.into())
    };
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::within(&frame.document.body().unwrap(), move || {
        view! { <ProfileCard userid="761761" api_base=base loading=Loading::Lazy /> }
    });
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    assert!(used("observer"));
    page.click("[data-action=ignorefriend]").await;
    page.click("[data-confirm=no]").await;
    until("the button is back", || !page.actions().is_empty()).await;
    assert!(used("timeout"));
}
