//! Tests of every state of a card, without a browser.

use super::*;
use crate::Profile;
use crate::api::Fault;
use crate::engine::Notice;
use serde_json::{Value, json};
use std::sync::Arc;

fn devanka(is_friend: Value) -> Arc<Profile> {
    let user = json!({
        "id": "761761", "username": "dvnkz", "displayname": "Devanka 761", "isFriend": is_friend,
    });
    Arc::new(Profile::from_json(&user).unwrap())
}

fn view(user: Arc<Profile>, phase: Phase) -> CardView {
    CardView {
        profile: Some(user),
        phase,
        ..CardView::default()
    }
}

fn show(view: &CardView) -> ViewModel {
    show_set(view, &Settings::default())
}

fn show_set(view: &CardView, settings: &Settings) -> ViewModel {
    view_model(view, settings, "en", &Moment::default())
}

fn show_asking(view: &CardView, action: Action) -> ViewModel {
    let moment = Moment {
        asking: Some(action),
        ..Moment::default()
    };
    view_model(view, &Settings::default(), "en", &moment)
}

fn commands(shown: &ViewModel) -> Vec<Command> {
    shown.buttons.iter().map(|button| button.command).collect()
}

fn status(shown: &ViewModel) -> &str {
    match &shown.message {
        Message::Status(text) => text,
        Message::Question { .. } => panic!("a question: {shown:?}"),
    }
}

#[test]
fn the_buttons_and_the_words_follow_is_friend() {
    use Command::Act;
    for (state, mark, words, buttons) in [
        (json!(0), None, "Not friends yet", vec![Act(Action::Add)]),
        (
            json!(1),
            Some("friends"),
            "You're friends",
            vec![Act(Action::Unfriend)],
        ),
        (
            json!(2),
            Some("sent"),
            "Friend request sent",
            vec![Act(Action::Cancel)],
        ),
        (
            json!(3),
            Some("received"),
            "Wants to be your friend",
            vec![Act(Action::Accept), Act(Action::Ignore)],
        ),
        (
            json!(7),
            Some("unknown"),
            "Unknown friendship status (7)",
            vec![],
        ),
    ] {
        let shown = show(&view(devanka(state), Phase::Ready));
        assert_eq!(commands(&shown), buttons);
        assert_eq!((shown.mark, status(&shown)), (mark, words));
        assert_eq!((shown.phase, shown.busy), ("ready", false));
        assert!(shown.buttons.iter().all(|button| !button.disabled));
    }
}

#[test]
fn a_button_s_name_begins_with_its_text_and_names_the_person() {
    let user = view(devanka(json!(3)), Phase::Ready);
    for shown in [show(&user), show_asking(&user, Action::Ignore)] {
        for button in &shown.buttons {
            assert!(button.label.starts_with(&*button.text));
            assert!(button.label.contains("Devanka 761"));
        }
    }
}

#[test]
fn a_question_names_the_person_and_has_two_answers() {
    let shown = show_asking(&view(devanka(json!(3)), Phase::Ready), Action::Ignore);
    assert_eq!(
        commands(&shown),
        [
            Command::Confirm(Action::Ignore),
            Command::Decline(Action::Ignore)
        ]
    );
    let Message::Question {
        before,
        name,
        after,
    } = &shown.message
    else {
        panic!("{shown:?}");
    };
    assert_eq!(
        [before.as_str(), name, after.as_str()],
        ["Reject the request from ", "Devanka 761", "?"]
    );
    assert_eq!(shown.mark, Some("question"));
    assert!(shown.buttons_label.contains("Devanka 761"));
}

#[test]
fn a_question_goes_when_the_state_no_longer_offers_its_action() {
    for (state, phase) in [
        (json!(1), Phase::Ready),
        (json!(3), Phase::Busy(Action::Ignore)),
        (json!(3), Phase::Loading),
    ] {
        let shown = show_asking(&view(devanka(state), phase), Action::Ignore);
        assert_ne!(shown.mark, Some("question"), "{shown:?}");
    }
}

#[test]
fn while_an_action_is_under_way_its_button_is_busy_and_none_can_be_pressed() {
    let shown = show(&view(devanka(json!(3)), Phase::Busy(Action::Ignore)));
    let busy: Vec<_> = shown.buttons.iter().map(|button| button.busy).collect();
    assert_eq!(busy, [false, true]);
    assert!(shown.buttons.iter().all(|button| button.disabled));
    assert!(!shown.busy, "screen readers would not say what is going on");
    assert_eq!((shown.mark, status(&shown)), (Some("busy"), "Rejecting…"));
    assert_eq!(shown.announcement.unwrap().text, "Rejecting…");
}

#[test]
fn a_wait_is_counted_down_but_said_once() {
    let mut busy = view(devanka(json!(3)), Phase::Busy(Action::Accept));
    let moment = |left: &str| Moment {
        countdown: Some(Countdown {
            left: left.to_owned(),
            from: "3 seconds".to_owned(),
        }),
        ..Moment::default()
    };
    let at = |busy: &CardView, left| view_model(busy, &Settings::default(), "en", &moment(left));
    let (first, later) = (at(&busy, "3 seconds"), at(&busy, "1 second"));
    assert_eq!(status(&first), "Retrying in 3 seconds");
    assert_eq!(status(&later), "Retrying in 1 second");
    assert_eq!(first.announcement, later.announcement);
    busy.offline = true;
    assert!(status(&at(&busy, "1 second")).contains("offline"));
}

#[test]
fn nothing_known_yet_is_a_skeleton() {
    let shown = show(&CardView::default());
    assert_eq!((shown.phase, shown.friendship.as_ref()), ("loading", None));
    assert!(shown.name.is_empty() && shown.username.is_empty() && shown.initial.is_none());
    assert!(shown.buttons.is_empty() && shown.busy);
    assert!(
        shown
            .bio
            .is_some_and(|bio| bio.empty && bio.text.is_empty())
    );
}

#[test]
fn what_failed_says_why_and_offers_what_can_help() {
    let failed = |fault| {
        show(&CardView {
            phase: Phase::Failed(fault),
            ..CardView::default()
        })
    };
    let shown = failed(Fault::Lost);
    assert_eq!(commands(&shown), [Command::Refresh]);
    assert_eq!(shown.fault, Some("CONNECTION_LOST"));
    assert_eq!(shown.name, "Profile");
    assert_eq!(failed(Fault::NotFound).name, "Unknown user");
    assert!(shown.bio.is_none());
    let heard = shown.announcement.clone().unwrap();
    assert_eq!((heard.kind, &*heard.text), ("heard", status(&shown)));
    assert!(commands(&failed(Fault::BadUserid)).is_empty());
}

#[test]
fn an_unconfirmed_outcome_offers_to_check_again_and_nothing_else() {
    let shown = show(&view(
        devanka(json!(3)),
        Phase::Unconfirmed {
            fault: Fault::TimedOut,
            action: Some(Action::Accept),
        },
    ));
    assert_eq!(commands(&shown), [Command::Refresh]);
    assert_eq!(shown.buttons[0].text, "Check again");
    assert_eq!(shown.phase, "unconfirmed");
}

#[test]
fn an_outcome_is_announced_and_shown_where_it_is_news() {
    for (notice, kind, mark) in [
        (Notice::Done(Action::Ignore), "done", None),
        (
            Notice::Surprise(Action::Ignore, Friendship::None),
            "surprise",
            Some("news"),
        ),
        (Notice::Failed(Fault::Lost, None), "failed", Some("failure")),
    ] {
        let mut seen = view(devanka(json!(0)), Phase::Ready);
        seen.notice = Some(notice);
        let shown = show(&seen);
        assert_eq!(shown.announcement.unwrap().kind, kind);
        assert_eq!(shown.mark, mark);
    }
}

#[test]
fn nobody_befriends_themselves() {
    let settings = Settings {
        viewer_id: Some("761761".to_owned()),
        ..Settings::default()
    };
    let shown = show_set(&view(devanka(json!(2)), Phase::Ready), &settings);
    assert!(shown.own && shown.buttons.is_empty());
    assert_eq!((shown.mark, status(&shown)), (None, "This is you"));
}

#[test]
fn a_card_is_ones_own_if_another_card_or_the_app_has_said_who_looks() {
    let empty = CardView {
        own: true,
        phase: Phase::Ready,
        ..CardView::default()
    };
    let shown = show_set(&empty, &Settings::default());
    assert!(shown.own && shown.buttons.is_empty());
    assert_eq!((&*shown.name, status(&shown)), ("You", "This is you"));
    let known = CardView {
        profile: Some(devanka(json!(3))),
        ..empty
    };
    assert!(!offers(&known, Action::Ignore));
    assert!(show_set(&known, &Settings::default()).buttons.is_empty());
}

#[test]
fn english_texts_on_a_french_page_are_marked_as_english() {
    let view = view(devanka(json!(2)), Phase::Ready);
    for (page, texts) in [("fr", Some("en")), ("id-ID", None), ("en-GB", None)] {
        let shown = view_model(&view, &Settings::default(), page, &Moment::default());
        assert_eq!((&*shown.lang, shown.texts_lang.as_deref()), (page, texts));
    }
}

#[test]
fn an_own_card_that_failed_has_no_button_that_could_do_nothing() {
    let settings = Settings {
        userid: "761761".to_owned(),
        viewer_id: Some("761761".to_owned()),
        ..Settings::default()
    };
    let failed = CardView {
        phase: Phase::Failed(Fault::LoggedOut),
        ..CardView::default()
    };
    let shown = show_set(&failed, &settings);
    assert!(shown.own && shown.buttons.is_empty());
    assert_eq!(shown.name, "You");
}

#[test]
fn a_deleted_account_has_no_handle_no_bio_and_no_buttons() {
    let deleted = Profile::from_json(&json!({
        "id": "-1", "username": "Former Member", "displayname": "Former Member", "isFriend": 1,
    }));
    let shown = show(&view(Arc::new(deleted.unwrap()), Phase::Ready));
    assert_eq!(shown.name, "Former member");
    assert!(shown.username.is_empty() && shown.initial.is_none());
    assert!(shown.bio.is_none() && shown.buttons.is_empty());
    assert_eq!(status(&shown), "This account has been deleted");
}

#[test]
fn a_broken_avatar_gives_way_to_the_initial_until_there_is_another() {
    let user = |image: &str| {
        let user = json!({"id": "1", "username": "ana", "image": image});
        view(Arc::new(Profile::from_json(&user).unwrap()), Phase::Ready)
    };
    let moment = Moment {
        broken_avatar: Some("/file/user/gone.png".to_owned()),
        ..Moment::default()
    };
    let avatar = |seen: &CardView| view_model(seen, &Settings::default(), "en", &moment).avatar;
    assert_eq!(avatar(&user("gone.png")), None);
    assert_eq!(
        avatar(&user("new.png")).as_deref(),
        Some("/file/user/new.png")
    );
}

#[test]
fn a_bio_that_scrolls_takes_the_focus() {
    let user = json!({"id": "1", "username": "ana", "bio": "Hello"});
    let seen = view(Arc::new(Profile::from_json(&user).unwrap()), Phase::Ready);
    let scrolls_as = |bio_scrolls| {
        let moment = Moment {
            bio_scrolls,
            ..Moment::default()
        };
        let shown = view_model(&seen, &Settings::default(), "en", &moment);
        shown.bio.unwrap().scrolls_as
    };
    assert_eq!(scrolls_as(false), None);
    assert_eq!(scrolls_as(true).as_deref(), Some("Bio"));
}

#[test]
fn what_was_done_is_shown_for_a_while() {
    let mut seen = view(devanka(json!(0)), Phase::Ready);
    seen.notice = Some(Notice::Done(Action::Ignore));
    let mut moment = Moment {
        shows_done: true,
        ..Moment::default()
    };
    let mark = |moment: &Moment| view_model(&seen, &Settings::default(), "en", moment).mark;
    assert_eq!(mark(&moment), Some("done"));
    moment.shows_done = false;
    assert_eq!(mark(&moment), None);
}

#[test]
fn what_is_nobodys_fault_is_not_marked_as_one() {
    let failed = |fault| {
        show(&CardView {
            phase: Phase::Failed(fault),
            ..CardView::default()
        })
    };
    assert_eq!(failed(Fault::NotFound).mark, Some("absent"));
    assert_eq!(failed(Fault::LoggedOut).mark, Some("absent"));
    assert_eq!(failed(Fault::Lost).mark, Some("fault"));
    let mut seen = view(devanka(json!(3)), Phase::Ready);
    seen.notice = Some(Notice::Failed(Fault::Offline, Some(Action::Accept)));
    assert_eq!(show(&seen).mark, Some("offline"));
}

#[test]
fn badges_beyond_three_are_counted() {
    let user = json!({"id": "1", "username": "ana", "badges": [1, 2, 3, 4, 5]});
    let shown = show(&view(
        Arc::new(Profile::from_json(&user).unwrap()),
        Phase::Ready,
    ));
    assert_eq!((shown.badges.len(), shown.more_badges.len()), (3, 2));
}

#[test]
fn only_ones_own_card_says_that_there_is_no_bio() {
    let seen = view(devanka(json!(0)), Phase::Ready);
    assert_eq!(show(&seen).bio.unwrap().text, "");
    let own = Settings {
        viewer_id: Some("761761".to_owned()),
        ..Settings::default()
    };
    assert_eq!(show_set(&seen, &own).bio.unwrap().text, "No bio yet");
}

#[test]
fn the_host_s_words_and_the_language_are_used() {
    let settings = Settings {
        strings: Some([("askReject".to_owned(), "Sure?".to_owned())].into()),
        ..Settings::default()
    };
    let seen = view(devanka(json!(3)), Phase::Ready);
    let moment = Moment {
        asking: Some(Action::Ignore),
        ..Moment::default()
    };
    let shown = view_model(&seen, &settings, "id", &moment);
    assert!(
        matches!(shown.message, Message::Question { before, name, .. }
        if before == "Sure?" && name.is_empty())
    );
    assert_eq!(shown.buttons[1].text, "Jangan");
}

#[test]
fn a_person_shown_a_moment_ago_keeps_their_name() {
    let failed = |fault| {
        let mut seen = CardView {
            phase: Phase::Failed(fault),
            ..CardView::default()
        };
        seen.last_known = devanka(json!(3)).into();
        show(&seen)
    };
    for fault in [Fault::NotFound, Fault::LoggedOut, Fault::Lost] {
        let shown = failed(fault);
        assert_eq!((&*shown.name, &*shown.username), ("Devanka 761", "@dvnkz"));
        assert!(shown.friendship.is_none() && shown.avatar.is_none());
        assert!(commands(&shown).len() < 2, "no buttons of a friendship");
    }
}

#[test]
fn try_again_is_only_offered_where_it_can_help() {
    for (fault, helps) in [
        (Fault::LoggedOut, false),
        (Fault::NotFound, false),
        (Fault::BadUserid, false),
        (Fault::Lost, true),
        (Fault::TooMany, true),
        (Fault::Server { code: 500 }, true),
    ] {
        let seen = CardView {
            phase: Phase::Failed(fault.clone()),
            ..CardView::default()
        };
        assert_eq!(
            commands(&show(&seen)).len(),
            usize::from(helps),
            "{fault:?}"
        );
    }
}

#[test]
fn an_action_that_the_server_could_not_do_is_not_a_missing_user() {
    let mut seen = view(devanka(json!(3)), Phase::Ready);
    seen.notice = Some(Notice::Failed(Fault::NotFound, Some(Action::Accept)));
    let said = show(&seen).announcement.unwrap().text;
    assert!(!said.contains("user"), "{said}");
    seen.notice = Some(Notice::Failed(Fault::NotFound, None));
    assert!(show(&seen).announcement.unwrap().text.contains("user"));
}

#[test]
fn a_state_that_could_not_be_read_again_says_why() {
    let unconfirmed = |action| {
        show(&view(
            devanka(json!(3)),
            Phase::Unconfirmed {
                fault: Fault::Lost,
                action,
            },
        ))
    };
    let page_was_away = unconfirmed(None);
    assert_eq!(
        status(&page_was_away),
        Strings::default().fault(&Fault::Lost)
    );
    assert_ne!(
        status(&unconfirmed(Some(Action::Add))),
        status(&page_was_away)
    );
    assert_eq!(commands(&page_was_away), [Command::Refresh]);
}
