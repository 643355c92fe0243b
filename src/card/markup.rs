//! The markup of a card: turns its view model into a tree of elements.

use super::node::Node;
use kirimin_profile_card_core::strings::Str;
use kirimin_profile_card_core::view_model::{Announcement, Button, Command, Message};
use kirimin_profile_card_core::{Action, ViewModel};
use std::borrow::Cow;

/// Numbers as text, for attributes.
const NUMBERS: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];
/// The key of the item that stands for all other badges.
const BADGES_MORE: u32 = 10;

/// The path from the root to the bio.
pub(super) const BIO: [usize; 2] = [0, 1];
/// The path from the root to the actions, and to the group of buttons in them.
pub(super) const ACTIONS: [usize; 1] = [1];
pub(super) const BUTTONS: [usize; 2] = [1, 0];

/// The card's root element. `api_base`: the base URL of avatars. `slots`: whether the card is in
/// a shadow root and so has slots for its host's content.
pub(super) fn card(shown: &ViewModel, api_base: &str, slots: bool, number: u32) -> Node {
    let is_named = !shown.name.is_empty();
    let root = Node::new("article")
        .attr("class", "kirimin-card")
        .attr("part", "card")
        .attr("lang", shown.lang.clone())
        .attr("data-layout", shown.layout.name())
        .attr("data-phase", shown.phase)
        .maybe("data-friendship", friendship(shown))
        .flag("data-own", shown.own)
        .maybe("data-fault", shown.fault.map(Str::from))
        .flag("data-skeleton", shown.busy)
        // A message that is more than a line of status.
        .flag("data-boxed", is_boxed(shown.mark))
        // While it is shown what was done, nothing else asks for attention.
        .flag("data-done", shown.mark == Some("done"))
        .attr("aria-busy", if shown.busy { "true" } else { "false" })
        .maybe("aria-label", is_named.then(|| shown.name.clone()))
        .child(
            Node::div("kirimin-card-body")
                .child(head(shown, api_base))
                .child(bio(shown))
                .child(message(shown, number)),
        );
    let actions = Node::div("kirimin-card-actions")
        .attr("part", "actions")
        .child(buttons(shown, number));
    if slots {
        let slot = |name| Node::new("slot").attr("name", name);
        root.child(actions.child(slot("actions")))
            .child(slot("footer"))
    } else {
        root.child(actions)
    }
}

fn is_boxed(mark: Option<&str>) -> bool {
    !matches!(
        mark,
        None | Some("friends" | "sent" | "received" | "unknown" | "busy" | "done")
    )
}

fn friendship(shown: &ViewModel) -> Option<Str> {
    let state = shown.friendship.as_ref()?;
    Some(Cow::Owned(state.as_str().to_owned()))
}

fn head(shown: &ViewModel, api_base: &str) -> Node {
    // Without a name the element is not a heading: the page would have an empty heading.
    let named = !shown.name.is_empty();
    let image = shown.avatar.as_ref().map(|path| {
        Node::new("img")
            .attr("alt", "")
            .attr("decoding", "async")
            .attr("draggable", "false")
            .attr("src", [api_base, path].concat())
    });
    let avatar = Node::div("kirimin-card-avatar")
        .attr("part", "avatar")
        .attr("aria-hidden", "true")
        .attr("data-hue", NUMBERS[usize::from(shown.hue) % NUMBERS.len()])
        // The initial is behind the picture, so the layout is stable while it loads.
        .child(Node::new("span").text(shown.initial.map_or_else(String::new, String::from)))
        .children(image);
    let name = Node::div("kirimin-card-name")
        .attr("part", "name")
        // Without a person it is a text of the card.
        .maybe(
            "lang",
            shown.texts_lang.clone().filter(|_| shown.initial.is_none()),
        )
        // A long one is cut.
        .maybe("title", named.then(|| shown.name.clone()))
        .maybe("role", named.then_some("heading".into()))
        .maybe(
            "aria-level",
            named.then(|| shown.heading_level.as_str().into()),
        )
        .child(proper_name(shown.name.clone()));
    // Isolated, or the `@` would move to the other side in right-to-left text.
    let username = Node::div("kirimin-card-username")
        .attr("part", "username")
        .maybe(
            "title",
            (!shown.username.is_empty()).then(|| shown.username.clone().into()),
        )
        .child(proper_name(shown.username.clone()))
        // In a row it follows the name, and so begins elsewhere than its bar did: a new element does not move.
        .key(shown.busy.into());
    Node::div("kirimin-card-head").child(avatar).child(
        Node::div("kirimin-card-who")
            .child(name)
            .child(username)
            .children(badges(shown)),
    )
}

/// A name, isolated for direction and kept from translators.
fn proper_name(name: impl Into<Str>) -> Node {
    Node::new("bdi").attr("translate", "no").text(name)
}

fn badges(shown: &ViewModel) -> Option<Node> {
    if shown.badges.is_empty() {
        return None;
    }
    let items = shown.badges.iter().map(|(badge, name)| {
        Node::new("li")
            .key(*badge as u32)
            .attr("data-badge", NUMBERS[*badge as usize + 1])
            .text(name.clone())
    });
    let more = (!shown.more_badges.is_empty()).then(|| {
        Node::new("li")
            .key(BADGES_MORE)
            .attr("title", shown.more_badges.join(", "))
            .child(
                Node::new("span")
                    .attr("role", "img")
                    .attr("aria-label", shown.more_badges.join(", "))
                    .text(["+", &shown.more_badges.len().to_string()].concat()),
            )
    });
    Some(
        Node::new("ul")
            .attr("class", "kirimin-card-badges")
            .maybe("lang", shown.texts_lang.clone())
            .attr("part", "badges")
            .attr("aria-label", shown.badges_label.clone())
            .children(items)
            .children(more),
    )
}

fn bio(shown: &ViewModel) -> Node {
    let bio = shown.bio.as_ref();
    let placeholder = bio.is_some_and(|bio| bio.empty);
    let scrolls_as = bio.and_then(|bio| bio.scrolls_as.clone());
    let scrolls = scrolls_as.is_some();
    // `Controller::placed` looks for it here: the second element of the body.
    Node::div("kirimin-card-bio")
        .attr("part", "bio")
        .maybe("lang", shown.texts_lang.clone().filter(|_| placeholder))
        .attr("dir", "auto")
        .maybe("tabindex", scrolls.then_some("0".into()))
        .maybe("role", scrolls.then_some("group".into()))
        .maybe("aria-label", scrolls_as)
        .flag("data-empty", bio.is_none_or(|bio| bio.empty))
        // If there is no user to have a bio, the message takes its space.
        .flag("hidden", bio.is_none())
        .text(bio.map_or(Cow::Borrowed(""), |bio| bio.text.clone()))
}

fn message(shown: &ViewModel, number: u32) -> Node {
    let status = || Node::new("p").attr("class", "kirimin-card-status");
    let line = match &shown.message {
        // In a box of its own it is in another place: a new element does not move.
        Message::Status(text) => status()
            .key(if is_boxed(shown.mark) { 3 } else { 0 })
            .attr("part", "status")
            .text(text.clone()),
        Message::Question {
            before,
            name,
            after,
        } => status()
            .key(1)
            .attr("part", "confirm")
            .attr("id", question_id(number))
            .child(Node::new("span").text(before.clone()))
            .child(proper_name(name.clone()))
            .child(Node::new("span").text(after.clone())),
    };
    let announcement = shown.announcement.as_ref();
    let text = |said: &Announcement| said.text.clone();
    Node::div("kirimin-card-message")
        .maybe("lang", shown.texts_lang.clone())
        .maybe("data-notice", announcement.map(|said| said.kind.into()))
        .maybe("data-mark", shown.mark.map(Str::from))
        .child(line)
        // Always present, and empty at first: screen readers announce changes in it (WAI-ARIA, `status`).
        .child(
            Node::new("p")
                .key(2)
                .attr("class", "kirimin-card-notice")
                .attr("part", "notice")
                .attr("role", "status")
                .text(announcement.map_or(Cow::Borrowed(""), text)),
        )
}

/// The id of the question, which describes its answers. Unique in the page, because a component
/// is not in a shadow root.
fn question_id(number: u32) -> String {
    ["kirimin-card-question-", &number.to_string()].concat()
}

fn buttons(shown: &ViewModel, number: u32) -> Node {
    Node::div("kirimin-card-buttons")
        .maybe("lang", shown.texts_lang.clone())
        .attr("role", "group")
        .attr("aria-label", shown.buttons_label.clone())
        .children(shown.buttons.iter().map(|shown| button(shown, number)))
}

fn button(shown: &Button, number: u32) -> Node {
    let is_answer = shown.command.data_confirm().is_some();
    Node::new("button")
        .key(key(shown.command))
        .attr("type", "button")
        .attr("class", "kirimin-card-button")
        .attr("part", shown.emphasis.part())
        .maybe("data-action", shown.command.data_action().map(Str::from))
        .maybe("data-confirm", shown.command.data_confirm().map(Str::from))
        .flag("data-busy", shown.busy)
        .attr("aria-label", shown.label.clone())
        .maybe(
            "aria-describedby",
            is_answer.then(|| question_id(number).into()),
        )
        // A `disabled` button would lose the focus.
        .maybe("aria-disabled", shown.disabled.then_some("true".into()))
        .text(shown.text.clone())
}

/// A key for each command, so that no button element is reused for another command.
fn key(command: Command) -> u32 {
    let number = |action: Action| action as u32;
    match command {
        Command::Act(action) => number(action),
        Command::Confirm(action) => 10 + number(action),
        Command::Decline(action) => 20 + number(action),
        Command::Refresh => 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kirimin_profile_card_core::engine::{CardView, Phase};
    use kirimin_profile_card_core::view_model::{Moment, view_model};
    use kirimin_profile_card_core::{Profile, Settings};
    use serde_json::json;
    use std::sync::Arc;

    fn html(user: &serde_json::Value, slots: bool) -> String {
        let view = CardView {
            profile: Some(Arc::new(Profile::from_json(user).unwrap())),
            phase: Phase::Ready,
            ..CardView::default()
        };
        let shown = view_model(&view, &Settings::default(), "en", &Moment::default());
        let mut html = String::new();
        card(&shown, "/api", slots, 1).push_html(&mut html);
        html
    }

    #[test]
    fn nothing_from_the_server_is_html() {
        let evil = "<b title=\"x\">&'</b>";
        let html = html(
            &json!({"id": "1", "username": evil, "displayname": evil, "bio": evil,
                "image": evil, "isFriend": evil}),
            false,
        );
        assert!(!html.contains("<b ") && !html.contains("</b>"), "{html}");
        assert!(html.contains("&lt;b title=&quot;x&quot;&gt;&amp;'&lt;/b&gt;"));
        assert!(html.contains("src=\"/api/file/user/%3Cb%20title"));
    }

    #[test]
    fn the_buttons_are_where_the_focus_looks_for_them() {
        let user = json!({"id": "1", "username": "ana", "isFriend": 3});
        for slots in [false, true] {
            let view = html(&user, slots);
            assert_eq!(view.matches("<button").count(), 2);
            assert_eq!(view.matches("<slot").count(), if slots { 2 } else { 0 });
        }
        let shown = view_model(
            &CardView::default(),
            &Settings::default(),
            "en",
            &Moment::default(),
        );
        let root = card(&shown, "", true, 1);
        let mut group = String::new();
        root.at(&BUTTONS).unwrap().push_html(&mut group);
        assert!(
            group.starts_with("<div class=\"kirimin-card-buttons\""),
            "{group}"
        );
    }

    #[test]
    fn names_are_not_translated() {
        let html = html(
            &json!({"id": "1", "username": "ana", "displayname": "Rose"}),
            false,
        );
        assert!(html.contains("<bdi translate=\"no\">Rose</bdi>"));
        assert!(html.contains("<bdi translate=\"no\">@ana</bdi>"));
    }
}
