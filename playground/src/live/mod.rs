//! Real cards against the server this page came from.

mod asking;
mod call;
mod cards;
mod connection;
mod host;
mod log;
mod refusal;
mod who;

use crate::settings::Settings;
use host::Host;
use leptos::prelude::*;

/// The host app around the cards.
pub fn live(settings: Settings) -> impl IntoView {
    let host = Host::start(settings);
    view! {
        {who::who(host)}
        <div class="stage">
            {cards::featured(host)}
            {log::log(host)}
        </div>
        {cards::everybody(host)}
    }
}
