//! The people, folded away: to log in as, to look up, and everyone in rows.

use super::call::Person;
use super::host::{Host, Server};
use super::log::Ears;
use crate::settings::reveal;
use kirimin_profile_card::{Layout, Loading, ProfileCard};
use leptos::html;
use leptos::prelude::*;

/// All of it.
pub fn people(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let settings = host.settings;
    let is_demo = Memo::new(move |_| matches!(host.server.get(), Server::Demo(_)));
    let others = move || is_demo.get().then(|| log_in_as(host));
    view! {
        <details class="people" id="people">
            <summary>
                <h2>{move || settings.say("People", "Pengguna")}</h2>
                <span>
                    {move || settings.say(
                        "Switch user, look someone up, see everyone in rows",
                        "Ganti pengguna, cari seseorang, lihat semua dalam bentuk baris",
                    )}
                </span>
            </summary>
            <div class="people-body">
                {others}
                {ask(host)}
                {everybody(host, featured)}
            </div>
        </details>
    }
}

fn log_in_as(host: Host) -> impl IntoView {
    let settings = host.settings;
    let people = move || {
        host.people()
            .into_iter()
            .map(|person| {
                let (id, login, pressed) = (person.id.clone(), person.id.clone(), person.id);
                let log_in = move |_| {
                    host.log_in(login.clone(), None);
                    reveal("stage");
                };
                view! {
                    <li>
                        <button
                            type="button"
                            class="chip"
                            data-login=id
                            aria-pressed=move || {
                                let is = host.viewer.get().is_some_and(|viewer| viewer.id == pressed);
                                is.to_string()
                            }
                            on:click=log_in
                        >
                            <bdi>{person.name}</bdi>
                        </button>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="as">
            <h3 id="as-title">{move || settings.say("Log in as", "Masuk sebagai")}</h3>
            <p>
                {move || settings.say(
                    "Want to be two people at once? Open a private window and log in there as someone else.",
                    "Ingin mencoba dua pengguna sekaligus? Buka jendela penyamaran, lalu masuk di sana sebagai pengguna lain.",
                )}
            </p>
            <ul class="chips" aria-labelledby="as-title">{people}</ul>
        </div>
    }
}

fn ask(host: Host) -> impl IntoView {
    let settings = host.settings;
    let field = NodeRef::<html::Input>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get() {
            host.choose(field.value().trim().to_owned());
            reveal("stage");
        }
    };
    view! {
        <form class="ask" on:submit=submit>
            <label for="userid">{move || settings.say("User ID or username", "ID atau nama pengguna")}</label>
            <div>
                <input
                    node_ref=field
                    id="userid"
                    name="userid"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=move || host.chosen.get().unwrap_or_default()
                />
                <button type="submit" class="button">
                    {move || settings.say("Show card", "Tampilkan kartu")}
                </button>
            </div>
        </form>
    }
}

/// The viewer and everybody else, in rows; each is fetched when it comes near the viewport.
/// Whoever asks and is none of the server's people has a row as well.
fn everybody(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let settings = host.settings;
    let ears = Ears::of_row(host, featured);
    let people = Memo::new(move |_| {
        let mut people = Vec::new();
        if host.viewer.get().is_some() {
            people = host.people();
            let mut others = host.asking.met();
            others.retain(|other| people.iter().all(|person| person.id != other.id));
            people.append(&mut others);
        }
        people
    });
    let title = move || match host.server.get() {
        Server::Other => settings.say(
            "Everyone who has sent you a request",
            "Semua yang mengirimimu permintaan",
        ),
        Server::Demo(_) | Server::Unknown => settings.say("Everyone", "Semua pengguna"),
    };
    let rows = move || {
        view! {
            <For each=move || people.get() key=|person| person.id.clone() children=move |person| row(host, ears, person) />
        }
    };
    // The rows stay when one more comes.
    let is_shown = Memo::new(move |_| !people.get().is_empty());
    move || {
        is_shown.get().then(|| {
            view! {
                <section class="everybody" aria-labelledby="everybody-title">
                    <h3 id="everybody-title">{title}</h3>
                    <p>
                        {move || settings.say(
                            "The server allows one request a second, so the rows fill in one by one. What you press goes first.",
                            "Server hanya menerima satu permintaan per detik, jadi baris terisi satu per satu. Tombol yang kamu tekan didahulukan.",
                        )}
                    </p>
                    <ul class="rows">{rows()}</ul>
                </section>
            }
        })
    }
}

fn row(host: Host, ears: Ears, person: Person) -> impl IntoView {
    let settings = host.settings;
    let id = StoredValue::new(person.id);
    let label = move || [settings.say("Open", "Buka"), ": ", &person.name].concat();
    let open = move |_| {
        host.choose(id.get_value());
        reveal("stage");
    };
    view! {
        <li data-row=id.get_value()>
            <div class="room">
                <ProfileCard
                    userid=id.get_value()
                    user=host.given(move || id.get_value())
                    viewer_id=host.viewer_id()
                    lang=settings.card_lang()
                    layout=Signal::stored(Layout::Row)
                    loading=Signal::stored(Loading::Lazy)
                    heading_level=Signal::stored(4)
                    on_action=ears.on_action
                    on_change=ears.on_change
                    on_error=ears.on_error
                    on_load=ears.on_load
                />
            </div>
            <button type="button" class="quiet" aria-label=label on:click=open>
                {move || settings.say("Open", "Buka")}
            </button>
        </li>
    }
}
