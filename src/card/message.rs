//! What there is to say: the state, a question, or what came of an action.

use super::Text;
use super::model::Model;
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
        <div class="kirimin-card-message" data-notice=kind>
            {question}
            // Always there and empty at first: a screen reader hears what comes into it (WAI-ARIA, `status`).
            <p class="kirimin-card-notice" part="notice" role="status">
                {move || said().unwrap_or_default()}
            </p>
        </div>
    }
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
        <p class="kirimin-card-status kirimin-card-question" part="confirm">
            {before} <bdi>{name}</bdi> {after}
        </p>
    }
}
