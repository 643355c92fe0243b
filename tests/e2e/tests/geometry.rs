//! What can be measured of the card's looks, in every state of the gallery.

use anyhow::{Result, ensure};
use kirimin_e2e::{Browser, every_engine, play, until};
use kirimin_profile_card_core::strings::Strings;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Gives all cards of the gallery this width in pixels, and returns of each: layout, state, height,
/// whether something reaches beyond its edges, and the smallest height of its buttons.
const MEASURE: &str = "
    const [width] = arguments;
    return [...document.querySelectorAll('.state .kirimin-card')].map((card) => {
        card.parentElement.style.setProperty('width', `${width}px`);
        const box = card.getBoundingClientRect();
        const inside = [...card.querySelectorAll('*')].every((element) => {
            const { left, right, width, bottom } = element.getBoundingClientRect();
            const clipped = element.parentElement
                .closest('.kirimin-card-badges, .kirimin-card-who, .kirimin-card-message p');
            return clipped || width <= 1
                || (left >= box.left - 1 && right <= box.right + 1 && bottom <= box.bottom + 1);
        });
        const state = card.closest('.state').dataset.state;
        const buttons = [...card.querySelectorAll('button')];
        const lowest = Math.min(...buttons.map((button) => button.getBoundingClientRect().height), 99);
        return [card.dataset.layout, state, Math.round(box.height), inside, Math.round(lowest)];
    });";

struct Measured {
    layout: String,
    what: String,
    height: u32,
    inside: bool,
    lowest: u32,
}

async fn measure(me: &Browser, width: u32) -> Result<Vec<Measured>> {
    let measured = me.run(MEASURE, vec![json!(width)]).await?;
    let measured: Vec<(String, String, u32, bool, u32)> = serde_json::from_value(measured)?;
    ensure!(measured.len() > 100, "{} cards", measured.len());
    let measured = measured.into_iter();
    Ok(measured
        .map(|(layout, state, height, inside, lowest)| Measured {
            what: format!("{layout} {state} at {width} px"),
            layout,
            height,
            inside,
            lowest,
        })
        .collect())
}

async fn gallery(me: &Browser, lang: &str) -> Result<()> {
    me.goto(&format!("/?view=gallery&lang={lang}")).await?;
    let waited = format!("the gallery is there in {lang}");
    until(waited, async || {
        let langs =
            "return [...document.querySelectorAll('.state .kirimin-card')].map(card => card.lang)";
        let langs: Vec<String> = serde_json::from_value(me.run(langs, vec![]).await?)?;
        ensure!(
            !langs.is_empty() && langs.iter().all(|one| one == lang),
            "{langs:?}"
        );
        Ok(())
    })
    .await
}

#[every_engine(on_request)]
fn the_gallery_has_cards_in_a_language_that_its_page_does_not_speak() {
    play(async |stage| {
        let me = stage.browser().await?;
        // Klingon.
        gallery(&me, "tlh").await?;
        let page = "return document.documentElement.lang";
        assert_eq!(me.run(page, vec![]).await?, "en");
        Ok(())
    });
}

#[every_engine]
fn a_card_has_one_height_in_every_state() {
    play(async |stage| {
        let me = stage.browser().await?;
        for lang in Strings::languages() {
            gallery(&me, lang).await?;
            for width in [240, 280, 320, 340, 360, 400, 640] {
                let mut heights = BTreeMap::<_, BTreeSet<_>>::new();
                for card in measure(&me, width).await? {
                    ensure!(card.inside, "{} overflows in {lang}", card.what);
                    heights.entry(card.layout).or_default().insert(card.height);
                }
                // Below 320 pixels, two buttons of a card need a line each, and rows have nothing else to show.
                heights.retain(|layout, _| width >= 320 || layout == "row");
                for (layout, heights) in heights {
                    let one = heights.len() == 1;
                    ensure!(one, "{layout} at {width} px in {lang}: {heights:?}");
                }
            }
        }
        Ok(())
    });
}

/// Of each question in the gallery: its text, and whether the name in it can be seen: all of it, or its
/// first line if it is the longest one.
const QUESTIONS: &str = "
    const [width] = arguments;
    const cards = [...document.querySelectorAll('[data-state^=ask-] .kirimin-card')];
    for (const card of cards) card.parentElement.style.setProperty('width', `${width}px`);
    return cards.map((card) => {
        const text = card.querySelector('[part=confirm]');
        const { top, bottom } = text.getBoundingClientRect();
        let lines = [...text.querySelector('bdi').getClientRects()];
        if (card.closest('[data-state=ask-long]')) lines = lines.slice(0, 1);
        const seen = lines.every((line) => line.top >= top - 2 && line.bottom <= bottom + 2);
        return [`${card.dataset.layout}: ${text.textContent}`, lines.length > 0 && seen];
    });";

#[every_engine]
fn a_question_names_the_person_however_narrow_it_is() {
    play(async |stage| {
        let me = stage.browser().await?;
        for lang in Strings::languages() {
            gallery(&me, lang).await?;
            for width in (240..=420).step_by(20) {
                let asked = me.run(QUESTIONS, vec![json!(width)]).await?;
                let asked: Vec<(String, bool)> = serde_json::from_value(asked)?;
                ensure!(asked.len() == 10, "{asked:?}");
                for (question, seen) in asked {
                    ensure!(seen, "{question} at {width} px");
                }
            }
        }
        Ok(())
    });
}

/// WCAG 2.2, 2.5.8, and more where there is room.
#[every_engine]
fn buttons_are_large_enough_to_hit() {
    play(async |stage| {
        let me = stage.browser().await?;
        gallery(&me, "en").await?;
        for card in measure(&me, 320).await? {
            let least = if card.layout == "row" { 36 } else { 44 };
            ensure!(card.lowest >= least, "{}: {} px", card.what, card.lowest);
        }
        Ok(())
    });
}

/// WCAG 2.2, 1.4.4 and 1.4.10: twice the text on a screen of 320 pixels; 1.4.12: the reader's own
/// spacing; and a page that is read from right to left.
#[every_engine]
fn nothing_overflows_however_the_text_is_set() {
    play(async |stage| {
        let me = stage.browser().await?;
        for (what, style) in [
            ("large text", "html { font-size: 32px }"),
            (
                "spaced text",
                "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }",
            ),
            ("right to left", "html { direction: rtl }"),
        ] {
            gallery(&me, "id").await?;
            let apply = "
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(arguments[0]);
                document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];";
            me.run(apply, vec![json!(style)]).await?;
            for card in measure(&me, 320).await? {
                ensure!(card.inside, "{}: {} overflows", what, card.what);
            }
        }
        Ok(())
    });
}
