//! How to put the card on a page: one tab for each way (WAI-ARIA, "Tabs with automatic activation").

mod highlight;
mod snippet;

use crate::copy::copy_button;
use crate::settings::{Direction, Settings, focus};
use leptos::prelude::*;
use snippet::SNIPPETS;

/// The tabs with their code.
pub fn embed(settings: Settings) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let choose = move |index: usize| {
        if let Some(snippet) = SNIPPETS.get(index) {
            chosen.set(index);
            focus(snippet.tab);
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let last = SNIPPETS.len() - 1;
        let now = chosen.get_untracked();
        let next = (now + 1) % SNIPPETS.len();
        let previous = now.checked_sub(1).unwrap_or(last);
        let is_rtl = settings.direction.get_untracked() == Direction::RightToLeft;
        let index = match event.key().as_str() {
            "ArrowRight" if is_rtl => previous,
            "ArrowLeft" if is_rtl => next,
            "ArrowRight" => next,
            "ArrowLeft" => previous,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        choose(index);
    };
    let tabs: Vec<_> = SNIPPETS
        .iter()
        .enumerate()
        .map(|(index, snippet)| {
            let is_chosen = move || chosen.get() == index;
            view! {
                <button
                    type="button"
                    class="tab"
                    role="tab"
                    id=snippet.tab
                    aria-controls=snippet.panel
                    aria-selected=move || is_chosen().to_string()
                    tabindex=move || if is_chosen() { "0" } else { "-1" }
                    on:click=move |_| choose(index)
                    on:keydown=key
                >
                    {snippet.name}
                </button>
            }
        })
        .collect();
    let panels: Vec<_> = SNIPPETS
        .iter()
        .enumerate()
        .map(|(index, snippet)| {
            let code: Vec<_> = highlight::tokens(snippet.code())
                .into_iter()
                .map(|token| view! { <span class=token.kind>{token.text}</span> })
                .collect();
            view! {
                <div
                    class="panel-code"
                    role="tabpanel"
                    id=snippet.panel
                    aria-labelledby=snippet.tab
                    tabindex="0"
                    hidden=move || chosen.get() != index
                >
                    <pre dir="ltr"><code id=snippet.code_id>{code}</code></pre>
                </div>
            }
        })
        .collect();
    let source = move || {
        SNIPPETS
            .get(chosen.get_untracked())
            .map_or("", |snippet| snippet.code_id)
    };
    let note = move || {
        SNIPPETS
            .get(chosen.get())
            .map(|snippet| settings.pick(snippet.note))
    };
    view! {
        <section class="embed" aria-labelledby="embed-title">
            <h2 id="embed-title">{move || settings.say("Add it to your app", "Pasang di aplikasimu")}</h2>
            <div class="code">
                <div class="code-head">
                    <div class="tabs" role="tablist" aria-labelledby="embed-title">{tabs}</div>
                    {copy_button(settings, ["Copy code", "Salin kode"], source)}
                </div>
                {panels}
                <p class="panel-note">{note}</p>
            </div>
        </section>
    }
}
