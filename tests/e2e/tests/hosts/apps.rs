//! The host apps, each as it is built for production and as it is served while it is worked on.

use anyhow::{Result, ensure};
use kirimin_e2e::{
    Browser, Card, DEVANKA, DevServer, Element, SECOND, ServerOptions, Stage, every_engine,
    play_with, until,
};
use serde_json::{Value, json};

/// Faster than the real server, so that a wait is only ever for the card's own pace.
fn play(test: impl AsyncFnOnce(&mut Stage) -> Result<()>) {
    let quick = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    play_with(quick, test);
}

/// What every host app must do, driven the way a person does it.
async fn journey(stage: &Stage, browser: &Browser) -> Result<()> {
    let (fetched, given) = (
        Element::new(browser, "#fetched"),
        Element::new(browser, "#given"),
    );
    fetched.until_shows("Devanka 761", "3").await?;
    let seen = given.until_shows("Layla", "0").await?;
    ensure!(seen.offers() == ["addfriend"], "{seen:?}");
    let sent = stage.server.log().await?;
    ensure!(
        sent.iter()
            .all(|request| request.target.as_deref() != Some("700101")),
        "a given user is not fetched: {sent:?}"
    );

    fetched.press("ignorefriend").await?;
    fetched.press("yes").await?;
    fetched.until_shows("Devanka 761", "0").await?;
    ensure!(stage.server.database()?.friendship(SECOND, DEVANKA)? == 0);
    heard(browser, "profile-load 761761 3 ").await?;
    heard(browser, "friendship-action 761761 3 ignorefriend").await?;
    heard(browser, "friendship-change 761761 0 ignorefriend").await?;

    browser.click("#toggle").await?;
    until("the cards are gone", async || {
        let left = browser.texts("kirimin-profile-card").await?;
        ensure!(left.is_empty(), "{left:?}");
        Ok(())
    })
    .await?;
    browser.click("#toggle").await?;
    fetched.until_shows("Devanka 761", "0").await?;
    given.until_shows("Layla", "0").await?;

    browser.click("#switch").await?;
    fetched
        .until("shows somebody else", |seen| seen.is_ready("2"))
        .await?;
    browser.click("#switch").await?;
    fetched.until_shows("Devanka 761", "0").await?;
    Ok(())
}

async fn heard(browser: &Browser, line: &str) -> Result<()> {
    until(format!("the host has heard {line:?}"), async || {
        let lines = browser.texts("#log li").await?;
        ensure!(lines.iter().any(|l| l == line.trim()), "{lines:?}");
        Ok(())
    })
    .await
}

/// The first card of the guide.
async fn first_card(browser: &Browser) -> Result<()> {
    let first = Element::new(browser, r#"[userid="768"]"#);
    first.until("is there", |seen| seen.is_ready("1")).await?;
    Ok(())
}

/// Built, and served under the strict policy; the stage looks for violations at the end.
fn built(app: &str) {
    play(async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        browser.goto(&format!("/{app}/")).await?;
        if ["react", "vue", "svelte", "angular"].contains(&app) {
            first_card(&browser).await?;
        }
        journey(stage, &browser).await
    });
}

/// Served by its development server, with the API behind its proxy.
fn in_development(app: &str) {
    play(async |stage| {
        let server = match app {
            "angular" => DevServer::angular(&stage.server).await?,
            app => DevServer::start(app, &stage.server).await?,
        };
        let browser = stage.browser_of(SECOND).await?;
        browser.open_address(&server.address).await?;
        first_card(&browser).await?;
        journey(stage, &browser).await
    });
}

/// Lets a service worker answer requests by rules; see `startFaults` in `harness.js`.
async fn start_faults(browser: &Browser, rules: Value) -> Result<()> {
    const START: &str = "
        const [rules, done] = arguments;
        import('/harness.js')
          .then(({ startFaults }) => startFaults(rules))
          .then(() => done(''), error => done(String(error)));
    ";
    browser.goto("/").await?;
    let problem = browser.run_async(START, vec![rules]).await?;
    ensure!(problem == "", "{problem}");
    Ok(())
}

/// What a bundler made of the package is loaded again after a failure, under the bundler's names. The
/// script's own URL fails for good, as it does in a browser that keeps failed imports.
fn recovers(app: &str, script: &str, wasm: &str) {
    play(async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        let rules = json!([
            { "url": format!("^/{app}/{script}$") },
            { "url": format!("^/{app}/{wasm}$"), "times": 1 },
        ]);
        start_faults(&browser, rules).await?;
        browser.goto(&format!("/{app}/")).await?;
        let fetched = Element::new(&browser, "#fetched");
        fetched.until_shows("Devanka 761", "3").await?;
        heard(&browser, "friendship-error").await?;
        let console = browser.console().await?.join("\n");
        ensure!(console.contains("kirimin-profile-card:"), "{console}");
        browser.forget_errors().await
    });
}

#[every_engine(on_request)]
fn plain_html_recovers_when_the_card_could_not_be_loaded() {
    let package = "node_modules/kirimin-profile-card";
    recovers(
        "plain",
        &format!("{package}/card\\.js"),
        &format!("{package}/card_bg\\.wasm"),
    );
}

#[every_engine(on_request)]
fn a_built_app_recovers_when_the_card_could_not_be_loaded() {
    recovers(
        "react",
        r"assets/card-[^/?]*\.js",
        r"assets/card_bg-[^/?]*\.wasm",
    );
}

#[every_engine(on_request)]
fn plain_html_needs_no_build_step() {
    built("plain");
}

#[every_engine(on_request)]
fn an_import_map_loads_it_from_a_cdn() {
    play(async |stage| {
        let server = DevServer::cdn(&stage.server).await?;
        let browser = stage.browser_of(SECOND).await?;
        browser.open_address(&server.address).await?;
        journey(stage, &browser).await
    });
}

#[every_engine(on_request)]
fn webpack_bundles_it() {
    built("webpack");
}

#[every_engine(on_request)]
fn rollup_bundles_it() {
    built("rollup");
}

#[every_engine(on_request)]
fn esbuild_bundles_it() {
    built("esbuild");
}

#[every_engine(on_request)]
fn parcel_bundles_it() {
    built("parcel");
}

#[every_engine(on_request)]
fn react_built() {
    built("react");
}

/// Attributes are in the server's HTML; properties and listeners follow in the browser.
#[every_engine(on_request)]
fn next_renders_the_elements_on_a_server_and_the_browser_completes_them() {
    play(async |stage| {
        let server = DevServer::next(&stage.server).await?;
        let browser = stage.browser_of(SECOND).await?;
        browser.open_address(&server.address).await?;
        const SOURCE: &str = "
            const done = arguments[0];
            fetch('/').then(answer => answer.text()).then(done);
        ";
        let source = browser.run_async(SOURCE, vec![]).await?;
        let source = source.as_str().unwrap_or_default();
        let fetched = r#"<kirimin-profile-card id="fetched" userid="761761" viewer-id="7684481"><a href="/users/761761">"#;
        ensure!(source.contains(fetched), "{source}");
        first_card(&browser).await?;
        journey(stage, &browser).await
    });
}

#[every_engine(on_request)]
fn react_in_development() {
    in_development("react");
}

#[every_engine(on_request)]
fn vue_built() {
    built("vue");
}

#[every_engine(on_request)]
fn vue_in_development() {
    in_development("vue");
}

#[every_engine(on_request)]
fn svelte_built() {
    built("svelte");
}

#[every_engine(on_request)]
fn svelte_in_development() {
    in_development("svelte");
}

#[every_engine(on_request)]
fn angular_built() {
    built("angular");
}

#[every_engine(on_request)]
fn angular_in_development() {
    in_development("angular");
}

#[every_engine(on_request)]
fn leptos_built() {
    play(async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        browser.goto("/leptos/").await?;
        let fetched = Card::new(&browser, "#fetched");
        let given = Card::new(&browser, "#given");
        fetched.until_ready("3").await?;
        assert_eq!(given.until_ready("0").await?.name, "Layla");
        fetched.press_and_confirm("ignorefriend").await?;
        fetched.until_ready("0").await?;
        ensure!(stage.server.database()?.friendship(SECOND, DEVANKA)? == 0);
        heard(&browser, "load 761761 3").await?;
        heard(&browser, "action 761761 3 ignorefriend").await?;
        heard(&browser, "change 761761 0").await?;
        browser.click("#toggle").await?;
        until("the cards are gone", async || {
            let left = browser.texts(".kirimin-card").await?;
            ensure!(left.is_empty(), "{left:?}");
            Ok(())
        })
        .await?;
        browser.click("#toggle").await?;
        fetched.until_ready("0").await?;
        browser.click("#switch").await?;
        fetched.until_ready("2").await?;
        Ok(())
    });
}

#[every_engine(on_request)]
fn leptos_without_constructed_sheets_is_styled_where_the_policy_allows_it() {
    const STYLES: &str = "return [
        document.querySelectorAll('head > style').length,
        ...[...document.querySelectorAll('.kirimin-card')].map(card => getComputedStyle(card).display),
    ]";
    play(async |stage| {
        let browser = stage.browser_of(SECOND).await?;
        let page = json!([{ "url": "^/leptos/$", "share": 1, "type": "text/html" }]);
        start_faults(&browser, page).await?;
        browser
            .run_in_every_page("delete CSSStyleSheet.prototype.replaceSync")
            .await?;
        browser.goto("/leptos/").await?;
        Card::new(&browser, "#fetched").until_ready("3").await?;
        Card::new(&browser, "#given").until_ready("0").await?;
        let styles = browser.run(STYLES, vec![]).await?;
        ensure!(styles == json!([1, "flex", "flex"]), "{styles}");
        Ok(())
    });
}
