//! `POST /x/profile/{action}`: an action, its answer and its live message.

use axum::http::StatusCode;
use rusqlite::TransactionBehavior;
use serde_json::json;

use crate::{
    app::{App, held},
    envelope::Answer,
    friendship::{Action, Verdict, outcome, outcome_for_oneself},
    live::{Delivery, LiveMessage},
    pairs,
    people::Person,
};

/// `actor` does `action` to the person of id `target`, who hears of it by way of
/// `delivery`.
///
/// # Errors
/// Whatever SQLite answers; nothing has happened then.
pub fn act(
    app: &App,
    actor: &str,
    action: Action,
    target: &str,
    delivery: Delivery,
) -> rusqlite::Result<Answer> {
    let mut database = held(&app.database);
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (Some(me), Some(other)) = (
        Person::find_living(&transaction, actor)?,
        Person::find_living(&transaction, target)?,
    ) else {
        return Ok(Answer::error(StatusCode::NOT_FOUND));
    };

    let before = pairs::between(&transaction, actor, target)?;
    let outcome = if actor == target {
        outcome_for_oneself(before, action)
    } else {
        outcome(before, action)
    };
    if outcome.friendship != before {
        pairs::set(&transaction, actor, target, outcome.friendship)?;
    }
    transaction.commit()?;

    // Sent while the database is still held, so that two actions on one person
    // are announced in the order in which they happened.
    if let Some(announced) = outcome.message {
        let as_receiver_sees = me.shown(outcome.friendship.mirrored());
        let message = LiveMessage::new(actor, announced, as_receiver_sees);
        delivery.send(&app.sockets, target, json!(message).to_string());
    }

    let room = other.room();
    let user = other.shown(outcome.friendship);
    Ok(match outcome.verdict {
        Verdict::Done => Answer::ok(json!({ "user": user })),
        Verdict::DoneWithRoom => Answer::ok(json!({ "user": user, "room": room })),
        Verdict::Gone => Answer::error(StatusCode::NOT_FOUND).with_data(json!({ "user": user })),
        Verdict::Refused => Answer::error(StatusCode::BAD_REQUEST),
    })
}
