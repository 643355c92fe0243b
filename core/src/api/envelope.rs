//! The envelope of every response: `ok`, `code`, `msg` and `data`.

use serde_json::Value;
use std::fmt;

/// `{"ok", "code", "msg", "data"}` (`docs/api.md#transport`); any field but `ok` may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Whether the server did what was requested.
    pub ok: bool,
    /// The status in the body; the HTTP status if the body has none or HTTP reports a failure.
    pub code: u16,
    /// The server's message; often just `ERROR`.
    pub msg: Option<String>,
    /// The payload; [`Value::Null`] if there is none.
    pub data: Value,
}

impl Envelope {
    /// The longest `msg` kept, in characters.
    pub const MAX_MSG: usize = 200;

    /// Reads a response body that came with this HTTP `status`.
    ///
    /// # Errors
    /// [`Unreadable`] if the body is not a JSON object with a boolean `ok`, or if `ok` is true
    /// but the HTTP status is not 2xx. Then something in between (a proxy, a cache) interfered,
    /// and nothing in the body can be trusted.
    pub fn read(status: u16, body: Option<Value>) -> Result<Self, Unreadable> {
        let Some(Value::Object(mut object)) = body else {
            return Err(Unreadable);
        };
        let ok = object
            .get("ok")
            .and_then(Value::as_bool)
            .ok_or(Unreadable)?;
        let code = object
            .get("code")
            .and_then(Value::as_u64)
            .and_then(|code| u16::try_from(code).ok())
            .filter(|code| (100..600).contains(code));
        let http_ok = (200..300).contains(&status);
        if ok && !http_ok {
            return Err(Unreadable);
        }
        Ok(Self {
            ok,
            code: if http_ok {
                code.unwrap_or(status)
            } else {
                status
            },
            msg: object
                .get("msg")
                .and_then(Value::as_str)
                .map(|msg| msg.chars().take(Self::MAX_MSG).collect()),
            data: object.get_mut("data").map(Value::take).unwrap_or_default(),
        })
    }
}

/// The body is not in the API's format: a proxy's HTML, an empty or truncated body, other JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not in the format of the friend API")
    }
}

impl std::error::Error for Unreadable {}
