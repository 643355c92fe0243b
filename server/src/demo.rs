//! `/demo/*`: logging in as one of the seeded people. Not part of the Kirimin
//! API, and not subject to its cooldown.

use axum::{
    Json, Router,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
    routing::{get, post},
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;

use crate::{
    app::{App, Shared},
    envelope::Answer,
    people::{COLUMNS, Person},
    session,
};

/// The routes.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/demo/people", get(people))
        .route("/demo/me", get(me))
        .route("/demo/login", post(login))
        .route("/demo/logout", post(logout))
}

#[derive(Debug, Deserialize)]
struct Login {
    userid: String,
}

async fn people(State(app): State<Shared>) -> Response {
    listed(&app.database.lock())
        .unwrap_or_else(Answer::from)
        .into_response()
}

fn listed(database: &Connection) -> rusqlite::Result<Answer> {
    let people = database
        .prepare(&format!(
            "SELECT {COLUMNS} FROM people WHERE listed = 1 ORDER BY position"
        ))?
        .query_map([], Person::from_row)?
        .map(|person| Ok(person?.identity()))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Answer::ok(json!({ "people": people })))
}

async fn me(State(app): State<Shared>, headers: HeaderMap) -> Response {
    logged_in(&app, &headers)
        .unwrap_or_else(Answer::from)
        .into_response()
}

fn logged_in(app: &App, headers: &HeaderMap) -> rusqlite::Result<Answer> {
    let user = match session::caller(&app.database, headers)? {
        Some(id) => Person::find_living(&app.database.lock(), &id)?,
        None => None,
    };
    Ok(Answer::ok(
        json!({ "user": user.as_ref().map(Person::identity) }),
    ))
}

async fn login(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Result<Json<Login>, JsonRejection>,
) -> Response {
    match body {
        Ok(Json(Login { userid })) => begin(&app.database.lock(), &headers, &userid)
            .unwrap_or_else(|error| error.into_response()),
        Err(problem) => Answer::error(StatusCode::BAD_REQUEST)
            .explained(problem.body_text())
            .into_response(),
    }
}

fn begin(database: &Connection, headers: &HeaderMap, userid: &str) -> Result<Response, Answer> {
    let person = Person::find_living(database, userid)?
        .ok_or_else(|| Answer::error(StatusCode::NOT_FOUND))?;
    session::end(database, headers)?;
    let cookie = session::start(database, userid)?;
    let answer = Answer::ok(json!({ "user": person.identity() }));
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), answer).into_response())
}

async fn logout(State(app): State<Shared>, headers: HeaderMap) -> Response {
    match session::end(&app.database.lock(), &headers) {
        Ok(cookie) => {
            let answer = Answer::ok(json!({ "user": null }));
            (AppendHeaders([(header::SET_COOKIE, cookie)]), answer).into_response()
        }
        Err(error) => Answer::from(error).into_response(),
    }
}
