//! Which text fits which state.

use super::{Text, Texts};
use crate::api::Fault;
use crate::engine::Notice;
use crate::{Action, Badge, Friendship};

impl Text {
    /// The visible text of an action's button.
    pub fn of_action(action: Action) -> Self {
        match action {
            Action::Add => Self::Add,
            Action::Unfriend => Self::Unfriend,
            Action::Cancel => Self::Cancel,
            Action::Accept => Self::Accept,
            Action::Ignore => Self::Reject,
        }
    }

    /// The question before an action, and the text of its "yes"; `None` where nothing is asked.
    pub fn of_question(action: Action) -> Option<(Self, Self)> {
        match action {
            Action::Unfriend => Some((Self::AskUnfriend, Self::YesUnfriend)),
            Action::Cancel => Some((Self::AskCancel, Self::YesCancel)),
            Action::Ignore => Some((Self::AskReject, Self::YesReject)),
            Action::Add | Action::Accept => None,
        }
    }

    /// What is said while an action is under way.
    pub fn of_busy(action: Action) -> Self {
        match action {
            Action::Add => Self::Adding,
            Action::Unfriend => Self::Unfriending,
            Action::Cancel => Self::Cancelling,
            Action::Accept => Self::Accepting,
            Action::Ignore => Self::Rejecting,
        }
    }

    /// A badge's name.
    pub fn of_badge(badge: Badge) -> Self {
        match badge {
            Badge::Developer => Self::BadgeDeveloper,
            Badge::Staff => Self::BadgeStaff,
            Badge::Moderator => Self::BadgeModerator,
            Badge::Donator => Self::BadgeDonator,
            Badge::Verified => Self::BadgeVerified,
            Badge::Bot => Self::BadgeBot,
        }
    }
}

impl Texts {
    /// A friendship in words.
    pub fn friendship(&self, friendship: &Friendship) -> String {
        let text = match friendship {
            Friendship::None => Text::IsNone,
            Friendship::Friends => Text::IsFriends,
            Friendship::RequestSent => Text::IsSent,
            Friendship::RequestReceived => Text::IsReceived,
            Friendship::Unknown(state) => return self.fill(Text::IsUnknown, "{state}", state),
        };
        self.get(text).to_owned()
    }

    /// A fault in words: what happened, and what can be done.
    pub fn fault(&self, fault: &Fault) -> String {
        let text = match fault {
            Fault::BadUserid => Text::FaultUserid,
            Fault::Offline => Text::FaultOffline,
            Fault::Lost => Text::FaultLost,
            Fault::TimedOut => Text::FaultTimedOut,
            Fault::Unreadable => Text::FaultUnreadable,
            Fault::Mismatched => Text::FaultMismatched,
            Fault::NotFound => Text::FaultNotFound,
            Fault::LoggedOut => Text::FaultLoggedOut,
            Fault::TooMany => Text::FaultTooMany,
            Fault::Refused { code, .. } => return self.with_code(Text::FaultRefused, *code),
            Fault::Server { code } => return self.with_code(Text::FaultServer, *code),
        };
        self.get(text).to_owned()
    }

    fn with_code(&self, text: Text, code: u16) -> String {
        self.fill(text, "{code}", &code.to_string())
    }

    /// What the card has to say, about the person of this name.
    pub fn notice(&self, notice: &Notice, name: &str) -> String {
        match notice {
            Notice::Done(action) => self.naming(done(*action), name),
            Notice::Surprise(action, now) => self.surprise(*action, now, name),
            Notice::Failed(fault) => self.fault(fault),
        }
    }

    fn surprise(&self, action: Action, now: &Friendship, name: &str) -> String {
        use Friendship::{Friends, None};
        let text = match (action, now) {
            (Action::Add, Friends) => Text::HadAsked,
            (Action::Cancel, Friends) => Text::HadAccepted,
            (_, Friends) => Text::AlreadyFriends,
            (Action::Accept | Action::Ignore, None) => Text::HadWithdrawn,
            _ => return self.fill(Text::HadChanged, "{state}", &self.friendship(now)),
        };
        self.naming(text, name)
    }
}

fn done(action: Action) -> Text {
    match action {
        Action::Add => Text::Added,
        Action::Unfriend => Text::Unfriended,
        Action::Cancel => Text::Cancelled,
        Action::Accept => Text::Accepted,
        Action::Ignore => Text::Rejected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unexpected_state_is_told_in_words_that_fit() {
        let texts = Texts::of("en");
        let say = |action, now| texts.notice(&Notice::Surprise(action, now), "Ana");
        assert!(say(Action::Ignore, Friendship::Friends).contains("already friends"));
        assert!(say(Action::Accept, Friendship::None).contains("already cancelled"));
        assert!(say(Action::Cancel, Friendship::Friends).contains("already accepted"));
        assert!(say(Action::Add, Friendship::Friends).contains("had asked you"));
        assert!(say(Action::Unfriend, Friendship::RequestReceived).contains("Wants to be"));
    }

    #[test]
    fn every_action_that_asks_first_has_a_question() {
        for action in Action::ALL {
            assert_eq!(action.asks_first(), Text::of_question(action).is_some());
        }
    }
}
