//! The controls, the CSS, and a warning where a text cannot be read.

use super::CardTheme;
use super::computed::{Colours, OFFER, ON_OFFER, PROBE, colours};
use super::property::{
    ACCENT, COLOR, Control, DANGER, FONTS, MUTED, ON_ACCENT, ON_DANGER, PROPERTIES, Property,
    SURFACE,
};
use crate::copy::copy_button;
use crate::sample::{PICTURES, waiting_request};
use crate::settings::Settings;
use kirimin_profile_card::{CardPreview, Layout};
use leptos::prelude::*;

/// What can be read on what, and what that is called.
const PAIRS: [(&str, &str, [&str; 2]); 5] = [
    (COLOR, SURFACE, ["text", "teks"]),
    (MUTED, SURFACE, ["secondary text", "teks sekunder"]),
    (ON_ACCENT, ACCENT, ["text on accent", "teks pada aksen"]),
    (OFFER, ON_OFFER, ["Add friend", "Tambah teman"]),
    (ON_DANGER, DANGER, ["text on danger", "teks pada bahaya"]),
];

/// What WCAG 2.2 AA asks of text.
const ENOUGH: f64 = 4.5;

/// The editor.
pub fn editor(settings: Settings, theme: CardTheme) -> impl IntoView {
    let colours = colours(settings, theme);
    let is = |colour: bool| {
        move |property: &Property| matches!(property.control, Control::Colour(_)) == colour
    };
    let controls = move |colour: bool| {
        PROPERTIES
            .into_iter()
            .filter(is(colour))
            .map(|property| control(settings, theme, colours, property))
            .collect::<Vec<_>>()
    };
    let css = move || {
        theme.css().unwrap_or_else(|| {
            let text = settings.say(
                "Change something above, and its CSS appears here.",
                "Ubah sesuatu di atas, lalu CSS-nya muncul di sini.",
            );
            ["/* ", text, " */"].concat()
        })
    };
    view! {
        <section class="theme" aria-labelledby="theme-title">
            <h2 id="theme-title">{move || settings.say("Make it yours", "Sesuaikan tampilannya")}</h2>
            <p>
                {move || settings.say(
                    "Every card on this page follows as you change its custom properties.",
                    "Semua kartu di halaman ini langsung mengikuti properti kustom yang kamu ubah.",
                )}
            </p>
            <div class="theme-panel">
                <div class="theme-sample" aria-hidden="true" inert="">
                    <CardPreview
                        view=waiting_request()
                        api_base=PICTURES
                        lang=settings.card_lang()
                        layout=Signal::stored(Layout::Row)
                    />
                    <i class=PROBE></i>
                </div>
                <div class="theme-colours" role="group" aria-label=move || settings.say("Colours", "Warna")>
                    {controls(true)}
                </div>
                <div class="theme-lengths" role="group" aria-label=move || settings.say("Sizes and font", "Ukuran dan font")>
                    {controls(false)}
                </div>
                <p class="theme-contrast" role="status" data-low=move || (!low(&colours.get()).is_empty()).then_some("")>
                    {move || verdict(settings, &colours.get())}
                </p>
            </div>
            <div class="code">
                <div class="code-head">
                    <h3>{|| "CSS"}</h3>
                    <button type="button" class="button" data-reset="" on:click=move |_| theme.reset()>
                        {move || settings.say("Reset", "Atur ulang")}
                    </button>
                    {copy_button(settings, ["Copy CSS", "Salin CSS"], || "theme-css")}
                </div>
                <pre class="theme-css" dir="ltr" tabindex="0" aria-label="CSS"><code id="theme-css">{css}</code></pre>
            </div>
        </section>
    }
}

fn control(
    settings: Settings,
    theme: CardTheme,
    colours: RwSignal<Colours>,
    property: Property,
) -> AnyView {
    let Property {
        name,
        label,
        control,
    } = property;
    let label = move || settings.pick(label);
    let set = move |event| theme.set(name, event_target_value(&event));
    match control {
        Control::Colour(_) => {
            let value = move || {
                let colour = colours.with(|colours| colours.get(name).copied());
                colour.map_or_else(|| "#000000".to_owned(), super::colour::Colour::hex)
            };
            view! {
                <label class="colour">
                    <input type="color" data-property=name prop:value=value on:input=set />
                    <span>{label}</span>
                </label>
            }
            .into_any()
        }
        Control::Length {
            min,
            max,
            step,
            default,
        } => {
            let value = move || {
                let set = theme.get(name);
                set.and_then(|set| set.trim_end_matches("em").parse().ok())
                    .unwrap_or(default)
            };
            let text = move || [&value().to_string(), "em"].concat();
            let set = move |event| {
                theme.set(name, [&event_target_value(&event), "em"].concat());
            };
            view! {
                <label class="length">
                    <span>{label}</span>
                    <output aria-hidden="true">{text}</output>
                    <input
                        type="range"
                        data-property=name
                        min=min
                        max=max
                        step=step
                        aria-valuetext=text
                        prop:value=move || value().to_string()
                        on:input=set
                    />
                </label>
            }
            .into_any()
        }
        Control::Font => {
            let options: Vec<_> = FONTS
                .into_iter()
                .map(|(value, label)| {
                    let chosen = move || theme.get(name).unwrap_or_default() == value;
                    view! {
                        <option value=value prop:selected=chosen>{move || settings.pick(label)}</option>
                    }
                })
                .collect();
            view! {
                <label class="font">
                    <span>{label}</span>
                    <select data-property=name on:change=set>{options}</select>
                </label>
            }
            .into_any()
        }
    }
}

/// The pairs that cannot be read well, with their contrast.
fn low(colours: &Colours) -> Vec<([&'static str; 2], f64)> {
    PAIRS
        .into_iter()
        .filter_map(|(text, ground, label)| {
            let contrast = colours.get(text)?.contrast(*colours.get(ground)?);
            (contrast < ENOUGH).then_some((label, contrast))
        })
        .collect()
}

fn verdict(settings: Settings, colours: &Colours) -> String {
    let low: Vec<_> = low(colours)
        .into_iter()
        .map(|(label, contrast)| {
            // Rounded down: 4.49 is not enough.
            let contrast = (contrast * 10.0).floor() / 10.0;
            [settings.pick(label), " ", &contrast.to_string(), ":1"].concat()
        })
        .collect();
    if low.is_empty() {
        return settings
            .say(
                "Contrast: every text meets WCAG AA.",
                "Kontras: semua teks memenuhi WCAG AA.",
            )
            .to_owned();
    }
    [
        settings.say("Contrast too low: ", "Kontras terlalu rendah: "),
        &low.join(", "),
        settings.say(" (WCAG AA needs 4.5:1).", " (WCAG AA perlu 4.5:1)."),
    ]
    .concat()
}
