//! What must hold all along, and what must hold in the end.

use super::people::{self, Person};
use super::stage::Stage;
use super::{Asked, VIEWERS};
use crate::api::{Fault, Request};
use crate::engine::{CardView, Millis, Phase};
use std::collections::BTreeSet;

/// What must hold in a tab after everything that happens.
pub(super) fn tab(stage: &Stage, tab: usize) {
    let state = &stage.tabs[tab];
    let engine = &state.engine;
    let [cards, entries, jobs, wake] = engine.census();
    assert_eq!(cards, state.cards.len(), "a card too many or too few");
    assert!(entries <= people::ALL + 4, "entries pile up: {entries}");
    let mut owned = BTreeSet::new();
    for entry in engine.entries.values() {
        let sent_or_queued = entry.pending.as_ref().is_some_and(|p| p.job.is_some());
        assert!(
            !sent_or_queued || entry.read.is_none(),
            "a read beside an action"
        );
        owned.extend(entry.read.as_ref().map(|read| read.job));
        owned.extend(entry.pending.as_ref().and_then(|pending| pending.job));
    }
    assert!(
        engine.jobs.keys().eq(owned.iter()),
        "a job without an entry, or an entry without its job"
    );
    let mut acting = BTreeSet::new();
    for job in engine.jobs.values() {
        if let Request::Act { userid, .. } = &job.request {
            assert!(acting.insert(userid), "two actions at a time for {userid}");
        }
    }
    for job in state.flying.keys() {
        assert!(engine.jobs.contains_key(job), "a request nobody waits for");
    }
    if jobs == 0 && engine.line.is_idle() {
        assert_eq!(wake, 0, "a timer without work");
    }
    for mounted in &state.cards {
        offers_only_what_was_confirmed(stage, &engine.view(mounted.card));
    }
}

fn offers_only_what_was_confirmed(stage: &Stage, view: &CardView) {
    let (Some(user), Phase::Ready) = (&view.profile, &view.phase) else {
        return;
    };
    if user.is_deleted() {
        return;
    }
    let person = people::with_id(&user.id).expect("a user nobody asked for");
    let state: u8 = user
        .friendship
        .as_str()
        .parse()
        .expect("a state that the server never had");
    let confirmed = VIEWERS
        .into_iter()
        .any(|viewer| stage.server.ever.contains(&(viewer, person, state)));
    assert!(
        confirmed || stage.given.contains(&(person, state)),
        "{state} of {person} was never confirmed"
    );
}

/// The storm ends: everything late arrives, everybody is back, and a while later looks again.
pub(super) fn ends_with_the_truth(stage: &mut Stage) {
    stage.fates.clear();
    stage.live_fates.clear();
    stage.wait_for_quiet();
    stage.go_online(true);
    let tabs = stage.tabs.len();
    for tab in 0..tabs {
        for card in cards(stage, tab) {
            stage.with(tab, |engine, now| engine.set_awake(card, true, now));
        }
        stage.show_tab(tab, true);
    }
    stage.wait_for_quiet();
    nobody_waits_for_nothing(stage);
    for tab in 0..tabs {
        stage.show_tab(tab, false);
    }
    let away = stage.timing.stale_after;
    stage.wait(away);
    for tab in 0..tabs {
        stage.show_tab(tab, true);
        for card in cards(stage, tab) {
            if only_given(stage, tab, card) {
                // Whom only the host has spoken of, only the host has read again.
                stage.with(tab, |engine, now| engine.refresh(card, now));
            }
        }
    }
    stage.wait_for_quiet();
    every_card_shows_the_truth(stage);
}

/// Where nothing goes on any more, no card says that something does.
fn nobody_waits_for_nothing(stage: &Stage) {
    for state in &stage.tabs {
        for mounted in &state.cards {
            let view = state.engine.view(mounted.card);
            let waits = matches!(view.phase, Phase::Busy(_) | Phase::Loading);
            assert!(!waits, "waits for nothing: {view:?}");
        }
    }
}

fn cards(stage: &Stage, tab: usize) -> Vec<crate::engine::CardId> {
    stage.tabs[tab].cards.iter().map(|m| m.card).collect()
}

fn only_given(stage: &Stage, tab: usize, card: crate::engine::CardId) -> bool {
    let engine = &stage.tabs[tab].engine;
    let key = engine.key_of_card(card);
    key.and_then(|key| engine.entries.get(&key))
        .is_some_and(|entry| entry.profile.is_some() && entry.answered_at.is_none())
}

/// Every mounted card shows what the server holds, or the failure that fits.
pub(super) fn every_card_shows_the_truth(stage: &Stage) {
    for (tab, state) in stage.tabs.iter().enumerate() {
        assert!(state.flying.is_empty() && !state.timer_set);
        for mounted in &state.cards {
            let view = state.engine.view(mounted.card);
            let by_id =
                state.engine.key_of_card(mounted.card) == mounted.asked.person().map(people::id);
            let mut expected = expected(stage, &mounted.asked, by_id);
            let shown = (&view.phase, friendship(&view));
            if stage.told && mounted.asked.person() == stage.server.session {
                // No friendship with oneself: what a host gives for it is shown without a button.
                expected.1.clone_from(&shown.1);
            }
            assert_eq!(
                shown,
                (&expected.0, expected.1),
                "{:?} in tab {tab}: {view:?}",
                mounted.asked
            );
        }
    }
}

/// Every card that offers buttons and is not to be read again shows what the server holds.
pub(super) fn what_is_offered_is_true(stage: &Stage) {
    let viewer = stage.server.session.expect("somebody looks");
    for (tab, state) in stage.tabs.iter().enumerate() {
        for entry in state.engine.entries.values() {
            let Some(user) = &entry.profile else {
                continue;
            };
            if entry.cards.is_empty() || entry.due.is_some() || entry.unsure.is_some() {
                continue;
            }
            let person = people::with_id(&user.id).expect("a user nobody asked for");
            let held = stage.server.friendship(viewer, person).to_string();
            assert_eq!(user.friendship.to_string(), held, "{person} in tab {tab}");
        }
    }
}

fn friendship(view: &CardView) -> Option<String> {
    let user = view.profile.as_ref().filter(|user| !user.is_deleted());
    user.map(|user| user.friendship.to_string())
}

/// `by_id`: whether a card knows the id of whom it shows; a username alone does not tell that it is one's own.
fn expected(stage: &Stage, asked: &Asked, by_id: bool) -> (Phase, Option<String>) {
    let failed = |fault| (Phase::Failed(fault), None);
    let Some(viewer) = stage.server.session else {
        return match asked {
            Asked::Bad => failed(Fault::BadUserid),
            Asked::Former => (Phase::Ready, None),
            _ => failed(Fault::LoggedOut),
        };
    };
    match asked {
        Asked::Bad => failed(Fault::BadUserid),
        Asked::Former => (Phase::Ready, None),
        Asked::Missing => failed(Fault::NotFound),
        Asked::Id(p) | Asked::Given(p, _) | Asked::Name(p, _) => {
            of_person(stage, viewer, *p, by_id)
        }
    }
}

fn of_person(
    stage: &Stage,
    viewer: Person,
    person: Person,
    by_id: bool,
) -> (Phase, Option<String>) {
    if person == viewer {
        return match stage.told && by_id {
            true => (Phase::Ready, None),
            false => (Phase::Failed(Fault::NotFound), None),
        };
    }
    if stage.server.deleted.contains(&person) {
        return (Phase::Failed(Fault::NotFound), None);
    }
    let state = stage.server.friendship(viewer, person);
    (Phase::Ready, Some(state.to_string()))
}

/// A run that must have been without a refusal for pace, and presses that did not wait.
pub(super) fn was_well_paced(stage: &Stage) {
    assert_eq!(stage.server.refused, 0, "429 of {} requests", stage.sent);
    // The cooldown and its margin, the way there and back, the browser's lock.
    let slot = 1_000 + 15 + 30 + 3;
    let sent: Vec<_> = stage
        .tabs
        .iter()
        .flat_map(|tab| tab.sent_presses.iter().copied())
        .collect();
    let waiting = stage.tabs.iter().flat_map(|tab| &tab.pressed);
    let all = sent
        .iter()
        .copied()
        .chain(waiting.map(|press| (press.at, stage.now)));
    for (pressed_at, until) in all {
        let before = |(_, sent_at): &&(Millis, Millis)| (pressed_at..until).contains(sent_at);
        let others = sent.iter().filter(before).count() as Millis;
        let waited = until - pressed_at;
        assert!(
            waited <= slot * (1 + others),
            "a press waited {waited} ms behind {others} others"
        );
    }
}
