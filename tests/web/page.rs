//! A piece of page with cards on it, and eyes to look at them.

use gloo_timers::future::TimeoutFuture;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Waits for a condition; never for a time.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if condition() {
            return;
        }
        TimeoutFuture::new(5).await;
    }
    panic!("waited in vain until {what}");
}

/// What is mounted is taken away again with this.
pub struct Page {
    pub root: HtmlElement,
    mounted: Option<UnmountHandle<AnyViewState>>,
}

impl Page {
    pub fn new<V: IntoAny + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        Self::within(&document.body().unwrap(), view)
    }

    /// A page below that node, which may be in another document.
    pub fn within<V: IntoAny + 'static>(
        place: &web_sys::Node,
        view: impl FnOnce() -> V + 'static,
    ) -> Self {
        let document = place.owner_document().unwrap();
        let root: HtmlElement = document.create_element("section").unwrap().unchecked_into();
        place.append_child(&root).unwrap();
        let mounted = mount_to(root.clone(), move || view().into_any());
        Self {
            root,
            mounted: Some(mounted),
        }
    }

    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.root.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|i| found.item(i).unwrap().unchecked_into())
            .collect()
    }

    /// The text of the first match; empty if there is none.
    pub fn text(&self, selector: &str) -> String {
        self.find(selector)
            .and_then(|found| found.text_content())
            .unwrap_or_default()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector)?.get_attribute(name)
    }

    /// Clicks the first match, once it is there and takes presses.
    pub async fn click(&self, selector: &str) {
        until(selector, || {
            self.find(selector)
                .is_some_and(|found| found.closest("[data-settling]").unwrap().is_none())
        })
        .await;
        self.find(selector).unwrap().click();
    }

    /// The API names of the buttons.
    pub fn actions(&self) -> Vec<String> {
        self.all("[data-action]")
            .iter()
            .map(|button| button.get_attribute("data-action").unwrap())
            .collect()
    }

    pub async fn until_friendship(&self, number: &str) {
        until(&format!("the friendship is {number}"), || {
            self.attribute("article", "data-friendship").as_deref() == Some(number)
        })
        .await;
    }

    pub async fn until_phase(&self, phase: &str) {
        until(&format!("the phase is {phase}"), || {
            self.attribute("article", "data-phase").as_deref() == Some(phase)
        })
        .await;
    }

    pub fn unmount(&mut self) {
        drop(self.mounted.take());
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.unmount();
        self.root.remove();
    }
}

/// The element that has the focus.
pub fn focused() -> Option<Element> {
    web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .active_element()
}

/// Waits until the browser has drawn the page this many times.
pub async fn frames(number: u32) {
    for _ in 0..number {
        let drawn = js_sys::Promise::new(&mut |resolve, _| {
            let window = web_sys::window().unwrap();
            window.request_animation_frame(&resolve).unwrap();
        });
        wasm_bindgen_futures::JsFuture::from(drawn).await.unwrap();
    }
}
