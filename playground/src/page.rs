//! The page around both halves: its name, the way from one half to the other, its settings.

use crate::gallery::gallery;
use crate::live::live;
use crate::settings::{Direction, Half, Lang, Setting, Settings, Theme, Width, focus};
use crate::theme::CardTheme;
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlElement, Node};

const ICON: &str = "gallery/file/user/icon.svg";

/// Everything.
pub fn page() -> impl IntoView {
    let settings = Settings::of_page();
    let theme = CardTheme::of_page();
    provide_context(settings);
    let half = move || match settings.half.get() {
        Half::Live => Either::Left(live(settings, theme)),
        Half::Gallery => Either::Right(gallery(settings)),
    };
    view! {
        // The address keeps what it says of the half.
        <a class="skip" href="#content" on:click=|event| {
            event.prevent_default();
            focus("content");
        }>
            {move || settings.say("Skip to content", "Langsung ke konten")}
        </a>
        <header class="top">
            <div class="top-name">
                <img src=ICON alt="" width="28" height="28" />
                <h1>{|| "kirimin-profile-card"}</h1>
            </div>
            <nav class="top-halves" aria-label=move || settings.say("Views", "Tampilan")>
                {half_link(settings, Half::Live, "#live", ["Live", "Langsung"])}
                {half_link(settings, Half::Gallery, "#gallery", ["Gallery", "Galeri"])}
            </nav>
            {choices(settings)}
        </header>
        <main id="content" tabindex="-1" data-half=move || match settings.half.get() {
            Half::Live => "live",
            Half::Gallery => "gallery",
        }>{half}</main>
        <footer class="bottom">
            <p>
                {move || settings.say(
                    "Written in Rust with Leptos. MIT or Apache-2.0.",
                    "Dibuat dengan Rust dan Leptos. MIT atau Apache-2.0.",
                )}
            </p>
        </footer>
    }
}

fn half_link(
    settings: Settings,
    half: Half,
    href: &'static str,
    text: [&'static str; 2],
) -> impl IntoView {
    view! {
        <a href=href aria-current=move || (settings.half.get() == half).then_some("page")>
            {move || settings.pick(text)}
        </a>
    }
}

/// The settings, folded away. Escape closes them, and so does whatever happens elsewhere.
fn choices(settings: Settings) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let close = move || {
        details
            .get_untracked()
            .filter(HtmlDetailsElement::open)
            .inspect(|details| details.set_open(false))
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(details) = close()
            && let Ok(Some(summary)) = details.query_selector("summary")
            && let Ok(summary) = summary.dyn_into::<HtmlElement>()
        {
            let _ = summary.focus();
        }
    };
    let leave = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<Node>().ok());
        let inside = details
            .get_untracked()
            .is_some_and(|details| details.contains(node.as_ref()));
        if node.is_some() && !inside {
            close();
        }
    };
    let pressed = window_event_listener_untyped("pointerdown", move |event| leave(event.target()));
    on_cleanup(move || pressed.remove());
    view! {
        <details
            class="settings"
            node_ref=details
            on:keydown=escape
            on:focusout=move |event| leave(event.related_target())
        >
            <summary class="button">{move || settings.say("Settings", "Setelan")}</summary>
            <form aria-label=move || settings.say("Settings", "Setelan") on:submit=|event| event.prevent_default()>
                {choice::<Lang>(settings, settings.lang)}
                {choice::<Theme>(settings, settings.theme)}
                {choice::<Width>(settings, settings.width)}
                {choice::<Direction>(settings, settings.direction)}
            </form>
        </details>
    }
}

fn choice<T: Setting>(settings: Settings, chosen: RwSignal<T>) -> impl IntoView {
    let options: Vec<_> = T::VALUES
        .iter()
        .map(|(setting, value, text)| {
            view! {
                <option value=*value selected=move || chosen.get() == *setting>
                    {move || settings.pick(*text)}
                </option>
            }
        })
        .collect();
    view! {
        <label>
            <span>{move || settings.pick(T::LABEL)}</span>
            <select
                name=T::NAME
                on:change=move |event| {
                    if let Some(value) = T::named(&event_target_value(&event)) {
                        chosen.set(value);
                    }
                }
            >
                {options}
            </select>
        </label>
    }
}
