//! Every state that a card can be in, each as a card and as a row. No request
//! is made but for the pictures, which are files of this page.

pub mod people;
mod state;
mod states;

use crate::sample::PICTURES;
use crate::settings::Settings;
use kirimin_profile_card::{CardPreview, Layout};
use leptos::prelude::*;
use state::{Group, State};

/// All groups.
pub fn gallery(settings: Settings) -> impl IntoView {
    let groups = states::groups();
    let ways: Vec<_> = groups
        .iter()
        .map(|group| {
            let (href, title) = (["#state-", group.id].concat(), group.title);
            view! { <li><a href=href>{move || settings.pick(title)}</a></li> }
        })
        .collect();
    let groups: Vec<_> = groups
        .into_iter()
        .map(|shown| group(settings, shown))
        .collect();
    view! {
        <section class="intro" aria-labelledby="gallery-title">
            <h2 id="gallery-title">{move || settings.say("Every state of the card", "Semua keadaan kartu")}</h2>
            <p>
                {move || settings.say(
                    "Each one as a card and as a row for lists, drawn by the same code as a live card. Nothing here talks to a server.",
                    "Masing-masing sebagai kartu dan sebagai baris untuk daftar, ditampilkan oleh kode yang sama dengan kartu sungguhan. Tidak ada yang menghubungi server.",
                )}
            </p>
            <nav aria-label=move || settings.say("Groups of states", "Kelompok keadaan")>
                <ul class="ways">{ways}</ul>
            </nav>
        </section>
        {groups}
    }
}

fn group(settings: Settings, Group { id, title, states }: Group) -> impl IntoView {
    let title_id = ["group-", id].concat();
    let states: Vec<_> = states
        .into_iter()
        .map(|shown| state(settings, shown))
        .collect();
    view! {
        <section class="group" id=["state-", id].concat() aria-labelledby=title_id>
            <h2 id=title_id.clone()>{move || settings.pick(title)}</h2>
            <div class="states">{states}</div>
        </section>
    }
}

fn state(settings: Settings, state: State) -> impl IntoView {
    let id = ["state-", state.id].concat();
    let title_id = [&id, "-title"].concat();
    let title = state.title;
    let view = state.view();
    let [card, row] = [Layout::Card, Layout::Row].map(|layout| {
        view! {
            <CardPreview
                view=view
                asking=state.asking
                viewer_id=Signal::stored(state.viewer_id.clone())
                userid=Signal::stored(state.userid.clone())
                api_base=PICTURES
                lang=settings.card_lang()
                layout=Signal::stored(layout)
                heading_level=Signal::stored(4)
            />
        }
    });
    view! {
        // A group and no section: so many landmarks, some of one name, would hide the page's own.
        <div class="state" role="group" id=id data-state=state.id aria-labelledby=title_id>
            <h3 id=title_id.clone()>{move || settings.pick(title)}</h3>
            <div class="room">{card}</div>
            <div class="room">{row}</div>
        </div>
    }
}
