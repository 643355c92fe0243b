//! The component on a server: what it renders, and how a browser takes it over.

use anyhow::{Result, ensure};
use kirimin_e2e::{
    Browser, Card, DEVANKA, DevServer, Engine, SECOND, ServerOptions, Stage, Steady, every_engine,
    play_with, until,
};
use serde::Deserialize;
use serde_json::json;

/// Before the page's own scripts: notes what the server has rendered, and what becomes of it.
const WATCH: &str = r"
    const seen = window.rendered = { changes: 0, told: [] };
    for (const level of ['warn', 'error']) {
      const tell = console[level];
      console[level] = (...words) => { seen.told.push(words.join(' ')); tell.apply(console, words); };
    }
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => seen.told.push(`blocked: ${blockedURI}`));
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return;
      const known = document.querySelector('#known');
      seen.elements = [...document.querySelectorAll('.kirimin-card, #known *')];
      new MutationObserver(changes => { seen.changes += changes.length; })
        .observe(known, { subtree: true, childList: true, characterData: true });
    });
";

#[derive(Debug, Deserialize)]
struct Adopted {
    /// Elements of the server's that are not in the page any more.
    gone: usize,
    /// All of the server's.
    elements: usize,
    /// Changes in the card that the server knew, other than of attributes.
    changes: usize,
    /// Warnings and errors in the console, and what the policy has blocked.
    told: Vec<String>,
}

fn play(test: impl AsyncFnOnce(&mut Stage) -> Result<()>) {
    let quick = ServerOptions {
        cooldown: 0,
        ..ServerOptions::default()
    };
    play_with(quick, test);
}

/// Waits until the program runs: then the buttons can be pressed.
async fn hydrated(browser: &Browser) -> Result<()> {
    const INERT: &str = "return document.querySelectorAll('[inert]').length";
    until("the page is taken over", async || {
        let inert = browser.run(INERT, vec![]).await?;
        ensure!(inert == 0, "{inert} are inert");
        Ok(())
    })
    .await
}

#[every_engine(on_request)]
fn a_server_renders_the_whole_card_of_a_user_it_knows_and_the_skeleton_of_another() {
    play(async |stage| {
        let app = DevServer::axum(&stage.server).await?;
        let me = stage.browser_of(SECOND).await?;
        me.open_address(&app.address).await?;
        const SOURCE: &str = r"
            const done = arguments[0];
            fetch('/').then(answer => answer.text()).then(text => {
              const page = new DOMParser().parseFromString(text, 'text/html');
              const text_of = selector => page.querySelector(selector)?.textContent;
              done({
                name: text_of('#known [part=name]'),
                status: text_of('#known [part=status]'),
                buttons: [...page.querySelectorAll('#known button')].map(button => button.textContent),
                inert: page.querySelector('#known [role=group]').inert,
                link: page.querySelector('#known a').getAttribute('href'),
                class: page.querySelector('#known').className,
                skeleton: page.querySelector('#fetched').matches('[data-skeleton][data-layout=row]'),
              });
            });
        ";
        let source = me.run_async(SOURCE, vec![]).await?;
        let wanted = json!({
            "name": "Devanka 761",
            "status": "Wants to be your friend",
            "buttons": ["Accept", "Reject"],
            "inert": true,
            "link": "/users/761761",
            "class": "kirimin-card from-server",
            "skeleton": true,
        });
        assert_eq!(source, wanted);
        Ok(())
    });
}

#[every_engine(on_request)]
fn a_browser_takes_over_what_the_server_has_rendered_and_fetches_it_not_again() {
    play(async |stage| {
        let app = DevServer::axum(&stage.server).await?;
        let me = stage.browser_of(SECOND).await?;
        // Only Chromium runs a script first in pages that are not the tests' own.
        let mut steady = None;
        if me.engine() == Engine::Chromium {
            me.run_first(WATCH).await?;
            steady = Some(Steady::watch_all(&me).await?);
        }
        stage.server.clear_log().await?;
        me.open_address(&app.address).await?;
        hydrated(&me).await?;
        let known = Card::new(&me, "main");
        until("the other card is fetched", async || {
            let name = me.texts("#fetched [part=name]").await?;
            ensure!(name == ["Siti Aminah"], "{name:?}");
            Ok(())
        })
        .await?;
        let log = stage.server.log().await?;
        let known_fetched = log
            .iter()
            .filter(|sent| sent.target.as_deref() == Some(DEVANKA));
        assert_eq!(known_fetched.count(), 1, "by the server alone: {log:?}");
        if let Some(steady) = steady {
            steady.after("taken over").await?;
            const ADOPTED: &str = r"
                const { elements, changes, told } = window.rendered;
                const gone = elements.filter(element => !element.isConnected).length;
                return { gone, elements: elements.length, changes, told };
            ";
            let adopted = me.run(ADOPTED, vec![]).await?;
            let adopted: Adopted = serde_json::from_value(adopted)?;
            ensure!(adopted.elements > 20, "{adopted:#?}");
            ensure!(adopted.gone == 0 && adopted.changes == 0, "{adopted:#?}");
            ensure!(adopted.told.is_empty(), "{adopted:#?}");
        }

        known.press_and_confirm("ignorefriend").await?;
        known.until_ready("0").await?;
        until("the host has heard of it", async || {
            let changes = me.texts("#changes").await?;
            ensure!(changes == ["1"], "{changes:?}");
            Ok(())
        })
        .await?;
        assert_eq!(stage.server.database()?.friendship(SECOND, DEVANKA)?, 0);
        let class = me
            .run("return document.querySelector('#known').className", vec![])
            .await?;
        assert_eq!(class, "kirimin-card from-server");
        Ok(())
    });
}

/// Its error comes while the WebAssembly is still loading.
#[every_engine(on_request)]
fn a_picture_that_failed_before_the_page_is_taken_over_gives_way_to_the_initial() {
    play(async |stage| {
        stage.server.lose_avatar(DEVANKA)?;
        let app = DevServer::axum(&stage.server).await?;
        let me = stage.browser_of(SECOND).await?;
        me.open_address(&app.address).await?;
        hydrated(&me).await?;
        until("there is no picture", async || {
            const PICTURES: &str = "return document.querySelectorAll('#known img').length";
            let pictures = me.run(PICTURES, vec![]).await?;
            ensure!(pictures == 0, "{pictures}");
            Ok(())
        })
        .await
    });
}

/// As where the server did not know yet that a card is the viewer's own.
#[every_engine(on_request)]
fn a_button_that_only_the_server_has_rendered_does_not_stay() {
    play(async |stage| {
        let app = DevServer::axum(&stage.server).await?;
        let me = stage.browser_of(SECOND).await?;
        // Only Chromium runs a script first in pages that are not the tests' own.
        if me.engine() != Engine::Chromium {
            return Ok(());
        }
        const ADD: &str = r"
            document.addEventListener('readystatechange', () => {
              if (document.readyState !== 'interactive') return;
              document.querySelector('#known [role=group]').append(document.createElement('button'));
            });
        ";
        me.run_first(ADD).await?;
        me.open_address(&app.address).await?;
        hydrated(&me).await?;
        const BUTTONS: &str = "return document.querySelectorAll('#known button').length";
        assert_eq!(me.run(BUTTONS, vec![]).await?, 2);
        let footer = me.texts("#known a").await?;
        assert_eq!(footer, ["All about them"], "the host's own content stays");
        Ok(())
    });
}
