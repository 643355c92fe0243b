//! Layout stability of the element: from before the script runs until its person is rejected, it keeps
//! its place and size, and what comes after it does not move.

use kirimin_e2e::{Element, SECOND, ServerOptions, Steady, every_engine, play_with};
use serde_json::json;

#[every_engine]
fn an_element_never_moves_and_nothing_moves_in_it() {
    let quick = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    play_with(quick, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        let steady = Steady::watch(&me).await?;
        let slowly = json!([{ "on": "*", "fault": "delay", "ms": 300 }]);
        stage.server.faults(slowly).await?;
        me.goto("/plain/").await?;
        let fetched = Element::new(&me, "#fetched");
        fetched.until_shows("Devanka 761", "3").await?;
        steady.after("loaded").await?;
        fetched.press("ignorefriend").await?;
        steady.after("question").await?;
        fetched.press("yes").await?;
        fetched.until_shows("Devanka 761", "0").await?;
        steady.after("rejected").await
    });
}
