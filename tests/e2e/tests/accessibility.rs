//! What axe-core finds, on every state that a card can be in and on the live page. It must be nothing.

use anyhow::{Result, ensure};
use kirimin_e2e::{Axe, Browser, Card, SECOND, every_engine, play_with, tree, until};
use kirimin_profile_card_core::strings::Strings;
use serde_json::json;
use std::collections::BTreeSet;

use crate::QUICK;

/// Opens the gallery and hands back every state in it.
async fn gallery(browser: &Browser, parameters: &str) -> Result<BTreeSet<String>> {
    const STATES: &str =
        "return [...document.querySelectorAll('[data-state]')].map(state => state.dataset.state)";
    browser
        .goto(&format!("/?view=gallery&{parameters}"))
        .await?;
    until("the gallery is there", async || {
        let states = browser.run(STATES, vec![]).await?;
        let states: BTreeSet<String> = serde_json::from_value(states)?;
        ensure!(states.len() > 20, "only {states:?}");
        Ok(states)
    })
    .await
}

async fn finds_nothing(axe: &Axe, browser: &Browser, what: &str) -> Result<BTreeSet<String>> {
    let found = axe.check(browser).await?;
    let violations = found.violations.join("\n");
    ensure!(violations.is_empty(), "{what}:\n{violations}");
    Ok(found.states)
}

fn every_state_is_accessible(parameters: &'static str) {
    play_with(QUICK, async |stage| {
        let axe = Axe::ready()?;
        for scheme in ["light", "dark"] {
            let somebody = stage.browser_preferring(scheme).await?;
            let states = gallery(&somebody, parameters).await?;
            let what = format!("{parameters} {scheme}");
            let checked = finds_nothing(&axe, &somebody, &what).await?;
            assert_eq!(checked, states, "each state was looked at");
        }
        Ok(())
    });
}

#[every_engine]
fn every_state_is_accessible_in_english() {
    every_state_is_accessible("lang=en");
}

#[every_engine]
fn every_state_is_accessible_in_indonesian() {
    every_state_is_accessible("lang=id");
}

#[every_engine]
fn every_state_is_accessible_on_a_narrow_page_from_right_to_left() {
    every_state_is_accessible("lang=en&width=320&dir=rtl");
}

#[every_engine]
fn the_live_page_is_accessible_at_every_step() {
    play_with(QUICK, async |stage| {
        let axe = Axe::ready()?;
        let me = stage.browser().await?;
        for theme in ["light", "dark"] {
            me.goto(&format!("/?lang=en&theme={theme}")).await?;
            me.click("[data-start]").await?;
            finds_nothing(&axe, &me, "loading").await?;
            me.log_in(SECOND).await?;
            me.goto(&format!("/?lang=en&theme={theme}&userid=768"))
                .await?;
            let card = Card::new(&me, "#featured");
            card.until_ready("1").await?;
            finds_nothing(&axe, &me, "ready").await?;
            card.press("unfriend").await?;
            finds_nothing(&axe, &me, "asking").await?;
            card.answer("no").await?;
            me.click("[data-logout]").await?;
            finds_nothing(&axe, &me, "logged out").await?;
        }
        Ok(())
    });
}

/// Chromium alone hands its tree out: see `tests/e2e/src/tree.rs`.
#[test]
fn assistive_technology_is_told_of_every_state_as_reviewed() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        for lang in Strings::languages() {
            tree::compare(lang, &tree::read(&me, lang).await?)?;
        }
        Ok(())
    });
}

/// A checker that is run wrongly finds nothing either.
#[every_engine]
fn what_is_inaccessible_would_be_found() {
    play_with(QUICK, async |stage| {
        let axe = Axe::ready()?;
        let me = stage.browser().await?;
        gallery(&me, "lang=en").await?;
        const SPOIL: &str = r"
            const name = document.querySelector('[data-state=received] [part~=name]');
            name.style.color = '#ccc';
            document.querySelector('[data-action]').removeAttribute('aria-label');
            document.querySelector('[data-action]').textContent = '';
        ";
        me.run(SPOIL, vec![]).await?;
        let found = axe.check(&me).await?.violations.join("\n");
        ensure!(found.contains("button-name"), "{found}");
        ensure!(found.contains("color-contrast"), "{found}");
        Ok(())
    });
}

/// Chromium alone can be told that the reader has colours of their own.
#[test]
fn with_forced_colours_the_skeleton_the_spinner_and_the_icons_are_seen() {
    const LOOK: &str = r"
        const look = (state, selector, pseudo = null) => {
          const element = document.querySelector(`[data-state=${state}] ${selector}`);
          return getComputedStyle(element, pseudo);
        };
        const probe = document.createElement('i');
        probe.style.color = 'GrayText';
        document.body.append(probe);
        const grey = getComputedStyle(probe).color;
        const spinner = look('busy-reject', '[data-busy]', '::before');
        return {
          bar: look('loading', '.kirimin-card-name', '::before').backgroundColor === grey,
          only_bars: look('loading', '.kirimin-card-message', '::before').backgroundColor === 'rgba(0, 0, 0, 0)',
          spinner: spinner.borderTopColor !== spinner.borderBottomColor,
          icon: look('received', '.kirimin-card-status', '::before').borderTopColor !== 'rgba(0, 0, 0, 0)',
          edges: look('received', '.kirimin-card').borderTopColor === look('received', '.kirimin-card-status').color,
        };
    ";
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        let features = json!([{ "name": "forced-colors", "value": "active" }]);
        me.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await?;
        gallery(&me, "lang=en").await?;
        let seen = me.run(LOOK, vec![]).await?;
        let all = seen
            .as_object()
            .is_some_and(|seen| seen.len() == 5 && seen.values().all(|is_seen| *is_seen == true));
        ensure!(all, "{seen}");
        Ok(())
    });
}
