//! What the server renders and the browser takes over.

use kirimin_profile_card::{Layout, Profile, ProfileCard};
use leptos::prelude::*;
use leptos::server::SharedValue;

/// The user whom the server has fetched for the page.
#[derive(Clone, Debug, Default)]
pub struct Known(pub Option<Profile>);

/// The page's content.
#[component]
pub fn App() -> impl IntoView {
    // The browser must begin with what the server has rendered: it travels in the page.
    let known = SharedValue::new(|| use_context::<Known>().unwrap_or_default().0).into_inner();
    let changes = RwSignal::new(0);
    view! {
        <main>
            <h1>"A card from the server"</h1>
            // The server knows this user: the whole card is in the page, and nothing is fetched.
            <ProfileCard
                user=Signal::stored(known)
                lang="en"
                on_change=move |_| changes.update(|changes| *changes += 1)
                footer=Box::new(|| view! { <a href="/users/761761">"All about them"</a> }.into_any())
                {..}
                id="known"
                class:from-server=true
            />
            // The server does not know this one: a skeleton is in the page, and the browser fetches.
            <ProfileCard layout=Layout::Row userid="768" lang="en" {..} id="fetched" />
            <p id="changes">{changes}</p>
        </main>
    }
}

/// The whole page, into which the server writes the content.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width" />
                <title>"A card from the server"</title>
                <link rel="stylesheet" href="/kirimin-card.css" data-kirimin-card-style="" />
                <HydrationScripts options />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
