//! The view model: everything a card shows, as one plain value computed by one pure function.

mod button;

pub use button::{Button, Command, Emphasis};

use crate::api::{Fault, Retry};
use crate::engine::{CardView, Notice, Phase};
use crate::settings::{HeadingLevel, Layout, Settings};
use crate::strings::{Question, Str, StringKey, Strings, isolated, split_placeholder};
use crate::{Action, Badge, Friendship, Profile};
use std::borrow::Cow;

/// The short-lived state of one card, which neither the store nor the host knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The action that the person is being asked to confirm.
    pub asking: Option<Action>,
    /// The wait for the next request, if it is a second or longer.
    pub countdown: Option<Countdown>,
    /// The path of an avatar that failed to load (see [`Profile::avatar_path`]).
    pub broken_avatar: Option<String>,
    /// Whether what was done is shown, as it is for some seconds.
    pub shows_done: bool,
    /// Whether the bio is too long to fit, as measured in the page.
    pub bio_scrolls: bool,
}

/// A wait, in whole seconds with their unit: "3 seconds". Formatted by the browser's `Intl`, in the
/// language of [`Strings::locale`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Countdown {
    /// What is left.
    pub left: String,
    /// What it was at the start.
    pub from: String,
}

/// How many badges are shown with their names.
const BADGES: usize = 3;

/// Everything a card shows, ready to be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewModel {
    /// The `lang` of the card, as the host or the page sets it.
    pub lang: String,
    /// The layout.
    pub layout: Layout,
    /// `data-phase`.
    pub phase: &'static str,
    /// `data-friendship`: `isFriend`, once known.
    pub friendship: Option<Friendship>,
    /// `data-own`: whether this is the viewer's own card.
    pub own: bool,
    /// `data-fault`: the name of the fault, if the card could not load or its state is unconfirmed.
    pub fault: Option<&'static str>,
    /// `aria-busy`: whether nothing is known yet. Not while an action is in progress: screen
    /// readers would keep quiet about it until it ends.
    pub busy: bool,
    /// The display name; empty while unknown.
    pub name: Str,
    /// The heading level of the name.
    pub heading_level: HeadingLevel,
    /// The username, with its `@`; empty if there is none.
    pub username: String,
    /// The initial behind the avatar; `None`: a generic figure.
    pub initial: Option<char>,
    /// The colour behind the initial (see [`Profile::hue`]).
    pub hue: u8,
    /// The path of the avatar below the API base.
    pub avatar: Option<String>,
    /// The first badges with their names, highest first.
    pub badges: Vec<(Badge, Str)>,
    /// The names of all others.
    pub more_badges: Vec<Str>,
    /// The accessible name of the badges.
    pub badges_label: Str,
    /// The bio; `None` if no user was found who could have one.
    pub bio: Option<Bio>,
    /// The status or the question.
    pub message: Message,
    /// `data-mark`: what the message is about, for the style sheet.
    pub mark: Option<&'static str>,
    /// What a screen reader should announce.
    pub announcement: Option<Announcement>,
    /// The accessible name of the group of buttons.
    pub buttons_label: Str,
    /// The buttons, in order.
    pub buttons: Vec<Button>,
}

/// The bio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bio {
    /// The bio, or a placeholder text.
    pub text: Str,
    /// Whether `text` is a placeholder.
    pub empty: bool,
    /// Its accessible name, if it scrolls and so must be focusable.
    pub scrolls_as: Option<Str>,
}

/// The message below name and bio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The friendship, the progress, or the fault.
    Status(Str),
    /// A question, split around the name in it.
    Question {
        /// The text before the name.
        before: String,
        /// The name; empty if the host's own text has no placeholder.
        name: Str,
        /// The text after the name.
        after: String,
    },
}

/// A text for the card's live region (WAI-ARIA, `status`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// `data-notice`. `surprise` and `failed` are also shown, in place of the status, and `done`
    /// for a while; `heard` is announced only, because it repeats the status.
    pub kind: &'static str,
    /// The text.
    pub text: Str,
}

/// Computes what a card shows from the engine's view of it, the host's settings, the
/// language `lang`, and the moment.
pub fn view_model(view: &CardView, settings: &Settings, lang: &str, moment: &Moment) -> ViewModel {
    let strings = Strings::for_lang(lang).with_overrides(settings.strings.clone());
    Maker {
        view,
        settings,
        strings: &strings,
        moment,
        user: view.profile.as_deref(),
        known: view.profile.as_deref().or(view.last_known.as_deref()),
        own: settings.is_own(view.profile.as_deref()),
    }
    .make(lang)
}

/// Whether this view offers the action, and so may ask to confirm it.
pub fn offers(view: &CardView, action: Action) -> bool {
    view.phase == Phase::Ready
        && (view.profile.as_ref()).is_some_and(|user| user.friendship.actions().contains(&action))
}

/// The inputs of a view model, shared by the methods that make its parts.
struct Maker<'a> {
    view: &'a CardView,
    settings: &'a Settings,
    strings: &'a Strings,
    moment: &'a Moment,
    user: Option<&'a Profile>,
    /// The user, or else the one that was shown before loading failed: for the name only.
    known: Option<&'a Profile>,
    own: bool,
}

impl Maker<'_> {
    fn make(&self, lang: &str) -> ViewModel {
        let person = self.known.filter(|user| !user.is_deleted());
        let name = self.name();
        let announcement = self.announcement(&name);
        let question = self.question();
        let mut badges = self.badges();
        let more_badges = badges.split_off(badges.len().min(BADGES));
        let more_badges = more_badges.into_iter().map(|(_, name)| name).collect();
        let badges = badges.into_iter();
        ViewModel {
            lang: lang.to_owned(),
            layout: self.settings.layout,
            phase: match self.view.phase {
                Phase::Loading => "loading",
                Phase::Ready => "ready",
                Phase::Busy(_) => "busy",
                Phase::Unconfirmed { .. } => "unconfirmed",
                Phase::Failed(_) => "failed",
            },
            friendship: self.user.map(|user| user.friendship.clone()),
            own: self.own,
            fault: self.fault().map(Fault::name),
            busy: self.view.phase == Phase::Loading && self.user.is_none(),
            heading_level: self.settings.heading_level,
            username: person.map_or_else(String::new, Profile::handle),
            initial: person.map(Profile::initial),
            hue: person.map_or(0, Profile::hue),
            avatar: (self.user.and_then(Profile::avatar_path))
                .filter(|path| self.moment.broken_avatar.as_ref() != Some(path)),
            badges: badges.collect(),
            more_badges,
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

    /// The question to show; `None` if the state no longer offers its action.
    fn question(&self) -> Option<(Action, Question)> {
        let action = self
            .moment
            .asking
            .filter(|action| offers(self.view, *action))?;
        Some((action, StringKey::question(action)?))
    }

    fn name(&self) -> Str {
        match self.known {
            Some(user) if user.is_deleted() => self.strings.get(StringKey::FormerMember),
            Some(user) => Cow::Owned(user.display_name.clone()),
            None if self.own => self.strings.get(StringKey::You),
            None => match self.fault() {
                Some(Fault::NotFound | Fault::BadUserid) => {
                    self.strings.get(StringKey::UnknownUser)
                }
                Some(_) => self.strings.get(StringKey::Profile),
                None => Cow::Borrowed(""),
            },
        }
    }

    /// Why loading failed, or why the state is unconfirmed.
    fn fault(&self) -> Option<&Fault> {
        match &self.view.phase {
            Phase::Failed(fault) | Phase::Unconfirmed { fault, .. } => Some(fault),
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
                scrolls_as: (self.moment.bio_scrolls).then(|| self.strings.get(StringKey::Bio)),
            });
        }
        let text = match self.user {
            Some(user) if user.is_deleted() => return None,
            Some(_) if self.own => self.strings.get(StringKey::NoBio),
            Some(_) => Cow::Borrowed(""),
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
        if let Some(countdown) = &self.moment.countdown {
            return self.waiting(&countdown.left);
        }
        let key = match (&self.view.phase, self.user) {
            (Phase::Busy(action), _) => StringKey::while_busy(*action),
            (Phase::Loading, _) => StringKey::Loading,
            (
                Phase::Unconfirmed {
                    action: Some(_), ..
                },
                _,
            ) => StringKey::Unsure,
            (Phase::Failed(fault) | Phase::Unconfirmed { fault, .. }, _) => {
                return strings.fault(fault);
            }
            (Phase::Ready, _) if self.own => StringKey::IsYou,
            (Phase::Ready, Some(user)) if user.is_deleted() => StringKey::IsDeleted,
            (Phase::Ready, Some(user)) => return strings.friendship(&user.friendship),
            (Phase::Ready, None) => return Cow::Borrowed(""),
        };
        strings.get(key)
    }

    fn waiting(&self, seconds: &str) -> Str {
        self.strings.fill(StringKey::Waiting, seconds)
    }

    fn announcement(&self, name: &str) -> Option<Announcement> {
        if let Some(notice) = &self.view.notice {
            let kind = match notice {
                Notice::Done(_) => "done",
                Notice::Surprise(..) => "surprise",
                Notice::Failed(..) => "failed",
            };
            let text = self.strings.notice(notice, name);
            return Some(Announcement { kind, text });
        }
        let text = match &self.view.phase {
            // The status is announced as well as shown.
            Phase::Failed(_) | Phase::Unconfirmed { .. } => self.status(),
            Phase::Busy(action) => match &self.moment.countdown {
                // Announced once, when the wait begins, not every second.
                Some(countdown) => self.waiting(&countdown.from),
                None => self.strings.get(StringKey::while_busy(*action)),
            },
            _ => return None,
        };
        Some(Announcement {
            kind: "heard",
            text,
        })
    }

    /// A question takes precedence, then an announcement that is also shown.
    fn mark(&self, announcement: Option<&Announcement>) -> Option<&'static str> {
        if self.question().is_some() {
            return Some("question");
        }
        match announcement.map(|announcement| announcement.kind) {
            Some("surprise") => return Some("news"),
            Some("failed")
                if matches!(self.view.notice, Some(Notice::Failed(Fault::Offline, _))) =>
            {
                return Some("offline");
            }
            Some("failed") => return Some("failure"),
            Some("done") if self.moment.shows_done => return Some("done"),
            _ => {}
        }
        match self.fault() {
            // Nobody did anything wrong.
            Some(Fault::NotFound | Fault::LoggedOut | Fault::BadUserid) => return Some("absent"),
            Some(_) => return Some("fault"),
            None => {}
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
        let person = if self.known.is_some() { name } else { "" };
        if let Some((action, asked)) = question {
            return vec![
                self.button(Command::Confirm(action), asked.yes, Danger, person),
                self.button(Command::Decline(action), asked.no, Plain, person),
            ];
        }
        let retry = match &self.view.phase {
            Phase::Unconfirmed { .. } => Some(StringKey::CheckAgain),
            // The viewer's own card is never fetched.
            Phase::Failed(fault)
                if !self.own && matches!(fault.retry(), Retry::ByPerson | Retry::Automatic) =>
            {
                Some(StringKey::TryAgain)
            }
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

#[cfg(test)]
mod tests;
