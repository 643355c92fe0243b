//! Keeps the focus on the card when the button that had it is replaced.

use super::button::{Button, Press};
use gloo_timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusEvent, HtmlElement, Node, ShadowRoot};

/// Where the focus is among the buttons, and where it is to go.
#[derive(Clone, Copy)]
pub(super) struct Focus {
    inside: StoredValue<bool>,
    aim: StoredValue<Option<Press>>,
}

impl Focus {
    /// Watches the group: when its buttons change while the focus is among them,
    /// it goes to the one aimed at, or else to the first.
    pub(super) fn keep(
        root: NodeRef<html::Article>,
        group: NodeRef<html::Div>,
        buttons: Memo<Vec<Button>>,
    ) -> Self {
        let focus = Self {
            inside: StoredValue::new(false),
            aim: StoredValue::new(None),
        };
        let shown = Memo::new(move |_| {
            buttons.with(|buttons| {
                buttons
                    .iter()
                    .map(|button| button.press)
                    .collect::<Vec<_>>()
            })
        });
        Effect::new(move |before: Option<()>| {
            let shown = shown.get();
            if before.is_some() && focus.inside.get_value() {
                let aimed = focus.aim.get_value();
                let wanted = shown.iter().position(|press| Some(*press) == aimed);
                // The view is brought up to date before the next timer.
                Timeout::new(0, move || move_focus(root, group, wanted)).forget();
            }
        });
        focus
    }

    /// Which button is to have the focus when the buttons change.
    pub(super) fn aim_at(self, press: Option<Press>) {
        self.aim.set_value(press);
    }

    /// The focus came to one of the buttons.
    pub(super) fn entered(self) {
        self.inside.set_value(true);
    }

    /// The focus left one of the buttons: for another place, or because the
    /// button is being removed, which shows only once that is done.
    pub(super) fn left(self, event: &FocusEvent) {
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        if event.related_target().is_some() {
            return self.inside.set_value(false);
        }
        Timeout::new(0, move || {
            if button.is_some_and(|button| button.is_connected() && !has_focus(&button)) {
                self.inside.try_set_value(false);
            }
        })
        .forget();
    }
}

fn move_focus(root: NodeRef<html::Article>, group: NodeRef<html::Div>, wanted: Option<usize>) {
    if let (Some(Some(root)), Some(Some(group))) =
        (root.try_get_untracked(), group.try_get_untracked())
        && (wanted.is_some() || !has_focus(&group))
    {
        focus_button(&group, &root, wanted.unwrap_or(0));
    }
}

/// Whether the focus is on the node or within it.
fn has_focus(node: &Node) -> bool {
    let root = node.get_root_node();
    let active = match root.dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(root) => root
            .dyn_into::<Document>()
            .ok()
            .and_then(|document| document.active_element()),
    };
    active.is_some_and(|active| node.contains(Some(&active)))
}

fn focus_button(group: &Element, root: &HtmlElement, index: usize) {
    let button = u32::try_from(index)
        .ok()
        .and_then(|index| group.children().item(index))
        .and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        let _ = button.focus();
    } else {
        // No button is left: the card itself takes the focus, so that it does not fall to the page's start.
        let _ = root.set_attribute("tabindex", "-1");
        let _ = root.focus();
    }
}
