//! How a view model is made, part by part.

use super::{Announcement, Bio, Button, Command, Emphasis, Message, Moment, ViewModel, offers};
use crate::api::{Fault, Retry};
use crate::engine::{CardView, Notice, Phase};
use crate::settings::Settings;
use crate::strings::{Question, Str, StringKey, Strings, isolated, split_placeholder};
use crate::{Action, Badge, Friendship, Profile};
use std::borrow::Cow;

/// How many badges are shown with their names.
const BADGES: usize = 3;

/// The inputs of a view model, shared by the methods that make its parts.
pub(super) struct Maker<'a> {
    view: &'a CardView,
    settings: &'a Settings,
    strings: &'a Strings,
    moment: &'a Moment,
    user: Option<&'a Profile>,
    /// The user, or else the one that was shown before loading failed: for the name only.
    known: Option<&'a Profile>,
    own: bool,
}

impl<'a> Maker<'a> {
    /// With these inputs.
    pub(super) fn new(
        view: &'a CardView,
        settings: &'a Settings,
        strings: &'a Strings,
        moment: &'a Moment,
    ) -> Self {
        let user = view.profile.as_deref();
        Self {
            view,
            settings,
            strings,
            moment,
            user,
            known: user.or(view.last_known.as_deref()),
            own: view.own || settings.is_own(user),
        }
    }

    /// The view model, in this language.
    pub(super) fn make(&self, lang: &str) -> ViewModel {
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
            texts_lang: Some(self.strings.lang(lang))
                .filter(|own| *own != lang)
                .map(|own| own.to_owned().into()),
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
