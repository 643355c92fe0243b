//! Pages that are left, and come back from the browser's back/forward cache.

use anyhow::ensure;
use kirimin_e2e::{Bench, DEVANKA, SECOND, every_engine, play, until};
use serde_json::json;

/// Leaves the page, in the same task as the press or a moment later.
#[every_engine(on_request)]
fn what_was_pressed_before_the_page_is_left_is_done() {
    play(async |stage| {
        for (wait, action, friendship) in [(None, "acceptfriend", 1), (Some(100), "unfriend", 0)] {
            let me = stage.browser_of(SECOND).await?;
            me.bench(Bench::of(&[DEVANKA]).with("noconfirm", "1"))
                .await?;
            me.card(0)
                .until(action, |seen| seen.offers().contains(&action))
                .await?;
            // The cooldown after the read is over.
            tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
            me.card(0)
                .until(action, |seen| seen.offers().contains(&action))
                .await?;
            let script = "const [action, wait] = arguments;
                document.querySelector(`[data-action=${action}]`).click();
                const leave = () => location.assign('/about');
                wait === null ? leave() : setTimeout(leave, wait);";
            me.run(script, vec![json!(action), json!(wait)]).await?;
            let database = stage.server.database()?;
            until("the server has done it", async || {
                let held = database.friendship(SECOND, DEVANKA)?;
                ensure!(held == friendship, "it holds {held}");
                Ok(())
            })
            .await?;
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_page_from_the_back_forward_cache_shows_the_truth_before_a_press_counts() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        me.card(0).until_ready("3").await?;
        let remember = "window.stayed = true;
            addEventListener('pageshow', (event) => (window.persisted = event.persisted));";
        me.run(remember, Vec::new()).await?;
        me.run("location.assign('/about')", Vec::new()).await?;
        until("the page is left", async || {
            let stayed = me.run("return window.stayed ?? false", Vec::new()).await?;
            ensure!(stayed == false, "it is still there");
            Ok(())
        })
        .await?;
        stage.server.act(DEVANKA, "cancelfriend", SECOND).await?;
        stage.server.clear_log().await?;
        me.run("history.back()", Vec::new()).await?;
        until("the page is back as it was", async || {
            let persisted = me
                .run("return window.stayed && window.persisted", Vec::new())
                .await?;
            ensure!(persisted == true, "{persisted}");
            Ok(())
        })
        .await?;
        let seen = me.card(0).until_ready("0").await?;
        assert_eq!(seen.offers(), ["addfriend"]);
        let log = stage.server.log().await?;
        assert!(
            log.iter().all(|request| request.what == "search"),
            "{log:?}"
        );
        Ok(())
    });
}
