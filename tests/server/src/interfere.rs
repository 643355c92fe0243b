//! What stands between the requests and their handler.

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio::time::sleep;

use crate::{
    Bench,
    rule::{Fault, SEARCH, Subject, plan},
    spoil::spoil,
    wire::{Cord, Peer},
};
use kirimin_demo_server::{
    body::READ_LIMIT, envelope::Answer, gate::Arrival, profile::PREFIX, session,
};

/// Lets the request meet its faults, and notes it in the log.
pub async fn interfere(
    State(Bench { app, faults }): State<Bench>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let arrival = Arrival::now();
    let (parts, body) = request.into_parts();
    let who = match session::caller(&app.database, &parts.headers) {
        Ok(who) => who,
        Err(error) => return Answer::from(error).into_response(),
    };
    let Ok(body) = to_bytes(body, READ_LIMIT).await else {
        return Answer::error(StatusCode::PAYLOAD_TOO_LARGE).into_response();
    };
    let subject = subject(parts.uri.path(), &body, who);
    let number = faults.log.receive(&subject);
    let plan = plan(&mut faults.rules.lock(), &subject);

    sleep(plan.delay).await;
    let response = match &plan.answer {
        Some(Fault::DropBefore { reset }) => return sever(&peer.cord, *reset),
        Some(Fault::Status { handled: false, .. }) => Answer::error(StatusCode::OK).into_response(),
        _ => {
            let mut request = Request::from_parts(parts, Body::from(body));
            request.extensions_mut().insert(plan.delivery);
            request.extensions_mut().insert(arrival.delayed(plan.delay));
            next.run(request).await
        }
    };
    sleep(plan.delay_answer).await;
    let response = match &plan.answer {
        Some(Fault::DropAfter { reset }) => return sever(&peer.cord, *reset),
        Some(fault) => spoil(fault, response).await,
        None => response,
    };
    faults.log.answer(number, response.status().as_u16());
    response
}

/// This answer is never sent: hyper gives up when it tries to.
fn sever(cord: &Cord, reset: bool) -> Response {
    cord.pull(reset);
    StatusCode::OK.into_response()
}

fn subject(path: &str, body: &[u8], who: Option<String>) -> Subject {
    let rest = path.strip_prefix(PREFIX).unwrap_or(path);
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    match rest.strip_prefix("search/") {
        Some(segment) => Subject {
            what: SEARCH.to_owned(),
            target: Some(percent_decode_str(segment).decode_utf8_lossy().into_owned()),
            who,
        },
        None => Subject {
            what: rest.to_owned(),
            target: serde_json::from_slice(body)
                .ok()
                .and_then(|fields: Value| fields["userid"].as_str().map(str::to_owned)),
            who,
        },
    }
}

/// With faults, no connection is used twice. Browsers send a request again by
/// themselves, a POST too, when a connection that had been used before ends
/// without an answer: a fault would be met twice, or not be seen.
pub async fn one_request_each(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}
