//! The cards: one in the middle, and everybody in rows.

use super::call::Person;
use super::host::{Host, Server};
use super::log::Ears;
use crate::settings::{focus, remember};
use kirimin_profile_card::{Layout, Loading, ProfileCard};
use leptos::html;
use leptos::prelude::*;

/// The card of one person, and a field to ask for another.
pub fn featured(host: Host) -> impl IntoView {
    let settings = host.settings;
    let ears = Ears::of(host);
    let featured = Memo::new(move |_| host.featured());
    let is_shown = Memo::new(move |_| featured.get().is_some());
    let title = move || {
        let asked = featured
            .get()
            .is_some_and(|id| host.asking.get().iter().any(|person| person.id == id));
        if asked {
            settings.say("Somebody has asked you", "Ada yang meminta")
        } else {
            settings.say("A card", "Sebuah kartu")
        }
    };
    let card = move || {
        is_shown.get().then(|| {
            view! {
                <div class="room" id="featured">
                    <ProfileCard
                        userid=Signal::derive(move || featured.get().unwrap_or_default())
                        user=host.given(move || featured.get().unwrap_or_default())
                        viewer_id=host.viewer_id()
                        lang=settings.card_lang()
                        on_action=ears.on_action
                        on_change=ears.on_change
                        on_error=ears.on_error
                        on_load=ears.on_load
                    />
                </div>
                {other_side(host, featured)}
            }
        })
    };
    let nobody = move || {
        (!is_shown.get() && host.server.get() != Server::Unknown).then(|| {
            view! {
                <div class="hint">
                    <p>
                        {move || settings.say(
                            "Log in, and here is the card of the person who asked first.",
                            "Masuklah, dan di sini muncul kartu orang yang meminta lebih dulu.",
                        )}
                    </p>
                    {start(host)}
                </div>
            }
        })
    };
    view! {
        <section class="featured" aria-labelledby="featured-title">
            <h2 id="featured-title" tabindex="-1">{title}</h2>
            {card}
            {nobody}
            {ask(host)}
        </section>
    }
}

/// The short way in: as the second of the seeded people, whom the first has asked.
fn start(host: Host) -> impl IntoView {
    let settings = host.settings;
    move || {
        host.people().into_iter().nth(1).map(|person| {
            view! {
                <button
                    type="button"
                    class="start"
                    data-start=person.id.clone()
                    on:click=move |_| {
                        // This button goes with its hint.
                        focus("featured-title");
                        host.log_in(person.id.clone(), None);
                    }
                >
                    {move || settings.say("Start as ", "Mulai sebagai ")}
                    <bdi>{person.name.clone()}</bdi>
                </button>
            }
        })
    }
}

/// Logs in as the person on the card and shows the card of the one before.
fn other_side(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let settings = host.settings;
    let pair = move || {
        let me = host.viewer.get()?;
        let them = featured.get().filter(|id| *id != me.id)?;
        let listed = host.people().into_iter().find(|person| person.id == them)?;
        Some((me, listed))
    };
    move || {
        pair().map(|(me, them)| {
            let name = them.name.clone();
            view! {
                <p>
                    <button
                        type="button"
                        class="quiet"
                        data-other-side=them.id.clone()
                        on:click=move |_| host.log_in(them.id.clone(), Some(me.id.clone()))
                    >
                        {move || settings.say("See it from the other side, as ", "Lihat dari sisi lain, sebagai ")}
                        <bdi>{name}</bdi>
                    </button>
                </p>
            }
        })
    }
}

fn ask(host: Host) -> impl IntoView {
    let settings = host.settings;
    let field = NodeRef::<html::Input>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get() {
            show(host, field.value().trim().to_owned());
        }
    };
    view! {
        <form class="ask" on:submit=submit>
            <label for="userid">{move || settings.say("User id or username", "Id atau username")}</label>
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
                <button type="submit">{move || settings.say("Show", "Tampilkan")}</button>
            </div>
        </form>
    }
}

fn show(host: Host, id: String) {
    remember("userid", &id);
    host.chosen.set((!id.is_empty()).then_some(id));
}

/// The viewer and everybody else, in rows; each is fetched when it comes near the viewport.
pub fn everybody(host: Host) -> impl IntoView {
    let settings = host.settings;
    let ears = Ears::of(host);
    let people = Memo::new(move |_| {
        if host.viewer.get().is_some() {
            host.people()
        } else {
            Vec::new()
        }
    });
    let rows = move || {
        view! {
            <For each=move || people.get() key=|person| person.id.clone() children=move |person| row(host, ears, person) />
        }
    };
    move || {
        (!people.get().is_empty()).then(|| {
            view! {
                <section class="everybody" aria-labelledby="everybody-title">
                    <h2 id="everybody-title">{move || settings.say("Everybody, as rows", "Semua orang, sebagai baris")}</h2>
                    <p>
                        {move || settings.say(
                            "The server answers one request a second, so the rows fill one after the other; what you press goes first. The row and the card of the same person always agree.",
                            "Server menjawab satu permintaan per detik, jadi baris terisi satu per satu; yang kamu tekan didahulukan. Baris dan kartu orang yang sama selalu sepakat.",
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
                    on_action=ears.on_action
                    on_change=ears.on_change
                    on_error=ears.on_error
                />
            </div>
            <button type="button" class="quiet" aria-label=label on:click=move |_| show(host, id.get_value())>
                {move || settings.say("Open", "Buka")}
            </button>
        </li>
    }
}
