//! Each of these went wrong once. Most are shrunk counter-examples of [`super::truth`].

use super::checks::every_card_shows_the_truth;
use super::network::Trouble;
use super::{Asked, Fate, LiveFate, Stage, Step, people};
use crate::Action;
use crate::api::Fault;
use crate::engine::{CardId, Millis, Phase, Timing};

const DEVANKA: usize = 2;
const SAKURA: usize = 3;
const AWAY: Millis = 60_000;

fn slow(there: Millis, back: Millis) -> Fate {
    Fate {
        there,
        back,
        trouble: Trouble::None,
    }
}

fn phase(stage: &Stage, card: CardId) -> Phase {
    stage.tabs[0].engine.view(card).phase
}

fn shown(stage: &Stage, card: CardId) -> String {
    let view = stage.tabs[0].engine.view(card);
    view.profile.unwrap().friendship.to_string()
}

fn come_back(stage: &mut Stage, away: Millis) {
    stage.show_tab(0, false);
    stage.wait(away);
    stage.show_tab(0, true);
    stage.wait_for_quiet();
}

#[test]
fn a_message_about_a_user_whose_username_is_being_read_makes_it_read_again() {
    let mut stage = Stage::new(1, true);
    stage.fates = vec![slow(1, 1_000)];
    stage.mount(0, Asked::Name(DEVANKA, false), true);
    stage.wait(500);
    stage.other(DEVANKA, 0, Action::Cancel);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn a_card_that_falls_asleep_does_not_stay_busy_for_ever() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.fates = vec![Fate {
        trouble: Trouble::LostAfter,
        ..Fate::GOOD
    }];
    assert!(stage.press(0, card, 1));
    stage.wait(25);
    stage.fates.clear();
    assert_eq!(phase(&stage, card), Phase::Busy(Action::Ignore));
    stage.with(0, |engine, now| engine.set_awake(card, false, now));
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Ready);
    every_card_shows_the_truth(&stage);
}

#[test]
fn what_a_sleeping_card_missed_is_read_when_it_wakes() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.with(0, |engine, now| engine.set_awake(card, false, now));
    stage.other(DEVANKA, 0, Action::Cancel);
    stage.wait_for_quiet();
    stage.with(0, |engine, now| engine.set_awake(card, true, now));
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);

    stage.with(0, |engine, now| engine.set_awake(card, false, now));
    stage.live_fates = vec![LiveFate(Vec::new())];
    stage.other(DEVANKA, 0, Action::Add);
    come_back(&mut stage, AWAY);
    stage.with(0, |engine, now| engine.set_awake(card, true, now));
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn a_read_that_checks_a_message_outlives_the_card_that_waited_for_it() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.mount(0, Asked::Id(SAKURA), true);
    stage.wait_for_quiet();
    stage.wait(6_000);
    // Older than it seems: the request was withdrawn and made again meanwhile.
    stage.live_fates = vec![LiveFate(Vec::new()), LiveFate(vec![1])];
    stage.other(DEVANKA, 0, Action::Cancel);
    stage.live_fates = vec![LiveFate(Vec::new())];
    stage.other(DEVANKA, 0, Action::Add);
    stage.wait(2);
    stage.unmount(0, card);
    stage.wait_for_quiet();
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn cards_that_come_back_after_nobody_listened_are_read_again() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.unmount(0, card);
    stage.live_fates = vec![LiveFate(Vec::new())];
    stage.other(DEVANKA, 0, Action::Cancel);
    stage.wait(2_000);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn a_failure_nobody_looks_at_is_not_remembered() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.server.deleted.insert(DEVANKA);
    stage.with(0, |engine, now| engine.refresh(card, now));
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Failed(Fault::NotFound));
    stage.mount(0, Asked::Id(SAKURA), true);
    stage.unmount(0, card);
    stage.server.deleted.clear();
    stage.wait(1_000);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn a_clock_that_is_set_back_locks_nothing_out() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.step(&Step::ClockBack(3_600_000));
    let before = stage.now;
    assert!(stage.press(0, card, 1));
    stage.wait_for_quiet();
    assert!(stage.now - before < 15_000);
    assert_eq!(shown(&stage, card), "0");
    every_card_shows_the_truth(&stage);
}

#[test]
fn another_person_whose_username_is_the_id_of_a_deleted_one_is_not_taken_for_them() {
    // Person 3 has the id 103, and person 5 the username 1034: here it is made 103.
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(SAKURA), true);
    stage.wait_for_quiet();
    stage.server.deleted.insert(SAKURA);
    stage.server.renamed = Some((5, people::id(SAKURA)));
    stage.with(0, |engine, now| engine.refresh(card, now));
    stage.wait_for_quiet();
    assert_eq!(phase(&stage, card), Phase::Failed(Fault::NotFound));
}

#[test]
fn a_hosts_old_object_does_not_overwrite_what_the_server_said() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    assert!(stage.press(0, card, 1));
    stage.wait_for_quiet();
    stage.wait(Timing::default().settle);
    let again = stage.mount(0, Asked::Given(DEVANKA, Some(3)), true);
    assert_eq!(shown(&stage, again), "0");
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn two_cards_that_are_given_different_objects_at_every_turn_do_not_ask_at_every_turn() {
    let mut stage = Stage::new(1, true);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    let one = stage.mount(0, Asked::Given(DEVANKA, Some(0)), true);
    let two = stage.mount(0, Asked::Given(DEVANKA, Some(1)), true);
    for _ in 0..20 {
        for (card, friendship) in [(one, 0), (two, 1)] {
            let user = people::profile(DEVANKA, friendship);
            stage.with(0, |engine, now| engine.give(card, user, now));
        }
        stage.wait(5_000);
    }
    stage.wait_for_quiet();
    assert!(stage.sent < 5, "{} requests", stage.sent);
    every_card_shows_the_truth(&stage);
}

#[test]
fn what_was_missed_while_offline_is_read_when_online_again() {
    let mut stage = Stage::new(1, true);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.go_online(false);
    stage.live_fates = vec![LiveFate(Vec::new())];
    stage.other(DEVANKA, 0, Action::Cancel);
    stage.wait(500);
    stage.go_online(true);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn an_asked_text_that_would_leave_its_path_segment_is_no_userid() {
    let mut stage = Stage::new(1, true);
    for asked in [".", "..", "", "  ", "\u{7}"] {
        stage.with(0, |engine, now| {
            engine.mount(CardId(9), asked, None, true, now);
            let phase = engine.view(CardId(9)).phase;
            assert_eq!(phase, Phase::Failed(Fault::BadUserid), "{asked:?}");
            engine.unmount(CardId(9), now);
        });
    }
}

#[test]
fn a_user_who_is_not_found_is_not_asked_for_at_every_glance() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Missing, true);
    stage.wait_for_quiet();
    let sent = stage.sent;
    come_back(&mut stage, 2_000);
    assert_eq!(stage.sent, sent);
    assert_eq!(phase(&stage, card), Phase::Failed(Fault::NotFound));
}

#[test]
fn a_failed_read_does_not_end_an_action_that_is_sent_again() {
    let fate = |there, back, trouble| Fate {
        there,
        back,
        trouble,
    };
    let mut stage = Stage::new(1, true);
    stage.fates = vec![
        fate(1, 1, Trouble::None),
        fate(1, 326, Trouble::LostBefore),
        fate(3_234, 31, Trouble::LostBefore),
        fate(1, 9_999, Trouble::HtmlAfter(200)),
        fate(3_335, 1, Trouble::None),
        fate(1_304, 1, Trouble::None),
        fate(3_166, 6_834, Trouble::None),
        fate(1, 1, Trouble::WrongId),
        fate(312, 1, Trouble::LostBefore),
        fate(2_001, 31, Trouble::TooMany(None)),
    ];
    stage.mount(0, Asked::Name(DEVANKA, false), true);
    stage.wait(3_185);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    let by_name = stage.mount(0, Asked::Name(DEVANKA, true), true);
    stage.wait(189);
    stage.mount(0, Asked::Id(SAKURA), true);
    stage.with(0, |engine, now| engine.refresh(by_name, now));
    stage.wait(12_000);
    stage.press(0, card, 0);
    stage.mount(0, Asked::Id(4), true);
    stage.wait_for_quiet();
    super::checks::ends_with_the_truth(&mut stage);
}

#[test]
fn what_happened_during_an_action_is_read_after_it() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.fates = vec![slow(1, 500), Fate::GOOD];
    stage.fates.rotate_left(1);
    assert!(stage.press(0, card, 1));
    stage.wait(100);
    // The answer that is on its way says 0.
    stage.other(DEVANKA, 0, Action::Add);
    stage.wait_for_quiet();
    assert_eq!(shown(&stage, card), "3");
    every_card_shows_the_truth(&stage);
}

/// Also when a read by that username has failed meanwhile, beside the one by id.
#[test]
fn a_message_during_a_slow_read_is_not_lost_beside_a_failed_name() {
    let mut stage = Stage::new(1, true);
    stage.fates = vec![
        Fate {
            there: 1,
            back: 1,
            trouble: Trouble::WrongId,
        },
        slow(1, 5_082),
    ];
    stage.mount(0, Asked::Name(SAKURA, false), true);
    stage.mount(0, Asked::Id(5), true);
    stage.mount(0, Asked::Name(DEVANKA, false), true);
    stage.mount(0, Asked::Id(SAKURA), true);
    stage.wait(4_285);
    stage.mount(0, Asked::Name(DEVANKA, false), true);
    stage.wait(5_733);
    stage.other(SAKURA, 0, Action::Unfriend);
    stage.wait_for_quiet();
    super::checks::what_is_offered_is_true(&stage);
}
