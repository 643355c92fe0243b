//! A Leptos app that uses the profile card as a dependency.

use kirimin_profile_card::{ActionRequest, Change, Failure, Profile, ProfileCard};
use leptos::prelude::*;
use serde_json::json;

fn main() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let shown = RwSignal::new(true);
    let userid = RwSignal::new("761761".to_owned());
    let log = RwSignal::new(Vec::<String>::new());
    let note = move |line: String| log.update(|log| log.push(line));

    let on_action = move |request: ActionRequest| {
        let (user, action) = (&request.user, request.action);
        note(format!("action {} {} {action}", user.id, user.friendship));
        true
    };
    let on_change = move |change: Change| {
        let user = &change.user;
        note(format!("change {} {}", user.id, user.friendship));
    };
    let on_error = move |failure: Failure| note(format!("error {}", failure.fault.msg()));
    let on_load = move |user: Profile| note(format!("load {} {}", user.id, user.friendship));
    let switch = move |_| {
        userid.update(|id| *id = if id == "761761" { "700300" } else { "761761" }.to_owned());
    };

    view! {
        <h1>"Leptos"</h1>
        <button id="toggle" on:click=move |_| shown.update(|shown| *shown = !*shown)>
            "Remove or add"
        </button>
        <button id="switch" on:click=switch>
            "Somebody else"
        </button>
        <Show when=move || shown.get()>
            <div id="fetched">
                <ProfileCard
                    userid=userid
                    viewer_id="7684481"
                    on_action=on_action
                    on_change=on_change
                    on_error=on_error
                    on_load=on_load
                />
            </div>
            <div id="given">
                <ProfileCard user=Signal::stored(layla()) viewer_id="7684481" />
            </div>
        </Show>
        <ol id="log">
            <For each=move || log.get().into_iter().enumerate() key=|(number, _)| *number let:line>
                <li>{line.1}</li>
            </For>
        </ol>
    }
}

/// Somebody the app knows already.
fn layla() -> Option<Profile> {
    let user = json!({
        "id": "700101",
        "username": "layla.haddad",
        "displayname": "Layla",
        "isFriend": 0,
    });
    Profile::from_json(&user).ok()
}
