//! The playground as a newcomer finds it.

use kirimin_e2e::{Card, DEVANKA, SECOND, Seen, every_engine, play};

#[every_engine(on_request)]
fn a_newcomer_logs_in_rejects_a_request_and_sees_the_other_side() {
    play(async |stage| {
        let me = stage.browser().await?;
        me.goto("/?lang=en").await?;
        me.click(&format!(r#"[data-login="{SECOND}"]"#)).await?;
        let card = Card::new(&me, "#featured");
        let row = Card::new(&me, format!(r#"[data-row="{DEVANKA}"]"#));
        let asked = |seen: &Seen| seen.is_ready("3") && seen.name == "Devanka 761";
        card.until("the first who asked is shown", asked).await?;
        row.until_ready("3").await?;
        card.press_and_confirm("ignorefriend").await?;
        let seen = card.until_ready("0").await?;
        assert_eq!(seen.notice, "You rejected the request from Devanka 761.");
        row.until_ready("0").await?;
        assert!(!stage.server.database()?.has_asked(DEVANKA, SECOND)?);

        me.click("[data-other-side]").await?;
        let strangers = |seen: &Seen| seen.is_ready("0") && seen.name == "User 7684481";
        let seen = card.until("the other side is shown", strangers).await?;
        assert_eq!(seen.offers(), ["addfriend"]);
        Ok(())
    });
}

#[every_engine(on_request)]
fn two_people_in_two_browsers_see_each_other_act() {
    play(async |stage| {
        let page = |userid: &str| format!("/?lang=en&userid={userid}");
        let other = stage.browser_of(DEVANKA).await?;
        other.goto(&page(SECOND)).await?;
        let me = stage.browser_of(SECOND).await?;
        me.goto(&page(DEVANKA)).await?;
        let [mine, theirs] = [&me, &other].map(|browser| Card::new(browser, "#featured"));
        mine.until_ready("3").await?;
        theirs.until_ready("2").await?;
        mine.press("acceptfriend").await?;
        mine.until_ready("1").await?;
        theirs.until_ready("1").await?;
        theirs.press_and_confirm("unfriend").await?;
        theirs.until_ready("0").await?;
        mine.until_ready("0").await?;
        assert_eq!(stage.server.database()?.friendship(SECOND, DEVANKA)?, 0);
        Ok(())
    });
}
