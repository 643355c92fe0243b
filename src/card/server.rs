//! A card on a server: its HTML, which a browser shows before the program runs that adopts it.
//!
//! Nothing here belongs to a browser: there is no store and no controller, only the view model of a
//! card that has just been created.

use super::node::Node;
use super::{Card, markup};
use crate::store::Store;
use kirimin_profile_card_core::Settings;
use kirimin_profile_card_core::engine::CardView;
use kirimin_profile_card_core::view_model::{Moment, view_model};
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::any_view::AnyView;
use leptos::tachys::view::{Position, PositionState};

/// The view of the component. A server has nothing to follow and nobody to call.
pub(super) fn view_of<R, S>(card: Card<R, S>) -> ServerCard
where
    R: Fn() -> Settings,
    S: Fn() -> Store,
{
    let Card {
        settings,
        store,
        refresh: _,
        callbacks: _,
        actions,
        footer,
    } = card;
    let (settings, avatar_base) = untrack(|| (settings(), store().url("")));
    ServerCard::new(&settings, &avatar_base, actions, footer)
}

/// The view of a card in a Leptos app on a server.
pub(super) struct ServerCard {
    root: Node,
    attributes: Vec<AnyAttribute>,
    actions: Option<AnyView>,
    footer: Option<AnyView>,
}

impl ServerCard {
    /// `avatar_base`: the base URL of avatars, without a last slash.
    pub(super) fn new(
        settings: &Settings,
        avatar_base: &str,
        actions: Option<AnyView>,
        footer: Option<AnyView>,
    ) -> Self {
        let user = settings.user.clone();
        let view = CardView::first(&settings.userid, user, settings.viewer_id.as_deref());
        // The page around the card is not known here.
        let lang = settings.lang.as_deref().filter(|lang| !lang.is_empty());
        let lang = lang.unwrap_or("en");
        let shown = view_model(&view, settings, lang, &Moment::default());
        Self {
            root: markup::card(&shown, avatar_base, false, 0),
            attributes: Vec::new(),
            actions,
            footer,
        }
    }

    /// The HTML before the host's actions, between them and the footer, and after that.
    fn html(&mut self, more: Vec<AnyAttribute>) -> [String; 3] {
        let (mut attributes, mut classes) = (String::new(), String::new());
        let (mut styles, mut inner_html) = (String::new(), String::new());
        for attribute in self.attributes.drain(..).chain(more) {
            attribute.to_html(&mut attributes, &mut classes, &mut styles, &mut inner_html);
        }
        if !classes.trim().is_empty() {
            self.root.add_classes(classes.trim());
        }
        if !styles.trim().is_empty() {
            self.root.set("style", styles.trim().to_owned());
        }
        let mut html = [const { String::new() }; 3];
        let [before, between, after] = &mut html;
        self.root.push_start(before, &attributes);
        for (index, child) in self.root.children_of().iter().enumerate() {
            if [index] == markup::ACTIONS {
                child.push_start(before, "");
                // Nobody is there to hear a press.
                child.children_of().iter().for_each(|buttons| {
                    buttons.push_html_with(before, " inert");
                });
                child.push_end(between);
            } else {
                child.push_html(before);
            }
        }
        self.root.push_end(after);
        html
    }
}

impl Render for ServerCard {
    type State = ();

    fn build(self) -> Self::State {}

    fn rebuild(self, _state: &mut Self::State) {}
}

impl AddAnyAttr for ServerCard {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(mut self, attribute: NewAttr) -> Self::Output<NewAttr> {
        self.attributes.push(attribute.into_any_attr());
        self
    }
}

impl RenderHtml for ServerCard {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {
        Attribute::dry_resolve(&mut self.attributes);
        for content in [&mut self.actions, &mut self.footer].into_iter().flatten() {
            content.dry_resolve();
        }
    }

    async fn resolve(self) -> Self {
        async fn resolved(content: Option<AnyView>) -> Option<AnyView> {
            match content {
                Some(content) => Some(content.resolve().await),
                None => None,
            }
        }
        Self {
            root: self.root,
            attributes: Attribute::resolve(self.attributes).await,
            actions: resolved(self.actions).await,
            footer: resolved(self.footer).await,
        }
    }

    fn to_html_with_buf(
        mut self,
        html: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        more: Vec<AnyAttribute>,
    ) {
        let [before, between, after] = self.html(more);
        for (part, content) in [(before, self.actions), (between, self.footer)] {
            html.push_str(&part);
            *position = Position::NextChild;
            if let Some(content) = content {
                content.to_html_with_buf(html, position, escape, mark_branches, vec![]);
            }
        }
        html.push_str(&after);
        *position = Position::NextChild;
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        mut self,
        html: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        more: Vec<AnyAttribute>,
    ) {
        let [before, between, after] = self.html(more);
        for (part, content) in [(before, self.actions), (between, self.footer)] {
            html.push_sync(&part);
            *position = Position::NextChild;
            if let Some(content) = content {
                content.to_html_async_with_buf::<OUT_OF_ORDER>(
                    html,
                    position,
                    escape,
                    mark_branches,
                    vec![],
                );
            }
        }
        html.push_sync(&after);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        _cursor: &Cursor,
        _position: &PositionState,
    ) -> Self::State {
    }

    fn into_owned(self) -> Self {
        self
    }
}
