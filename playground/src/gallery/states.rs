//! The states, in their groups.

use super::people::{devanka, former_member, odd, person, siti};
use super::state::{Group, State};
use kirimin_profile_card::{Action, Friendship};
use kirimin_profile_card_core::api::Fault;
use kirimin_profile_card_core::engine::{Notice, Phase};

/// Everything there is.
pub fn groups() -> Vec<Group> {
    vec![
        group("friendship", ["Friendship", "Pertemanan"], friendships()),
        group("asking", ["Confirmation", "Konfirmasi"], questions()),
        group("busy", ["In progress", "Sedang diproses"], under_way()),
        group("news", ["Results", "Hasil"], news()),
        group("failed", ["Something went wrong", "Ada masalah"], failed()),
        group("nobody", ["No profile", "Tanpa profil"], nobody()),
        group(
            "people",
            ["Unusual profiles", "Profil tak biasa"],
            special(),
        ),
    ]
}

fn group(id: &'static str, title: [&'static str; 2], states: Vec<State>) -> Group {
    Group { id, title, states }
}

fn unknown(value: &str) -> Friendship {
    Friendship::from_json(serde_json::from_str(value).ok().as_ref())
}

fn friendships() -> Vec<State> {
    vec![
        State::of(
            "received",
            ["Request received (3)", "Permintaan masuk (3)"],
            devanka(Friendship::RequestReceived),
        ),
        State::of(
            "none",
            ["Not friends (0)", "Belum berteman (0)"],
            devanka(Friendship::None),
        ),
        State::of(
            "sent",
            ["Request sent (2)", "Permintaan terkirim (2)"],
            devanka(Friendship::RequestSent),
        ),
        State::of(
            "friends",
            ["Friends (1)", "Berteman (1)"],
            devanka(Friendship::Friends),
        ),
        State::of(
            "unknown-number",
            ["Unknown status (4)", "Status tidak dikenal (4)"],
            siti(unknown("4")),
        ),
        State::of(
            "unknown-text",
            ["Not a number (\"3\")", "Bukan angka (\"3\")"],
            siti(unknown("\"3\"")),
        ),
    ]
}

fn questions() -> Vec<State> {
    vec![
        State::of(
            "ask-reject",
            ["Before rejecting", "Sebelum menolak"],
            devanka(Friendship::RequestReceived),
        )
        .asking(Action::Ignore),
        State::of(
            "ask-cancel",
            ["Before cancelling", "Sebelum membatalkan"],
            siti(Friendship::RequestSent),
        )
        .asking(Action::Cancel),
        State::of(
            "ask-unfriend",
            ["Before unfriending", "Sebelum menghapus pertemanan"],
            siti(Friendship::Friends),
        )
        .asking(Action::Unfriend),
        State::of(
            "ask-long",
            ["With the longest name", "Dengan nama terpanjang"],
            person(
                "700035",
                "raden.bagus.wreksoat",
                "Raden Bagus Wreksoatmodjo Kusumonin",
                Friendship::RequestSent,
            ),
        )
        .asking(Action::Cancel),
        State::of(
            "ask-arabic",
            ["With a right-to-left name", "Dengan nama kanan ke kiri"],
            person(
                "700101",
                "layla.haddad",
                "ليلى حداد",
                Friendship::RequestReceived,
            ),
        )
        .asking(Action::Ignore),
    ]
}

fn under_way() -> Vec<State> {
    let busy = |id, title, friendship, action| {
        State::of(id, title, devanka(friendship)).with_phase(Phase::Busy(action))
    };
    vec![
        State::empty("loading", ["Loading", "Memuat"], Phase::Loading),
        State::empty(
            "loading-waiting",
            ["Loading, after a 429", "Memuat, setelah 429"],
            Phase::Loading,
        )
        .waiting(),
        State::empty(
            "loading-offline",
            ["Loading, offline", "Memuat, offline"],
            Phase::Loading,
        )
        .offline(),
        busy(
            "busy-reject",
            ["Rejecting", "Menolak"],
            Friendship::RequestReceived,
            Action::Ignore,
        ),
        busy(
            "busy-accept",
            ["Accepting", "Menerima"],
            Friendship::RequestReceived,
            Action::Accept,
        ),
        busy(
            "busy-add",
            ["Adding", "Menambah"],
            Friendship::None,
            Action::Add,
        ),
        busy(
            "busy-cancel",
            ["Cancelling", "Membatalkan"],
            Friendship::RequestSent,
            Action::Cancel,
        ),
        busy(
            "busy-unfriend",
            ["Unfriending", "Menghapus pertemanan"],
            Friendship::Friends,
            Action::Unfriend,
        ),
        busy(
            "busy-waiting",
            ["Waiting out the cooldown", "Menunggu jeda"],
            Friendship::RequestReceived,
            Action::Ignore,
        )
        .waiting(),
        busy(
            "busy-offline",
            ["Offline halfway", "Offline di tengah proses"],
            Friendship::RequestReceived,
            Action::Ignore,
        )
        .offline(),
    ]
}

fn news() -> Vec<State> {
    use Friendship::{Friends, None as Strangers, RequestReceived, RequestSent};
    let done = |id, title, action: Action| {
        State::of(id, title, siti(action.expected())).with_notice(Notice::Done(action))
    };
    let surprise = |id, title, action, now: Friendship| {
        State::of(id, title, siti(now.clone())).with_notice(Notice::Surprise(action, now))
    };
    vec![
        done("done-reject", ["Rejected", "Ditolak"], Action::Ignore),
        done("done-accept", ["Accepted", "Diterima"], Action::Accept),
        done(
            "done-add",
            ["Request sent", "Permintaan terkirim"],
            Action::Add,
        ),
        done("done-cancel", ["Cancelled", "Dibatalkan"], Action::Cancel),
        done(
            "done-unfriend",
            ["Unfriended", "Pertemanan dihapus"],
            Action::Unfriend,
        ),
        surprise(
            "surprise-withdrawn",
            [
                "Accepted, but already withdrawn",
                "Diterima, tetapi sudah dibatalkan",
            ],
            Action::Accept,
            Strangers,
        ),
        surprise(
            "surprise-had-asked",
            [
                "Added, but they had already asked",
                "Ditambahkan, ternyata sudah diminta",
            ],
            Action::Add,
            Friends,
        ),
        surprise(
            "surprise-had-accepted",
            [
                "Cancelled, but already accepted",
                "Dibatalkan, tetapi sudah diterima",
            ],
            Action::Cancel,
            Friends,
        ),
        surprise(
            "surprise-friends",
            [
                "Rejected, but already friends",
                "Ditolak, padahal sudah berteman",
            ],
            Action::Ignore,
            Friends,
        ),
        surprise(
            "surprise-received",
            ["Unfriended, then asked again", "Dihapus, lalu diminta lagi"],
            Action::Unfriend,
            RequestReceived,
        ),
        surprise(
            "surprise-sent",
            [
                "Unfriended, but a request was sent",
                "Dihapus, tetapi ada permintaan terkirim",
            ],
            Action::Unfriend,
            RequestSent,
        ),
    ]
}

fn faults() -> [(&'static str, [&'static str; 2], Fault); 9] {
    [
        ("offline", ["Offline", "Offline"], Fault::Offline),
        ("lost", ["Connection lost", "Koneksi terputus"], Fault::Lost),
        ("timed-out", ["Timed out", "Waktu habis"], Fault::TimedOut),
        (
            "unreadable",
            ["Unreadable answer", "Jawaban tidak terbaca"],
            Fault::Unreadable,
        ),
        (
            "mismatched",
            ["Answer about someone else", "Jawaban tentang orang lain"],
            Fault::Mismatched,
        ),
        (
            "not-found",
            ["Not found (404)", "Tidak ditemukan (404)"],
            Fault::NotFound,
        ),
        (
            "logged-out",
            ["Logged out (401)", "Belum masuk (401)"],
            Fault::LoggedOut,
        ),
        (
            "too-many",
            ["Too many requests (429)", "Terlalu banyak permintaan (429)"],
            Fault::TooMany,
        ),
        (
            "server",
            ["Server error (503)", "Server bermasalah (503)"],
            Fault::Server { code: 503 },
        ),
    ]
}

fn failed() -> Vec<State> {
    let ids = [
        "error-offline",
        "error-lost",
        "error-timed-out",
        "error-unreadable",
        "error-mismatched",
        "error-not-found",
        "error-logged-out",
        "error-too-many",
        "error-server",
    ];
    let mut states: Vec<_> = faults()
        .into_iter()
        .zip(ids)
        .map(|((_, title, fault), id)| {
            State::of(id, title, devanka(Friendship::RequestReceived))
                .with_notice(Notice::Failed(fault, Some(Action::Accept)))
        })
        .collect();
    let refused = Fault::Refused {
        code: 400,
        msg: Some("ERROR".to_owned()),
    };
    states.push(
        State::of(
            "error-refused",
            ["Refused (400)", "Ditolak server (400)"],
            devanka(Friendship::RequestReceived),
        )
        .with_notice(Notice::Failed(refused, Some(Action::Accept))),
    );
    states.push(
        State::of(
            "unsure",
            ["Outcome unknown", "Hasil belum diketahui"],
            devanka(Friendship::RequestReceived),
        )
        .with_phase(Phase::Unconfirmed {
            fault: Fault::TimedOut,
            action: Some(Action::Accept),
        }),
    );
    states.push(
        State::of(
            "unsure-checking",
            ["Checking the outcome", "Memeriksa hasil"],
            devanka(Friendship::RequestReceived),
        )
        .with_phase(Phase::Loading),
    );
    states
}

fn nobody() -> Vec<State> {
    let mut states: Vec<_> = faults()
        .into_iter()
        .map(|(id, title, fault)| State::empty(id, title, Phase::Failed(fault)))
        .collect();
    states.push(State::empty(
        "refused",
        ["Refused (403)", "Ditolak server (403)"],
        Phase::Failed(Fault::Refused {
            code: 403,
            msg: None,
        }),
    ));
    let mut bad = State::empty(
        "bad-userid",
        ["Invalid user ID", "ID pengguna tidak valid"],
        Phase::Failed(Fault::BadUserid),
    );
    bad.userid = String::new();
    states.push(bad);
    states.push(State::of(
        "deleted",
        ["Deleted account", "Akun yang dihapus"],
        former_member(),
    ));
    states
}

fn special() -> Vec<State> {
    let mut states = vec![
        State::of(
            "own",
            ["Your own card", "Kartumu sendiri"],
            devanka(Friendship::None),
        )
        .seen_by("761761"),
        State::empty(
            "own-unknown",
            ["Your own card, without data", "Kartumu sendiri, tanpa data"],
            Phase::Ready,
        )
        .seen_by("761761"),
    ];
    states.extend(
        odd()
            .into_iter()
            .map(|(id, title, user)| State::of(id, title, user)),
    );
    states
}
