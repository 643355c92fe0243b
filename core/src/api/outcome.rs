//! What a reply means for the state of a user.

use super::{Envelope, Fault};
use crate::Profile;
use serde_json::Value;

/// What came back for a request, not interpreted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The server, or something in between, answered.
    Answer {
        /// The status of HTTP.
        status: u16,
        /// `Retry-After`, in milliseconds (RFC 9110, 10.2.3).
        retry_after: Option<u64>,
        /// The body; `None` where it is not JSON.
        body: Option<Value>,
    },
    /// The connection failed, or broke before the answer was complete.
    Lost,
    /// The time allowed ran out.
    TimedOut,
}

impl Reply {
    /// An answer with this body, as text.
    pub fn answer(status: u16, retry_after: Option<u64>, body: &str) -> Self {
        Self::Answer {
            status,
            retry_after,
            body: serde_json::from_str(body).ok(),
        }
    }
}

/// What is known after an action was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionOutcome {
    /// The server answered with the user's state.
    Done(Profile),
    /// The server refused, with the user's state or without it.
    Refused(Fault, Option<Profile>),
    /// 429: not handled at all. With `Retry-After` in milliseconds where the server sent it.
    TooMany(Option<u64>),
    /// Whether it was done is not known.
    Unknown(Fault),
}

/// What is known after a search was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOutcome {
    /// The user, complete.
    Found(Profile),
    /// 429, as for an action.
    TooMany(Option<u64>),
    /// The user could not be fetched.
    Failed(Fault),
}

/// The envelope, or the fault that its absence amounts to.
fn open(reply: Reply) -> Result<(Envelope, Option<u64>), Fault> {
    match reply {
        Reply::Lost => Err(Fault::Lost),
        Reply::TimedOut => Err(Fault::TimedOut),
        Reply::Answer {
            status,
            retry_after,
            body,
        } => match Envelope::read(status, body) {
            Ok(envelope) => Ok((envelope, retry_after)),
            // A proxy's 429 or 503 has no envelope, and is plain all the same.
            Err(_) if matches!(status, 401 | 429 | 500..=599) => Ok((
                Envelope {
                    ok: false,
                    code: status,
                    msg: None,
                    data: Value::Null,
                },
                retry_after,
            )),
            Err(_) => Err(Fault::Unreadable),
        },
    }
}

impl ActionOutcome {
    /// Interprets the reply to an action on the user `id`.
    ///
    /// Only an object about that very user is taken as the truth; a deleted
    /// account is served under an id of its own (`docs/api.md#the-user-object`).
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
        // From 500 on the server itself does not know how far it came.
        if envelope.code >= 500 {
            return Self::Unknown(fault);
        }
        match user.flatten().filter(about_them) {
            Some(user) => Self::Refused(fault, Some(user)),
            // A refusing status means that nothing was done. An `ok: false` that came with a 2xx: who knows.
            None if envelope.code >= 400 => Self::Refused(fault, None),
            None => Self::Unknown(fault),
        }
    }
}

impl ReadOutcome {
    /// Interprets the reply to a search for `asked`, an id or a username.
    ///
    /// The search also finds parts of usernames, in no order (`docs/api.md#what-a-running-server-does`): only the
    /// exact id counts, or else the username that is equal but for case.
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
        let found = is("id", &|id| id == asked)
            .or_else(|| is("username", &|name| name.eq_ignore_ascii_case(asked)));
        let is_them =
            |user: &Profile| user.id == asked || user.username.eq_ignore_ascii_case(asked);
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
