//! Several tabs of one person, and persons who come and go.

use kirimin_e2e::{Bench, DEVANKA, SECOND, every_engine, play};

#[every_engine(on_request)]
fn a_card_in_another_tab_follows_without_a_request() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let first = me.tab().await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        me.card(0).until_ready("3").await?;
        let second = me.open_window().await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        me.card(0).until_ready("3").await?;
        stage.server.clear_log().await?;

        me.card(0).press_and_confirm("ignorefriend").await?;
        me.card(0).until_ready("0").await?;
        me.switch_to(&first).await?;
        let seen = me.card(0).until_ready("0").await?;
        assert_eq!(seen.offers(), ["addfriend"]);
        assert_eq!(seen.notice, "", "nothing was done here");
        assert!(
            me.heard()
                .await?
                .contains(&"change 3 0 tab 761761".to_owned())
        );

        me.card(0).press("addfriend").await?;
        me.card(0).until_ready("2").await?;
        me.switch_to(&second).await?;
        me.card(0).until_ready("2").await?;
        let asked: Vec<_> = stage
            .server
            .log()
            .await?
            .into_iter()
            .map(|r| r.what)
            .collect();
        assert_eq!(asked, ["ignorefriend", "addfriend"]);
        assert_eq!(stage.server.database()?.friendship(SECOND, DEVANKA)?, 2);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_logout_noticed_in_one_tab_drops_the_states_of_all() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let first = me.tab().await?;
        me.bench(Bench::of(&[DEVANKA, "768"])).await?;
        me.card(0).until_ready("3").await?;
        me.card(1).until_ready("1").await?;
        me.open_window().await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        me.card(0).until_ready("3").await?;
        me.log_out().await?;

        me.card(0).press("acceptfriend").await?;
        let seen = me.card(0).until_failed("LOGGED_OUT").await?;
        assert_eq!(seen.friendship, None);
        assert_eq!(seen.status, "Log in to see this profile.");
        me.switch_to(&first).await?;
        for index in 0..2 {
            let seen = me.card(index).until_failed("LOGGED_OUT").await?;
            assert_eq!(seen.friendship, None, "the old person's state is gone");
            assert_eq!(seen.offers(), [""; 0]);
        }
        assert_eq!(stage.server.database()?.friendship(SECOND, DEVANKA)?, 3);
        Ok(())
    });
}

#[every_engine(on_request)]
fn logging_in_as_somebody_else_shows_their_friendships_and_no_others() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&["768", "512", "700035"]).with("viewer", SECOND))
            .await?;
        for (index, friendship) in ["1", "2", "3"].into_iter().enumerate() {
            me.card(index).until_ready(friendship).await?;
        }
        me.become_in_page(DEVANKA).await?;
        for (index, friendship) in ["1", "3", "0"].into_iter().enumerate() {
            me.card(index).until_ready(friendship).await?;
        }
        me.leave_in_page().await?;
        for index in 0..3 {
            let seen = me.card(index).until_failed("LOGGED_OUT").await?;
            assert_eq!((seen.friendship, seen.name.as_str()), (None, "Profile"));
        }
        Ok(())
    });
}

#[every_engine(on_request)]
fn ones_own_card_has_no_button_and_asks_nothing() {
    play(async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&[SECOND]).with("viewer", SECOND))
            .await?;
        let what = "the card says whose it is";
        let seen = me
            .card(0)
            .until(what, |seen| seen.status == "This is you")
            .await?;
        assert_eq!(seen.buttons, []);
        assert_eq!(stage.server.log().await?, []);
        Ok(())
    });
}
