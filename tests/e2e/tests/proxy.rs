//! `--api URL`: the same page in front of another server.

use anyhow::Result;
use kirimin_e2e::{Bench, DEVANKA, SECOND, every_engine, play};

#[every_engine(on_request)]
fn the_journey_works_through_a_server_in_front_live_messages_included() {
    play(async |stage| {
        let front = stage.proxy().await?;
        assert_ne!(front.origin, stage.server.origin);
        let other = stage.browser_of(DEVANKA).await?;
        other.bench(Bench::of(&[SECOND]).live()).await?;
        let me = stage.browser().await?.at(&front);
        me.log_in(SECOND).await?;
        me.bench(Bench::of(&[DEVANKA]).with("viewer", SECOND).live())
            .await?;
        let card = me.card(0);
        card.until_ready("3").await?;
        assert!(picture_is_shown(&me).await?, "avatars come through");

        card.press_and_confirm("ignorefriend").await?;
        let seen = card.until_ready("0").await?;
        assert_eq!(seen.notice, "You rejected the request from Devanka 761.");
        other.card(0).until_ready("0").await?;
        let database = stage.server.database()?;
        assert!(!database.has_asked(DEVANKA, SECOND)?);

        other.card(0).press("addfriend").await?;
        other.card(0).until_ready("2").await?;
        card.until_ready("3").await?;
        assert!(database.has_asked(DEVANKA, SECOND)?);
        Ok(())
    });
}

async fn picture_is_shown(browser: &kirimin_e2e::Browser) -> Result<bool> {
    const LOADED: &str = r"
        const [done] = arguments;
        const picture = document.querySelector('[part~=avatar] img');
        picture.decode().then(() => done(picture.naturalWidth > 0), () => done(false));
    ";
    Ok(browser.run_async(LOADED, vec![]).await? == true)
}
