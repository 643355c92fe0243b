//! What can go wrong.

/// Why something did not work. Each has its own message in every language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The card has no user id, or an impossible one.
    BadUserid,
    /// The browser knows that it is offline; nothing was sent.
    Offline,
    /// The connection failed or broke. Whether the server got the request is not known.
    Lost,
    /// No answer in time. Whether the server got the request is not known.
    TimedOut,
    /// The answer was not in the format of the friend API.
    Unreadable,
    /// The answer was about another user.
    Mismatched,
    /// 404: no such user, or no such request any more (`docs/api.md#code-404`).
    NotFound,
    /// 401: nobody is logged in.
    LoggedOut,
    /// 429: too many requests, after all retries.
    TooMany,
    /// Any other refusal.
    Refused {
        /// The status the server gave.
        code: u16,
        /// The server's own words, if any. Text, never HTML.
        msg: Option<String>,
    },
    /// 500 and above: the server has a problem of its own.
    Server {
        /// The status the server gave.
        code: u16,
    },
}

impl Fault {
    /// The fault that a refusing status stands for.
    pub(crate) fn from_status(code: u16, msg: Option<String>) -> Self {
        match code {
            401 => Self::LoggedOut,
            404 => Self::NotFound,
            429 => Self::TooMany,
            500.. => Self::Server { code },
            _ => Self::Refused { code, msg },
        }
    }

    /// The HTTP status behind it; 0 where there was none (as `XMLHttpRequest.status` has it).
    pub fn code(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::LoggedOut => 401,
            Self::TooMany => 429,
            Self::Refused { code, .. } | Self::Server { code } => *code,
            _ => 0,
        }
    }

    /// The server's own words where it gave any, else the fault's name: the `msg` of error events.
    pub fn msg(&self) -> &str {
        match self {
            Self::Refused { msg: Some(msg), .. } => msg,
            other => other.name(),
        }
    }

    /// A stable name for it, for events and tests.
    pub fn name(&self) -> &'static str {
        match self {
            Self::BadUserid => "BAD_USERID",
            Self::Offline => "OFFLINE",
            Self::Lost => "CONNECTION_LOST",
            Self::TimedOut => "TIMED_OUT",
            Self::Unreadable => "UNREADABLE",
            Self::Mismatched => "MISMATCHED",
            Self::NotFound => "NOT_FOUND",
            Self::LoggedOut => "LOGGED_OUT",
            Self::TooMany => "TOO_MANY",
            Self::Refused { .. } => "REFUSED",
            Self::Server { .. } => "SERVER",
        }
    }

    /// Whether repeating the request can help, and who repeats it.
    pub fn retry(&self) -> Retry {
        match self {
            // A malformed request stays malformed.
            Self::BadUserid | Self::Refused { .. } => Retry::No,
            Self::Lost | Self::TimedOut => Retry::Automatic,
            // A gateway without its server (RFC 9110, 15.6.3 to 15.6.5).
            Self::Server { code: 502..=504 } => Retry::Automatic,
            _ => Retry::ByPerson,
        }
    }
}

/// What can be done about a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Repeating the request gives the same fault.
    No,
    /// Worth another try when a person or the host asks for it.
    ByPerson,
    /// Transient: the engine repeats the request by itself first.
    Automatic,
}
