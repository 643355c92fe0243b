//! The component on a server. `cargo xtask test` runs it with the feature `ssr`.
#![allow(clippy::unwrap_used)]

use kirimin_profile_card::{Layout, Profile, ProfileCard, STYLE_SHEET, Store};
use leptos::prelude::*;
use serde_json::{Value, json};

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn user(user: &Value) -> Signal<Option<Profile>> {
    Signal::stored(Some(Profile::from_json(user).unwrap()))
}

fn ana(friendship: u8) -> Value {
    json!({"id": "7", "username": "ana", "displayname": "Ana", "isFriend": friendship, "image": "7.png"})
}

/// The values of an attribute, in the order of their elements.
fn values(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = html.split(&start).skip(1);
    values
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn a_known_user_is_rendered_with_the_buttons_of_each_friendship() {
    for (friendship, buttons) in [
        (0, vec!["addfriend"]),
        (1, vec!["unfriend"]),
        (2, vec!["cancelfriend"]),
        (3, vec!["acceptfriend", "ignorefriend"]),
        (4, vec![]),
    ] {
        let html = html(|| view! { <ProfileCard user=user(&ana(friendship)) /> });
        assert_eq!(values(&html, "data-action"), buttons);
        assert_eq!(values(&html, "data-phase"), ["ready"]);
        assert!(html.contains(">Ana</bdi>"), "{html}");
    }
}

#[test]
fn an_unknown_user_is_a_skeleton_and_the_viewer_has_no_buttons() {
    let unknown = html(|| view! { <ProfileCard userid="7" layout=Layout::Row /> });
    assert_eq!(values(&unknown, "data-phase"), ["loading"]);
    assert_eq!(values(&unknown, "data-layout"), ["row"]);
    assert_eq!(values(&unknown, "data-skeleton"), [""]);
    let own = html(|| view! { <ProfileCard user=user(&ana(0)) viewer_id="7" /> });
    assert_eq!(values(&own, "data-action"), [""; 0]);
    assert_eq!(values(&own, "data-own"), [""]);
    let bad = html(|| view! { <ProfileCard userid=" " /> });
    assert_eq!(values(&bad, "data-fault"), ["BAD_USERID"]);
}

#[test]
fn nothing_of_a_user_is_html() {
    let evil = "<b title=\"x\">&'</b>";
    let evil =
        json!({"id": "7", "username": evil, "displayname": evil, "bio": evil, "image": evil});
    let html = html(|| view! { <ProfileCard user=user(&evil) /> });
    assert!(!html.contains("<b ") && !html.contains("</b>"), "{html}");
}

#[test]
fn the_language_the_texts_and_the_base_are_the_hosts() {
    let indonesian = html(|| view! { <ProfileCard user=user(&ana(3)) lang="id" /> });
    assert!(indonesian.contains(">Terima</button>"), "{indonesian}");
    assert_eq!(values(&indonesian, "src"), ["/file/user/7.png"]);
    let own = html(|| {
        provide_context(Store::new("https://friends.example/api/"));
        let strings = Signal::stored(vec![("accept".to_owned(), "Okay".to_owned())]);
        view! { <ProfileCard user=user(&ana(3)) strings=strings /> }
    });
    assert!(own.contains(">Okay</button>"), "{own}");
    assert_eq!(
        values(&own, "src"),
        ["https://friends.example/api/file/user/7.png"]
    );
}

#[test]
fn what_the_host_adds_is_in_the_card_and_not_inert() {
    let html = html(|| {
        view! {
            <ProfileCard
                user=user(&ana(3))
                actions=Box::new(|| view! { <a href="/message">"Message"</a> }.into_any())
                footer=Box::new(|| view! { <p>"Footer"</p> }.into_any())
                {..}
                id="theirs"
                class="mine"
                style:color="red"
            />
        }
    });
    assert!(
        html.starts_with("<article class=\"kirimin-card mine\""),
        "{html}"
    );
    assert_eq!(values(&html, "id"), ["theirs"]);
    assert_eq!(values(&html, "style"), ["color:red;"]);
    let after_inert = html.split(" inert>").nth(1).unwrap();
    let buttons = after_inert.find("</div>").unwrap();
    assert!(
        buttons
            < after_inert
                .find("<a href=\"/message\">Message</a></div><p>Footer</p></article>")
                .unwrap()
    );
}

/// As Axum requires of what it renders, on whichever of its threads.
#[test]
fn the_view_can_go_to_another_thread() {
    let view = Owner::new().with(|| view! { <ProfileCard userid="7" /> }.into_any());
    let html = std::thread::spawn(move || view.to_html()).join().unwrap();
    assert!(html.contains("data-skeleton"), "{html}");
    assert!(STYLE_SHEET.contains(".kirimin-card"));
}
