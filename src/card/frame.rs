//! The card's element with everything on it, whatever the model is fed from.

use super::model::Model;
use super::{Layout, actions, identity, message, sheet};
use crate::store::Store;
use leptos::html;
use leptos::prelude::*;

/// Where a card stands, and what its host put on it.
pub(super) struct Frame {
    pub root: NodeRef<html::Article>,
    /// Knows where the avatars are.
    pub store: Signal<Store>,
    pub lang: Memo<String>,
    pub layout: Signal<Layout>,
    pub heading_level: Signal<u8>,
    pub actions: Option<Children>,
    pub footer: Option<Children>,
}

pub(super) fn frame(model: Model, frame: Frame) -> impl IntoView {
    let Frame {
        root,
        store,
        lang,
        layout,
        heading_level,
        actions,
        footer,
    } = frame;
    sheet::adopt(root);
    let level = move || heading_level.get().clamp(2, 6).to_string();
    view! {
        <article
            node_ref=root
            class="kirimin-card"
            part="card"
            lang=move || lang.get()
            data-layout=move || layout.get().name()
            data-phase=move || model.phase_name()
            data-friendship=move || model.friendship_text()
            data-own=move || model.is_own().then_some("")
            data-fault=move || model.fault().map(|fault| fault.name())
            aria-busy=move || model.is_busy().to_string()
        >
            <div class="kirimin-card-body">
                {identity::identity(model, store, level)}
                {message::message(model)}
            </div>
            {actions::actions(model, root, actions)}
            {footer.map(|footer| footer())}
        </article>
    }
}
