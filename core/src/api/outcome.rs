//! Outcomes: what a reply means for the state of a user.

use super::{Envelope, Fault};
use crate::{Profile, json};
use serde_json::Value;

/// What came back for a request, not yet interpreted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The server, or a proxy in between, responded.
    Answer {
        /// The HTTP status.
        status: u16,
        /// `Retry-After`, in milliseconds (RFC 9110, 10.2.3).
        retry_after: Option<u64>,
        /// Whether it came after a redirect.
        redirected: bool,
        /// The body; `None` if it is not JSON.
        body: Option<Value>,
    },
    /// The connection failed, or was lost before the response was complete.
    Lost,
    /// No response within [`Timing::timeout`](crate::engine::Timing::timeout).
    TimedOut,
}

impl Reply {
    /// A response with this body text.
    pub fn answer(status: u16, retry_after: Option<u64>, body: &str) -> Self {
        Self::Answer {
            status,
            retry_after,
            redirected: false,
            body: json::parse(body),
        }
    }
}

impl Reply {
    /// `Retry-After`, in milliseconds, if the server sent it.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Answer { retry_after, .. } => *retry_after,
            Self::Lost | Self::TimedOut => None,
        }
    }
}

/// The outcome of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionOutcome {
    /// The server accepted it and returned the user's state.
    Done(Profile),
    /// The server rejected it, with or without the user's state.
    Refused(Fault, Option<Profile>),
    /// 429: not handled at all. With `Retry-After` in milliseconds, if the server sent it.
    TooMany(Option<u64>),
    /// The server may or may not have done it.
    Unknown(Fault),
}

/// The outcome of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOutcome {
    /// The complete user.
    Found(Profile),
    /// 429, as for an action.
    TooMany(Option<u64>),
    /// The user could not be fetched.
    Failed(Fault),
}

/// The envelope and `Retry-After`, or the fault if there is no envelope.
fn open(reply: Reply) -> Result<(Envelope, Option<u64>), Fault> {
    match reply {
        Reply::Lost => Err(Fault::Lost),
        Reply::TimedOut => Err(Fault::TimedOut),
        Reply::Answer {
            status,
            retry_after,
            redirected,
            body,
        } => match Envelope::read(status, body) {
            Ok(envelope) => Ok((envelope, retry_after)),
            // These statuses are clear even without an envelope, such as from a proxy.
            Err(_) if matches!(status, 401 | 429 | 500..=599) => Ok((
                Envelope {
                    ok: false,
                    code: status,
                    msg: None,
                    data: Value::Null,
                },
                retry_after,
            )),
            // A proxy or the host's own server leads people who are not logged in to a login page.
            Err(_) if redirected => Ok((
                Envelope {
                    ok: false,
                    code: 401,
                    msg: None,
                    data: Value::Null,
                },
                None,
            )),
            Err(_) => Err(Fault::Unreadable),
        },
    }
}

impl ActionOutcome {
    /// Interprets the reply to an action on the user `id`.
    ///
    /// Only an object about this user is accepted. A deleted account is accepted too: the
    /// server gives it a special id (`docs/api.md#the-user-object`).
    pub fn read(reply: Reply, id: &str) -> Self {
        let (envelope, retry_after) = match open(reply) {
            Ok(opened) => opened,
            Err(fault) => return Self::Unknown(fault),
        };
        let user = envelope
            .data
            .get("user")
            .map(|user| Profile::from_json(user).ok());
        let about_them = |user: &Profile| user.id == id || user.is_deleted();
        if envelope.ok {
            return match user.flatten() {
                Some(user) if about_them(&user) => Self::Done(user),
                Some(_) => Self::Unknown(Fault::Mismatched),
                None => Self::Unknown(Fault::Unreadable),
            };
        }
        if envelope.code == 429 {
            return Self::TooMany(retry_after);
        }
        let fault = Fault::from_status(envelope.code, envelope.msg);
        // After a 5xx the server may have done part of the work.
        if envelope.code >= 500 {
            return Self::Unknown(fault);
        }
        match user.flatten().filter(about_them) {
            Some(user) => Self::Refused(fault, Some(user)),
            // A 4xx means that nothing was done. With `ok: false` and a 2xx, that is not certain.
            None if envelope.code >= 400 => Self::Refused(fault, None),
            None => Self::Unknown(fault),
        }
    }
}

impl ReadOutcome {
    /// Interprets the reply to a search for `asked`, an id or a username.
    ///
    /// The search also matches parts of usernames, in no particular order
    /// (`docs/api.md#what-a-running-server-does`). So only the exact id counts, or else the
    /// username that is equal ignoring case. Digits alone are always an id: the search leaves out
    /// the caller, so for their own id it can return another person with that username.
    pub fn read(reply: Reply, asked: &str) -> Self {
        let (envelope, retry_after) = match open(reply) {
            Ok(opened) => opened,
            Err(fault) => return Self::Failed(fault),
        };
        if envelope.code == 429 {
            return Self::TooMany(retry_after);
        }
        if !envelope.ok {
            return Self::Failed(Fault::from_status(envelope.code, envelope.msg));
        }
        let Some(users) = envelope.data.get("users").and_then(Value::as_array) else {
            return Self::Failed(Fault::Unreadable);
        };
        let is = |field: &str, matches: &dyn Fn(&str) -> bool| {
            users
                .iter()
                .find(|user| user.get(field).and_then(Value::as_str).is_some_and(matches))
        };
        let is_id = asked.bytes().all(|byte| byte.is_ascii_digit());
        let is_name = |name: &str| !is_id && name.eq_ignore_ascii_case(asked);
        let found = is("id", &|id| id == asked).or_else(|| is("username", &is_name));
        let is_them = |user: &Profile| user.id == asked || is_name(&user.username);
        match found.map(Profile::from_json) {
            Some(Ok(user)) if is_them(&user) => Self::Found(user),
            Some(_) => Self::Failed(Fault::Unreadable),
            None => Self::Failed(Fault::NotFound),
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
