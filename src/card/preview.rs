//! A card without a store behind it, for pictures of states.

use super::frame::{Frame, frame};
use super::model::Model;
use super::{CardView, Layout, Store, Texts, place};
use crate::Action;
use leptos::html;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Shows a given view as a [`ProfileCard`](super::ProfileCard) would. No
/// request is made but for the avatar's file, and the answer "yes" does nothing.
///
/// For the playground's gallery and for tests; no part of the public interface.
#[doc(hidden)]
#[component]
pub fn CardPreview(
    /// What to show.
    #[prop(into)]
    view: Signal<CardView>,
    /// The action about which the person is being asked at first.
    #[prop(optional_no_strip)]
    asking: Option<Action>,
    /// As the card's.
    #[prop(optional, into)]
    viewer_id: MaybeProp<String>,
    /// As the card's.
    #[prop(optional, into)]
    userid: Signal<String>,
    /// As the card's; only the avatars' addresses come of it.
    #[prop(optional, into)]
    api_base: String,
    /// As the card's.
    #[prop(optional, into)]
    lang: MaybeProp<String>,
    /// As the card's.
    #[prop(optional, into)]
    layout: Signal<Layout>,
    /// As the card's.
    #[prop(default = Signal::stored(3), into)]
    heading_level: Signal<u8>,
) -> impl IntoView {
    let root = NodeRef::<html::Article>::new();
    let lang = place::language(root, lang);
    let texts = Memo::new(move |_| Texts::of(&lang.get()).with(BTreeMap::new()));
    let model = Model::new(
        view,
        texts,
        viewer_id,
        userid,
        Signal::stored(false),
        StoredValue::new_local(None),
        None,
    );
    model.asking.set(asking);
    frame(
        model,
        Frame {
            root,
            store: Signal::stored(Store::new(&api_base)),
            lang,
            layout,
            heading_level,
            actions: None,
            footer: None,
        },
    )
}
