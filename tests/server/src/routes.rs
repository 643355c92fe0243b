//! `/demo/faults`, `/demo/log`, `/demo/live`, `/demo/act` and `/demo/person`.

use axum::{
    Json, Router,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Bench,
    person::{Altered, alter},
    rule::{Rule, Subject, plan_live},
};
use kirimin_demo_server::{actions::act, envelope::Answer, friendship::Action};

/// The routes.
pub fn routes(bench: Bench) -> Router {
    Router::new()
        .route(
            "/demo/faults",
            get(rules).post(replace_rules).delete(clear_rules),
        )
        .route("/demo/log", get(log).delete(clear_log))
        .route("/demo/live", post(send))
        .route("/demo/act", post(act_as))
        .route("/demo/person", post(alter_person))
        .with_state(bench)
}

type Given<T> = Result<Json<T>, JsonRejection>;

#[derive(Debug, Deserialize)]
struct Rules {
    rules: Vec<Rule>,
}

/// To whom, and either a `text` as it is or a `message` in JSON.
#[derive(Debug, Deserialize)]
struct Sending {
    userid: String,
    text: Option<String>,
    message: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Acting {
    actor: String,
    action: String,
    userid: String,
}

async fn rules(State(bench): State<Bench>) -> Answer {
    Answer::ok(json!({ "rules": *bench.faults.rules.lock() }))
}

async fn replace_rules(State(bench): State<Bench>, given: Given<Rules>) -> Result<Answer, Answer> {
    let Rules { rules } = understood(given)?;
    for rule in &rules {
        rule.check().map_err(refused)?;
    }
    let answer = Answer::ok(json!({ "rules": rules }));
    *bench.faults.rules.lock() = rules;
    Ok(answer)
}

async fn clear_rules(State(bench): State<Bench>) -> Answer {
    bench.faults.rules.lock().clear();
    Answer::ok(json!({ "rules": [] }))
}

async fn log(State(bench): State<Bench>) -> Answer {
    Answer::ok(json!({ "log": bench.faults.log.entries() }))
}

async fn clear_log(State(bench): State<Bench>) -> Answer {
    bench.faults.log.clear();
    Answer::ok(json!({ "log": [] }))
}

async fn send(State(bench): State<Bench>, given: Given<Sending>) -> Result<Answer, Answer> {
    let Sending {
        userid,
        text,
        message,
    } = understood(given)?;
    let text = text
        .or_else(|| message.map(|message| message.to_string()))
        .ok_or_else(|| refused("there is neither a text nor a message"))?;
    let sent = bench.app.sockets.send(&userid, &text).is_some();
    Ok(Answer::ok(json!({ "sent": sent })))
}

async fn act_as(State(bench): State<Bench>, given: Given<Acting>) -> Result<Answer, Answer> {
    let Acting {
        actor,
        action,
        userid,
    } = understood(given)?;
    let known =
        Action::from_name(&action).ok_or_else(|| refused(format!("{action:?} is no action")))?;
    let subject = Subject {
        what: action,
        target: Some(userid.clone()),
        who: Some(actor.clone()),
    };
    let plan = plan_live(&mut bench.faults.rules.lock(), &subject);
    let acted = act(&bench.app, &actor, known, &userid, plan.delivery)?;
    Ok(acted.told().await)
}

async fn alter_person(State(bench): State<Bench>, given: Given<Altered>) -> Result<Answer, Answer> {
    alter(&mut bench.app.database.lock(), &understood(given)?)
}

fn understood<T>(given: Given<T>) -> Result<T, Answer> {
    given
        .map(|Json(value)| value)
        .map_err(|problem| refused(problem.body_text()))
}

fn refused(sentence: impl Into<String>) -> Answer {
    Answer::error(StatusCode::BAD_REQUEST).explained(sentence)
}
