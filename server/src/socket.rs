//! Live connections: `GET /x/auth/isUser` hands out the id, `GET /socket?id=…`
//! is the WebSocket.

use std::collections::BTreeMap;

use axum::{
    extract::{
        Query, Request, State, WebSocketUpgrade,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::{
    app::{App, Shared},
    envelope::{Answer, not_found},
    people::{COLUMNS, Person, User},
    session,
    sockets::Outgoing,
};

/// `GET /x/auth/isUser`: who is logged in, and a new socket id for them.
pub async fn is_user(State(app): State<Shared>, headers: HeaderMap) -> Response {
    me(&app, &headers)
        .unwrap_or_else(|failure| failure)
        .into_response()
}

fn me(app: &App, headers: &HeaderMap) -> Result<Answer, Answer> {
    let id = session::caller(&app.database, headers)?.ok_or_else(Answer::unauthorized)?;
    let database = app.database.lock();
    let person = Person::find_living(&database, &id)?
        .ok_or_else(|| Answer::error(StatusCode::BAD_REQUEST))?;
    let requests = database
        .prepare(&format!(
            "SELECT {COLUMNS} FROM requests JOIN people ON id = from_person
             WHERE to_person = ?1 ORDER BY requests.rowid"
        ))?
        .query_map([&id], Person::from_row)?
        .map(|asking| asking?.seen_by(&database, &id))
        .collect::<rusqlite::Result<Vec<User>>>()?;

    let mut me = json!(person.seen_by(&database, &id)?);
    if let Value::Object(fields) = &mut me {
        fields.remove("isFriend");
        if !requests.is_empty() {
            fields.insert("req".to_owned(), json!(requests));
        }
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    let socket = json!({ "id": app.sockets.replace(&id), "host": host });
    Ok(Answer::ok(json!({ "me": me, "socket": socket, "v": 1 })))
}

/// `GET /socket?id=…`: refused, by closing it at once, without the session of
/// the person to whom `isUser` gave that id last.
pub async fn socket(
    State(app): State<Shared>,
    Query(query): Query<BTreeMap<String, String>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let Ok(upgrade) = upgrade else {
        return not_found(&Method::GET, headers);
    };
    let caller = match session::caller(&app.database, headers) {
        Ok(caller) => caller,
        Err(error) => return Answer::from(error).into_response(),
    };
    let id = query.get("id").cloned().unwrap_or_default();
    let line = caller.and_then(|person| {
        let receiver = app.sockets.open(&person, &id)?;
        Some((person, receiver))
    });
    upgrade.on_upgrade(async move |mut connection| match line {
        None => {
            let _ = connection.send(Message::Close(None)).await;
        }
        Some((person, mut receiver)) => {
            relay(connection, &mut receiver).await;
            app.sockets.close(&person, &id, &receiver);
        }
    })
}

/// Passes messages on until the page has had enough; once there is nothing to
/// pass on any more, the connection merely stays. What the page sends is not
/// part of the friend API and is passed over.
async fn relay(mut connection: WebSocket, receiver: &mut UnboundedReceiver<Outgoing>) {
    loop {
        tokio::select! {
            Some(Outgoing { message, written }) = receiver.recv() => {
                if connection.send(message).await.is_err() {
                    return;
                }
                drop(written);
            }
            received = connection.recv() => match received {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
        }
    }
}
