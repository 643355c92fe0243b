//! The controller of one card: holds its settings and its view as signals, and turns presses into
//! commands for the store.

mod commands;
mod timers;

use super::host::Host;
use super::lang::{Follower, Speaks, lang_around, seconds_in_words};
use super::near_viewport::NearViewport;
use super::presses::Presses;
use super::size::SizeObserver;
use super::style;
use super::window::Timer;
use crate::store::{CardHandle, CardOutput, Store};
use kirimin_profile_card_core::engine::{CardView, Notice, Phase};
use kirimin_profile_card_core::strings::{StringKey, Strings};
use kirimin_profile_card_core::view_model::{Command, Countdown, Moment, offers, view_model};
use kirimin_profile_card_core::{Loading, Profile, Settings, ViewModel};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use web_sys::Element;

/// The part of a card's state that its host does not set.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    view: CardView,
    moment: Moment,
    /// The seconds left of a wait, and at its start.
    countdown: Option<(u64, u64)>,
    /// The language of the page around the card.
    page_lang: Option<String>,
}

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A card, from its creation to its removal.
pub(super) struct Controller {
    store: RefCell<Store>,
    host: Rc<dyn Host>,
    settings: ArcRwSignal<Settings>,
    state: ArcRwSignal<State>,
    shown: ArcMemo<ViewModel>,
    /// The card's registration in the store; `None` for a preview.
    handle: RefCell<Option<Rc<CardHandle>>>,
    /// How many registrations there have been. Only the last one's views are shown.
    registration: Cell<u32>,
    ticker: Cell<Option<Timer>>,
    /// Ends the time for which it is shown what was done.
    done: Cell<Option<Timer>>,
    /// Measures whether the bio is too long for its place. Then it scrolls, and must be focusable so
    /// that a keyboard can scroll it.
    bio: RefCell<Option<SizeObserver>>,
    /// Waits until the card is in the page.
    insertion: Cell<Option<SizeObserver>>,
    /// Its number among all cards of the page.
    number: u32,
    near: Cell<Option<NearViewport>>,
    follower: Cell<Option<Follower>>,
    presses: Presses,
    /// Whether the key Escape that closed the question is still down.
    escaped: Cell<bool>,
    root: RefCell<Option<Element>>,
    /// The button to focus when the buttons change.
    aim: Cell<Option<Command>>,
    weak: Weak<Self>,
}

impl Speaks for Controller {
    fn find_lang(&self) {
        let root = self.root.borrow().clone();
        if let Some(root) = root {
            self.set_page_lang(lang_around(&root));
        }
    }
}

impl Controller {
    /// A card without a user.
    pub(super) fn new(host: Rc<dyn Host>) -> Rc<Self> {
        let settings = ArcRwSignal::new(Settings::default());
        let state = ArcRwSignal::new(State::default());
        let shown = ArcMemo::new({
            let (settings, state) = (settings.clone(), state.clone());
            move |_| {
                let settings = settings.read();
                let state = state.read();
                let lang = settings.lang.as_deref().filter(|lang| !lang.is_empty());
                let lang = lang.or(state.page_lang.as_deref()).unwrap_or("en");
                let Some((left, from)) = state.countdown else {
                    return view_model(&state.view, &settings, lang, &state.moment);
                };
                let strings = Strings::for_lang(lang).with_overrides(settings.strings.clone());
                let locale = strings.locale(StringKey::Waiting, lang);
                let moment = Moment {
                    countdown: Some(Countdown {
                        left: seconds_in_words(left, locale),
                        from: seconds_in_words(from, locale),
                    }),
                    ..state.moment.clone()
                };
                view_model(&state.view, &settings, lang, &moment)
            }
        });
        Rc::new_cyclic(|weak| Self {
            store: RefCell::default(),
            host,
            settings,
            state,
            shown,
            handle: RefCell::default(),
            registration: Cell::default(),
            ticker: Cell::default(),
            done: Cell::default(),
            bio: RefCell::default(),
            insertion: Cell::default(),
            number: NEXT.replace(NEXT.get().wrapping_add(1)),
            near: Cell::default(),
            follower: Cell::default(),
            presses: Presses::default(),
            escaped: Cell::default(),
            root: RefCell::default(),
            aim: Cell::default(),
            weak: weak.clone(),
        })
    }

    /// Reads what the card shows, and tracks it.
    pub(super) fn with_shown<T>(&self, f: impl FnOnce(&ViewModel) -> T) -> T {
        self.shown.with(f)
    }

    /// The card's settings.
    pub(super) fn settings(&self) -> Settings {
        self.settings.get_untracked()
    }

    /// Its number among all cards of the page.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// The base URL of avatars; tracks it, as one of the settings.
    pub(super) fn avatar_base(&self) -> String {
        self.settings.track();
        self.store.borrow().url("")
    }

    /// Applies the host's settings. Another user or another store means a new registration.
    pub(super) fn configure(&self, store: Store, settings: Settings) {
        let before = self.settings();
        let is_first = self.handle.borrow().is_none();
        let moved = is_first || *self.store.borrow() != store;
        if !moved && before == settings {
            // The same person may have logged in again.
            if settings.viewer_id.is_some() {
                store.set_viewer(settings.viewer_id);
            }
            return;
        }
        *self.store.borrow_mut() = store.clone();
        // A card without a viewer must not reset the store's viewer.
        if settings.viewer_id.is_some() || before.viewer_id.is_some() {
            store.set_viewer(settings.viewer_id.clone());
        }
        let id = |settings: &Settings| settings.user.as_ref().map(|user| user.id.clone());
        let other = moved || before.userid != settings.userid || id(&before) != id(&settings);
        let user = (before.user != settings.user).then(|| settings.user.clone());
        let lazy = settings.loading == Loading::Lazy;
        let loading_changed = before.loading != settings.loading;
        self.settings.set(settings);
        if other {
            self.attach();
        } else if let Some(user) = user.flatten() {
            self.with_handle(|handle| handle.set_user(user));
        }
        // A new registration of a lazy card does not know yet whether the card is near.
        if loading_changed || (other && lazy) {
            self.watch_viewport();
        }
    }

    /// Shows a fixed view instead of one from the store.
    pub(super) fn preview(&self, store: Store, settings: Settings, view: CardView) {
        self.store.replace(store);
        self.settings.set(settings);
        self.show(view);
        drop(self.done.take());
    }

    /// Registers the card in the store, after dropping the previous registration.
    fn attach(&self) {
        if let Some(before) = self.handle.take() {
            drop(before);
            // Nothing of another user stays, however long the next one takes to load.
            self.show(CardView::default());
        }
        let settings = self.settings();
        let weak = self.weak.clone();
        let registration = self.registration.get() + 1;
        self.registration.set(registration);
        let output = move |output| {
            if let Some(card) = weak.upgrade() {
                match output {
                    CardOutput::Show(view) if card.registration.get() == registration => {
                        card.show(view);
                    }
                    CardOutput::Show(_) => {}
                    CardOutput::Event(event) => card.host.event(event),
                }
            }
        };
        let store = self.store.borrow().clone();
        let awake = settings.loading == Loading::Eager;
        let handle = store.attach(&settings.userid, settings.user, awake, output);
        self.handle.replace(Some(Rc::new(handle)));
        self.watch_document();
    }

    /// The card's document decides whether the page is visible; it may be another one than before.
    fn watch_document(&self) {
        let document = self
            .root
            .borrow()
            .as_ref()
            .and_then(|root| root.owner_document());
        if let Some(document) = document {
            self.with_handle(|handle| handle.placed(&document));
        }
    }

    /// Drops the registration, and everything that runs for the card.
    pub(super) fn detach(&self) {
        self.presses.stop();
        drop(self.follower.take());
        drop(self.near.take());
        drop(self.ticker.take());
        drop(self.done.take());
        drop(self.bio.take());
        drop(self.insertion.take());
        drop(self.handle.take());
    }

    /// Shows another view.
    pub(super) fn show(&self, view: CardView) {
        let (watched, retry_at) = self.state.with_untracked(|State { view: before, .. }| {
            let watched = (&before.phase, &before.profile) != (&view.phase, &view.profile);
            let retry_at = (before.retry_at != view.retry_at).then_some(view.retry_at);
            (watched, retry_at)
        });
        let did = self.state.with_untracked(|state| {
            let done = matches!(view.notice, Some(Notice::Done(_)));
            done && state.view.notice != view.notice
        });
        self.state.update(|state| {
            if view.phase == Phase::Ready
                && !matches!(state.view.phase, Phase::Ready | Phase::Busy(_))
            {
                // What kept the picture from loading may be over as well.
                state.moment.broken_avatar = None;
            }
            state.view = view.clone();
            state.moment.shows_done |= did;
            // Close the question if its action is no longer offered.
            state.moment.asking = state.moment.asking.filter(|action| offers(&view, *action));
        });
        if let Some(retry_at) = retry_at {
            self.count_down(retry_at);
        }
        if did {
            self.forget_done();
        }
        if watched {
            self.measure_again();
            self.host.phase(&view.phase, view.profile.as_ref());
        }
    }

    /// The bio may need another place than before.
    pub(super) fn measure_again(&self) {
        if let Some(bio) = &*self.bio.borrow() {
            bio.again();
        }
    }

    /// Measures the bio in this element from now on.
    pub(super) fn measure(&self, bio: &Element) {
        let (weak, measured) = (self.weak.clone(), bio.clone());
        let observed = SizeObserver::observe(bio, move || {
            let Some(card) = weak.upgrade() else { return };
            // A pixel more is a rounding error.
            let scrolls = measured.scroll_height() > measured.client_height() + 1;
            let before = card.state.with_untracked(|state| state.moment.bio_scrolls);
            if before != scrolls {
                card.state
                    .update(|state| state.moment.bio_scrolls = scrolls);
            }
        });
        self.bio.replace(observed);
    }

    /// The user that the card shows, once known.
    pub(super) fn user(&self) -> Option<Arc<Profile>> {
        self.state
            .with_untracked(|state| state.view.profile.clone())
    }

    /// Fetches the state again.
    pub(super) fn refresh(&self) {
        self.state.update(|state| state.moment.broken_avatar = None);
        self.with_handle(CardHandle::refresh);
    }

    /// Calls `f` with the card's registration. It is cloned, not borrowed, because a host may
    /// remove the card in a callback.
    fn with_handle(&self, f: impl FnOnce(&CardHandle)) {
        let handle = self.handle.borrow().clone();
        if let Some(handle) = handle {
            f(&handle);
        }
    }

    /// The avatar failed to load: shows the initial instead.
    pub(super) fn avatar_failed(&self) {
        let path = self.shown.with_untracked(|shown| shown.avatar.clone());
        self.state.update(|state| state.moment.broken_avatar = path);
    }

    /// The card's root element was inserted into the page. `lang_known`: whether the page's
    /// language was set already.
    pub(super) fn placed(&self, root: &Element, lang_known: bool) {
        self.root.replace(Some(root.clone()));
        if !root.is_connected() && self.await_insertion(root) {
            return;
        }
        self.watch_document();
        style::adopt(root);
        if !lang_known {
            self.find_lang();
        }
        let body = root.first_element_child();
        if let Some(bio) = body.and_then(|body| body.children().item(1)) {
            self.measure(&bio);
        }
        // Before the previous one is dropped, so that the last card does not end the observer.
        let follower = Follower::new(root, self.weak.clone());
        self.follower.set(follower);
        if self.settings.with_untracked(|settings| settings.loading) == Loading::Lazy {
            self.watch_viewport();
        }
    }

    /// The card was mounted into something that is not in the page yet, such as what Leptos' `Suspense`
    /// keeps until it is ready. Returns whether it will be heard of.
    fn await_insertion(&self, root: &Element) -> bool {
        let (weak, awaited) = (self.weak.clone(), root.clone());
        let observer = SizeObserver::observe(root, move || {
            if let Some(card) = weak.upgrade().filter(|_| awaited.is_connected()) {
                // Later, because this closure is dropped then.
                queue_microtask(move || {
                    drop(card.insertion.take());
                    card.moved();
                });
            }
        });
        // Already now, so that its size does not change once more when the observer is called.
        if let Some(document) = root.owner_document() {
            style::adopt(&document);
        }
        let hears = observer.is_some();
        self.insertion.set(observer);
        hears
    }

    /// The card was moved, perhaps to another document.
    pub(super) fn moved(&self) {
        let root = self.root.borrow().clone();
        if let Some(root) = root {
            self.placed(&root, false);
        }
    }

    /// Sets the language of the page around the card.
    pub(super) fn set_page_lang(&self, lang: Option<String>) {
        if self.state.with_untracked(|state| state.page_lang != lang) {
            self.state.update(|state| state.page_lang = lang);
        }
    }

    /// Wakes a lazy card in the store when it comes near the viewport.
    fn watch_viewport(&self) {
        drop(self.near.take());
        let lazy = self.settings.with_untracked(|settings| settings.loading) == Loading::Lazy;
        let root = self.root.borrow().clone();
        let Some(root) = root.filter(|_| lazy) else {
            if !lazy {
                self.with_handle(|handle| handle.set_awake(true));
            }
            return;
        };
        let weak = self.weak.clone();
        let near = NearViewport::observe(&root, move |near| {
            if let Some(card) = weak.upgrade() {
                card.with_handle(|handle| handle.set_awake(near));
            }
        });
        if near.is_none() {
            self.with_handle(|handle| handle.set_awake(true));
        }
        self.near.set(near);
    }
}

impl std::fmt::Debug for Controller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Controller").finish_non_exhaustive()
    }
}
