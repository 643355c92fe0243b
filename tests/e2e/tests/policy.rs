//! The page's strict Content-Security-Policy, Trusted Types included.

use anyhow::{Result, ensure};
use kirimin_e2e::{Bench, Browser, DEVANKA, SECOND, every_engine, play_with, until};
use serde_json::json;

use crate::QUICK;

const DIRECTIVES: [&str; 4] = [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "require-trusted-types-for 'script'",
];

async fn policy(browser: &Browser) -> Result<String> {
    const HEADER: &str = r"
        const done = arguments[0];
        fetch(location.pathname).then(answer => done(answer.headers.get('Content-Security-Policy')));
    ";
    let header = browser.run_async(HEADER, vec![]).await?;
    Ok(header.as_str().unwrap_or_default().to_owned())
}

#[every_engine]
fn every_state_is_shown_without_a_violation() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        // All friendships, bad avatar, right to left, badges, markup, not found, deleted, own, bad.
        let users = [
            DEVANKA, "768", "512", "700101", "700404", "700600", "700800", "999999", "-1", SECOND,
            "",
        ];
        me.bench(Bench::of(&users).cooldown(0).with("viewer", SECOND))
            .await?;
        let policy = policy(&me).await?;
        for directive in DIRECTIVES {
            ensure!(policy.contains(directive), "{policy} has no {directive}");
        }
        for index in 0..users.len() {
            let what = format!("card {index} is settled");
            me.card(index)
                .until(&what, |seen| {
                    seen.phase == "ready" || seen.phase == "failed"
                })
                .await?;
        }
        let card = me.card(0);
        card.press_and_confirm("ignorefriend").await?;
        card.until_ready("0").await?;
        card.press("addfriend").await?;
        card.until_ready("2").await?;
        assert!(me.violations().await?.is_empty());
        Ok(())
    });
}

/// A test that listens wrongly hears no violations either.
#[every_engine]
fn a_violation_would_be_noticed() {
    play_with(QUICK, async |stage| {
        let me = stage.browser_of(SECOND).await?;
        me.bench(Bench::of(&[DEVANKA])).await?;
        const STYLE: &str = "document.body.setAttribute('style', 'color: red')";
        me.run(STYLE, vec![]).await?;
        const HTML: &str =
            "try { document.body.innerHTML = '<b>x</b>'; return 'set' } catch { return 'refused' }";
        assert_eq!(me.run(HTML, vec![]).await?, json!("refused"));
        until("both are noticed", async || {
            let seen = me.violations().await?;
            let of = |directive: &str| seen.iter().any(|line| line.starts_with(directive));
            ensure!(of("style-src"), "{seen:?}");
            ensure!(of("require-trusted-types-for"), "{seen:?}");
            Ok(())
        })
        .await?;
        // Nothing of it counts against this test's own pages.
        me.forget_errors().await?;
        me.goto("/demo/me").await
    });
}
