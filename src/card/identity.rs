//! Who it is: avatar, name, username, badges, bio.

use super::Text;
use super::model::Model;
use crate::store::Store;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// More characters or line breaks than this may not fit, and then the bio
/// scrolls, which a keyboard can only do where the focus can go.
const SHORT_BIO: usize = 90;

pub(super) fn identity(
    model: Model,
    store: Signal<Store>,
    level: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let name = Memo::new(move |_| model.name());
    // Nobody's name yet is no heading: among the page's headings it would be an empty one.
    let is_named = Memo::new(move |_| name.with(|name| !name.is_empty()));
    let role = move || is_named.get().then_some("heading");
    let level = move || is_named.get().then(&level);
    view! {
        <div class="kirimin-card-head">
            {avatar(model, store)}
            <div class="kirimin-card-who">
                <div class="kirimin-card-name" part="name" role={role} {..custom_attribute("aria-level", level)}>
                    <bdi>{name}</bdi>
                </div>
                <div class="kirimin-card-username" part="username">
                    // Isolated, or else the `@` would go to the other side among right-to-left text.
                    <bdi>{move || username(model)}</bdi>
                </div>
                {move || badges(model)}
            </div>
        </div>
        {bio(model)}
    }
}

fn username(model: Model) -> String {
    model
        .of_user(|user| (!user.is_deleted()).then(|| format_handle(&user.username)))
        .flatten()
        .unwrap_or_default()
}

fn format_handle(username: &str) -> String {
    let mut handle = String::from("@");
    handle.push_str(username);
    handle
}

/// The initial stands behind the picture: there is always something, and nothing jumps.
fn avatar(model: Model, store: Signal<Store>) -> impl IntoView {
    let broken = RwSignal::new(None::<String>);
    let path = Memo::new(move |_| model.of_user(|user| user.avatar_path()).flatten());
    let image = move || {
        path.get()
            .filter(|path| broken.get().as_ref() != Some(path))
            .map(|path| {
                let url = store.with(|store| store.url(&path));
                view! {
                    <img
                        alt=""
                        decoding="async"
                        draggable="false"
                        src=url
                        on:error=move |_| broken.set(Some(path.clone()))
                    />
                }
            })
    };
    let initial = move || {
        model
            .of_user(|user| {
                if user.is_deleted() {
                    String::new()
                } else {
                    user.initial()
                }
            })
            .unwrap_or_default()
    };
    view! {
        <div class="kirimin-card-avatar" part="avatar" aria-hidden="true">
            <span>{initial}</span>
            {image}
        </div>
    }
}

fn badges(model: Model) -> Option<impl IntoView> {
    let badges = model.of_user(|user| user.badges.clone())?;
    (!badges.is_empty()).then(|| {
        let label = model.text(Text::Badges);
        let items: Vec<_> = badges
            .into_iter()
            .map(|badge| {
                let text = model.text(Text::of_badge(badge));
                view! { <li data-badge=(badge as u8 + 1).to_string()>{text}</li> }
            })
            .collect();
        view! {
            <ul class="kirimin-card-badges" part="badges" aria-label=label>
                {items}
            </ul>
        }
    })
}

fn bio(model: Model) -> impl IntoView {
    let person = Memo::new(move |_| model.of_user(|user| !user.is_deleted()));
    let text = Memo::new(move |_| model.of_user(|user| user.bio.clone()).flatten());
    let is_long = move || {
        text.with(|bio| {
            bio.as_ref().is_some_and(|bio| {
                bio.chars().nth(SHORT_BIO).is_some() || bio.matches('\n').nth(1).is_some()
            })
        })
    };
    let shown = move || match (text.get(), person.get()) {
        (Some(bio), _) => bio,
        (None, Some(true)) => model.text(Text::NoBio),
        (None, _) => String::new(),
    };
    view! {
        <div
            class="kirimin-card-bio"
            part="bio"
            dir="auto"
            tabindex=move || is_long().then_some("0")
            role=move || is_long().then_some("group")
            aria-label=move || is_long().then(|| model.text(Text::Bio))
            data-empty=move || text.with(Option::is_none).then_some("")
            // Where there is nobody to have one, the message takes its room.
            hidden=move || text.with(Option::is_none) && !person.get().unwrap_or(model.is_loading())
        >
            {shown}
        </div>
    }
}
