//! What is around a card: the page's styles, its language, and links.

use super::api::{Api, devanka};
use super::page::{Page, frames, until};
use js_sys::{Array, Function, Reflect};
use kirimin_profile_card::{
    ActionRequest, CardEvent, Host, MountedCard, Phase, Profile, ProfileCard, Settings, Store,
};
use leptos::prelude::*;
use serde_json::json;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// What an ancestor's styles may be, and what the page may say of all paragraphs and buttons.
const HOSTILE: &str = "white-space: nowrap; text-wrap: nowrap; word-spacing: 3em; letter-spacing: 1em; \
    text-indent: 9em; text-transform: uppercase; text-align: right; text-align-last: right; \
    line-height: 4; word-break: break-all; overflow-wrap: normal; hyphens: none; line-break: anywhere; \
    font-style: italic; font-variant: small-caps; font-stretch: ultra-expanded; font-weight: 900; \
    font-feature-settings: 'smcp'; font-size-adjust: 2; font-kerning: none; tab-size: 40; list-style: inside square; border-collapse: collapse; \
    text-emphasis: filled; -webkit-text-stroke: 9px red; -webkit-text-fill-color: transparent; \
    text-shadow: 0 0 9px; user-select: none; quotes: none";
const RULES: &str = "p, span, bdi, div, ul, li, img { white-space: nowrap; text-indent: 5em; text-align: right; \
      text-transform: uppercase; float: right; margin: 3em; padding: 3em; border: 9px solid; background: red; \
      color: red; font: italic 40px serif; display: inline-block } \
    section div p, section li { font-style: italic; margin: 3em } \
    button { width: 100%; height: 200px; white-space: nowrap; text-transform: uppercase; text-indent: 4em; \
      font: 40px serif; min-width: 30em; max-width: 1em; text-align: right; box-shadow: 0 0 9px; margin: 2em }";

fn person() -> Signal<Option<Profile>> {
    let user = json!({
        "id": "761761", "username": "dvnkz",
        "displayname": "Raden Bagus Wreksoatmodjo Kusumonin", "isFriend": 3, "badges": [1, 2],
        "bio": "Kopi, kode, dan hujan.\nMembuat Kirimin. A line that is long enough to need a second one.",
    });
    Signal::stored(Some(Profile::from_json(&user).unwrap()))
}

/// The look of a card: each element's place in it, and its colours.
fn look(page: &Page) -> Vec<(String, [i32; 4], String)> {
    let card = page.find("article").unwrap().get_bounding_client_rect();
    let elements = page.all("article, article *");
    let place = |element: &Element| {
        let rect = element.get_bounding_client_rect();
        let name = element
            .get_attribute("part")
            .unwrap_or_else(|| element.tag_name());
        let of = [
            rect.x() - card.x(),
            rect.y() - card.y(),
            rect.width(),
            rect.height(),
        ];
        let style = window().get_computed_style(element).unwrap().unwrap();
        let colours = ["color", "background-color", "font", "text-transform"]
            .map(|property| style.get_property_value(property).unwrap());
        (
            name,
            of.map(|length| length.round() as i32),
            colours.join(" / "),
        )
    };
    elements.iter().map(place).collect()
}

async fn asking_card(style: &str) -> Page {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(
        move || view! { <ProfileCard user=person() api_base=base lang="en".to_owned() /> },
    );
    let size = "width: 300px; font-size: 16px; direction: ltr";
    page.root
        .set_attribute("style", &format!("{style}; {size}"))
        .unwrap();
    page.until_friendship("3").await;
    page.click("[data-action=ignorefriend]").await;
    until("it asks", || page.find("[data-confirm=yes]").is_some()).await;
    page
}

#[wasm_bindgen_test]
async fn no_style_of_an_ancestor_changes_the_layout() {
    let plain = look(&asking_card("").await);
    assert!(plain.len() > 15, "{plain:?}");
    let hostile = asking_card(HOSTILE).await;
    assert_eq!(look(&hostile), plain);
    let question = hostile.find("[part=confirm]").unwrap();
    let style = window().get_computed_style(&question).unwrap().unwrap();
    for (property, value) in [
        ("text-shadow", "none"),
        ("text-transform", "none"),
        ("-webkit-text-stroke-width", "0px"),
        ("font-style", "normal"),
    ] {
        assert_eq!(
            style.get_property_value(property).unwrap(),
            value,
            "{property}"
        );
    }
    assert_eq!(
        style.get_property_value("-webkit-text-fill-color").unwrap(),
        style.get_property_value("color").unwrap()
    );
    let card = hostile.find("article").unwrap();
    let style = window().get_computed_style(&card).unwrap().unwrap();
    // WebKit has it with a prefix only.
    let select =
        ["user-select", "-webkit-user-select"].map(|name| style.get_property_value(name).unwrap());
    assert!(select.contains(&"text".to_owned()), "{select:?}");
}

#[wasm_bindgen_test]
async fn no_rule_of_the_page_for_elements_of_a_kind_changes_the_layout() {
    let plain = look(&asking_card("").await);
    let rules = document().create_element("style").unwrap();
    rules.set_text_content(Some(RULES));
    document().head().unwrap().append_child(&rules).unwrap();
    let hostile = look(&asking_card("").await);
    rules.remove();
    assert_eq!(hostile, plain);
}

#[wasm_bindgen_test]
async fn the_reader_s_text_spacing_is_kept() {
    let rules = document().create_element("style").unwrap();
    rules.set_text_content(Some("* { letter-spacing: 2px; word-spacing: 3px }"));
    document().head().unwrap().append_child(&rules).unwrap();
    let page = asking_card("").await;
    for selector in [
        "[part=name] bdi",
        "[part=confirm] span",
        "[data-confirm=yes]",
    ] {
        let style = window().get_computed_style(&page.find(selector).unwrap());
        let style = style.unwrap().unwrap();
        assert_eq!(style.get_property_value("letter-spacing").unwrap(), "2px");
        assert_eq!(style.get_property_value("word-spacing").unwrap(), "3px");
    }
    rules.remove();
}

#[wasm_bindgen_test]
async fn a_tower_of_marks_does_not_leave_the_card() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || view! { <ProfileCard userid="761761" api_base=base /> });
    let mut user = devanka(3);
    user["displayname"] = format!("Zalgo{}", "\u{301}".repeat(30)).into();
    api.find(user).await;
    page.until_friendship("3").await;
    assert_eq!(page.text("[part=name]").matches('\u{301}').count(), 4);
    let body = page.find(".kirimin-card-body").unwrap();
    let style = window().get_computed_style(&body).unwrap().unwrap();
    // Without a margin for the clip, as in WebKit, an ordinary letter with marks would be cut as well.
    let supports = "return CSS.supports('overflow-clip-margin', '1em')";
    let supports = js_sys::Function::new_no_args(supports).call0(&wasm_bindgen::JsValue::NULL);
    let wanted = if supports.unwrap() == true {
        "clip"
    } else {
        "visible"
    };
    assert_eq!(style.get_property_value("overflow-y").unwrap(), wanted);
}

fn html() -> HtmlElement {
    document().document_element().unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_language_set_later_is_followed() {
    let before = html().get_attribute("lang");
    let api = Api::new();
    let base = api.base.clone();
    let inner_base = base.clone();
    let page = Page::new(move || view! { <ProfileCard user=person() api_base=base /> });
    let host = document().create_element("div").unwrap();
    page.root.append_child(&host).unwrap();
    let shadow = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .unwrap();
    // Inside of a shadow root, whose host is around it.
    let inner = Page::within(
        &shadow,
        move || view! { <ProfileCard user=person() api_base=inner_base /> },
    );
    let says = |page: &Page, text: &str| page.text("[data-action=ignorefriend]") == text;
    let en = |page: &Page| says(page, "Reject");
    for (element, name) in [
        (html().unchecked_into::<Element>(), "html"),
        (page.root.clone().unchecked_into(), "an ancestor"),
    ] {
        for (lang, text) in [("id", "Tolak"), ("en", "Reject"), ("id", "Tolak")] {
            element.set_attribute("lang", lang).unwrap();
            until(&format!("{name} is {lang}"), || {
                says(&page, text) && says(&inner, text)
            })
            .await;
        }
        element.set_attribute("lang", "en").unwrap();
        until("both are English", || en(&page) && en(&inner)).await;
    }
    inner.root.set_attribute("lang", "id").unwrap();
    until("only the inner card is", || says(&inner, "Tolak")).await;
    assert!(says(&page, "Reject"));
    inner.root.remove_attribute("lang").unwrap();
    host.set_attribute("lang", "id").unwrap();
    page.root.remove_attribute("lang").unwrap();
    until("the host's counts", || {
        says(&inner, "Tolak") && says(&page, "Reject")
    })
    .await;
    match before {
        Some(lang) => html().set_attribute("lang", &lang).unwrap(),
        None => html().remove_attribute("lang").unwrap(),
    }
}

/// A host that allows everything.
struct Anybody;

impl Host for Anybody {
    fn allows(&self, _request: ActionRequest) -> bool {
        true
    }

    fn event(&self, _event: CardEvent) {}

    fn phase(&self, _phase: &Phase, _user: Option<&Arc<Profile>>) {}
}

/// A card in a shadow root, as the custom element's.
fn mounted(place: &ShadowRoot, api: &Api) -> MountedCard {
    let settings = Settings {
        user: person().get_untracked().map(Arc::new),
        ..Settings::default()
    };
    MountedCard::new(place, Rc::new(Anybody), Store::new(&api.base), settings)
}

#[wasm_bindgen_test]
async fn in_a_shadow_root_the_reader_s_text_spacing_is_kept_and_an_ancestor_s_is_not() {
    let api = Api::new();
    let page = Page::new(|| view! { <p style="letter-spacing: 1em; word-spacing: 1em"></p> });
    let host = document().create_element("div").unwrap();
    page.find("p").unwrap().append_child(&host).unwrap();
    let shadow = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .unwrap();
    let _card = mounted(&shadow, &api);
    let name = shadow.query_selector("[part=name] bdi").unwrap().unwrap();
    let spacing = || {
        let style = window().get_computed_style(&name).unwrap().unwrap();
        ["letter-spacing", "word-spacing"].map(|name| style.get_property_value(name).unwrap())
    };
    let none = |spacing: &String| matches!(spacing.as_str(), "normal" | "0px");
    assert!(spacing().iter().all(none), "{:?}", spacing());
    let rules = document().create_element("style").unwrap();
    rules.set_text_content(Some("* { letter-spacing: 2px; word-spacing: 3px }"));
    document().head().unwrap().append_child(&rules).unwrap();
    assert_eq!(spacing(), ["2px", "3px"]);
    rules.remove();
}

#[wasm_bindgen_test]
async fn an_element_that_was_moved_speaks_the_language_around_it_and_follows_it() {
    let api = Api::new();
    let page = Page::new(|| {
        view! { <p id="one" lang="en"></p><p id="two" lang="id"></p> }
    });
    let host = document().create_element("div").unwrap();
    page.find("#one").unwrap().append_child(&host).unwrap();
    let shadow = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .unwrap();
    let card = mounted(&shadow, &api);
    let says = |text: &str| {
        let button = shadow.query_selector("[data-action=ignorefriend]").unwrap();
        button.and_then(|button| button.text_content()).as_deref() == Some(text)
    };
    until("it is English", || says("Reject")).await;
    page.find("#two").unwrap().append_child(&host).unwrap();
    card.moved();
    until("it is Indonesian", || says("Tolak")).await;
    page.find("#two").unwrap().set_lang("en");
    until("it follows", || says("Reject")).await;
}

#[wasm_bindgen_test]
async fn one_observer_follows_the_language_for_all_cards_and_goes_with_the_last() {
    let count = |what: &str| {
        let counted = Reflect::get(&window(), &"observers".into()).unwrap();
        Reflect::get(&counted, &what.into())
            .unwrap()
            .as_f64()
            .unwrap()
    };
    let install = Function::new_no_args(
        "const Real = MutationObserver;
        window.observers = { made: 0, ended: 0 };
        window.MutationObserver = class extends Real {
          constructor(f) { super(f); observers.made++; }
          disconnect() { super.disconnect(); observers.ended++; }
        };
        return () => { window.MutationObserver = Real; };",
    );
    let restore: Function = install
        .call0(&wasm_bindgen::JsValue::NULL)
        .unwrap()
        .unchecked_into();
    let api = Api::new();
    let base = api.base.clone();
    let mut page = Page::new(move || {
        (0..5)
            .map(|_| view! { <ProfileCard user=person() api_base=base.clone() /> })
            .collect_view()
    });
    page.until_friendship("3").await;
    assert_eq!(count("made"), 1.0);
    assert_eq!(count("ended"), 0.0);
    page.unmount();
    until("it is gone", || count("ended") == 1.0).await;
    restore.call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn a_press_on_a_card_in_a_link_does_not_follow_the_link() {
    let api = Api::new();
    let base = api.base.clone();
    let page = Page::new(move || {
        let actions: Children = Box::new(|| view! { <i id="own">"Chat"</i> }.into_any());
        view! { <a href="#followed"><ProfileCard userid="761761" api_base=base actions=actions /></a> }
    });
    let followed = || window().location().hash().unwrap() == "#followed";
    api.find(devanka(3)).await;
    page.until_friendship("3").await;
    page.click("[data-action=ignorefriend]").await;
    until("it asks", || page.find("[data-confirm=no]").is_some()).await;
    // Also a press that does nothing.
    page.find("[data-confirm=no]").unwrap().click();
    page.click("[data-confirm=yes]").await;
    page.until_phase("busy").await;
    page.find("[data-action=acceptfriend]").unwrap().click();
    api.done(devanka(0)).await;
    page.until_friendship("0").await;
    assert!(!followed());
    let prevented = Array::new();
    let look = Closure::<dyn Fn(web_sys::Event)>::new({
        let prevented = prevented.clone();
        move |event: web_sys::Event| {
            prevented.push(&event.default_prevented().into());
        }
    });
    page.root
        .add_event_listener_with_callback("click", look.as_ref().unchecked_ref())
        .unwrap();
    page.find("#own").unwrap().click();
    page.find("[part=name]").unwrap().click();
    assert_eq!(prevented.join(","), "false,false", "the rest is the host's");
    until("the rest of the card is in the link", followed).await;
    window().location().set_hash("").unwrap();
}

/// Classes, ids, listeners and the like on the component are its element's.
#[wasm_bindgen_test]
async fn what_is_spread_onto_the_component_reaches_its_element() {
    let marked = RwSignal::new(false);
    let clicks = RwSignal::new(0);
    let page = Page::new(move || {
        view! {
            <ProfileCard
                user=person()
                {..}
                id="theirs"
                class="mine"
                class:marked=marked
                style:opacity="0.5"
                data-test="1"
                on:click=move |_| clicks.update(|clicks| *clicks += 1)
            />
        }
    });
    let card = page.find("article").unwrap();
    assert_eq!(card.id(), "theirs");
    let classes = || card.class_list();
    assert!(classes().contains("kirimin-card") && classes().contains("mine"));
    assert!(!classes().contains("marked"));
    marked.set(true);
    until("the class follows its signal", || {
        classes().contains("marked")
    })
    .await;
    assert_eq!(card.get_attribute("data-test").as_deref(), Some("1"));
    let style = window().get_computed_style(&card).unwrap().unwrap();
    assert_eq!(style.get_property_value("opacity").unwrap(), "0.5");
    card.click();
    assert_eq!(clicks.get_untracked(), 1);
    assert_eq!(
        page.text("[part=name]"),
        "Raden Bagus Wreksoatmodjo Kusumonin"
    );
}

#[wasm_bindgen_test]
async fn a_card_that_waited_outside_of_the_page_speaks_its_language_once_it_is_in_it() {
    let document = document();
    let outside = document.create_element("div").unwrap();
    outside.set_attribute("lang", "id").unwrap();
    // As `Suspense` keeps what is not ready.
    let page = Page::within(&outside, || view! { <ProfileCard user=person() /> });
    frames(2).await;
    assert_eq!(page.text("[data-action=ignorefriend]"), "Reject");
    document.body().unwrap().append_child(&outside).unwrap();
    until("it speaks Indonesian", || {
        page.text("[data-action=ignorefriend]") == "Tolak"
    })
    .await;
    outside.set_attribute("lang", "en").unwrap();
    until("it follows the page", || {
        page.text("[data-action=ignorefriend]") == "Reject"
    })
    .await;
    outside.remove();
}

#[wasm_bindgen_test]
async fn the_picture_comes_from_the_api_base_that_is_set_now() {
    let user = json!({"id": "761761", "username": "dvnkz", "isFriend": 3, "image": "a.png"});
    let user = Signal::stored(Some(Profile::from_json(&user).unwrap()));
    let base = RwSignal::new("/one".to_owned());
    let page = Page::new(move || view! { <ProfileCard user=user api_base=base /> });
    // The card does not hear that there is no such picture.
    let deaf = Closure::<dyn FnMut(Event)>::new(|event: Event| event.stop_propagation());
    page.root
        .add_event_listener_with_callback_and_bool("error", deaf.as_ref().unchecked_ref(), true)
        .unwrap();
    for wanted in ["/one", "/two"] {
        base.set(wanted.to_owned());
        until("the picture is there", || {
            let src = page.attribute("img", "src").unwrap_or_default();
            src.ends_with(&format!("{wanted}/file/user/a.png"))
        })
        .await;
    }
}
