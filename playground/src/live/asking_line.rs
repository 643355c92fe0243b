//! The line that names who is asking to be the viewer's friend.

use super::call::Person;
use super::host::Host;
use leptos::either::Either;
use leptos::prelude::*;

/// The line that names who asks; pressing a name opens their card.
pub fn asking(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let settings = host.settings;
    let nobody = move || {
        settings.say(
            "No friend requests right now. New ones appear here at once.",
            "Belum ada permintaan pertemanan. Yang baru langsung muncul di sini.",
        )
    };
    let chip = move |person: Person| {
        let (shown, opened) = (person.id.clone(), person.id.clone());
        view! {
            <li>
                <button
                    type="button"
                    class="chip"
                    data-asks=person.id
                    aria-pressed=move || (featured.get().as_ref() == Some(&shown)).to_string()
                    on:click=move |_| host.choose(opened.clone())
                >
                    <bdi>{person.name}</bdi>
                </button>
            </li>
        }
    };
    let people = move || host.asking.now().unwrap_or_default();
    let is_empty = Memo::new(move |_| host.asking.now().map(|people| people.is_empty()));
    let line = move || {
        is_empty.get().map(|is_empty| {
            if is_empty {
                return Either::Left(view! { <p>{nobody}</p> });
            }
            Either::Right(view! {
                <p id="asking-label">
                    {move || settings.say("Friend requests", "Permintaan pertemanan")}
                </p>
                <ul class="chips" aria-labelledby="asking-label">
                    <For each=people key=|person| person.id.clone() children=chip />
                </ul>
            })
        })
    };
    view! {
        <div class="asking" aria-live="polite">{line}</div>
    }
}
