//! What the tabs of one person tell each other.

use super::Span;
use crate::Profile;

/// A word between tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time, and not for long"
)]
pub enum News {
    /// The server has confirmed a state.
    Confirmed {
        /// Who is logged in, as far as the tab was told.
        viewer: Option<String>,
        /// The user as the viewer sees them.
        user: Profile,
        /// When that was true.
        span: Span,
    },
    /// The server says that nobody is logged in any more.
    LoggedOut,
    /// A person has pressed a button: fetches, give way.
    Press,
}
