//! What other tabs say and do. Each of these went wrong once.

use super::checks::{every_card_shows_the_truth, was_well_paced};
use super::{Asked, Fate, LiveFate, Stage, people};
use crate::Action;
use crate::engine::{CardId, Millis, News, Phase, Span};

const DEVANKA: usize = 2;
const SAKURA: usize = 3;

fn slow(there: Millis, back: Millis) -> Fate {
    Fate {
        there,
        back,
        ..Fate::GOOD
    }
}

fn phase(stage: &Stage, card: CardId) -> Phase {
    stage.tabs[0].engine.view(card).phase
}

fn shown(stage: &Stage, card: CardId) -> String {
    let view = stage.tabs[0].engine.view(card);
    view.profile.unwrap().friendship.to_string()
}

#[test]
fn another_tabs_word_about_a_username_being_read_makes_it_read_again() {
    let mut stage = Stage::new(2, true);
    stage.mount(1, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.fates = vec![slow(1, 9_000), Fate::GOOD];
    stage.fates.rotate_left(1);
    let card = stage.mount(0, Asked::Name(DEVANKA, false), true);
    stage.wait(3_500);
    assert!(stage.press(1, CardId(0), 0));
    stage.wait(9_005 - 3_500);
    assert_eq!(
        phase(&stage, card),
        Phase::Loading,
        "the old answer counted"
    );
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn another_tabs_old_news_does_not_cancel_the_check_of_a_newer_message() {
    let mut stage = Stage::new(1, true);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.mount(0, Asked::Id(SAKURA), true);
    stage.wait(30);
    let now = stage.clock();
    // The answer that another tab had a moment ago, on its way while the state changed.
    let news = News::Confirmed {
        viewer: None,
        user: people::profile(SAKURA, 1),
        span: Span {
            sent: now - 2,
            received: now - 1,
        },
    };
    stage.other(SAKURA, 0, Action::Unfriend);
    stage.wait(10);
    stage.with(0, |engine, now| engine.hear(news, now));
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn another_tabs_old_news_does_not_withdraw_a_press() {
    let mut stage = Stage::new(1, true);
    let card = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait(100);
    let now = stage.clock();
    assert!(stage.press(0, card, 1));
    let news = News::Confirmed {
        viewer: None,
        user: people::profile(DEVANKA, 0),
        span: Span {
            sent: now - 9_000,
            received: now - 8_000,
        },
    };
    stage.with(0, |engine, now| engine.hear(news, now));
    assert_eq!(phase(&stage, card), Phase::Busy(Action::Ignore));
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}

#[test]
fn a_tab_that_is_hidden_does_not_give_its_turn_away_before_the_cooldown_is_over() {
    let mut stage = Stage::new(2, true);
    stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait(5);
    stage.show_tab(0, false);
    stage.mount(1, Asked::Id(SAKURA), true);
    stage.wait_for_quiet();
    assert_eq!(stage.server.refused, 0);
}

#[test]
fn every_press_is_let_go_before_another_tabs_fetch() {
    let mut stage = Stage::new(2, true);
    let one = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait(1_200);
    let two = stage.mount(0, Asked::Id(SAKURA), true);
    stage.wait(40);
    assert!(stage.press(0, one, 0));
    assert!(stage.press(0, two, 0));
    stage.mount(1, Asked::Id(4), true);
    stage.wait_for_quiet();
    was_well_paced(&stage);
}

#[test]
fn another_tabs_answer_during_an_action_makes_the_state_be_read_afterwards() {
    let mut stage = Stage::new(2, true);
    stage.live_fates = vec![LiveFate(Vec::new())];
    let here = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    let there = stage.mount(1, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.fates = vec![Fate::GOOD, slow(1, 5_000)];
    assert!(stage.press(0, here, 1));
    stage.wait(2_100);
    stage.fates.clear();
    stage.other(DEVANKA, 0, Action::Add);
    assert!(stage.press(1, there, 0));
    stage.wait(500);
    // Nobody else is left who could notice.
    stage.unmount(1, there);
    stage.wait_for_quiet();
    assert_eq!(shown(&stage, here), "1");
    every_card_shows_the_truth(&stage);
}

#[test]
fn another_tabs_news_from_before_a_message_that_nobody_here_heard_is_checked() {
    let mut stage = Stage::new(2, true);
    let there = stage.mount(0, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    stage.channel_lates = vec![3_000];
    assert!(stage.press(0, there, 0));
    stage.wait(100);
    stage.other(DEVANKA, 0, Action::Unfriend);
    stage.wait(10);
    stage.unmount(0, there);
    stage.wait(2_850);
    // Its own fetch waits while the old news comes in.
    stage.mount(1, Asked::Id(SAKURA), true);
    stage.wait(20);
    stage.mount(1, Asked::Id(DEVANKA), true);
    stage.wait_for_quiet();
    every_card_shows_the_truth(&stage);
}
