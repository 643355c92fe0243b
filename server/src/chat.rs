//! The chat app's other paths. There is nothing behind them here, but they
//! share the cooldown with the friend API, so what a chat app sends on them
//! hits the cards and the other way round (`docs/api.md#seen-since`).

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::request::Parts,
    response::{IntoResponse, Response},
    routing::any,
};

use crate::{
    app::Shared,
    body,
    envelope::{Answer, not_found},
    gate,
};

/// Those that want a login.
const MEMBERS: [&str; 4] = ["/x/posts", "/x/room", "/x/account", "/x/group"];

/// The routes.
pub fn routes(app: &Shared) -> Router {
    let invite = any(invite).with_state(Arc::clone(app));
    let invites = Router::new().nest_service("/invite", invite);
    MEMBERS.into_iter().fold(invites, |router, path| {
        router.nest_service(path, any(member).with_state(Arc::clone(app)))
    })
}

async fn member(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let entered = gate::enter(&app, &parts).map(drop);
    refuse(&parts, body, entered).await
}

async fn invite(State(app): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let charged = gate::charge(&app, &parts).map(drop);
    refuse(&parts, body, charged).await
}

async fn refuse(parts: &Parts, body: Body, admitted: Result<(), Answer>) -> Response {
    body::drain(body).await;
    match admitted {
        Ok(()) => not_found(&parts.method, &parts.headers),
        Err(refusal) => refusal.into_response(),
    }
}
