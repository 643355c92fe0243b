//! Layout stability of the element: from before the script runs until its person is rejected, it keeps
//! its place and size, and what comes after it does not move.

use anyhow::ensure;
use kirimin_e2e::{DevServer, Element, SECOND, ServerOptions, Steady, every_engine, play_with};
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

/// Notes each change in the first element's declarative shadow root, once that is complete: whether the
/// root has a card then.
const WATCH_ROOT: &str = "
    window.rootChanges = [];
    const found = new MutationObserver(() => {
        const root = document.querySelector('#fetched')?.shadowRoot;
        if (!root?.querySelector('slot')) return;
        found.disconnect();
        new MutationObserver(() => rootChanges.push(!!root.querySelector('.kirimin-card')))
            .observe(root, { childList: true });
    });
    found.observe(document, { childList: true, subtree: true });
";

#[every_engine]
fn a_declarative_shadow_root_stays_until_the_card_replaces_it() {
    play_with(ServerOptions::default(), async |stage| {
        let server = DevServer::cdn(&stage.server).await?;
        let me = stage.browser_of(SECOND).await?;
        let steady = Steady::watch(&me).await?;
        me.run_in_every_page(WATCH_ROOT).await?;
        me.open_address(&server.address).await?;
        let fetched = Element::new(&me, "#fetched");
        fetched.until_shows("Devanka 761", "3").await?;
        steady.after("loaded").await?;
        let changes = me.run("return rootChanges", vec![]).await?;
        ensure!(changes == json!([true]), "{changes}");
        Ok(())
    });
}
