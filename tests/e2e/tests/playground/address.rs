//! What the address says: which half, whose card.

use super::{connection_is, text};
use crate::QUICK;
use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, Key, SECOND, every_engine, play_with, until};
use serde_json::Value;

/// Somebody whom [`SECOND`] can log in as.
const SITI: &str = "768";

/// The parameter `userid` of the address.
async fn userid(browser: &Browser) -> Result<Value> {
    const USERID: &str = "return new URLSearchParams(location.search).get('userid')";
    browser.run(USERID, vec![]).await
}

#[every_engine(on_request)]
fn the_skip_link_leads_to_the_content_of_the_same_half() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        me.goto("/?view=gallery&lang=en").await?;
        until("the gallery is there", async || {
            let half = me.run("return document.querySelector('main').dataset.half", vec![]);
            ensure!(half.await? == "gallery");
            Ok(())
        })
        .await?;
        me.key(Key::Tab).await?;
        me.key(Key::Enter).await?;
        const FOCUS: &str =
            "return [document.activeElement.id, document.activeElement.dataset.half]";
        let focus = me.run(FOCUS, vec![]).await?;
        assert_eq!(focus, serde_json::json!(["content", "gallery"]));
        Ok(())
    });
}

#[every_engine(on_request)]
fn the_address_follows_whose_card_is_shown_after_a_login_and_a_logout() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.goto(&format!("/?lang=en&userid={SITI}")).await?;
        connection_is(&me, "open").await?;
        me.click(&format!(r#"[data-other-side="{SITI}"]"#)).await?;
        until("Siti sees the one before", async || {
            let title = text(&me, "#who-title").await?;
            ensure!(title == "Logged in as Siti Aminah", "{title}");
            Ok(())
        })
        .await?;
        assert_eq!(userid(&me).await?, SECOND);
        me.click("[data-logout]").await?;
        until("nobody is logged in", async || {
            let title = text(&me, "#who-title").await?;
            ensure!(title == "Try it", "{title}");
            Ok(())
        })
        .await?;
        assert_eq!(userid(&me).await?, Value::Null);
        Ok(())
    });
}
