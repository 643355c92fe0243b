//! Why `isUser` has named nobody: each a sentence of its own.

use crate::settings::Settings;

/// What came instead of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 401, or the page of a login: nobody is logged in.
    LoggedOut,
    /// 400: the session is that of a deleted account (`docs/api.md#seen-since`).
    Deleted,
    /// A gateway's own answer: the server behind it is away.
    Gateway(u16),
    /// No answer at all.
    Silent,
    /// Another answer.
    Other(u16),
}

impl Refusal {
    /// The one that an answer without a session means.
    pub fn of(status: u16, redirected: bool) -> Self {
        match status {
            401 => Self::LoggedOut,
            400 => Self::Deleted,
            502..=504 => Self::Gateway(status),
            200..=299 if redirected => Self::LoggedOut,
            _ => Self::Other(status),
        }
    }

    /// Whether the same answer would come again: only a login changes it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::LoggedOut | Self::Deleted)
    }

    /// A name for tests and styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::LoggedOut => "nobody",
            Self::Deleted => "deleted",
            Self::Gateway(_) => "gateway",
            Self::Silent => "silent",
            Self::Other(_) => "other",
        }
    }

    /// What is told.
    pub fn sentence(self, settings: Settings) -> String {
        let plain = |english, indonesian| settings.say(english, indonesian).to_owned();
        let with = |status: u16, [english, indonesian]: [[&'static str; 2]; 2]| {
            let [before, after] = [
                settings.say(english[0], indonesian[0]),
                settings.say(english[1], indonesian[1]),
            ];
            [before, &status.to_string(), after].concat()
        };
        match self {
            Self::LoggedOut => plain("You're not logged in.", "Kamu belum masuk."),
            Self::Deleted => plain(
                "This account no longer exists. Log in with another one.",
                "Akun ini sudah tidak ada. Masuk dengan akun lain.",
            ),
            Self::Gateway(status) => with(
                status,
                [
                    ["The server isn't responding (", "). Retrying…"],
                    ["Server tidak merespons (", "). Mencoba lagi…"],
                ],
            ),
            Self::Silent => plain(
                "The network or the server is down. Retrying…",
                "Jaringan atau server terputus. Mencoba lagi…",
            ),
            Self::Other(status) => with(
                status,
                [
                    [
                        "The server sent an answer we couldn't read (",
                        "). Retrying…",
                    ],
                    ["Jawaban server tidak dapat dibaca (", "). Mencoba lagi…"],
                ],
            ),
        }
    }
}
