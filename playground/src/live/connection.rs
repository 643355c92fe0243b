//! How the host's one live connection stands.

use super::refusal::Refusal;

/// How the connection stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Nobody has asked for one.
    #[default]
    None,
    /// The server was asked who is logged in, and named nobody.
    Refused(Refusal),
    /// It is being opened.
    Opening,
    /// Messages come in.
    Open,
    /// It broke, and will be opened again.
    Broken,
    /// The same person has opened one elsewhere: the server keeps only one (`docs/api.md#live-messages`).
    Elsewhere,
}

impl Connection {
    /// A name for tests and styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Refused(refusal) => refusal.name(),
            Self::Opening => "opening",
            Self::Open => "open",
            Self::Broken => "broken",
            Self::Elsewhere => "elsewhere",
        }
    }
}
