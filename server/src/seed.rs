//! The people that a fresh database holds, and what holds between them.
//!
//! Together they show every friendship and every odd person that a card can
//! meet, from the first two people's side.

use rusqlite::{Connection, params};

use crate::{
    avatar,
    friendship::Friendship::{self, Friends, None as Strangers, RequestReceived, RequestSent},
    pairs,
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
    /// There is a file name, and no file.
    Broken,
}

use Picture::{Absent, Broken, Drawn};

/// The account of a former member.
const DELETED: &str = "-1";

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
    ),
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

/// More people, for pages with many cards and for searches with more than
/// twenty hits: `warga01` and so on, nobody's friends yet.
const CROWD: u32 = 24;

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
        let image = match seed.picture {
            Absent => None,
            Drawn => Some(picture(database, seed.id, position)?),
            Broken => Some(format!("{}gone.png", seed.id)),
        };
        let badges = (!seed.badges.is_empty()).then(|| serde_json::json!(seed.badges).to_string());
        database.execute(
            "INSERT INTO people
             (id, position, listed, deleted, username, displayname, bio, image, badges)
             VALUES (?1, ?2, 1, 0, ?3, ?4, ?5, ?6, ?7)",
            params![
                seed.id,
                position,
                seed.username,
                seed.displayname,
                seed.bio,
                image,
                badges
            ],
        )?;
    }
    for seed in &PEOPLE {
        for (viewer, friendship) in [FIRST, SECOND].iter().zip(seed.friendships) {
            if viewer.id != seed.id {
                pairs::set(database, viewer.id, seed.id, friendship)?;
            }
        }
    }
    crowd(database)?;
    former_member(database)
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
         VALUES (?1, ?2, 0, 1, 'Former Member', 'Former Member')",
        params![DELETED, PEOPLE.len() as u32 + CROWD + 1],
    )?;
    Ok(())
}

fn picture(database: &Connection, of: &str, number: u32) -> rusqlite::Result<String> {
    let name = format!("{of}.png");
    let bytes = avatar::draw(number)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    database.execute(
        "INSERT INTO avatars (name, content_type, bytes) VALUES (?1, 'image/png', ?2)",
        params![name, bytes],
    )?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::PEOPLE;

    #[test]
    fn seeded_people_keep_the_limits_of_the_api() {
        for seed in &PEOPLE {
            let name = seed.username;
            assert!((4..=20).contains(&name.len()), "{name}");
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
