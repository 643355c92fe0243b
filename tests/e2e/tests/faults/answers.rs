//! Answers that are late, missing, broken or wrong.

use super::{REJECTED, bench, rejecting_under};
use anyhow::Result;
use kirimin_e2e::every_engine;
use serde_json::{Value, json};

/// The answer to the rejection, which was done, is of no use: the state is
/// read, once, and what was done is not done again.
fn is_read_after(fault: Value) {
    rejecting_under(json!([fault]), bench(), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend", "search"]);
        Ok(())
    });
}

/// The rejection never arrived: the state is read, and it is sent again.
fn is_sent_again_after(fault: Value) {
    rejecting_under(json!([fault]), bench(), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        let sent = ["ignorefriend", "search", "ignorefriend"];
        assert_eq!(scene.received().await?, sent);
        Ok(())
    });
}

#[every_engine(on_request)]
fn delay() {
    let fault = json!([{ "on": "ignorefriend", "fault": "delay", "ms": 3000 }]);
    rejecting_under(fault, bench(), async |scene| {
        let busy = scene
            .card
            .until("it is busy", |seen| seen.phase == "busy")
            .await?;
        assert_eq!(busy.friendship.as_deref(), Some("3"), "nothing is guessed");
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn delay_of_the_answer() {
    let fault = json!([{ "on": "ignorefriend", "fault": "delay-answer", "ms": 4000 }]);
    rejecting_under(fault, bench(), async |scene| {
        scene.database_holds(0).await?;
        let busy = scene.card.look().await?;
        assert_eq!(busy.phase, "busy");
        assert_eq!(busy.friendship.as_deref(), Some("3"), "nothing is guessed");
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn connection_dropped_before_it_was_done() {
    is_sent_again_after(json!({ "on": "ignorefriend", "fault": "drop-before", "times": 1 }));
}

#[every_engine(on_request)]
fn connection_dropped_after_it_was_done() {
    is_read_after(json!({ "on": "ignorefriend", "fault": "drop-after", "times": 1 }));
}

#[every_engine(on_request)]
fn connection_reset_before_it_was_done() {
    is_sent_again_after(
        json!({ "on": "ignorefriend", "fault": "drop-before", "reset": true, "times": 1 }),
    );
}

#[every_engine(on_request)]
fn connection_reset_after_it_was_done() {
    is_read_after(
        json!({ "on": "ignorefriend", "fault": "drop-after", "reset": true, "times": 1 }),
    );
}

#[every_engine(on_request)]
fn body_cut_short() {
    is_read_after(json!({ "on": "ignorefriend", "fault": "cut", "times": 1 }));
}

#[every_engine(on_request)]
fn page_instead_of_an_answer() {
    is_read_after(json!({ "on": "ignorefriend", "fault": "html", "times": 1 }));
}

#[every_engine(on_request)]
fn empty_body() {
    is_read_after(json!({ "on": "ignorefriend", "fault": "empty", "times": 1 }));
}

#[every_engine(on_request)]
fn fields_of_wrong_types() {
    is_read_after(json!({ "on": "ignorefriend", "fault": "wrong-types", "times": 1 }));
}

#[every_engine(on_request)]
fn answer_about_somebody_else() {
    is_read_after(json!({ "on": "ignorefriend", "fault": "wrong-id", "times": 1 }));
}

#[every_engine(on_request)]
fn answer_after_the_time_out() {
    let fault =
        json!([{ "on": "ignorefriend", "fault": "delay-answer", "ms": 600_000, "times": 1 }]);
    rejecting_under(fault, bench().timeout(800), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        assert_eq!(scene.received().await?, ["ignorefriend", "search"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn request_that_times_out_unheard() {
    let fault = json!([{ "on": "ignorefriend", "fault": "delay", "ms": 600_000, "times": 1 }]);
    rejecting_under(fault, bench().timeout(800), async |scene| {
        assert_eq!(scene.agrees_on(0).await?, REJECTED);
        let sent = ["ignorefriend", "search", "ignorefriend"];
        assert_eq!(scene.received().await?, sent);
        Ok(())
    });
}

/// The action fails, and so does every look at what came of it: no button but
/// one that looks again, and then the truth.
async fn stays_unsure(scene: &super::Scene<'_>, truth: u8) -> Result<()> {
    let seen = scene
        .card
        .until("it is unsure", |seen| seen.phase == "unconfirmed")
        .await?;
    assert_eq!(seen.offers(), [""; 0]);
    assert_eq!(seen.buttons.len(), 1);
    assert_eq!(seen.buttons[0].text, "Check again");
    assert!(!seen.notice.is_empty(), "it is heard");
    scene.stage.server.faults(json!([])).await?;
    scene.card.again().await?;
    scene.agrees_on(truth).await?;
    Ok(())
}

#[every_engine(on_request)]
fn nothing_readable_for_a_while_after_it_was_done() {
    let fault = json!([{ "on": "*", "fault": "html" }]);
    rejecting_under(fault, bench(), async |scene| stays_unsure(scene, 0).await);
}

#[every_engine(on_request)]
fn nothing_arrives_for_a_while() {
    let fault = json!([{ "on": "*", "fault": "drop-before" }]);
    rejecting_under(fault, bench(), async |scene| stays_unsure(scene, 3).await);
}

#[every_engine(on_request)]
fn everything_times_out_for_a_while() {
    let fault = json!([{ "on": "*", "fault": "delay", "ms": 600_000 }]);
    rejecting_under(fault, bench().timeout(500), async |scene| {
        stays_unsure(scene, 3).await
    });
}
