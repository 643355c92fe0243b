//! `POST /x/profile/{action}`: an action, its answer and its live message.

use std::time::Duration;

use axum::http::StatusCode;
use rusqlite::TransactionBehavior;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    app::App,
    envelope::Answer,
    friendship::{Action, Change, Verdict, outcome, outcome_for_oneself},
    live::{Delivery, LiveMessage},
    pairs,
    people::Person,
    sockets::Sent,
};

/// How long an answer waits for the live message that goes before it: the
/// other side's connection may be stuck.
const PATIENCE: Duration = Duration::from_millis(500);

/// An action that was done.
#[derive(Debug)]
pub struct Acted {
    answer: Answer,
    sent: Vec<Sent>,
}

impl Acted {
    fn silently(answer: Answer) -> Self {
        let sent = Vec::new();
        Self { answer, sent }
    }

    /// The answer, once the other side was told: the live message comes first
    /// (`docs/api.md#live-messages`).
    pub async fn told(self) -> Answer {
        let all = async {
            for sent in self.sent {
                sent.written().await;
            }
        };
        let _ = timeout(PATIENCE, all).await;
        self.answer
    }
}

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
) -> rusqlite::Result<Acted> {
    let mut database = app.database.lock();
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (Some(me), Some(other)) = (
        Person::find_living(&transaction, actor)?,
        Person::find_living(&transaction, target)?,
    ) else {
        return Ok(Acted::silently(Answer::error(StatusCode::NOT_FOUND)));
    };

    let before = pairs::between(&transaction, actor, target)?;
    let outcome = if actor == target {
        outcome_for_oneself(before, action)
    } else {
        outcome(before, action)
    };
    match outcome.change {
        Change::None => {}
        Change::Saved => pairs::set(&transaction, actor, target, outcome.friendship)?,
        Change::Unsaved => pairs::take_away_unsaved(&transaction, actor, target)?,
    }
    transaction.commit()?;

    // Sent while the database is still held, so that two actions on one person
    // are announced in the order in which they happened.
    let mut sent = Vec::new();
    if let Some(announced) = outcome.message {
        let as_receiver_sees = me.shown(outcome.friendship.mirrored());
        let message = LiveMessage::new(actor, announced, as_receiver_sees);
        sent = delivery.send(&app.sockets, target, json!(message).to_string());
    }

    let room = other.room();
    let user = other.shown(outcome.friendship);
    let answer = match outcome.verdict {
        Verdict::Done => Answer::ok(json!({ "user": user })),
        Verdict::DoneWithRoom => Answer::ok(json!({ "user": user, "room": room })),
        Verdict::Gone => Answer::error(StatusCode::NOT_FOUND).with_data(json!({ "user": user })),
        Verdict::Refused => Answer::error(StatusCode::BAD_REQUEST),
    };
    Ok(Acted { answer, sent })
}
