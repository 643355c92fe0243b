//! The people in the gallery's pictures.

use kirimin_profile_card::{Badge, Friendship, Profile};

/// Somebody with everything that is usual.
pub fn devanka(friendship: Friendship) -> Profile {
    Profile {
        bio: Some("Kopi, kode, dan hujan.\nMembuat Kirimin.".to_owned()),
        image: Some("devanka.svg".to_owned()),
        badges: vec![Badge::Developer, Badge::Verified],
        ..person("761761", "dvnkz", "Devanka 761", friendship)
    }
}

/// Somebody with a picture and a line about herself.
pub fn siti(friendship: Friendship) -> Profile {
    Profile {
        bio: Some("Suka berkebun dan membaca.".to_owned()),
        image: Some("siti.svg".to_owned()),
        ..person("768", "siti.aminah", "Siti Aminah", friendship)
    }
}

/// Nothing but names, as the answer to an action may be.
pub fn person(id: &str, username: &str, name: &str, friendship: Friendship) -> Profile {
    Profile {
        id: id.to_owned(),
        username: username.to_owned(),
        display_name: name.to_owned(),
        friendship,
        ..Profile::default()
    }
}

/// A deleted account, as the server hands it out (`docs/api.md#the-user-object`).
pub fn former_member() -> Profile {
    person(
        Profile::DELETED,
        "Former Member",
        "Former Member",
        Friendship::None,
    )
}

/// The people whom a layout has to stand.
pub fn odd() -> Vec<(&'static str, [&'static str; 2], Profile)> {
    use Friendship::{Friends, None as Strangers, RequestReceived, RequestSent};
    let bio = |user: Profile, bio: &str| Profile {
        bio: Some(bio.to_owned()),
        ..user
    };
    let image = |user: Profile, image: &str| Profile {
        image: Some(image.to_owned()),
        ..user
    };
    vec![
        (
            "no-avatar",
            ["No avatar, no bio", "Tanpa avatar, tanpa bio"],
            person("700300", "tanpa.foto", "Tanpa Foto", Strangers),
        ),
        (
            "broken-avatar",
            ["Broken avatar", "Avatar rusak"],
            image(
                person("700404", "foto.hilang", "Foto Hilang", RequestReceived),
                "broken.png",
            ),
        ),
        (
            "long-name",
            ["Longest names", "Nama terpanjang"],
            Profile {
                badges: vec![Badge::Moderator, Badge::Donator],
                ..bio(
                    person(
                        "700035",
                        "raden.bagus.wreksoat",
                        "Raden Bagus Wreksoatmodjo Kusumonin",
                        RequestReceived,
                    ),
                    "Nama panjang, cerita pendek.",
                )
            },
        ),
        (
            "one-word",
            ["One very long word", "Satu kata sangat panjang"],
            bio(
                person(
                    "700036",
                    "wwwwwwwwwwwwwwwwwwww",
                    "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
                    RequestSent,
                ),
                "https://example.org/a/very/long/address/that/has/no/place/to/break/at/all",
            ),
        ),
        (
            "arabic",
            ["Arabic, right to left", "Bahasa Arab, kanan ke kiri"],
            image(
                bio(
                    person("700101", "layla.haddad", "ليلى حداد", RequestReceived),
                    "أحب القهوة والكتب.",
                ),
                "layla.svg",
            ),
        ),
        (
            "hebrew",
            ["Hebrew, right to left", "Bahasa Ibrani, kanan ke kiri"],
            person("700102", "noam.levi", "נועם לוי", Friends),
        ),
        (
            "emoji",
            ["Emoji", "Emoji"],
            bio(
                person("700200", "pesta.kembang", "🎉 Pesta 👩‍👩‍👧‍👦 🇮🇩", RequestSent),
                "🌸🌼🌻",
            ),
        ),
        (
            "all-badges",
            ["All badges", "Semua lencana"],
            Profile {
                badges: Badge::ALL.to_vec(),
                ..bio(
                    person("700600", "semua.lencana", "Semua Lencana", Friends),
                    "Mengumpulkan semuanya.",
                )
            },
        ),
        (
            "long-bio",
            ["Bio with many lines", "Bio banyak baris"],
            bio(
                person("700700", "puisi.panjang", "Puisi Panjang", Strangers),
                "Hujan bulan Juni\njatuh pelan di halaman,\ntanpa suara, tanpa nama.\n\nAku menunggu\nsampai daun terakhir\nmenyimpan airnya.\n\nLalu kutulis satu kalimat\nyang panjang dan tenang untukmu.",
            ),
        ),
        (
            "long-bio-one-line",
            ["Bio of 200 characters", "Bio 200 karakter"],
            bio(
                person("700701", "cerita.panjang", "Cerita Panjang", Friends),
                "Setiap pagi aku berjalan ke pasar, membeli dua pisang dan satu cerita, lalu pulang lewat jalan yang sama sambil mengarang lanjutannya sampai teh di dapur mendidih dan hari yang sebenarnya dimulai lagi.",
            ),
        ),
        (
            "markup",
            ["Markup in every field", "Markup di setiap kolom"],
            bio(
                person(
                    "700800",
                    "tanda.baca",
                    "<b>Tebal</b> & \"Kutip\"",
                    RequestReceived,
                ),
                "<script>alert(1)</script> &amp; ${x} {{y}}",
            ),
        ),
    ]
}
