//! The playground as a newcomer finds it, and as a host that keeps its cards true.

mod address;
mod asking;
mod connection;
mod embed;
mod log;
mod refusal;
mod start;
mod theme;

use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, Card, DEVANKA, SECOND, Seen, every_engine, play, until};
use serde_json::json;

/// What an element shows; nothing if there is none.
async fn text(browser: &Browser, selector: &str) -> Result<String> {
    const TEXT: &str = "return document.querySelector(arguments[0])?.textContent ?? ''";
    let text = browser.run(TEXT, vec![json!(selector)]).await?;
    Ok(text.as_str().unwrap_or_default().trim().to_owned())
}

/// Waits until the page's live connection is in that state.
async fn connection_is(browser: &Browser, wanted: &str) -> Result<()> {
    const STATE: &str = "return document.querySelector('[data-connection]')?.dataset.connection";
    until(format!("the connection is {wanted}"), async || {
        let state = browser.run(STATE, vec![]).await?;
        ensure!(state == wanted, "it is {state}");
        Ok(())
    })
    .await
}

/// Opens what is folded away: the people to log in as, and everyone in rows.
async fn open_people(browser: &Browser) -> Result<()> {
    browser.click("#people:not([open]) > summary").await
}

/// The page's own viewport, whatever the window's; a narrow one is a phone's.
async fn size(browser: &Browser, width: u32, height: u32) -> Result<()> {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
    browser
        .devtools("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    Ok(())
}

/// From now on the pages of this browser stand in front of a server that is no
/// demo server, as far as they can see.
async fn without_demo(browser: &Browser) -> Result<()> {
    const NO_DEMO: &str = r"
        const real = globalThis.fetch;
        globalThis.fetch = (request, ...more) => {
          const { pathname } = new URL(request.url ?? request, location);
          return ['/demo/people', '/demo/me'].includes(pathname)
            ? Promise.resolve(new Response('not found', { status: 404 }))
            : real(request, ...more);
        };
    ";
    browser.run_in_every_page(NO_DEMO).await
}

#[every_engine(on_request)]
fn a_newcomer_logs_in_rejects_a_request_and_sees_the_other_side() {
    play(async |stage| {
        let me = stage.browser().await?;
        me.goto("/?lang=en").await?;
        open_people(&me).await?;
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
