//! What there is to say: the state, a question, or what came of an action.

use super::Text;
use super::model::Model;
use crate::Friendship;
use leptos::either::Either;
use leptos::prelude::*;

pub(super) fn message(model: Model) -> impl IntoView {
    let notice = Memo::new(move |_| model.notice());
    let kind = move || notice.with(|notice| notice.as_ref().map(|(kind, _)| *kind));
    let said = move || notice.with(|notice| notice.as_ref().map(|(_, said)| said.clone()));
    let question = move || match model.asking.get().and_then(Text::of_question) {
        Some((question, _)) => Either::Left(asked(model, question)),
        None => Either::Right(
            view! { <p class="kirimin-card-status" part="status">{move || model.status()}</p> },
        ),
    };
    view! {
        <div
            class="kirimin-card-message"
            data-notice=kind
            data-mark=move || mark(model, kind())
        >
            {question}
            // Always there and empty at first: a screen reader hears what comes into it (WAI-ARIA, `status`).
            <p class="kirimin-card-notice" part="notice" role="status">
                {move || said().unwrap_or_default()}
            </p>
        </div>
    }
}

/// What the line that is seen is about, for its looks; `None` where there is nothing to mark.
///
/// A question comes before everything, then a notice that is to be seen: the
/// style sheet shows the status for all but `news` and `failure`.
fn mark(model: Model, notice: Option<&'static str>) -> Option<&'static str> {
    if model.asking.get().is_some() {
        return Some("question");
    }
    match notice {
        Some("surprise") => return Some("news"),
        Some("failed") => return Some("failure"),
        _ => {}
    }
    if model.fault().is_some() {
        return Some("fault");
    }
    if model.is_busy() {
        return Some("busy");
    }
    if model.is_own() {
        return None;
    }
    model
        .of_user(|user| match user.friendship {
            Friendship::None => None,
            Friendship::Friends => Some("friends"),
            Friendship::RequestSent => Some("sent"),
            Friendship::RequestReceived => Some("received"),
            Friendship::Unknown(_) => Some("unknown"),
        })
        .flatten()
}

/// The question with the name in it, the name isolated for direction.
fn asked(model: Model, question: Text) -> impl IntoView {
    let text = model.text(question);
    let (before, after) = text
        .split_once("{name}")
        .map_or((text.clone(), String::new()), |(before, after)| {
            (before.to_owned(), after.to_owned())
        });
    let name = move || model.name();
    view! {
        <p class="kirimin-card-status" part="confirm">
            {before} <bdi>{name}</bdi> {after}
        </p>
    }
}
