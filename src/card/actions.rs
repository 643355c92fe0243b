//! The buttons: the actions of the state, or the two answers to a question.

use super::Text;
use super::button::{Button, Press};
use super::direct::Direct;
use super::focus::Focus;
use super::model::Model;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::event::on;

pub(super) fn actions(
    model: Model,
    root: NodeRef<html::Article>,
    own: Option<Children>,
) -> impl IntoView {
    let buttons = Memo::new(move |_| model.buttons());
    let group = NodeRef::<html::Div>::new();
    let focus = Focus::keep(root, group, buttons);
    let label = move || {
        let question = model.asking.get().and_then(Text::of_question);
        match question {
            Some((question, _)) => model
                .texts
                .with(|texts| texts.naming(question, &model.name())),
            None => model.text(Text::Friendship),
        }
    };
    let escape = move |event: ev::KeyboardEvent| {
        if let Some(action) = model.asking.try_get_untracked().flatten()
            && event.key() == "Escape"
        {
            event.stop_propagation();
            press(model, focus, Press::No(action));
        }
    };
    view! {
        <div class="kirimin-card-actions" part="actions">
            <div
                node_ref=group
                class="kirimin-card-buttons"
                role="group"
                aria-label={label}
                {..on(Direct(ev::keydown), escape)}
                {..on(Direct(ev::focusin), move |_| focus.entered())}
                {..on(Direct(ev::focusout), move |event| focus.left(&event))}
            >
                {move || {
                    buttons
                        .get()
                        .into_iter()
                        .map(|shown| button(model, focus, shown))
                        .collect::<Vec<_>>()
                }}
            </div>
            {own.map(|own| own())}
        </div>
    }
}

fn button(model: Model, focus: Focus, shown: Button) -> impl IntoView {
    let what = shown.press;
    let disabled = shown.disabled;
    let clicked = move |event: ev::MouseEvent| {
        // The second click of a double click was not meant for the answer that took the button's place.
        let doubled = event.detail() > 1 && matches!(what, Press::Yes(_) | Press::No(_));
        if !disabled && !doubled {
            press(model, focus, what);
        }
    };
    view! {
        <button
            type="button"
            class="kirimin-card-button"
            part=shown.look.part()
            data-action=what.data_action()
            data-confirm=what.data_confirm()
            data-busy=shown.busy.then_some("")
            aria-label=shown.label
            // A `disabled` button would lose the focus.
            aria-disabled={disabled.then_some("true")}
            {..on(Direct(ev::click), clicked)}
        >
            <span>{shown.text}</span>
        </button>
    }
}

fn press(model: Model, focus: Focus, what: Press) {
    model.press(what);
    let asked = model.asking.try_get_untracked().flatten();
    focus.aim_at(match (what, asked) {
        // The answer that changes nothing has the focus first (WAI-ARIA APG, alertdialog).
        (Press::Action(action), Some(_)) => Some(Press::No(action)),
        (Press::Action(action) | Press::Yes(action) | Press::No(action), None) => {
            Some(Press::Action(action))
        }
        _ => None,
    });
}
