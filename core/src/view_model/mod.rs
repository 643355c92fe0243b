//! The view model: everything a card shows, as one plain value computed by one pure function.

mod button;
mod maker;

pub use button::{Button, Command, Emphasis};

use crate::engine::{CardView, Phase};
use crate::settings::{HeadingLevel, Layout, Settings};
use crate::strings::{Str, Strings};
use crate::{Action, Badge, Friendship};
use maker::Maker;

/// The short-lived state of one card, which neither the store nor the host knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The action that the person is being asked to confirm.
    pub asking: Option<Action>,
    /// The wait for the next request, if it is a second or longer.
    pub countdown: Option<Countdown>,
    /// The path of an avatar that failed to load (see [`Profile::avatar_path`](crate::Profile::avatar_path)).
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

/// Everything a card shows, ready to be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewModel {
    /// The `lang` of the card, as the host or the page sets it.
    pub lang: String,
    /// The language of the card's own texts, if that is another one (WCAG 2.2, 3.1.2). The accessible
    /// names of the whole card and of a bio that scrolls cannot be marked with it.
    pub texts_lang: Option<Str>,
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
    /// The colour behind the initial (see [`Profile::hue`](crate::Profile::hue)).
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
    Maker::new(view, settings, &strings, moment).make(lang)
}

/// Whether this view offers the action, and so may ask to confirm it.
pub fn offers(view: &CardView, action: Action) -> bool {
    view.phase == Phase::Ready
        && !view.own
        && (view.profile.as_ref()).is_some_and(|user| user.friendship.actions().contains(&action))
}

#[cfg(test)]
mod tests;
