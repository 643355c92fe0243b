//! The people of the simulation: ids, usernames and profiles.

use crate::Profile;
use std::sync::Arc;

/// One person, by number.
pub(super) type Person = usize;

/// The number of people.
pub(super) const ALL: Person = 26;
/// Ops only involve this many of them, the first ones.
pub(super) const PLAYED: Person = 6;
/// The people who may be logged in.
pub(super) const VIEWERS: [Person; 2] = [0, 1];

pub(super) fn id(person: Person) -> String {
    (100 + person).to_string()
}

/// Usernames; some contain other people's ids, which the search also matches.
pub(super) fn username(person: Person) -> String {
    match person {
        5 => "1034".to_owned(),
        4 => "u102".to_owned(),
        _ => format!("Name.{person}"),
    }
}

/// The person with this id.
pub(super) fn with_id(id: &str) -> Option<Person> {
    let person = id.parse::<Person>().ok()?.checked_sub(100)?;
    (person < ALL).then_some(person)
}

/// A user object as a host would set it.
pub(super) fn profile(person: Person, friendship: u8) -> Profile {
    let text = format!(
        r#"{{"id":"{}","username":"{}","isFriend":{friendship}}}"#,
        id(person),
        username(person)
    );
    Profile::from_json(&serde_json::from_str(&text).unwrap()).unwrap()
}

pub(super) fn shared(person: Person, friendship: u8) -> Arc<Profile> {
    Arc::new(profile(person, friendship))
}
