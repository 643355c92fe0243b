//! `/demo/person`: what people change on a profile, or an account that is gone,
//! at a test's word.

use axum::http::StatusCode;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use kirimin_demo_server::{envelope::Answer, people::Person};

/// Whom, and what is different about them from now on.
#[derive(Debug, Deserialize)]
pub struct Altered {
    userid: String,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

/// What can be given.
const FIELDS: [&str; 5] = ["username", "displayname", "bio", "image", "deleted"];

/// Makes that person be as given; somebody new, if there is nobody of that id.
///
/// # Errors
/// A sentence for a field that there is not, or that cannot be this.
pub fn alter(database: &mut Connection, altered: &Altered) -> Result<Answer, Answer> {
    let Altered { userid, fields } = altered;
    let transaction = database.transaction()?;
    transaction.execute(
        "INSERT OR IGNORE INTO people (id, position, listed, deleted, username, displayname)
         VALUES (?1, (SELECT max(position) + 1 FROM people), 0, 0, 'u' || ?1, 'User ' || ?1)",
        [userid],
    )?;
    for (name, value) in fields {
        if !FIELDS.contains(&name.as_str()) {
            return Err(refused(format!("{name:?} cannot be changed")));
        }
        let sql = format!("UPDATE people SET {name} = ?2 WHERE id = ?1");
        let changed = match value {
            Value::Null => transaction.execute(&sql, (userid, None::<String>)),
            Value::Bool(flag) => transaction.execute(&sql, (userid, flag)),
            Value::String(text) => transaction.execute(&sql, (userid, text)),
            other => return Err(refused(format!("{name} cannot be {other}"))),
        };
        changed.map_err(|error| refused(error.to_string()))?;
    }
    let person = Person::find(&transaction, userid)?;
    transaction.commit()?;
    Ok(Answer::ok(
        json!({ "user": person.as_ref().map(Person::identity) }),
    ))
}

fn refused(sentence: String) -> Answer {
    Answer::error(StatusCode::BAD_REQUEST).explained(sentence)
}
