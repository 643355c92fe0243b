//! Real cards against the server this page came from.

mod asking;
mod asking_line;
mod call;
mod connection;
mod entry;
mod host;
mod log;
mod people;
mod refusal;
mod session;
mod stage;

use crate::embed::embed;
use crate::settings::Settings;
use crate::theme::{CardTheme, editor};
use host::Host;
use leptos::prelude::*;

/// The host app around the cards.
pub fn live(settings: Settings, theme: CardTheme) -> impl IntoView {
    let host = Host::start(settings);
    let featured = host.featured();
    view! {
        <p class="lead">
            {move || settings.say(
                "A profile card for Kirimin whose buttons always match the friendship, as a Leptos component or a custom element.",
                "Kartu profil Kirimin yang tombolnya selalu mengikuti status pertemanan, sebagai komponen Leptos atau elemen kustom.",
            )}
        </p>
        {stage::stage(host, featured)}
        <div class="rest">
            {embed(settings)}
            {editor(settings, theme)}
            {log::log(host)}
            {people::people(host, featured)}
        </div>
    }
}
