//! What one card shows, worked out from the store's view and from what its person is being asked.

use super::button::{Button, Look, Press};
use super::{ActionRequest, CardHandle, CardView, Fault, Phase, Text, Texts};
use crate::{Action, Millis, Profile};
use kirimin_profile_card_core::api::Retry;
use kirimin_profile_card_core::engine::Notice;
use kirimin_profile_card_core::texts::isolated;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// All the signals of a card. A handle: cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Model {
    pub view: Signal<CardView>,
    pub texts: Memo<Texts>,
    /// The action about which the person is being asked.
    pub asking: RwSignal<Option<Action>>,
    /// Seconds until the line goes on by itself.
    pub seconds: RwSignal<Option<u64>>,
    /// The same when the wait began.
    wait: RwSignal<Option<u64>>,
    viewer_id: MaybeProp<String>,
    userid: Signal<String>,
    no_confirm: Signal<bool>,
    handle: StoredValue<Option<Rc<CardHandle>>, LocalStorage>,
    on_action: Option<Callback<ActionRequest, bool>>,
}

impl Model {
    pub(super) fn new(
        view: Signal<CardView>,
        texts: Memo<Texts>,
        viewer_id: MaybeProp<String>,
        userid: Signal<String>,
        no_confirm: Signal<bool>,
        handle: StoredValue<Option<Rc<CardHandle>>, LocalStorage>,
        on_action: Option<Callback<ActionRequest, bool>>,
    ) -> Self {
        let asking = RwSignal::new(None::<Action>);
        // The state moved on under the question: it has no object any more.
        Effect::new(move |_| {
            let offered = view.with(|view| {
                view.phase == Phase::Ready
                    && asking.get().is_none_or(|action| {
                        view.profile
                            .as_ref()
                            .is_some_and(|user| user.friendship.actions().contains(&action))
                    })
            });
            if !offered {
                asking.set(None);
            }
        });
        let retry_at = Memo::new(move |_| view.with(|view| view.retry_at));
        let (seconds, wait) = count_down(retry_at);
        Self {
            seconds,
            wait,
            view,
            texts,
            asking,
            viewer_id,
            userid,
            no_confirm,
            handle,
            on_action,
        }
    }

    /// A value of the shown user.
    pub(super) fn of_user<T>(&self, f: impl FnOnce(&Profile) -> T) -> Option<T> {
        self.view.with(|view| view.profile.as_deref().map(f))
    }

    /// A text in the card's language.
    pub(super) fn text(&self, text: Text) -> String {
        self.texts.with(|texts| texts.get(text).to_owned())
    }

    /// The name to show, whatever there is to show.
    pub(super) fn name(&self) -> String {
        let known = self.of_user(|user| (!user.is_deleted()).then(|| user.display_name.clone()));
        match known {
            Some(Some(name)) => name,
            Some(None) => self.text(Text::FormerMember),
            None if self.is_own() => self.text(Text::You),
            None if self.fault().is_some() => self.text(Text::UnknownUser),
            None => String::new(),
        }
    }

    /// Whether this is the viewer's own card.
    pub(super) fn is_own(&self) -> bool {
        let Some(viewer) = self.viewer_id.get().filter(|id| !id.is_empty()) else {
            return false;
        };
        self.of_user(|user| user.id == viewer)
            .unwrap_or_else(|| self.userid.with(|asked| asked.trim() == viewer))
    }

    pub(super) fn phase_name(&self) -> &'static str {
        self.view.with(|view| match view.phase {
            Phase::Loading => "loading",
            Phase::Ready => "ready",
            Phase::Busy(_) => "busy",
            Phase::Unconfirmed(_) => "unsure",
            Phase::Failed(_) => "failed",
        })
    }

    pub(super) fn is_busy(&self) -> bool {
        self.view
            .with(|view| matches!(view.phase, Phase::Loading | Phase::Busy(_)))
    }

    pub(super) fn is_loading(&self) -> bool {
        self.view.with(|view| view.phase == Phase::Loading)
    }

    pub(super) fn friendship_text(&self) -> Option<String> {
        self.of_user(|user| user.friendship.to_string())
    }

    /// Why there is nothing to show, or no certainty.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.view.with(|view| match &view.phase {
            Phase::Failed(fault) | Phase::Unconfirmed(fault) => Some(fault.clone()),
            _ => None,
        })
    }

    /// The buttons, in their order.
    pub(super) fn buttons(&self) -> Vec<Button> {
        let view = self.view.get();
        let name = match &view.profile {
            Some(_) => self.name(),
            None => String::new(),
        };
        if let Some(action) = self.asking.get()
            && let Some((_, yes)) = Text::of_question(action)
        {
            return vec![
                self.button(Press::Yes(action), yes, Look::Danger, &name),
                self.button(Press::No(action), Text::No, Look::Plain, &name),
            ];
        }
        let retry = match &view.phase {
            Phase::Unconfirmed(_) => Some(Text::CheckAgain),
            Phase::Failed(fault) if fault.retry() != Retry::No => Some(Text::TryAgain),
            _ => None,
        };
        if let Some(text) = retry {
            return vec![self.button(Press::Refresh, text, Look::Plain, &name)];
        }
        let Some(user) = view.profile.as_ref() else {
            return Vec::new();
        };
        if self.is_own() || user.is_deleted() {
            return Vec::new();
        }
        let busy = match view.phase {
            Phase::Busy(action) => Some(action),
            _ => None,
        };
        let actions = user.friendship.actions();
        let mut buttons: Vec<_> = actions
            .iter()
            .map(|action| {
                let mut button = self.button(
                    Press::Action(*action),
                    Text::of_action(*action),
                    Look::of_action(*action),
                    &name,
                );
                button.busy = busy == Some(*action);
                button.disabled = view.phase != Phase::Ready;
                button
            })
            .collect();
        // While it is found out what became of it, the state may already have moved on.
        if let Some(action) = busy
            && !actions.contains(&action)
        {
            buttons.iter_mut().for_each(|button| button.disabled = true);
        }
        buttons
    }

    fn button(&self, press: Press, text: Text, look: Look, name: &str) -> Button {
        let text = self.text(text);
        // An accessible name begins with the visible text (WCAG 2.5.3) and names the person.
        let mut label = text.clone();
        if !name.is_empty() {
            label.push_str(": ");
            label.push_str(&isolated(name));
        }
        Button {
            press,
            text,
            label,
            look,
            busy: false,
            disabled: false,
        }
    }

    /// What is going on, in the line under the identity.
    pub(super) fn status(&self) -> String {
        let view = self.view.get();
        let texts = self.texts.get();
        if view.offline {
            return texts.get(Text::WaitingOffline).to_owned();
        }
        if let Some(seconds) = self.seconds.get() {
            return texts.fill(Text::Waiting, "{seconds}", &seconds.to_string());
        }
        let text = match (&view.phase, &view.profile) {
            (Phase::Busy(action), _) => Text::of_busy(*action),
            (Phase::Loading, _) => Text::Loading,
            (Phase::Unconfirmed(_), _) => Text::Unsure,
            (Phase::Failed(fault), _) => return texts.fault(fault),
            (Phase::Ready, _) if self.is_own() => Text::IsYou,
            (Phase::Ready, Some(user)) if user.is_deleted() => Text::IsDeleted,
            (Phase::Ready, Some(user)) => return texts.friendship(&user.friendship),
            (Phase::Ready, None) => return String::new(),
        };
        texts.get(text).to_owned()
    }

    /// What a screen reader is to hear, and whether it is also to be seen: `done` is not.
    pub(super) fn notice(&self) -> Option<(&'static str, String)> {
        let view = self.view.get();
        let texts = self.texts.get();
        let name = self.name();
        if let Some(notice) = &view.notice {
            let kind = match notice {
                Notice::Done(_) => "done",
                Notice::Surprise(..) => "surprise",
                Notice::Failed(..) => "failed",
            };
            return Some((kind, texts.notice(notice, &name)));
        }
        match &view.phase {
            // What the status line shows is to be heard as well.
            Phase::Failed(_) | Phase::Unconfirmed(_) => Some(("heard", self.status())),
            // Said once, when the wait begins: nobody wants to hear a clock tick.
            Phase::Busy(_) => self.wait.get().map(|seconds| {
                let text = texts.fill(Text::Waiting, "{seconds}", &seconds.to_string());
                ("heard", text)
            }),
            _ => None,
        }
    }

    /// A person pressed something.
    pub(super) fn press(&self, press: Press) {
        match press {
            Press::Action(action) if action.asks_first() && !self.no_confirm.get_untracked() => {
                self.asking.set(Some(action));
            }
            Press::Action(action) | Press::Yes(action) => self.act(action),
            Press::No(_) => self.asking.set(None),
            Press::Refresh => {
                if let Some(handle) = self.handle() {
                    handle.refresh();
                }
            }
        }
    }

    fn act(&self, action: Action) {
        self.asking.set(None);
        let user = self.view.with_untracked(|view| view.profile.clone());
        let allowed = match (self.on_action, user) {
            (Some(ask), Some(user)) => ask.run(ActionRequest {
                user: Arc::unwrap_or_clone(user),
                action,
            }),
            _ => true,
        };
        if allowed && let Some(handle) = self.handle() {
            handle.press(action);
        }
    }

    /// The card's place in the store; `None` when it is gone: a host may take
    /// the card away within its own callback.
    fn handle(&self) -> Option<Rc<CardHandle>> {
        self.handle.try_get_value().flatten()
    }
}

/// Counts the whole seconds down to a time; `None` where there is nothing to
/// wait for, or less than one. The second is what the first was at the start.
fn count_down(at: Memo<Option<Millis>>) -> (RwSignal<Option<u64>>, RwSignal<Option<u64>>) {
    let wait = RwSignal::new(None::<u64>);
    let left = RwSignal::new(None::<u64>);
    let timer = StoredValue::new(None);
    let count = move || {
        // A cast from f64 saturates.
        let now = js_sys::Date::now() as Millis;
        let wait = at
            .try_get_untracked()
            .flatten()
            .map_or(0, |at| at.saturating_sub(now));
        left.try_set((wait >= 1_000).then(|| wait.div_ceil(1_000)));
        wait
    };
    Effect::new(move |_| {
        at.track();
        let waits = count() >= 1_000;
        wait.set(left.get_untracked());
        let next = waits.then(|| {
            set_interval_with_handle(
                move || {
                    if count() < 1_000 {
                        stop(timer);
                    }
                },
                std::time::Duration::from_secs(1),
            )
        });
        stop(timer);
        timer.set_value(next.and_then(Result::ok));
    });
    on_cleanup(move || stop(timer));
    (left, wait)
}

fn stop(timer: StoredValue<Option<IntervalHandle>>) {
    if let Some(handle) = timer.try_update_value(Option::take).flatten() {
        handle.clear();
    }
}
