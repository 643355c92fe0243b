//! What the host hears, for those who want to embed a card.

use super::host::Host;
use kirimin_profile_card::{ActionRequest, Change, Failure, Profile};
use leptos::prelude::*;

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Entry {
    at: String,
    kind: &'static str,
    text: String,
}

impl Entry {
    /// Something that happened now.
    pub fn now(kind: &'static str, text: String) -> Self {
        let now = js_sys::Date::new_0();
        let at = [now.get_hours(), now.get_minutes(), now.get_seconds()]
            .map(|number| ["0", &number.to_string()].concat())
            .map(|text| text[text.len() - 2..].to_owned())
            .join(":");
        Self { at, kind, text }
    }
}

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
    /// Ears that write into the host's log.
    pub fn of(host: Host) -> Self {
        Self {
            on_action: Callback::new(move |ActionRequest { user, action }| {
                host.note("action", [action.name(), " ", &user.id].concat());
                true
            }),
            on_change: Callback::new(move |change: Change| {
                let before = change.previous.friendship.to_string();
                let after = change.user.friendship.to_string();
                let (id, source) = (&change.user.id, change.source.name());
                host.note(
                    "change",
                    [id, ": ", &before, " → ", &after, " (", source, ")"].concat(),
                );
                host.asking.learn(&change.user);
            }),
            on_error: Callback::new(move |Failure { fault, action }| {
                let during = action.map_or("search", |action| action.name());
                host.note("error", [fault.name(), " (", during, ")"].concat());
            }),
            on_load: Callback::new(move |user: Profile| {
                let friendship = user.friendship.to_string();
                host.note("load", [&user.id, ": ", &friendship].concat());
                host.asking.learn(&user);
            }),
        }
    }
}

/// The log itself.
pub fn log(host: Host) -> impl IntoView {
    let settings = host.settings;
    let lines = move || {
        let entries = host.log.get().into_iter();
        entries
            .map(|entry| {
                view! {
                    <li data-kind=entry.kind>
                        <time>{entry.at}</time>
                        <b>{entry.kind}</b>
                        <span>{entry.text}</span>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <section class="log" aria-labelledby="log-title">
            <h2 id="log-title">{move || settings.say("What your app hears", "Yang didengar aplikasimu")}</h2>
            <ol id="log" tabindex="0" aria-labelledby="log-title">{lines}</ol>
        </section>
    }
}
