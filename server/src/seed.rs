//! The people that a fresh database holds: `sql/seed.sql`, with the pictures of `avatars`.

use rusqlite::Connection;

const SEED: &str = include_str!("../sql/seed.sql");

/// Pictures of nobody: a pale head and shoulders on a gradient.
const PICTURES: [&[u8]; 8] = [
    include_bytes!("../avatars/0.png"),
    include_bytes!("../avatars/1.png"),
    include_bytes!("../avatars/2.png"),
    include_bytes!("../avatars/3.png"),
    include_bytes!("../avatars/4.png"),
    include_bytes!("../avatars/5.png"),
    include_bytes!("../avatars/6.png"),
    include_bytes!("../avatars/7.png"),
];

/// Fills a fresh database.
///
/// # Errors
/// Whatever SQLite answers.
pub fn plant(database: &Connection) -> rusqlite::Result<()> {
    database.execute_batch("CREATE TEMP TABLE pictures (number INTEGER, bytes BLOB)")?;
    for (number, bytes) in (0i64..).zip(PICTURES) {
        database.execute("INSERT INTO pictures VALUES (?1, ?2)", (number, bytes))?;
    }
    database.execute_batch(SEED)?;
    database.execute_batch("DROP TABLE pictures")
}

#[cfg(test)]
mod tests {
    use crate::{
        database,
        friendship::Friendship::{Friends, None, RequestReceived, RequestSent},
        pairs,
        people::{COLUMNS, Person},
    };
    use rusqlite::Connection;

    fn seeded() -> Connection {
        database::open(":memory:".as_ref(), false).unwrap()
    }

    fn people(database: &Connection, which: &str) -> Vec<Person> {
        let sql = format!("SELECT {COLUMNS} FROM people WHERE {which}");
        let mut found = database.prepare(&sql).unwrap();
        let people = found.query_map([], Person::from_row).unwrap();
        people.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn seeded_people_keep_the_limits_of_the_api() {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._".contains(c);
        for person in people(&seeded(), "NOT deleted") {
            let name = person.username;
            assert!(name.chars().all(allowed), "{name}");
            assert!(person.displayname.chars().count() <= 35, "{name}");
            assert!(person.bio.is_none_or(|bio| bio.chars().count() <= 200));
        }
    }

    #[test]
    fn listed_people_have_names_of_the_usual_length_and_others_of_any() {
        let database = seeded();
        for Person { username, .. } in people(&database, "listed") {
            assert!((4..=20).contains(&username.len()), "{username}");
        }
        let odd = people(&database, "id LIKE '600%' AND NOT listed");
        let mut lengths: Vec<_> = odd.iter().map(|person| person.username.len()).collect();
        lengths.sort_unstable();
        assert_eq!(lengths, [1, 2, 4, 6, 10, 150]);
        let named_like_an_id = "username IN (SELECT id FROM people WHERE listed)";
        assert_eq!(people(&database, named_like_an_id).len(), 1);
        assert_eq!(people(&database, "displayname = ''").len(), 1);
    }

    #[test]
    fn the_first_two_see_every_friendship() {
        let database = seeded();
        let listed = people(&database, "listed");
        for viewer in ["761761", "7684481"] {
            for friendship in [None, Friends, RequestSent, RequestReceived] {
                let has = |person: &Person| {
                    pairs::between(&database, viewer, &person.id) == Ok(friendship)
                };
                assert!(listed.iter().any(has), "{viewer} sees no {friendship:?}");
            }
        }
    }
}
