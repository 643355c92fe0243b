//! Where the card stands: in which language, and how near the viewport.

use super::Loading;
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverInit, ShadowRoot};

/// How far before the viewport a lazy card fetches.
const MARGIN: &str = "200px";

/// The given language, else that of the nearest element with a `lang`, else English.
pub(super) fn language(root: NodeRef<html::Article>, given: MaybeProp<String>) -> Memo<String> {
    let around = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            around.set(nearest_lang(&root));
        }
    });
    Memo::new(move |_| {
        given
            .get()
            .filter(|lang| !lang.is_empty())
            .or_else(|| around.get())
            .unwrap_or_else(|| "en".to_owned())
    })
}

/// Goes outwards through shadow roots as well: a custom element's host may have none around it inside.
fn nearest_lang(card: &Element) -> Option<String> {
    // The card's own `lang` is what is being worked out.
    let mut from = outer(card)?;
    loop {
        if let Ok(Some(found)) = from.closest("[lang]") {
            return found.get_attribute("lang").filter(|lang| !lang.is_empty());
        }
        from = from
            .get_root_node()
            .dyn_into::<ShadowRoot>()
            .ok()
            .map(|root| root.host())?;
    }
}

fn outer(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| {
        element
            .get_root_node()
            .dyn_into::<ShadowRoot>()
            .ok()
            .map(|root| root.host())
    })
}

/// Whether the card wants its user: always, or for a lazy card when it is near the viewport.
pub(super) fn near_viewport(
    root: NodeRef<html::Article>,
    loading: Signal<Loading>,
) -> Signal<bool> {
    let near = RwSignal::new(loading.get_untracked() == Loading::Eager);
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        if loading.get() == Loading::Eager {
            near.set(true);
            return;
        }
        let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last = entries.pop();
            let crosses = js_sys::Reflect::get(&last, &"isIntersecting".into());
            near.try_set(crosses.is_ok_and(|crosses| crosses.is_truthy()));
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let observer =
            IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options);
        let Ok(observer) = observer else {
            near.set(true);
            return;
        };
        observer.observe(&root);
        let watching = SendWrapper::new((observer, seen));
        on_cleanup(move || watching.0.disconnect());
    });
    near.into()
}
