//! Faults: why a fetch or an action failed, and whether to retry.

/// Why a fetch or an action failed. Each fault has its own message in every language.
///
/// ```
/// use kirimin_profile_card_core::api::{Fault, Retry};
///
/// let fault = Fault::Server { code: 503 };
/// assert_eq!((fault.code(), fault.msg()), (503, "SERVER"));
/// assert_eq!(fault.retry(), Retry::Automatic);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The card has no user id, or an invalid one.
    BadUserid,
    /// The browser reports that it is offline; nothing was sent.
    Offline,
    /// The connection failed or was lost. The server may have received the request.
    Lost,
    /// No response in time. The server may have received the request.
    TimedOut,
    /// The response was not in the format of the friend API.
    Unreadable,
    /// The response was about a different user.
    Mismatched,
    /// 404: the user does not exist, or the friend request is gone (`docs/api.md#code-404`).
    NotFound,
    /// 401: nobody is logged in.
    LoggedOut,
    /// 429: too many requests, after all retries.
    TooMany,
    /// Any other 4xx status, or a reply that says so itself (`ok: false`).
    Refused {
        /// The HTTP status.
        code: u16,
        /// The server's message, if any. Plain text, never HTML.
        msg: Option<String>,
    },
    /// 500 and above: a server error.
    Server {
        /// The HTTP status.
        code: u16,
    },
}

impl Fault {
    /// The fault for an error status.
    pub(crate) fn from_status(code: u16, msg: Option<String>) -> Self {
        match code {
            401 => Self::LoggedOut,
            404 => Self::NotFound,
            429 => Self::TooMany,
            500.. => Self::Server { code },
            _ => Self::Refused { code, msg },
        }
    }

    /// The HTTP status; 0 if there was none (like `XMLHttpRequest.status`).
    ///
    /// ```
    /// use kirimin_profile_card_core::api::Fault;
    ///
    /// assert_eq!(Fault::NotFound.code(), 404);
    /// assert_eq!(Fault::Lost.code(), 0);
    /// ```
    pub fn code(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::LoggedOut => 401,
            Self::TooMany => 429,
            Self::Refused { code, .. } | Self::Server { code } => *code,
            _ => 0,
        }
    }

    /// The `msg` of error events: the server's message, or the name of the fault if it sent none.
    ///
    /// ```
    /// use kirimin_profile_card_core::api::Fault;
    ///
    /// let refused = Fault::Refused { code: 403, msg: Some("BLOCKED".to_owned()) };
    /// assert_eq!(refused.msg(), "BLOCKED");
    /// assert_eq!(Fault::Lost.msg(), "CONNECTION_LOST");
    /// ```
    pub fn msg(&self) -> &str {
        match self {
            Self::Refused { msg: Some(msg), .. } => msg,
            other => other.name(),
        }
    }

    /// A stable name, for events and tests.
    ///
    /// ```
    /// use kirimin_profile_card_core::api::Fault;
    ///
    /// assert_eq!(Fault::TimedOut.name(), "TIMED_OUT");
    /// ```
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

    /// Whether retrying can help, and who retries.
    ///
    /// ```
    /// use kirimin_profile_card_core::api::{Fault, Retry};
    ///
    /// assert_eq!(Fault::Lost.retry(), Retry::Automatic);
    /// assert_eq!(Fault::BadUserid.retry(), Retry::No);
    /// ```
    pub fn retry(&self) -> Retry {
        match self {
            // A malformed request stays malformed.
            Self::BadUserid | Self::Refused { .. } => Retry::No,
            Self::NotFound | Self::LoggedOut => Retry::AfterChange,
            Self::Lost | Self::TimedOut => Retry::Automatic,
            // A gateway could not reach its server (RFC 9110, 15.6.3 to 15.6.5).
            Self::Server { code: 502..=504 } => Retry::Automatic,
            _ => Retry::ByPerson,
        }
    }
}

/// Whether and by whom a request that failed with a [`Fault`] is retried.
///
/// ```
/// use kirimin_profile_card_core::api::{Fault, Retry};
///
/// assert_eq!(Fault::NotFound.retry(), Retry::AfterChange);
/// assert_eq!(Fault::Offline.retry(), Retry::ByPerson);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Retrying would give the same fault.
    No,
    /// Only worth retrying once something else has changed, such as after a login. No button
    /// offers it.
    AfterChange,
    /// Worth retrying when a person or the host asks for it.
    ByPerson,
    /// Transient: the engine retries a few times before it reports the fault.
    Automatic,
}
