//! Regression tests. Each failed once; most are shrunk counter-examples of [`super::convergence`].

use super::checks::every_card_shows_the_truth;
use super::network::NetworkFault;
use super::{Asked, Delivery, LiveDelivery, Op, Sim, people};
use crate::api::Fault;
use crate::engine::{CardId, Event, Millis, Notice, Phase, Timing};
use crate::{Action, Friendship};

use std::sync::Arc;

const DEVANKA: usize = 2;
const SAKURA: usize = 3;
const AWAY: Millis = 60_000;

fn slow(there: Millis, back: Millis) -> Delivery {
    Delivery {
        there,
        back,
        fault: NetworkFault::None,
    }
}

fn phase(sim: &Sim, card: CardId) -> Phase {
    sim.tabs[0].engine.view(card).phase
}

fn shown(sim: &Sim, card: CardId) -> String {
    let view = sim.tabs[0].engine.view(card);
    view.profile.unwrap().friendship.to_string()
}

fn come_back(sim: &mut Sim, away: Millis) {
    sim.show_tab(0, false);
    sim.wait(away);
    sim.show_tab(0, true);
    sim.wait_for_quiet();
}

#[test]
fn a_message_about_a_user_whose_username_is_being_read_makes_it_read_again() {
    let mut sim = Sim::new(1, true);
    sim.deliveries = vec![slow(1, 1_000)];
    sim.attach(0, Asked::Name(DEVANKA, false), true);
    sim.wait(500);
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_card_that_falls_asleep_does_not_stay_busy_for_ever() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![Delivery {
        fault: NetworkFault::LostAfter,
        ..Delivery::GOOD
    }];
    assert!(sim.press(0, card, 1));
    sim.wait(25);
    sim.deliveries.clear();
    assert_eq!(phase(&sim, card), Phase::Busy(Action::Ignore));
    sim.handle(0, Event::SetAwake(card, false));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Ready);
    every_card_shows_the_truth(&sim);
}

#[test]
fn what_a_sleeping_card_missed_is_read_when_it_wakes() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.handle(0, Event::SetAwake(card, false));
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.wait_for_quiet();
    sim.handle(0, Event::SetAwake(card, true));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);

    sim.handle(0, Event::SetAwake(card, false));
    sim.live_deliveries = vec![LiveDelivery(Vec::new())];
    sim.other(DEVANKA, 0, Action::Add);
    come_back(&mut sim, AWAY);
    sim.handle(0, Event::SetAwake(card, true));
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_read_that_checks_a_message_outlives_the_card_that_waited_for_it() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    sim.wait(6_000);
    // Older than it seems: the request was cancelled and sent again in the meantime.
    sim.live_deliveries = vec![LiveDelivery(Vec::new()), LiveDelivery(vec![1])];
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.live_deliveries = vec![LiveDelivery(Vec::new())];
    sim.other(DEVANKA, 0, Action::Add);
    sim.wait(2);
    sim.detach(0, card);
    sim.wait_for_quiet();
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn cards_that_come_back_after_nobody_listened_are_read_again() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.detach(0, card);
    sim.live_deliveries = vec![LiveDelivery(Vec::new())];
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.wait(2_000);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_failure_nobody_looks_at_is_not_remembered() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.server.deleted.insert(DEVANKA);
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Failed(Fault::NotFound));
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.detach(0, card);
    sim.server.deleted.clear();
    sim.wait(1_000);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn a_clock_that_is_set_back_locks_nothing_out() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.op(&Op::ClockBack(3_600_000));
    let before = sim.now;
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    assert!(sim.now - before < 15_000);
    assert_eq!(shown(&sim, card), "0");
    every_card_shows_the_truth(&sim);
}

#[test]
fn another_person_whose_username_is_the_id_of_a_deleted_one_is_not_taken_for_them() {
    // Person 3 has the id 103, and person 5 the username 1034: here it is made 103.
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait_for_quiet();
    sim.server.deleted.insert(SAKURA);
    sim.server.renamed = Some((5, people::id(SAKURA)));
    sim.handle(0, Event::Refresh(card));
    sim.wait_for_quiet();
    assert_eq!(phase(&sim, card), Phase::Failed(Fault::NotFound));
}

#[test]
fn a_hosts_old_object_does_not_overwrite_what_the_server_said() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    sim.wait(Timing::default().settle);
    let again = sim.attach(0, Asked::Given(DEVANKA, Some(3)), true);
    assert_eq!(shown(&sim, again), "0");
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn two_cards_that_are_given_different_objects_at_every_turn_do_not_ask_at_every_turn() {
    let mut sim = Sim::new(1, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    let one = sim.attach(0, Asked::Given(DEVANKA, Some(0)), true);
    let two = sim.attach(0, Asked::Given(DEVANKA, Some(1)), true);
    for _ in 0..20 {
        for (card, friendship) in [(one, 0), (two, 1)] {
            let user = people::profile(DEVANKA, friendship);
            sim.handle(0, Event::HostUser(card, Arc::new(user)));
        }
        sim.wait(5_000);
    }
    sim.wait_for_quiet();
    assert!(sim.sent < 5, "{} requests", sim.sent);
    every_card_shows_the_truth(&sim);
}

#[test]
fn what_was_missed_while_offline_is_read_when_online_again() {
    let mut sim = Sim::new(1, true);
    sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.go_online(false);
    sim.live_deliveries = vec![LiveDelivery(Vec::new())];
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.wait(500);
    sim.go_online(true);
    sim.wait_for_quiet();
    every_card_shows_the_truth(&sim);
}

#[test]
fn an_asked_text_that_would_leave_its_path_segment_is_no_userid() {
    let mut sim = Sim::new(1, true);
    for asked in [".", "..", "", "  ", "\u{7}"] {
        let engine = &mut sim.tabs[0].engine;
        let attach = Event::Attach {
            card: CardId(9),
            userid: asked,
            user: None,
            awake: true,
        };
        engine.handle(attach, 1);
        let phase = engine.view(CardId(9)).phase;
        assert_eq!(phase, Phase::Failed(Fault::BadUserid), "{asked:?}");
        engine.handle(Event::Detach(CardId(9)), 1);
    }
}

#[test]
fn a_user_who_is_not_found_is_not_asked_for_at_every_glance() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Missing, true);
    sim.wait_for_quiet();
    let sent = sim.sent;
    come_back(&mut sim, 2_000);
    assert_eq!(sim.sent, sent);
    assert_eq!(phase(&sim, card), Phase::Failed(Fault::NotFound));
}

#[test]
fn a_failed_read_does_not_end_an_action_that_is_sent_again() {
    let delivery = |there, back, fault| Delivery { there, back, fault };
    let mut sim = Sim::new(1, true);
    sim.deliveries = vec![
        delivery(1, 1, NetworkFault::None),
        delivery(1, 326, NetworkFault::LostBefore),
        delivery(3_234, 31, NetworkFault::LostBefore),
        delivery(1, 9_999, NetworkFault::HtmlAfter(200)),
        delivery(3_335, 1, NetworkFault::None),
        delivery(1_304, 1, NetworkFault::None),
        delivery(3_166, 6_834, NetworkFault::None),
        delivery(1, 1, NetworkFault::WrongId),
        delivery(312, 1, NetworkFault::LostBefore),
        delivery(2_001, 31, NetworkFault::TooMany(None)),
    ];
    sim.attach(0, Asked::Name(DEVANKA, false), true);
    sim.wait(3_185);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    let by_name = sim.attach(0, Asked::Name(DEVANKA, true), true);
    sim.wait(189);
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.handle(0, Event::Refresh(by_name));
    sim.wait(12_000);
    sim.press(0, card, 0);
    sim.attach(0, Asked::Id(4), true);
    sim.wait_for_quiet();
    super::checks::ends_with_the_truth(&mut sim);
}

#[test]
fn what_happened_during_an_action_is_read_after_it() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![slow(1, 500), Delivery::GOOD];
    sim.deliveries.rotate_left(1);
    assert!(sim.press(0, card, 1));
    sim.wait(100);
    // The reply in flight says 0.
    sim.other(DEVANKA, 0, Action::Add);
    sim.wait_for_quiet();
    assert_eq!(shown(&sim, card), "3");
    every_card_shows_the_truth(&sim);
}

/// Also if a fetch by that username has failed in the meantime, beside the one by id.
#[test]
fn a_message_during_a_slow_read_is_not_lost_beside_a_failed_name() {
    let mut sim = Sim::new(1, true);
    sim.deliveries = vec![
        Delivery {
            there: 1,
            back: 1,
            fault: NetworkFault::WrongId,
        },
        slow(1, 5_082),
    ];
    sim.attach(0, Asked::Name(SAKURA, false), true);
    sim.attach(0, Asked::Id(5), true);
    sim.attach(0, Asked::Name(DEVANKA, false), true);
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait(4_285);
    sim.attach(0, Asked::Name(DEVANKA, false), true);
    sim.wait(5_733);
    sim.other(SAKURA, 0, Action::Unfriend);
    sim.wait_for_quiet();
    super::checks::what_is_offered_is_true(&sim);
}

#[test]
fn a_press_that_waits_is_withdrawn_when_its_button_goes() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.wait(Timing::default().settle);
    sim.attach(0, Asked::Id(SAKURA), true);
    sim.wait(30);
    assert!(sim.press(0, card, 1));
    sim.other(DEVANKA, 0, Action::Cancel);
    sim.wait(10);
    let view = sim.tabs[0].engine.view(card);
    assert_eq!(view.phase, Phase::Ready);
    let notice = Notice::Surprise(Action::Ignore, Friendship::None);
    assert_eq!(view.notice, Some(notice));
    sim.wait_for_quiet();
    assert!(sim.tabs[0].sent_presses.is_empty(), "it was sent");
    every_card_shows_the_truth(&sim);
}

#[test]
fn an_action_that_was_not_done_is_sent_again_by_itself() {
    let mut sim = Sim::new(1, true);
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    sim.deliveries = vec![
        Delivery::GOOD,
        Delivery {
            fault: NetworkFault::LostBefore,
            ..Delivery::GOOD
        },
        Delivery::GOOD,
        Delivery::GOOD,
    ];
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    assert_eq!(shown(&sim, card), "0");
    let notice = sim.tabs[0].engine.view(card).notice;
    assert_eq!(notice, Some(Notice::Done(Action::Ignore)));
}

#[test]
fn a_bio_that_was_removed_is_gone_after_an_action() {
    let mut sim = Sim::new(1, true);
    let mut user = people::profile(DEVANKA, 3);
    user.bio = Some("Hi".to_owned());
    let card = sim.attach(0, Asked::Id(DEVANKA), true);
    sim.wait_for_quiet();
    // As it was before it was removed.
    let interval = crate::engine::Interval::at(sim.clock());
    let before = crate::engine::TabMessage::Confirmed {
        viewer: None,
        user: Arc::new(user),
        interval,
    };
    sim.handle(0, Event::Tab(before));
    let bio = |sim: &Sim| sim.tabs[0].engine.view(card).profile.unwrap().bio.clone();
    assert_eq!(bio(&sim).as_deref(), Some("Hi"));
    assert!(sim.press(0, card, 1));
    sim.wait_for_quiet();
    assert_eq!(bio(&sim), None);
}
