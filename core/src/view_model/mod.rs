//! What a card shows: one plain value, made by one pure function.

mod button;

pub use button::{Button, Command, Emphasis};

use crate::api::{Fault, Retry};
use crate::engine::{CardView, Notice, Phase};
use crate::settings::{HeadingLevel, Layout, Settings};
use crate::strings::{Question, Str, StringKey, Strings, isolated, split_placeholder};
use crate::{Action, Badge, Friendship, Profile};
use std::borrow::Cow;

/// What passes on a card by itself: what its person is being asked, and a wait
/// that is counted down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The action that the person is asked to confirm.
    pub asking: Option<Action>,
    /// The wait for the next request, where it takes a second or more.
    pub countdown: Option<Countdown>,
    /// The avatar that could not be loaded (see [`Profile::avatar_path`]).
    pub broken_avatar: Option<String>,
}

/// A wait, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    /// What is left of it.
    pub seconds: u64,
    /// How long it was at first.
    pub from: u64,
}

/// Everything a card shows, ready to be put into elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewModel {
    /// The language of the texts, as the host or the page gave it.
    pub lang: String,
    /// The shape.
    pub layout: Layout,
    /// `data-phase`: what is going on.
    pub phase: &'static str,
    /// `data-friendship`: `isFriend`, once known.
    pub friendship: Option<Friendship>,
    /// `data-own`: whether it is the viewer's own card.
    pub own: bool,
    /// `data-fault`: the name of what went wrong, where that is all there is to show.
    pub fault: Option<&'static str>,
    /// `aria-busy`: whether something is under way.
    pub busy: bool,
    /// The display name; empty while it is not known.
    pub name: Str,
    /// The rank of the name among the page's headings.
    pub heading_level: HeadingLevel,
    /// The handle, with its `@`; empty where there is none.
    pub username: String,
    /// The letter that stands behind the avatar; `None` for a figure in its place.
    pub initial: Option<char>,
    /// The path of the avatar below the API base.
    pub avatar: Option<String>,
    /// The badges, highest first, each with its name.
    pub badges: Vec<(Badge, Str)>,
    /// The accessible name of the badges.
    pub badges_label: Str,
    /// The text about themselves; `None` where there is nobody to have one.
    pub bio: Option<Bio>,
    /// The state in words, or a question.
    pub message: Message,
    /// `data-mark`: what the message is about, for its looks.
    pub mark: Option<&'static str>,
    /// What a screen reader is to hear.
    pub announcement: Option<Announcement>,
    /// The accessible name of the buttons' group.
    pub buttons_label: Str,
    /// The buttons, in their order.
    pub buttons: Vec<Button>,
}

/// The text about themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bio {
    /// The text, or what stands in its place.
    pub text: Str,
    /// Whether there is no text of their own.
    pub empty: bool,
    /// Its accessible name where it may scroll, and so must take the focus.
    pub scrolls_as: Option<Str>,
}

/// The line under the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The state, what is going on, or what went wrong.
    Status(Str),
    /// A question with a name in it.
    Question {
        /// The text before the name.
        before: String,
        /// The name; empty where the host's own words leave it out.
        name: Str,
        /// The text after it.
        after: String,
    },
}

/// A text for a screen reader (WAI-ARIA, `status`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// `data-notice`. `surprise` and `failed` are shown in place of the status;
    /// `done` and `heard` are not.
    pub kind: &'static str,
    /// What is said.
    pub text: Str,
}

/// Makes what a card shows from the store's view of its user, what the host
/// set, the words of `lang`, and the moment.
pub fn view_model(view: &CardView, settings: &Settings, lang: &str, moment: &Moment) -> ViewModel {
    let strings = Strings::for_lang(lang).with_overrides(settings.strings.clone());
    Maker {
        view,
        settings,
        strings: &strings,
        moment,
        user: view.profile.as_deref(),
        own: settings.is_own(view.profile.as_deref()),
    }
    .make(lang)
}

/// Whether the buttons of this view offer an action that can be asked about.
pub fn offers(view: &CardView, action: Action) -> bool {
    view.phase == Phase::Ready
        && (view.profile.as_ref()).is_some_and(|user| user.friendship.actions().contains(&action))
}

/// What the parts of a view model are made from.
struct Maker<'a> {
    view: &'a CardView,
    settings: &'a Settings,
    strings: &'a Strings,
    moment: &'a Moment,
    user: Option<&'a Profile>,
    own: bool,
}

impl Maker<'_> {
    fn make(&self, lang: &str) -> ViewModel {
        let person = self.user.filter(|user| !user.is_deleted());
        let name = self.name();
        let announcement = self.announcement(&name);
        let question = self.question();
        ViewModel {
            lang: lang.to_owned(),
            layout: self.settings.layout,
            phase: match self.view.phase {
                Phase::Loading => "loading",
                Phase::Ready => "ready",
                Phase::Busy(_) => "busy",
                Phase::Unconfirmed(_) => "unconfirmed",
                Phase::Failed(_) => "failed",
            },
            friendship: self.user.map(|user| user.friendship.clone()),
            own: self.own,
            fault: self.fault().map(Fault::name),
            busy: self.is_busy(),
            heading_level: self.settings.heading_level,
            username: person.map_or_else(String::new, |user| ["@", &user.username].concat()),
            initial: person.map(Profile::initial),
            avatar: (self.user.and_then(Profile::avatar_path))
                .filter(|path| self.moment.broken_avatar.as_ref() != Some(path)),
            badges: self.badges(),
            badges_label: self.strings.get(StringKey::Badges),
            bio: self.bio(),
            mark: self.mark(announcement.as_ref()),
            message: self.message(question, &name),
            announcement,
            buttons_label: match question {
                Some((_, asked)) => self.strings.naming(asked.question, &name),
                None => self.strings.get(StringKey::Friendship),
            },
            buttons: self.buttons(question, &name),
            name,
        }
    }

    /// The question that the person is being asked; it goes when the state no longer offers its action.
    fn question(&self) -> Option<(Action, Question)> {
        let action = self
            .moment
            .asking
            .filter(|action| offers(self.view, *action))?;
        Some((action, StringKey::question(action)?))
    }

    fn name(&self) -> Str {
        match self.user {
            Some(user) if user.is_deleted() => self.strings.get(StringKey::FormerMember),
            Some(user) => Cow::Owned(user.display_name.clone()),
            None if self.own => self.strings.get(StringKey::You),
            None if self.fault().is_some() => self.strings.get(StringKey::UnknownUser),
            None => Cow::Borrowed(""),
        }
    }

    /// Why there is nothing to show, or no certainty.
    fn fault(&self) -> Option<&Fault> {
        match &self.view.phase {
            Phase::Failed(fault) | Phase::Unconfirmed(fault) => Some(fault),
            _ => None,
        }
    }

    fn is_busy(&self) -> bool {
        matches!(self.view.phase, Phase::Loading | Phase::Busy(_))
    }

    fn badges(&self) -> Vec<(Badge, Str)> {
        let badges = self.user.map_or(&[][..], |user| &user.badges);
        let named = |badge: &Badge| (*badge, self.strings.get(StringKey::for_badge(*badge)));
        badges.iter().map(named).collect()
    }

    fn bio(&self) -> Option<Bio> {
        let bio = self.user.and_then(|user| user.bio.as_deref());
        if let Some(bio) = bio {
            return Some(Bio {
                text: Cow::Owned(bio.to_owned()),
                empty: false,
                scrolls_as: may_scroll(bio).then(|| self.strings.get(StringKey::Bio)),
            });
        }
        let text = match self.user {
            Some(user) if user.is_deleted() => return None,
            Some(_) => self.strings.get(StringKey::NoBio),
            None if self.view.phase == Phase::Loading => Cow::Borrowed(""),
            None => return None,
        };
        Some(Bio {
            text,
            empty: true,
            scrolls_as: None,
        })
    }

    fn message(&self, question: Option<(Action, Question)>, name: &Str) -> Message {
        let Some((_, asked)) = question else {
            return Message::Status(self.status());
        };
        let text = self.strings.get(asked.question);
        match split_placeholder(&text) {
            Some((before, after)) => Message::Question {
                before: before.to_owned(),
                name: name.clone(),
                after: after.to_owned(),
            },
            None => Message::Question {
                before: text.into_owned(),
                name: Cow::Borrowed(""),
                after: String::new(),
            },
        }
    }

    fn status(&self) -> Str {
        let strings = self.strings;
        if self.view.offline {
            return strings.get(StringKey::WaitingOffline);
        }
        if let Some(countdown) = self.moment.countdown {
            return self.waiting(countdown.seconds);
        }
        let key = match (&self.view.phase, self.user) {
            (Phase::Busy(action), _) => StringKey::while_busy(*action),
            (Phase::Loading, _) => StringKey::Loading,
            (Phase::Unconfirmed(_), _) => StringKey::Unsure,
            (Phase::Failed(fault), _) => return strings.fault(fault),
            (Phase::Ready, _) if self.own => StringKey::IsYou,
            (Phase::Ready, Some(user)) if user.is_deleted() => StringKey::IsDeleted,
            (Phase::Ready, Some(user)) => return strings.friendship(&user.friendship),
            (Phase::Ready, None) => return Cow::Borrowed(""),
        };
        strings.get(key)
    }

    fn waiting(&self, seconds: u64) -> Str {
        self.strings.fill(StringKey::Waiting, &seconds.to_string())
    }

    fn announcement(&self, name: &str) -> Option<Announcement> {
        if let Some(notice) = &self.view.notice {
            let kind = match notice {
                Notice::Done(_) => "done",
                Notice::Surprise(..) => "surprise",
                Notice::Failed(_) => "failed",
            };
            let text = self.strings.notice(notice, name);
            return Some(Announcement { kind, text });
        }
        let text = match &self.view.phase {
            // What the status line shows is to be heard as well.
            Phase::Failed(_) | Phase::Unconfirmed(_) => self.status(),
            // Said once, when the wait begins: nobody wants to hear a clock tick.
            Phase::Busy(_) => self.waiting(self.moment.countdown?.from),
            _ => return None,
        };
        Some(Announcement {
            kind: "heard",
            text,
        })
    }

    /// A question comes before everything, then an announcement that is also shown.
    fn mark(&self, announcement: Option<&Announcement>) -> Option<&'static str> {
        if self.question().is_some() {
            return Some("question");
        }
        match announcement.map(|announcement| announcement.kind) {
            Some("surprise") => return Some("news"),
            Some("failed") => return Some("failure"),
            _ => {}
        }
        if self.fault().is_some() {
            return Some("fault");
        }
        if self.is_busy() {
            return Some("busy");
        }
        match &self.user.filter(|_| !self.own)?.friendship {
            Friendship::None => None,
            Friendship::Friends => Some("friends"),
            Friendship::RequestSent => Some("sent"),
            Friendship::RequestReceived => Some("received"),
            Friendship::Unknown(_) => Some("unknown"),
        }
    }

    fn buttons(&self, question: Option<(Action, Question)>, name: &str) -> Vec<Button> {
        use Emphasis::{Danger, Plain};
        let person = if self.user.is_some() { name } else { "" };
        if let Some((action, asked)) = question {
            return vec![
                self.button(Command::Confirm(action), asked.yes, Danger, person),
                self.button(Command::Decline(action), StringKey::No, Plain, person),
            ];
        }
        let retry = match &self.view.phase {
            Phase::Unconfirmed(_) => Some(StringKey::CheckAgain),
            Phase::Failed(fault) if fault.retry() != Retry::No => Some(StringKey::TryAgain),
            _ => None,
        };
        if let Some(key) = retry {
            return vec![self.button(Command::Refresh, key, Plain, person)];
        }
        let Some(user) = self.user.filter(|user| !self.own && !user.is_deleted()) else {
            return Vec::new();
        };
        let busy = match self.view.phase {
            Phase::Busy(action) => Some(action),
            _ => None,
        };
        let button = |action: &Action| Button {
            busy: busy == Some(*action),
            disabled: self.view.phase != Phase::Ready,
            ..self.button(
                Command::Act(*action),
                StringKey::for_action(*action),
                Emphasis::for_action(*action),
                person,
            )
        };
        user.friendship.actions().iter().map(button).collect()
    }

    fn button(&self, command: Command, key: StringKey, emphasis: Emphasis, person: &str) -> Button {
        let text = self.strings.get(key);
        let label = if person.is_empty() {
            text.clone()
        } else {
            Cow::Owned([&text, ": ", &isolated(person)].concat())
        };
        Button {
            command,
            text,
            label,
            emphasis,
            busy: false,
            disabled: false,
        }
    }
}

/// More characters or line breaks than these may not fit; then the bio scrolls,
/// which a keyboard can only do where the focus can go.
fn may_scroll(bio: &str) -> bool {
    bio.chars().nth(90).is_some() || bio.matches('\n').nth(1).is_some()
}

#[cfg(test)]
mod tests;
