//! A button that copies a text.

use crate::settings::Settings;
use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// How long the button says that it has copied.
const SHOWN: Duration = Duration::from_secs(2);

/// What came of the last press.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Not,
    Done,
    /// The page may not write to the clipboard: the text is selected instead.
    Selected,
}

/// The button. `label` begins with what it shows and says what is copied; `source` is the id of the element whose text is copied.
pub fn copy_button(
    settings: Settings,
    label: [&'static str; 2],
    source: impl Fn() -> &'static str + Copy + 'static,
) -> impl IntoView {
    let copied = RwSignal::new(Copied::Not);
    let presses = StoredValue::new(0_u32);
    let press = move |_| {
        spawn_local(async move {
            let outcome = copy(source()).await;
            let press = presses.try_get_value().unwrap_or_default() + 1;
            presses.try_set_value(press);
            copied.try_set(outcome);
            let fade = move || {
                if presses.try_get_value() == Some(press) {
                    copied.try_set(Copied::Not);
                }
            };
            set_timeout(fade, SHOWN);
        });
    };
    let text = move || match copied.get() {
        Copied::Not => settings.say("Copy", "Salin"),
        Copied::Done => settings.say("Copied", "Tersalin"),
        Copied::Selected => settings.say("Press Ctrl+C", "Tekan Ctrl+C"),
    };
    let name = move || (copied.get() == Copied::Not).then(|| settings.pick(label));
    let said = move || match copied.get() {
        Copied::Not => "",
        Copied::Done => settings.say("Copied to the clipboard.", "Sudah disalin ke papan klip."),
        Copied::Selected => settings.say(
            "The text is selected. Press Ctrl+C to copy it.",
            "Teks sudah dipilih. Tekan Ctrl+C untuk menyalinnya.",
        ),
    };
    view! {
        <button type="button" class="button copy" aria-label=name data-copied=move || (copied.get() == Copied::Done).then_some("") on:click=press>
            {text}
        </button>
        <span class="unseen" role="status">{said}</span>
    }
}

async fn copy(source: &str) -> Copied {
    let Some(element) = document().get_element_by_id(source) else {
        return Copied::Not;
    };
    let text = element.text_content().unwrap_or_default();
    let written = match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
        None => false,
    };
    if written {
        return Copied::Done;
    }
    match window().get_selection() {
        Ok(Some(selection)) if selection.select_all_children(&element).is_ok() => Copied::Selected,
        _ => Copied::Not,
    }
}

/// Only a secure context has one.
fn clipboard() -> Option<Clipboard> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
    clipboard.is_object().then(|| clipboard.into())
}
