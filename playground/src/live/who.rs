//! Who is looking: logging in, in the same page.

use super::connection::{Connection, connect};
use super::host::{Host, Server};
use super::refusal::Refusal;
use crate::settings::focus;
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// The people one can be, or how to log in at another server.
pub fn who(host: Host) -> impl IntoView {
    let settings = host.settings;
    let title = move || match host.viewer.get() {
        Some(viewer) => [settings.say("You are ", "Kamu adalah "), &viewer.name].concat(),
        None if host.server.get() == Server::Other => nobody(host).to_owned(),
        None => settings
            .say("Who do you want to be?", "Kamu ingin menjadi siapa?")
            .to_owned(),
    };
    let body = move || match host.server.get() {
        Server::Unknown => EitherOf3::A(()),
        Server::Demo(_) => EitherOf3::B(demo(host)),
        Server::Other => EitherOf3::C(other(host)),
    };
    view! {
        <section class="who" aria-labelledby="who-title" data-viewer=move || host.viewer.get().map(|viewer| viewer.id)>
            <div class="who-head">
                <h2 id="who-title" tabindex="-1"><bdi>{title}</bdi></h2>
                {connection(host)}
            </div>
            {body}
        </section>
    }
}

fn demo(host: Host) -> impl IntoView {
    let settings = host.settings;
    let people = move || {
        host.people()
            .into_iter()
            .map(|person| {
                let (id, login, pressed) = (person.id.clone(), person.id.clone(), person.id);
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
                            on:click=move |_| host.log_in(login.clone(), None)
                        >
                            <bdi>{person.name}</bdi>
                        </button>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    let out = move || {
        host.viewer.get().is_some().then(|| {
            view! {
                <li>
                    <button type="button" class="chip chip-out" data-logout="" on:click=move |_| { focus("who-title"); host.log_out(); }>
                        {move || settings.say("Log out", "Keluar")}
                    </button>
                </li>
            }
        })
    };
    view! {
        <p>
            {move || settings.say(
                "Log in with one press; no password. Press another name to see the other side of a friendship, or open a private window and be both at once.",
                "Masuk dengan satu ketukan, tanpa kata sandi. Ketuk nama lain untuk melihat sisi lain pertemanan, atau buka jendela pribadi dan jadilah keduanya sekaligus.",
            )}
        </p>
        <ul class="chips" aria-label=move || settings.say("Log in as", "Masuk sebagai")>
            {people}
            {out}
        </ul>
    }
}

fn other(host: Host) -> impl IntoView {
    let settings = host.settings;
    view! {
        <p>
            {move || settings.say(
                "This page stands in front of another server, and that server knows who you are. Log in there through this same address, then come back and press the button. Its own pages can be reached from here, its ",
                "Halaman ini berada di depan server lain, dan server itulah yang mengenalmu. Masuklah di sana melalui alamat yang sama ini, lalu kembali dan tekan tombolnya. Halaman server itu dapat dibuka dari sini, misalnya ",
            )}
            <a href="/app">{move || settings.say("app", "aplikasinya")}</a>
            {move || settings.say(" for one.", ".")}
        </p>
        <ul class="chips">
            <li>
                <button type="button" class="chip" data-check-login="" on:click=move |_| connect(host)>
                    {move || settings.say("I have logged in", "Saya sudah masuk")}
                </button>
            </li>
        </ul>
    }
}

/// What is known of who is logged in at another server when nobody is.
fn nobody(host: Host) -> &'static str {
    let settings = host.settings;
    match host.connection.get() {
        Connection::Refused(Refusal::LoggedOut) | Connection::None => {
            settings.say("You are not logged in", "Kamu belum masuk")
        }
        Connection::Refused(Refusal::Deleted) => {
            settings.say("Your account is gone", "Akunmu sudah tidak ada")
        }
        _ => settings.say("It is not known who you are", "Belum diketahui siapa kamu"),
    }
}

fn connection(host: Host) -> impl IntoView {
    let settings = host.settings;
    let text = move || match host.connection.get() {
        Connection::None => String::new(),
        Connection::Refused(refusal) => refusal.sentence(settings),
        Connection::Opening => settings.say("Connecting…", "Menghubungkan…").to_owned(),
        Connection::Open => settings.say("Live", "Langsung").to_owned(),
        Connection::Broken => settings
            .say(
                "Connection lost; trying again soon",
                "Koneksi terputus; segera dicoba lagi",
            )
            .to_owned(),
        Connection::Elsewhere => settings
            .say(
                "Live in another window of yours",
                "Langsung di jendelamu yang lain",
            )
            .to_owned(),
    };
    let here = move || {
        (host.connection.get() == Connection::Elsewhere).then(|| {
            view! {
                <button type="button" class="quiet" on:click=move |_| connect(host)>
                    {move || settings.say("Take it back here", "Ambil kembali ke sini")}
                </button>
            }
        })
    };
    view! {
        <p class="connection" data-connection=move || host.connection.get().name()>
            <span role="status">{text}</span>
            {here}
        </p>
    }
}
