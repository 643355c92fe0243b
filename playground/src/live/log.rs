//! What the host hears, for those who want to embed a card.

use super::call::Person;
use super::entry::{Entry, Kind, both};
use super::host::Host;
use kirimin_profile_card::{ActionRequest, Change, Failure, Friendship, Profile};
use leptos::prelude::*;

/// What a card's four callbacks are connected to.
#[derive(Clone, Copy)]
pub struct Ears {
    /// Before a request is made. The playground prevents none.
    pub on_action: Callback<ActionRequest, bool>,
    /// The friendship has changed.
    pub on_change: Callback<Change>,
    /// Something did not work.
    pub on_error: Callback<Failure>,
    /// The user is known.
    pub on_load: Callback<Profile>,
}

impl Ears {
    /// The ears of the card in the middle.
    pub fn of(host: Host) -> Self {
        let on_load = Callback::new(move |user: Profile| {
            let whom = Some(Person::of(&user));
            host.note(Kind::Load, words(&user.friendship), whom);
            host.asking.learn(&user);
        });
        Self::new(host, on_load, |_| true)
    }

    /// The ears of a row. What the card in the middle hears as well is noted once,
    /// and that a row has loaded not at all: there are many.
    pub fn of_row(host: Host, featured: Memo<Option<String>>) -> Self {
        let on_load = Callback::new(move |user| host.asking.learn(&user));
        Self::new(host, on_load, move |user| {
            featured.get_untracked().as_ref() != Some(&user.id)
        })
    }

    fn new(
        host: Host,
        on_load: Callback<Profile>,
        is_noted: impl Fn(&Profile) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self {
            on_action: Callback::new(move |ActionRequest { user, action }| {
                host.note(Kind::Action, both(action.name()), Some(Person::of(&user)));
                true
            }),
            on_change: Callback::new(move |change: Change| {
                host.asking.learn(&change.user);
                if is_noted(&change.user) {
                    let whom = Some(Person::of(&change.user));
                    host.note(Kind::Change, changed(&change), whom);
                }
            }),
            on_error: Callback::new(move |Failure { fault, action }| {
                let during = action.map_or("fetch", |action| action.name());
                let what = [fault.name(), " (", during, ")"].concat();
                host.note(Kind::Error, both(&what), None);
            }),
            on_load,
        }
    }
}

fn changed(change: &Change) -> [String; 2] {
    let [before, after] = [&change.previous, &change.user].map(|user| words(&user.friendship));
    let source = change.source.name();
    let line = |before: &str, after: &str| [before, " → ", after, " (", source, ")"].concat();
    let [[english, indonesian], [english_after, indonesian_after]] = [&before, &after];
    [
        line(english, english_after),
        line(indonesian, indonesian_after),
    ]
}

fn words(friendship: &Friendship) -> [String; 2] {
    match friendship {
        Friendship::None => ["not friends", "belum berteman"].map(str::to_owned),
        Friendship::Friends => ["friends", "berteman"].map(str::to_owned),
        Friendship::RequestSent => ["request sent", "permintaan terkirim"].map(str::to_owned),
        Friendship::RequestReceived => ["request received", "permintaan masuk"].map(str::to_owned),
        Friendship::Unknown(_) => both(&["isFriend ", &friendship.to_string()].concat()),
    }
}

/// The log itself, the newest entry first.
pub fn log(host: Host) -> impl IntoView {
    let settings = host.settings;
    let entry = move |entry: Entry| {
        let [kind, event] = entry.kind.names();
        let what = settings.pick(entry.what);
        let whom = entry.whom.map(|person| {
            let id = [" ", &person.id].concat();
            view! { <bdi>{person.name}</bdi><small>{id}</small> }
        });
        view! {
            <li data-kind=kind>
                <time datetime=entry.iso>{entry.at}</time>
                <b>{event}</b>
                <span class="log-what">{what}</span>
                <span class="log-whom">{whom}</span>
            </li>
        }
    };
    let entries = move || host.log.get().into_iter().map(entry).collect::<Vec<_>>();
    let is_empty = Memo::new(move |_| host.log.with(Vec::is_empty));
    let placeholder = move || {
        is_empty.get().then(|| {
            view! {
                <p class="log-empty">
                    {move || settings.say(
                        "Nothing yet. Every event that your app would receive appears here, newest first.",
                        "Masih kosong. Setiap peristiwa yang diterima aplikasimu muncul di sini, yang terbaru paling atas.",
                    )}
                </p>
            }
        })
    };
    view! {
        <section class="log" aria-labelledby="log-title">
            <h2 id="log-title">{move || settings.say("Event log", "Log peristiwa")}</h2>
            // Not read out as it grows: the cards already say what happens.
            <div id="log" role="log" aria-live="off" tabindex="0" aria-labelledby="log-title">
                {placeholder}
                <ol hidden=move || is_empty.get()>{entries}</ol>
            </div>
        </section>
    }
}
