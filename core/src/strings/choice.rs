//! Chooses the string for each action, friendship, fault, notice and badge.

use super::{Str, StringKey, Strings};
use crate::api::Fault;
use crate::engine::Notice;
use crate::text::clean;
use crate::{Action, Badge, Friendship};

/// The texts of the confirmation before an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub question: StringKey,
    /// The label of the confirming button.
    pub yes: StringKey,
    /// The label of the declining button: what stays.
    pub no: StringKey,
}

impl StringKey {
    /// The label of an action's button.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, strings::StringKey};
    ///
    /// assert_eq!(StringKey::for_action(Action::Ignore), StringKey::Reject);
    /// ```
    pub fn for_action(action: Action) -> Self {
        match action {
            Action::Add => Self::Add,
            Action::Unfriend => Self::Unfriend,
            Action::Cancel => Self::Cancel,
            Action::Accept => Self::Accept,
            Action::Ignore => Self::Reject,
        }
    }

    /// The confirmation of an action; `None` if the action needs none.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, strings::StringKey};
    ///
    /// let question = StringKey::question(Action::Unfriend).expect("it asks first");
    /// assert_eq!(question.no, StringKey::StayFriends);
    /// assert_eq!(StringKey::question(Action::Add), None);
    /// ```
    pub fn question(action: Action) -> Option<Question> {
        let (question, yes, no) = match action {
            Action::Unfriend => (Self::AskUnfriend, Self::YesUnfriend, Self::StayFriends),
            Action::Cancel => (Self::AskCancel, Self::YesCancel, Self::KeepRequest),
            Action::Ignore => (Self::AskReject, Self::YesReject, Self::KeepRequest),
            Action::Add | Action::Accept => return None,
        };
        Some(Question { question, yes, no })
    }

    /// The status while an action is in progress.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, strings::StringKey};
    ///
    /// assert_eq!(StringKey::while_busy(Action::Add), StringKey::Adding);
    /// ```
    pub fn while_busy(action: Action) -> Self {
        match action {
            Action::Add => Self::Adding,
            Action::Unfriend => Self::Unfriending,
            Action::Cancel => Self::Cancelling,
            Action::Accept => Self::Accepting,
            Action::Ignore => Self::Rejecting,
        }
    }

    /// The name of a badge.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Badge, strings::StringKey};
    ///
    /// assert_eq!(StringKey::for_badge(Badge::Bot), StringKey::BadgeBot);
    /// ```
    pub fn for_badge(badge: Badge) -> Self {
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

impl Strings {
    /// A friendship in words.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Friendship, strings::Strings};
    ///
    /// assert_eq!(Strings::default().friendship(&Friendship::Friends), "You're friends");
    /// ```
    pub fn friendship(&self, friendship: &Friendship) -> Str {
        let text = match friendship {
            Friendship::None => StringKey::IsNone,
            Friendship::Friends => StringKey::IsFriends,
            Friendship::RequestSent => StringKey::IsSent,
            Friendship::RequestReceived => StringKey::IsReceived,
            Friendship::Unknown(_) => {
                let state = clean(friendship.as_str(), Friendship::MAX_UNKNOWN, false);
                return self.fill(StringKey::IsUnknown, &state);
            }
        };
        self.get(text)
    }

    /// A fault in words: what happened and what to do.
    ///
    /// ```
    /// use kirimin_profile_card_core::{api::Fault, strings::Strings};
    ///
    /// assert_eq!(Strings::default().fault(&Fault::NotFound), "This user wasn't found.");
    /// ```
    pub fn fault(&self, fault: &Fault) -> Str {
        let text = match fault {
            Fault::BadUserid => StringKey::FaultUserid,
            Fault::Offline => StringKey::FaultOffline,
            Fault::Lost => StringKey::FaultLost,
            Fault::TimedOut => StringKey::FaultTimedOut,
            Fault::Unreadable => StringKey::FaultUnreadable,
            Fault::Mismatched => StringKey::FaultMismatched,
            Fault::NotFound => StringKey::FaultNotFound,
            Fault::LoggedOut => StringKey::FaultLoggedOut,
            Fault::TooMany => StringKey::FaultTooMany,
            Fault::Refused { code, .. } => return self.with_code(StringKey::FaultRefused, *code),
            Fault::Server { code } => return self.with_code(StringKey::FaultServer, *code),
        };
        self.get(text)
    }

    fn with_code(&self, text: StringKey, code: u16) -> Str {
        self.fill(text, &code.to_string())
    }

    /// The text of a notice about the person with this name.
    ///
    /// ```
    /// use kirimin_profile_card_core::{Action, engine::Notice, strings::Strings};
    ///
    /// let text = Strings::default().notice(&Notice::Done(Action::Accept), "Ana");
    /// assert_eq!(text, "You and \u{2068}Ana\u{2069} are friends now.");
    /// ```
    pub fn notice(&self, notice: &Notice, name: &str) -> Str {
        match notice {
            Notice::Done(action) => self.naming(done(*action), name),
            Notice::Surprise(action, now) => self.surprise(*action, now, name),
            // The user exists, or else the card would say so itself.
            Notice::Failed(Fault::NotFound, Some(_)) => self.get(StringKey::FaultAction),
            Notice::Failed(fault, _) => self.fault(fault),
        }
    }

    fn surprise(&self, action: Action, now: &Friendship, name: &str) -> Str {
        use Friendship::{Friends, None};
        let text = match (action, now) {
            (Action::Add, Friends) => StringKey::HadAsked,
            (Action::Cancel, Friends) => StringKey::HadAccepted,
            (_, Friends) => StringKey::AlreadyFriends,
            (Action::Accept | Action::Ignore, None) => StringKey::HadWithdrawn,
            _ => return self.fill(StringKey::HadChanged, &self.friendship(now)),
        };
        self.naming(text, name)
    }
}

fn done(action: Action) -> StringKey {
    match action {
        Action::Add => StringKey::Added,
        Action::Unfriend => StringKey::Unfriended,
        Action::Cancel => StringKey::Cancelled,
        Action::Accept => StringKey::Accepted,
        Action::Ignore => StringKey::Rejected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unexpected_state_is_told_in_words_that_fit() {
        let strings = Strings::for_lang("en");
        let say = |action, now| strings.notice(&Notice::Surprise(action, now), "Ana");
        assert!(say(Action::Ignore, Friendship::Friends).contains("already friends"));
        assert!(say(Action::Accept, Friendship::None).contains("already cancelled"));
        assert!(say(Action::Cancel, Friendship::Friends).contains("already accepted"));
        assert!(say(Action::Add, Friendship::Friends).contains("had already sent you"));
        assert!(say(Action::Unfriend, Friendship::RequestReceived).contains("Wants to be"));
    }

    #[test]
    fn every_action_that_asks_first_has_a_question() {
        for action in Action::ALL {
            assert_eq!(action.asks_first(), StringKey::question(action).is_some());
        }
    }
}
