//! The card's root element as a Leptos view: one reactive closure builds and updates it.

use super::controller::Controller;
use super::focus::{focus_button, focus_card, has_focus};
#[cfg(feature = "hydrate")]
use super::lang::lang_around;
use super::markup;
use super::node::{Built, Node};
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::any_view::{AnyView, AnyViewState};
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;
use std::any::Any;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

/// The view of a card in a Leptos app, in a browser.
pub(super) struct CardElement {
    controller: SendWrapper<Rc<Controller>>,
    content: Content,
    /// What the host has set on the component besides its props: classes, listeners and the like.
    attributes: Vec<AnyAttribute>,
}

/// The host's content in a card, and the effects that follow its settings.
#[derive(Default)]
pub(super) struct Content {
    /// The host's own buttons, beside the card's.
    pub actions: Option<AnyView>,
    /// The host's own content at the end of the card.
    pub footer: Option<AnyView>,
    /// Copy the host's props to the card's settings.
    pub effects: Vec<RenderEffect<()>>,
}

impl CardElement {
    pub(super) fn new(controller: Rc<Controller>, content: Content) -> Self {
        Self {
            controller: SendWrapper::new(controller),
            content,
            attributes: Vec::new(),
        }
    }
}

/// The view of a card in a shadow root, with slots for the host's content.
pub(super) struct SlottedCard(pub Rc<Controller>);

/// The state of a card in the page.
pub(super) struct CardElementState {
    root: Option<Element>,
    slots: bool,
    controller: Rc<Controller>,
    _listener: Option<Listener>,
    view: RenderEffect<Option<Built>>,
    actions: Option<AnyViewState>,
    footer: Option<AnyViewState>,
    effects: Vec<RenderEffect<()>>,
    /// Of any type, because a custom element has none, and would have its code nevertheless.
    attributes: Option<Box<dyn Any>>,
}

impl Drop for CardElementState {
    fn drop(&mut self) {
        // Leptos drops its own reference only in a later task.
        self.controller.detach();
    }
}

impl Render for CardElement {
    type State = CardElementState;

    fn build(self) -> Self::State {
        let mut state = build(self.controller.take(), false, None);
        state.fill(self.content);
        state.set_attributes(|root| self.attributes.build(root));
        state
    }

    fn rebuild(self, state: &mut Self::State) {
        replace(state, self.build());
    }
}

impl Render for SlottedCard {
    type State = CardElementState;

    fn build(self) -> Self::State {
        build(self.0, true, None)
    }

    fn rebuild(self, state: &mut Self::State) {
        replace(state, self.build());
    }
}

fn replace(state: &mut CardElementState, new: CardElementState) {
    let mut old = std::mem::replace(state, new);
    old.insert_before_this(state);
    old.unmount();
}

/// `rendered`: the card's element as a server has rendered it.
fn build(
    controller: Rc<Controller>,
    slots: bool,
    mut rendered: Option<Element>,
) -> CardElementState {
    let view = RenderEffect::new({
        let controller = Rc::clone(&controller);
        move |before: Option<Option<Built>>| {
            let base = controller.avatar_base();
            let node = controller
                .with_shown(|shown| markup::card(shown, &base, slots, controller.number()));
            let built = match before.flatten() {
                None => first(rendered.take(), node)?,
                Some(mut built) => {
                    update(&mut built, &controller, node);
                    built
                }
            };
            controller.offer(&built.at(&markup::BUTTONS)?.element);
            Some(built)
        }
    });
    let root = view.with_value_mut(|built| Some(built.as_ref()?.element.clone()));
    let root = root.flatten();
    CardElementState {
        _listener: root.clone().map(|root| Listener::new(root, &controller)),
        root,
        slots,
        controller,
        view,
        actions: None,
        footer: None,
        effects: Vec::new(),
        attributes: None,
    }
}

/// Adopts the elements that a server has rendered, or creates them.
fn first(rendered: Option<Element>, node: Node) -> Option<Built> {
    #[cfg(feature = "hydrate")]
    if let Some(rendered) = rendered {
        return super::hydration::adopt(rendered, node);
    }
    #[cfg(not(feature = "hydrate"))]
    drop(rendered);
    Built::new(&document(), node)
}

impl CardElementState {
    /// The element at a path of indices from the root.
    fn at(&self, path: &[usize]) -> Option<Element> {
        let element = |built: &mut Option<Built>| Some(built.as_ref()?.at(path)?.element.clone());
        self.view.with_value_mut(element).flatten()
    }

    /// Puts the host's content into the card.
    fn fill(&mut self, content: Content) {
        self.effects = content.effects;
        self.actions = content.actions.map(Render::build);
        self.footer = content.footer.map(Render::build);
        if let (Some(root), Some(group)) = (&self.root, self.at(&markup::ACTIONS)) {
            if let Some(actions) = &mut self.actions {
                actions.mount(&group, None);
            }
            if let Some(footer) = &mut self.footer {
                footer.mount(root, None);
            }
        }
    }

    fn set_attributes<State: 'static>(&mut self, set: impl FnOnce(&Element) -> State) {
        let Some(root) = &self.root else { return };
        self.attributes = Some(Box::new(set(root)));
        // A host's `class` replaces the card's own.
        let _ = root.class_list().add_1("kirimin-card");
    }
}

/// Runs an update. If the buttons changed while one had the focus, moves the focus to a new one; if the
/// bio had it and cannot keep it, to the card.
fn update(built: &mut Built, controller: &Rc<Controller>, node: Node) {
    let group = built.at(&markup::BUTTONS).zip(node.at(&markup::BUTTONS));
    let changed = group.filter(|(group, node)| group.differs_from(node));
    let focused = changed
        .map(|(group, _)| group.element.clone())
        .filter(|group| has_focus(group));
    let scrolls = |node: &Node| node.at(&markup::BIO).is_some_and(|bio| bio.has("tabindex"));
    let bio = built.at(&markup::BIO).filter(|bio| bio.has("tabindex"));
    let leaves_bio = bio.is_some_and(|bio| !scrolls(&node) && has_focus(&bio.element));
    built.update(node);
    if focused.is_none() && !leaves_bio {
        return;
    }
    let root = built.element.clone();
    let weak = Rc::downgrade(controller);
    // Later, because a host may remove the card in a focus listener.
    leptos::prelude::queue_microtask(move || {
        if !root.is_connected() {
            return;
        }
        let Some(group) = focused else {
            return focus_card(&root);
        };
        let aimed = weak.upgrade().and_then(|controller| controller.aimed_at());
        if aimed.is_some() || !has_focus(&group) {
            focus_button(&group, &root, aimed.unwrap_or(0));
        }
    });
}

/// The event listener of a card, on its root element, in the capture phase.
struct Listener {
    root: Element,
    heard: Closure<dyn FnMut(Event)>,
}

const EVENTS: [&str; 4] = ["click", "keydown", "keyup", "error"];

impl Listener {
    fn new(root: Element, controller: &Rc<Controller>) -> Self {
        let weak = Rc::downgrade(controller);
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| hear(&weak, &event));
        let function = heard.as_ref().unchecked_ref();
        for event in EVENTS {
            // Only fails for a listener that is not a function.
            let _ = root.add_event_listener_with_callback_and_bool(event, function, true);
        }
        Self { root, heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.heard.as_ref().unchecked_ref();
        for event in EVENTS {
            let root = &self.root;
            let _ = root.remove_event_listener_with_callback_and_bool(event, function, true);
        }
    }
}

fn hear(controller: &Weak<Controller>, event: &Event) {
    // Not checked by class: a card in another window has that window's classes.
    let target = event.target().map(JsCast::unchecked_into::<Element>);
    let (Some(controller), Some(target)) = (controller.upgrade(), target) else {
        return;
    };
    // The host's content may have cards of its own in it.
    let card = target.closest(".kirimin-card").ok().flatten();
    if card.as_deref() != event.current_target().as_ref().map(JsCast::unchecked_ref) {
        return;
    }
    let group = target.closest(".kirimin-card-buttons").ok().flatten();
    match (event.type_().as_str(), group) {
        // Only for the card's own avatar: the host's content may have images, too.
        ("error", _) => {
            let avatar = target.closest(".kirimin-card-avatar").ok().flatten();
            if avatar.is_some() {
                controller.avatar_failed();
            }
        }
        ("click", Some(group)) => click(&controller, event.unchecked_ref(), &target, &group),
        ("keydown", Some(_)) => keydown(&controller, event.unchecked_ref()),
        ("keyup", Some(_)) => {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Escape" && controller.escape_released() {
                event.stop_propagation();
            }
        }
        _ => {}
    }
}

fn click(controller: &Controller, event: &MouseEvent, target: &Element, group: &Element) {
    // The card may be in a link, a label or a summary, which the press is not for. Also if the
    // button went between the press of the mouse and its release.
    event.prevent_default();
    let Ok(Some(button)) = target.closest(".kirimin-card-button") else {
        return;
    };
    let action = button.get_attribute("data-action");
    let confirm = button.get_attribute("data-confirm");
    controller.press(event, group, action.as_deref(), confirm.as_deref());
}

fn keydown(controller: &Controller, event: &KeyboardEvent) {
    // Somebody uses the keyboard, perhaps with text spacing of their own.
    controller.measure_again();
    match event.key().as_str() {
        // A browser closes a dialog or a popover unless the event is cancelled (HTML Standard, "close requests").
        "Escape" if controller.escape(event.repeat()) => {
            event.prevent_default();
            event.stop_propagation();
        }
        // A key that is held presses once.
        "Enter" | " " if event.repeat() => event.prevent_default(),
        _ => {}
    }
}

impl Mountable for CardElementState {
    fn unmount(&mut self) {
        if let Some(root) = &self.root {
            root.remove();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        let Some(root) = &self.root else { return };
        let _ = parent.insert_before(root, marker);
        if root.is_connected() {
            return self.controller.placed(root, self.slots);
        }
        // Usually the parent is inserted into the page later in this task.
        let (root, slots) = (root.clone(), self.slots);
        let weak = Rc::downgrade(&self.controller);
        leptos::prelude::queue_microtask(move || {
            if let Some(controller) = weak.upgrade() {
                controller.placed(&root, slots);
            }
        });
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let place = self
            .root
            .as_ref()
            .and_then(|root| Some((root, root.parent_element()?)));
        if let Some((root, parent)) = &place {
            child.mount(parent, Some(root));
        }
        place.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        self.root.iter().cloned().collect()
    }
}

impl AddAnyAttr for CardElement {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(mut self, attribute: NewAttr) -> Self::Output<NewAttr> {
        self.attributes.push(attribute.into_any_attr());
        self
    }
}

impl RenderHtml for CardElement {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// A server has another view: see `server.rs`.
    fn to_html_with_buf(
        self,
        _html: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _attributes: Vec<AnyAttribute>,
    ) {
    }

    #[cfg(feature = "hydrate")]
    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        let rendered = super::hydration::element_at(cursor, position);
        let controller = self.controller.take();
        controller.set_page_lang(rendered.as_ref().and_then(lang_around));
        let mut state = build(controller, false, rendered.clone());
        if state.root == rendered {
            state.hydrate(self.content, cursor, position);
            state.set_attributes(|root| self.attributes.hydrate::<FROM_SERVER>(root));
        } else {
            state.fill(self.content);
            state.set_attributes(|root| self.attributes.build(root));
        }
        if let Some(root) = state.root.clone() {
            state.controller.placed(&root, true);
            super::hydration::leave(cursor, position, root);
        }
        state
    }

    #[cfg(not(feature = "hydrate"))]
    fn hydrate<const FROM_SERVER: bool>(
        self,
        _cursor: &Cursor,
        _position: &PositionState,
    ) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

#[cfg(feature = "hydrate")]
impl CardElementState {
    /// Takes over the host's content, which the server has rendered as well.
    fn hydrate(&mut self, content: Content, cursor: &Cursor, position: &PositionState) {
        use super::hydration::leave;

        self.effects = content.effects;
        let [actions, buttons] = [&markup::ACTIONS[..], &markup::BUTTONS].map(|path| self.at(path));
        let (Some(actions), Some(buttons)) = (actions, buttons) else {
            return;
        };
        let _ = buttons.remove_attribute("inert");
        for (after, content, state) in [
            (buttons, content.actions, &mut self.actions),
            (actions, content.footer, &mut self.footer),
        ] {
            leave(cursor, position, after);
            *state = content.map(|content| content.hydrate::<true>(cursor, position));
        }
    }
}
