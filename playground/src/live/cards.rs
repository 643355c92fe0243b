//! The cards: one in the middle, and everybody in rows.

use super::asking::asking;
use super::call::Person;
use super::host::{Host, Server};
use super::log::Ears;
use crate::settings::focus;
use kirimin_profile_card::{Layout, Loading, ProfileCard};
use leptos::html;
use leptos::prelude::*;

/// The card of one person, and a field to ask for another.
pub fn featured(host: Host) -> impl IntoView {
    let settings = host.settings;
    let ears = Ears::of(host);
    let featured = host.featured();
    let is_shown = Memo::new(move |_| featured.get().is_some());
    let title = move || {
        let asking = host.asking.now().unwrap_or_default();
        let asks = featured
            .get()
            .is_some_and(|id| asking.iter().any(|person| person.id == id));
        if asks {
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
        let nobody = host.viewer.get().is_none() && host.server.get() != Server::Unknown;
        (!is_shown.get() && nobody).then(|| {
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
            {asking(host, featured)}
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
            host.choose(field.value().trim().to_owned());
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

/// The viewer and everybody else, in rows; each is fetched when it comes near the viewport.
/// Whoever asks and is none of the server's people has a row as well.
pub fn everybody(host: Host) -> impl IntoView {
    let settings = host.settings;
    let ears = Ears::of(host);
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
            "Everybody who has asked you, as rows",
            "Semua yang meminta, sebagai baris",
        ),
        Server::Demo(_) | Server::Unknown => {
            settings.say("Everybody, as rows", "Semua orang, sebagai baris")
        }
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
                    <h2 id="everybody-title">{title}</h2>
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
                    on_load=Callback::new(move |user| host.asking.learn(&user))
                />
            </div>
            <button type="button" class="quiet" aria-label=label on:click=move |_| host.choose(id.get_value())>
                {move || settings.say("Open", "Buka")}
            </button>
        </li>
    }
}
