//! The card in the middle: who looks at it, the card, and the way in.

use super::asking_line::asking;
use super::connection::Connection;
use super::host::{Host, Server};
use super::log::Ears;
use super::refusal::Refusal;
use super::session::connect;
use crate::sample::{PICTURES, loading, waiting_request};
use crate::settings::focus;
use kirimin_profile_card::{CardPreview, ProfileCard};
use kirimin_profile_card_core::engine::CardView;
use leptos::either::{Either, EitherOf3, EitherOf4};
use leptos::prelude::*;

/// What stands in the frame. Each takes as much room as a card, so that nothing moves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// It is not known yet whose card it will be.
    Loading,
    /// Nobody is logged in at the demo server: what a card looks like.
    Sample,
    /// There is nobody to show, and why.
    Nobody,
    /// A real card.
    Card,
}

/// The stage.
pub fn stage(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let is_in = host.viewer.get().is_some();
        if featured.get().is_some() {
            return Shown::Card;
        }
        match (host.server.get(), host.connection.get()) {
            (Server::Unknown, _) => Shown::Loading,
            (Server::Demo(_), _) if !is_in => Shown::Sample,
            (Server::Other, Connection::None | Connection::Opening) if !is_in => Shown::Loading,
            _ if is_in && host.asking.now().is_none() => Shown::Loading,
            _ => Shown::Nobody,
        }
    });
    let frame = move || match shown.get() {
        Shown::Loading => EitherOf4::A(picture(host, loading())),
        Shown::Sample => EitherOf4::B(picture(host, waiting_request())),
        Shown::Nobody => EitherOf4::C(nobody(host)),
        Shown::Card => EitherOf4::D(card(host, featured)),
    };
    view! {
        <section
            class="stage"
            id="stage"
            aria-labelledby="who-title"
            data-viewer=move || host.viewer.get().map(|viewer| viewer.id)
        >
            {head(host)}
            <div class="frame">{frame}</div>
            <div class="foot">{foot(host, featured)}</div>
            <div class="below">
                {intro(host)}
                {asking(host, featured)}
            </div>
        </section>
    }
}

fn card(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let ears = Ears::of(host);
    view! {
        <div class="room" id="featured">
            <ProfileCard
                userid=Signal::derive(move || featured.get().unwrap_or_default())
                user=host.given(move || featured.get().unwrap_or_default())
                viewer_id=host.viewer_id()
                lang=host.settings.card_lang()
                on_action=ears.on_action
                on_change=ears.on_change
                on_error=ears.on_error
                on_load=ears.on_load
            />
        </div>
    }
}

/// A card that only shows what one looks like: nothing on it can be pressed.
fn picture(host: Host, view: Signal<CardView>) -> impl IntoView {
    let settings = host.settings;
    let mark = move || {
        view.with(|view| view.profile.is_some()).then(|| {
            view! { <span class="picture-mark">{move || settings.say("Preview", "Pratinjau")}</span> }
        })
    };
    view! {
        <div class="room picture" aria-hidden="true" inert="">
            <CardPreview view=view api_base=PICTURES lang=host.settings.card_lang() />
            {mark}
        </div>
    }
}

/// In the room of a card.
fn nobody(host: Host) -> impl IntoView {
    let settings = host.settings;
    let text = move || {
        if host.viewer.get().is_some() {
            return Either::Left(settings.say(
                "Nobody to show yet. Enter a user ID under People, or wait for a friend request.",
                "Belum ada yang bisa ditampilkan. Isi ID pengguna di bagian Pengguna, atau tunggu permintaan pertemanan.",
            ));
        }
        Either::Right(view! {
            {settings.say(
                "This page uses another server, and you log in there: open its ",
                "Halaman ini memakai server lain, dan kamu masuk di sana: buka ",
            )}
            <a href="/app">{settings.say("app", "aplikasinya")}</a>
            {settings.say(
                " at this same address, log in, then come back and press the button below.",
                " di alamat yang sama ini, masuk, lalu kembali dan tekan tombol di bawah.",
            )}
        })
    };
    view! {
        <div class="room blank" aria-hidden="true" inert="">
            <CardPreview view=loading() api_base=PICTURES />
        </div>
        <div class="hint"><p>{text}</p></div>
    }
}

fn head(host: Host) -> impl IntoView {
    let settings = host.settings;
    let title = move || match host.viewer.get() {
        Some(viewer) => [
            settings.say("Logged in as ", "Masuk sebagai "),
            &viewer.name,
        ]
        .concat(),
        None if host.server.get() == Server::Other => logged_out(host).to_owned(),
        None => settings.say("Try it", "Coba langsung").to_owned(),
    };
    let is_demo = Memo::new(move |_| {
        host.viewer.get().is_some() && matches!(host.server.get(), Server::Demo(_))
    });
    let out = move || {
        is_demo.get().then(|| {
            let leave = move |_| {
                // This button goes.
                focus("who-title");
                host.log_out();
            };
            view! {
                <button type="button" class="quiet" data-logout="" on:click=leave>
                    {move || settings.say("Log out", "Keluar")}
                </button>
            }
        })
    };
    view! {
        <div class="stage-head">
            <h2 id="who-title" tabindex="-1" title=title><bdi>{title}</bdi></h2>
            {out}
            {connection(host)}
        </div>
    }
}

/// What is known of who is logged in at another server when nobody is.
fn logged_out(host: Host) -> &'static str {
    let settings = host.settings;
    match host.connection.get() {
        Connection::Refused(Refusal::LoggedOut) => {
            settings.say("You're not logged in", "Kamu belum masuk")
        }
        Connection::Refused(Refusal::Deleted) => {
            settings.say("Your account is gone", "Akunmu sudah tidak ada")
        }
        Connection::None | Connection::Opening => settings.say("Try it", "Coba langsung"),
        _ => settings.say("Can't tell who you are", "Belum diketahui siapa kamu"),
    }
}

fn connection(host: Host) -> impl IntoView {
    let settings = host.settings;
    let of_connection = move || match host.connection.get() {
        Connection::None if host.server.get() == Server::Unknown => String::new(),
        Connection::None => settings
            .say(
                "Log in with one press, no password.",
                "Sekali tekan, tanpa kata sandi.",
            )
            .to_owned(),
        Connection::Refused(refusal) => refusal.sentence(settings),
        Connection::Opening => settings.say("Connecting…", "Menghubungkan…").to_owned(),
        Connection::Open => settings
            .say("Live updates on", "Pembaruan langsung aktif")
            .to_owned(),
        Connection::Broken => settings
            .say(
                "Connection lost. Reconnecting…",
                "Koneksi terputus. Menyambungkan lagi…",
            )
            .to_owned(),
        Connection::Elsewhere => settings
            .say(
                "Live in another of your windows",
                "Aktif di jendelamu yang lain",
            )
            .to_owned(),
    };
    let text = move || match host.problem.get() {
        Some(problem) => settings.pick(problem).to_owned(),
        None => of_connection(),
    };
    let here = move || {
        (host.connection.get() == Connection::Elsewhere).then(|| {
            view! {
                <button type="button" class="quiet" on:click=move |_| connect(host)>
                    {move || settings.say("Use this window", "Pakai jendela ini")}
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

/// The one button that leads on.
fn foot(host: Host, featured: Memo<Option<String>>) -> impl IntoView {
    let settings = host.settings;
    move || match host.server.get() {
        Server::Unknown => EitherOf3::A(()),
        Server::Demo(_) => EitherOf3::B(view! {
            {start(host)}
            {other_side(host, featured)}
        }),
        Server::Other => EitherOf3::C(view! {
            <button type="button" class="button" data-check-login="" on:click=move |_| connect(host)>
                {move || settings.say("I've logged in", "Saya sudah masuk")}
            </button>
        }),
    }
}

/// The short way in: as the second of the seeded people, whom the first has asked.
fn start(host: Host) -> impl IntoView {
    let settings = host.settings;
    move || {
        let person = host.people().into_iter().nth(1);
        person
            .filter(|_| host.viewer.get().is_none())
            .map(|person| {
                view! {
                    <button
                        type="button"
                        class="button start"
                        data-start=person.id.clone()
                        on:click=move |_| {
                            // This button goes.
                            focus("who-title");
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
                <button
                    type="button"
                    class="button"
                    data-other-side=them.id.clone()
                    on:click=move |_| host.log_in(them.id.clone(), Some(me.id.clone()))
                >
                    {move || settings.say("View as ", "Lihat sebagai ")}
                    <bdi>{name}</bdi>
                </button>
            }
        })
    }
}

/// What there is to do, as long as nobody is logged in.
fn intro(host: Host) -> impl IntoView {
    let settings = host.settings;
    move || {
        let is_out = host.viewer.get().is_none() && host.server.get() != Server::Other;
        is_out.then(|| {
            view! {
                <p>
                    {move || settings.say(
                        "A friend request is waiting for you. Accept or reject it: the card shows what the server answers, here and in every other window.",
                        "Ada permintaan pertemanan untukmu. Terima atau tolak: kartu menampilkan jawaban server, di sini dan di semua jendela lain.",
                    )}
                </p>
            }
        })
    }
}
