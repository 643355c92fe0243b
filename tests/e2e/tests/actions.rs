//! The other four actions: each on both people's pages, and in the database.

use anyhow::Result;
use kirimin_e2e::{Bench, SECOND, every_engine, play};

/// What one action is to do, from the side of [`SECOND`].
struct Case {
    action: &'static str,
    /// To whom.
    user: &'static str,
    name: &'static str,
    /// `isFriend` before and after, for whoever acts.
    mine: [u8; 2],
    /// The same for whom it is done to.
    theirs: [u8; 2],
    /// The buttons afterwards.
    offers: &'static [&'static str],
    /// What is asked first.
    question: Option<&'static str>,
    /// What is said afterwards.
    notice: &'static str,
}

fn acts(case: &Case) {
    play(async |stage| {
        let before = case.mine.map(|number| number.to_string());
        let theirs = case.theirs.map(|number| number.to_string());
        let database = stage.server.database()?;
        assert_eq!(database.friendship(SECOND, case.user)?, case.mine[0]);
        let other = stage.browser_of(case.user).await?;
        other.bench(Bench::of(&[SECOND]).live()).await?;
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&[case.user, case.user]).live()).await?;
        other.card(0).until_ready(&theirs[0]).await?;
        let card = me.card(0);
        let seen = card.until_ready(&before[0]).await?;
        assert_eq!(seen.name, case.name);

        card.press(case.action).await?;
        if let Some(question) = case.question {
            let asked = card
                .until("the question is asked", |seen| !seen.question.is_empty())
                .await?;
            assert_eq!(asked.question, question);
            assert_eq!(asked.focused(), Some("no"));
            card.answer("yes").await?;
        }
        let done = card.until_ready(&before[1]).await?;
        assert_eq!(done.offers(), case.offers);
        assert_eq!(done.notice, case.notice);
        card.until("the focus is on the new button", |seen| {
            seen.focused().is_some()
        })
        .await?;
        let same = me.card(1).until_ready(&before[1]).await?;
        assert_eq!(same.offers(), case.offers);
        other.card(0).until_ready(&theirs[1]).await?;
        assert_eq!(database.friendship(SECOND, case.user)?, case.mine[1]);
        assert_eq!(database.friendship(case.user, SECOND)?, case.theirs[1]);
        hears_the_host(&me.heard().await?, case)
    });
}

/// The host of both cards heard of the change, and once of the action.
fn hears_the_host(heard: &[String], case: &Case) -> Result<()> {
    let count = |line: &str| heard.iter().filter(|heard| *heard == line).count();
    let change = format!(
        "change {} {} action {}",
        case.mine[0], case.mine[1], case.user
    );
    assert_eq!(count(&change), 2, "{heard:?}");
    assert_eq!(count(&format!("action {} {}", case.action, case.user)), 1);
    Ok(())
}

#[every_engine]
fn a_stranger_is_asked_to_be_a_friend() {
    acts(&Case {
        action: "addfriend",
        user: "700404",
        name: "Foto Hilang",
        mine: [0, 2],
        theirs: [0, 3],
        offers: &["cancelfriend"],
        question: None,
        notice: "Your friend request to Foto Hilang has been sent.",
    });
}

#[every_engine]
fn a_request_is_accepted() {
    acts(&Case {
        action: "acceptfriend",
        user: "700035",
        name: "Raden Bagus Wreksoatmodjo Kusumonin",
        mine: [3, 1],
        theirs: [2, 1],
        offers: &["unfriend"],
        question: None,
        notice: "You and Raden Bagus Wreksoatmodjo Kusumonin are friends now.",
    });
}

#[every_engine]
fn a_request_of_ones_own_is_cancelled() {
    acts(&Case {
        action: "cancelfriend",
        user: "512",
        name: "Budi Santoso",
        mine: [2, 0],
        theirs: [3, 0],
        offers: &["addfriend"],
        question: Some("Cancel your request to Budi Santoso?"),
        notice: "Your request to Budi Santoso has been cancelled.",
    });
}

#[every_engine]
fn a_friendship_is_ended() {
    acts(&Case {
        action: "unfriend",
        user: "768",
        name: "Siti Aminah",
        mine: [1, 0],
        theirs: [1, 0],
        offers: &["addfriend"],
        question: Some("Unfriend Siti Aminah?"),
        notice: "You and Siti Aminah are no longer friends.",
    });
}
