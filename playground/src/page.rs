//! The page around both halves: its name, its settings, its way from one half to the other.

use crate::gallery::gallery;
use crate::live::live;
use crate::settings::{Direction, Half, Lang, Setting, Settings, Theme, Width};
use leptos::either::Either;
use leptos::prelude::*;

/// Everything.
pub fn page() -> impl IntoView {
    let settings = Settings::of_page();
    provide_context(settings);
    let half = move || match settings.half.get() {
        Half::Live => Either::Left(live(settings)),
        Half::Gallery => Either::Right(gallery(settings)),
    };
    view! {
        <a class="skip" href="#content">
            {move || settings.say("Skip to the content", "Langsung ke isi")}
        </a>
        <header class="top">
            <div class="top-name">
                <h1>{|| "kirimin-profile-card"}</h1>
                <p>
                    {move || settings.say(
                        "A profile card whose buttons follow the friendship.",
                        "Kartu profil yang tombolnya mengikuti pertemanan.",
                    )}
                </p>
            </div>
            <nav class="top-halves" aria-label=move || settings.say("Parts of this page", "Bagian halaman ini")>
                {half_link(settings, Half::Live, "#live", ["Live", "Langsung"])}
                {half_link(settings, Half::Gallery, "#gallery", ["Gallery", "Galeri"])}
            </nav>
            <form class="top-settings" aria-label=move || settings.say("Settings", "Pengaturan") on:submit=|event| event.prevent_default()>
                {choice::<Lang>(settings, settings.lang)}
                {choice::<Theme>(settings, settings.theme)}
                {choice::<Width>(settings, settings.width)}
                {choice::<Direction>(settings, settings.direction)}
            </form>
        </header>
        <main id="content" tabindex="-1" data-half=move || match settings.half.get() {
            Half::Live => "live",
            Half::Gallery => "gallery",
        }>{half}</main>
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
