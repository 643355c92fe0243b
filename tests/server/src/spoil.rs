//! Answers that are wrong.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    Json,
    body::{Body, Bytes, HttpBody, to_bytes},
    http::{HeaderValue, StatusCode, header, response::Parts},
    response::{Html, IntoResponse, Response},
};
use hyper::body::Frame;
use serde_json::{Value, json};

use crate::rule::Fault;
use kirimin_demo_server::envelope::Answer;

/// The answer that the fault makes of the right one. Faults of the connection
/// leave it as it is.
pub async fn spoil(fault: &Fault, response: Response) -> Response {
    match fault {
        Fault::Html { status } => {
            let page = "<!doctype html><title>Maintenance</title><h1>Back soon</h1>";
            (code(*status), Html(page)).into_response()
        }
        Fault::Empty { status } => code(*status).into_response(),
        Fault::Status {
            status,
            retry_after,
            ..
        } => refusal(code(*status), *retry_after),
        Fault::Cut => {
            let (parts, body) = read(response).await;
            cut(parts, body)
        }
        Fault::WrongTypes => with_users(response, wrong_types).await,
        Fault::WrongId { id } => with_users(response, |user| user["id"] = json!(id)).await,
        Fault::IsFriend { value } => {
            with_users(response, |user| user["isFriend"] = value.clone()).await
        }
        Fault::Delay { .. }
        | Fault::DelayAnswer { .. }
        | Fault::DropBefore { .. }
        | Fault::DropAfter { .. }
        | Fault::LiveEarly { .. }
        | Fault::LiveLate { .. }
        | Fault::LiveTwice
        | Fault::LiveLost => response,
    }
}

/// The words of the real server where it has some.
fn refusal(status: StatusCode, retry_after: Option<u64>) -> Response {
    let msg = match status {
        StatusCode::OK => "OK",
        StatusCode::UNAUTHORIZED => "UNAUTHORIZED",
        StatusCode::PAYLOAD_TOO_LARGE => "CONTENT_TOO_LARGE",
        StatusCode::TOO_MANY_REQUESTS => "TO_MANY_REQUEST",
        _ => "ERROR",
    };
    let mut response = Answer::failed(status, msg).into_response();
    if let Some(seconds) = retry_after {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn wrong_types(user: &mut Value) {
    user["id"] = json!(761_761);
    user["username"] = Value::Null;
    user["displayname"] = json!(["User"]);
    user["isFriend"] = json!(user["isFriend"].to_string());
    user["badges"] = json!("1");
    user["bio"] = json!(false);
    user["image"] = json!({ "name": "1.png" });
}

async fn with_users(response: Response, change: impl Fn(&mut Value)) -> Response {
    let (mut parts, body) = read(response).await;
    let Ok(mut answer) = serde_json::from_slice::<Value>(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    if let Some(user) = answer.pointer_mut("/data/user") {
        change(user);
    }
    if let Some(users) = answer
        .pointer_mut("/data/users")
        .and_then(Value::as_array_mut)
    {
        users.iter_mut().for_each(change);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    (parts, Json(answer)).into_response()
}

async fn read(response: Response) -> (Parts, Bytes) {
    let (parts, body) = response.into_parts();
    // Made a moment ago, in memory.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, body)
}

fn cut(mut parts: Parts, whole: Bytes) -> Response {
    let length = HeaderValue::from(whole.len());
    parts.headers.insert(header::CONTENT_LENGTH, length);
    let half = Half::Unsent(whole.slice(..whole.len() / 2));
    Response::from_parts(parts, Body::new(half))
}

/// The first half of a body: sent, flushed, and then the connection ends.
enum Half {
    Unsent(Bytes),
    Sent,
    Flushed,
}

impl HttpBody for Half {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match std::mem::replace(&mut *self, Self::Flushed) {
            Self::Unsent(bytes) => {
                *self = Self::Sent;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Self::Sent => {
                // hyper sends what it has when there is nothing more for now.
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Flushed => Poll::Ready(Some(Err("cut short on purpose"))),
        }
    }
}
