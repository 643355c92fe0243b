//! The envelope of every answer.

use serde_json::Value;
use std::fmt;

/// `{"ok", "code", "msg", "data"}` (`docs/api.md#transport`), as far as it was there.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Whether the server did what was requested.
    pub ok: bool,
    /// The status in the body, else the one of HTTP.
    pub code: u16,
    /// The server's message; often just `ERROR`.
    pub msg: Option<String>,
    /// The payload; [`Value::Null`] when there was none.
    pub data: Value,
}

impl Envelope {
    /// The longest `msg` kept, in characters.
    pub const MAX_MSG: usize = 200;

    /// Reads the body of an answer that came with the HTTP `status`.
    ///
    /// # Errors
    /// [`Unreadable`] when the body is no JSON object with a boolean `ok`, or
    /// when HTTP contradicts an `ok`: what went wrong on the way (a proxy, a
    /// cache) is not known, so nothing in it is taken for granted.
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
            data: object.remove("data").unwrap_or_default(),
        })
    }
}

/// The body was not the API's: a proxy's HTML, an empty or truncated body, other JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not in the format of the friend API")
    }
}

impl std::error::Error for Unreadable {}
