//! The way into the API: the cooldown, then the login.
//!
//! The order is the real server's (`docs/api.md#seen-since`): whatever is sent
//! is charged, a request without a session too, and the one that comes too soon
//! hears 429 even if nobody is logged in.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{
    extract::ConnectInfo,
    http::{HeaderName, StatusCode, request::Parts},
};

use crate::{app::App, cooldown::Bucket, envelope::Answer, session};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// When a request arrived, if that was before it got here.
#[derive(Clone, Copy, Debug)]
pub struct Arrival(Instant);

impl Arrival {
    /// Now.
    pub fn now() -> Self {
        Self(Instant::now())
    }

    /// The arrival of a request that was that much longer on its way.
    pub fn delayed(self, time: Duration) -> Self {
        Self(self.0.checked_add(time).unwrap_or(self.0))
    }
}

/// Charges the request and answers who is logged in, if anybody is.
///
/// # Errors
/// 429 while the cooldown lasts.
pub fn charge(app: &App, parts: &Parts) -> Result<Option<String>, Answer> {
    let known = parts.extensions.get::<Arrival>().copied();
    let Arrival(arrived) = known.unwrap_or_else(Arrival::now);
    let caller = session::caller(&app.database, &parts.headers)?;
    let bucket = match &caller {
        Some(person) => Bucket::Person(person.clone()),
        None => Bucket::Address(address(parts)),
    };
    if app.cooldown.admit(bucket, arrived) {
        Ok(caller)
    } else {
        Err(Answer::failed(
            StatusCode::TOO_MANY_REQUESTS,
            "TO_MANY_REQUEST",
        ))
    }
}

/// Charges the request and answers who is logged in.
///
/// # Errors
/// 429 while the cooldown lasts, 401 if nobody is logged in.
pub fn enter(app: &App, parts: &Parts) -> Result<String, Answer> {
    charge(app, parts)?.ok_or_else(Answer::unauthorized)
}

/// What the real server takes for the address of the other end: what the
/// header says, as it stands, and else the connection's.
fn address(parts: &Parts) -> String {
    let forwarded: Vec<&str> = parts
        .headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    if !forwarded.concat().is_empty() {
        return forwarded.join(", ");
    }
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(String::new, |ConnectInfo(peer)| peer.ip().to_string())
}
