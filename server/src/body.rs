//! Bodies of requests, read as the real server reads them.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, StatusCode, header},
};
use serde_json::Value;
use tokio::time::timeout;

use crate::envelope::Answer;

/// The most bytes of a body that are looked at.
const LIMIT: usize = 100 * 1024;

/// The most bytes that are read before the connection is given up: a body over
/// the limit is read to its end so that its sender hears the 413.
pub const READ_LIMIT: usize = 16 * 1024 * 1024;

/// How long a request that is refused anyway may take to send its body.
const PATIENCE: Duration = Duration::from_secs(1);

/// The JSON object or list of that body, an object without fields if it is
/// empty; `None` where nothing says that it is JSON: it is not looked at then.
///
/// # Errors
/// 413 for too large a body, 500 for one that is anything else.
pub async fn fields(headers: &HeaderMap, body: Body) -> Result<Option<Value>, Answer> {
    let too_large = || Answer::failed(StatusCode::PAYLOAD_TOO_LARGE, "CONTENT_TOO_LARGE");
    let body = to_bytes(body, READ_LIMIT).await;
    if !is_json(headers) {
        return Ok(None);
    }
    let body: Bytes = body.map_err(|_| too_large())?;
    if body.len() > LIMIT {
        return Err(too_large());
    }
    if body.is_empty() {
        return Ok(Some(Value::Object(serde_json::Map::new())));
    }
    serde_json::from_slice(&body)
        .ok()
        .filter(|value: &Value| value.is_object() || value.is_array())
        .map(Some)
        .ok_or_else(|| Answer::error(StatusCode::INTERNAL_SERVER_ERROR))
}

/// Reads a body that nobody wants, so that its sender hears the answer:
/// a connection that ends before all was read is reset.
pub async fn drain(body: Body) {
    let _ = timeout(PATIENCE, to_bytes(body, READ_LIMIT)).await;
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
