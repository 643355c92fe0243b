//! The people that a fresh database holds, and what holds between them.
//!
//! Together they show every friendship and every odd person that a card can
//! meet, from the first two people's side.

use rusqlite::{Connection, params};

use crate::{
    avatar,
    friendship::Friendship::{self, Friends, None as Strangers, RequestReceived, RequestSent},
    pairs,
    people::{DELETED, FORMER_MEMBER},
};

struct Seed {
    id: &'static str,
    username: &'static str,
    displayname: &'static str,
    bio: Option<&'static str>,
    picture: Picture,
    badges: &'static [u8],
    /// From the first person's side and from the second's.
    friendships: [Friendship; 2],
}

enum Picture {
    Absent,
    Drawn,
    /// In SVG.
    Vector,
    /// The file name has no extension.
    Bare,
    /// There is a file name, and no file.
    Broken,
}

use Picture::{Absent, Bare, Broken, Drawn, Vector};

/// The first has asked the second to be friends.
const FIRST: Seed = person(
    "761761",
    "dvnkz",
    "Devanka 761",
    [Strangers, RequestReceived],
)
.with_bio("Kopi, kode, dan hujan.\nMembuat Kirimin.")
.with_badges(&[1, 5]);
const SECOND: Seed = person(
    "7684481",
    "u7684481",
    "User 7684481",
    [RequestSent, Strangers],
)
.with_picture(Absent);

const PEOPLE: [Seed; 14] = [
    FIRST,
    SECOND,
    // Their id is part of the second person's username.
    person("768", "siti.aminah", "Siti Aminah", [Friends, Friends])
        .with_bio("Suka berkebun dan membaca.")
        .with_badges(&[3]),
    // A search for 768 answers this one before it answers 768.
    person(
        "512",
        "mr768",
        "Budi Santoso",
        [RequestReceived, RequestSent],
    ),
    // The longest username and the longest display name.
    person(
        "700035",
        "raden.bagus.wreksoat",
        "Raden Bagus Wreksoatmodjo Kusumonin",
        [Strangers, RequestReceived],
    ),
    person(
        "700101",
        "layla.haddad",
        "ليلى حداد",
        [RequestReceived, Strangers],
    )
    .with_bio("أحب القهوة والكتب."),
    person(
        "700102",
        "noam.levi",
        "נועם לוי",
        [Friends, RequestReceived],
    )
    .with_picture(Vector),
    person(
        "700200",
        "pesta.kembang",
        "🎉 Pesta 👩‍👩‍👧‍👦 🇮🇩",
        [RequestSent, Friends],
    )
    .with_bio("🌸🌼🌻"),
    person(
        "700300",
        "tanpa.foto",
        "Tanpa Foto",
        [Strangers, RequestSent],
    )
    .with_picture(Absent),
    person(
        "700404",
        "foto.hilang",
        "Foto Hilang",
        [RequestReceived, Strangers],
    )
    .with_picture(Broken),
    person(
        "700600",
        "semua.lencana",
        "Semua Lencana",
        [Friends, RequestReceived],
    )
    .with_picture(Bare)
    .with_badges(&[1, 2, 3, 4, 5, 6]),
    person(
        "700700",
        "puisi.panjang",
        "Puisi Panjang",
        [Strangers, Friends],
    )
    .with_bio(
        "Hujan bulan Juni\njatuh pelan di halaman,\ntanpa suara, tanpa nama.\n\n\
         Aku menunggu\nsampai daun terakhir\nmenyimpan airnya.\n\n\
         Lalu kutulis satu kalimat\nyang panjang dan tenang untukmu.",
    ),
    person(
        "700800",
        "tanda.baca",
        "<b>Tebal</b> & \"Kutip\"",
        [RequestReceived, Strangers],
    )
    .with_bio("<script>alert(1)</script> &amp; ${x} {{y}}"),
    // A search for 7684481 answers this one first.
    person("600001", "kawan7684481", "Kawan Lama", [Strangers, Friends]),
];

/// People whose names are none that a form would take, but that the real server
/// has accepted (`docs/api.md#seen-since`). Not listed.
const ODD: [Seed; 6] = [
    stranger("600101", "q", "Satu Huruf"),
    stranger("600102", "..", "Dua Titik"),
    stranger(
        "600103",
        concat!(
            "panjangsekalinamapenggunainisampaiseratuslimapuluh",
            "hurufdantakseorangpunmaumengetiknyasampaihabisdari",
            "awalhinggaakhirkarenajarinyatentuakanlelahbenarini",
        ),
        "Nama Panjang",
    ),
    stranger("600104", "2026", "Angka Saja"),
    // The id of somebody else, who comes after this one.
    stranger("600300", "700300", "Bukan Tanpa Foto"),
    stranger("600105", "tanpa.nama", ""),
];

/// More people, for pages with many cards and for searches with more than
/// twenty hits: `warga01` and so on, nobody's friends yet.
const CROWD: u32 = 24;

/// The position of the former member, after everybody above.
const LAST: u32 = PEOPLE.len() as u32 + CROWD + 1;

/// The crowd shares this many avatars, so that seeding stays quick.
const CROWD_PICTURES: u32 = 8;

const fn person(
    id: &'static str,
    username: &'static str,
    displayname: &'static str,
    friendships: [Friendship; 2],
) -> Seed {
    Seed {
        id,
        username,
        displayname,
        bio: None,
        picture: Drawn,
        badges: &[],
        friendships,
    }
}

const fn stranger(id: &'static str, username: &'static str, displayname: &'static str) -> Seed {
    person(id, username, displayname, [Strangers, Strangers]).with_picture(Absent)
}

impl Seed {
    const fn with_bio(mut self, bio: &'static str) -> Self {
        self.bio = Some(bio);
        self
    }

    const fn with_badges(mut self, badges: &'static [u8]) -> Self {
        self.badges = badges;
        self
    }

    const fn with_picture(mut self, picture: Picture) -> Self {
        self.picture = picture;
        self
    }
}

/// Fills a fresh database.
///
/// # Errors
/// Whatever SQLite answers.
pub fn plant(database: &Connection) -> rusqlite::Result<()> {
    for (position, seed) in (0u32..).zip(&PEOPLE) {
        add(database, seed, position, true)?;
    }
    for seed in &PEOPLE {
        for (viewer, friendship) in [FIRST, SECOND].iter().zip(seed.friendships) {
            if viewer.id != seed.id {
                pairs::set(database, viewer.id, seed.id, friendship)?;
            }
        }
    }
    crowd(database)?;
    former_member(database)?;
    for (position, seed) in (LAST + 1..).zip(&ODD) {
        add(database, seed, position, false)?;
    }
    Ok(())
}

fn add(database: &Connection, seed: &Seed, position: u32, listed: bool) -> rusqlite::Result<()> {
    let image = match seed.picture {
        Absent => None,
        Drawn => Some(picture(database, seed.id, position)?),
        Vector => {
            let drawing = avatar::DRAWING.as_bytes();
            Some(store(
                database,
                format!("{}.svg", seed.id),
                avatar::SVG,
                drawing,
            )?)
        }
        Bare => {
            let bytes = avatar::picture(position);
            Some(store(database, seed.id.to_owned(), avatar::UNKNOWN, bytes)?)
        }
        Broken => Some(format!("{}gone.png", seed.id)),
    };
    let badges = (!seed.badges.is_empty()).then(|| serde_json::json!(seed.badges).to_string());
    database.execute(
        "INSERT INTO people
         (id, position, listed, deleted, username, displayname, bio, image, badges)
         VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8)",
        params![
            seed.id,
            position,
            listed,
            seed.username,
            seed.displayname,
            seed.bio,
            image,
            badges
        ],
    )?;
    Ok(())
}

fn crowd(database: &Connection) -> rusqlite::Result<()> {
    let images = (0..CROWD_PICTURES)
        .map(|number| picture(database, &format!("warga{number}"), number))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (number, image) in (1..=CROWD).zip(images.iter().cycle()) {
        let position = PEOPLE.len() as u32 + number;
        let id = (710_000 + number).to_string();
        database.execute(
            "INSERT INTO people (id, position, listed, deleted, username, displayname, image)
             VALUES (?1, ?2, 0, 0, ?3, ?4, ?5)",
            params![
                id,
                position,
                format!("warga{number:02}"),
                format!("Warga {number}"),
                image
            ],
        )?;
    }
    Ok(())
}

fn former_member(database: &Connection) -> rusqlite::Result<()> {
    database.execute(
        "INSERT INTO people (id, position, listed, deleted, username, displayname)
         VALUES (?1, ?2, 0, 1, ?3, ?3)",
        params![DELETED, LAST, FORMER_MEMBER],
    )?;
    Ok(())
}

fn picture(database: &Connection, of: &str, number: u32) -> rusqlite::Result<String> {
    let bytes = avatar::picture(number);
    store(database, format!("{of}.png"), avatar::PNG, bytes)
}

fn store(
    database: &Connection,
    name: String,
    content_type: &str,
    bytes: &[u8],
) -> rusqlite::Result<String> {
    database.execute(
        "INSERT INTO avatars (name, content_type, bytes) VALUES (?1, ?2, ?3)",
        params![name, content_type, bytes],
    )?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::{ODD, PEOPLE};

    #[test]
    fn listed_people_have_names_of_the_usual_length() {
        for seed in &PEOPLE {
            assert!((4..=20).contains(&seed.username.len()), "{}", seed.username);
        }
    }

    #[test]
    fn odd_people_have_names_of_any_length() {
        let mut lengths = ODD.map(|seed| seed.username.len());
        lengths.sort_unstable();
        assert_eq!(lengths, [1, 2, 4, 6, 10, 150]);
        assert!(
            ODD.iter()
                .any(|odd| PEOPLE.iter().any(|seed| odd.username == seed.id))
        );
        assert!(ODD.iter().any(|odd| odd.displayname.is_empty()));
    }

    #[test]
    fn seeded_people_keep_the_limits_of_the_api() {
        for seed in PEOPLE.iter().chain(&ODD) {
            let name = seed.username;
            assert!(
                name.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "._".contains(c)),
                "{name}"
            );
            assert!(seed.displayname.chars().count() <= 35, "{name}");
            assert!(
                seed.bio.is_none_or(|bio| bio.chars().count() <= 200),
                "{name}"
            );
        }
    }

    #[test]
    fn the_first_two_see_every_friendship() {
        for side in 0..2 {
            for number in 0..4 {
                assert!(
                    PEOPLE
                        .iter()
                        .any(|seed| seed.friendships[side].number() == number),
                    "{side} sees no {number}"
                );
            }
        }
    }
}
