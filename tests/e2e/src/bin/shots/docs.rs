//! The pictures of README and docs.

use crate::QUICK;
use anyhow::{Context, Result, ensure};
use kirimin_e2e::shots::{self, FONT, Gallery, Look, Picture, Scheme, Sheet};
use kirimin_e2e::{Browser, Card, SECOND, Stage, perform, until};
use serde_json::json;
use std::path::Path;

/// The state that the card is shown in.
const CARD: &str = "received";

/// What somebody who styles the card has to think of.
const STATES: [&str; 12] = [
    "received",
    "ask-reject",
    "busy-reject",
    "none",
    "sent",
    "friends",
    "surprise-withdrawn",
    "error-lost",
    "loading",
    "not-found",
    "arabic",
    "all-badges",
];

const COLUMNS: usize = 3;

/// Between and around cards, in CSS pixels.
const GAP: usize = 24;

/// Wide enough for a card's own width.
const WIDTH: usize = 480;

/// The view of the playground.
const PLAYGROUND: [usize; 2] = [1_200, 900];

/// Writes all of them. One that looks the same stays as it is.
///
/// # Errors
/// A page does not come up, or a file cannot be written.
pub fn pictures(folder: &Path) -> Result<()> {
    let [card, states] = perform(&QUICK, async |stage| cards(stage).await)?;
    let playground = perform(&QUICK, async |stage| playground(stage).await)?;
    for (name, picture) in [
        ("card.png", card),
        ("gallery.png", states),
        ("playground.png", playground),
    ] {
        let path = folder.join(name);
        if shots::replace(&path, &picture)? {
            println!("{}: written", path.display());
        }
    }
    Ok(())
}

async fn cards(stage: &Stage) -> Result<[Picture; 2]> {
    let mut halves = Vec::new();
    let mut gallery = None;
    for scheme in Scheme::ALL {
        let browser = shots::open(stage, scheme).await?;
        let look = Look {
            lang: "en",
            scheme,
            width: WIDTH,
        };
        let sharp = Gallery {
            only: Some(&[CARD]),
            scale: 2,
            ..Gallery::all(look)
        };
        let sheet = sharp.photograph(&browser).await?;
        halves.push(grid(&sheet, &[CARD], 1, 2 * GAP)?);
        if scheme == Scheme::Light {
            let some = Gallery {
                only: Some(&STATES),
                ..Gallery::all(look)
            };
            let sheet = some.photograph(&browser).await?;
            gallery = Some(grid(&sheet, &STATES, COLUMNS, GAP)?);
        }
    }
    let gallery = gallery.context("no gallery")?;
    Ok([beside(&halves), gallery])
}

/// These states' cards, without their rows.
fn grid(sheet: &Sheet, states: &[&str], columns: usize, gap: usize) -> Result<Picture> {
    let mut cards = Vec::new();
    for id in states {
        let state = sheet.states.iter().find(|state| state.id == *id);
        let area = state.and_then(|state| state.cards.first());
        let area = *area.with_context(|| format!("there is no state {id}"))?;
        cards.push((area, sheet.picture.crop(area.grown(gap / 2))?));
    }
    let most = |numbers: &[usize]| numbers.iter().copied().max().unwrap_or_default();
    let width = most(&cards.iter().map(|(area, _)| area.width).collect::<Vec<_>>()) + gap;
    let height = most(
        &cards
            .iter()
            .map(|(area, _)| area.height)
            .collect::<Vec<_>>(),
    ) + gap;
    let rows = cards.len().div_ceil(columns);
    let mut whole = Picture::new(
        width * columns + gap,
        height * rows + gap,
        sheet.look.scheme.page(),
    );
    for (index, (_, picture)) in cards.iter().enumerate() {
        let place = (
            gap / 2 + index % columns * width,
            gap / 2 + index / columns * height,
        );
        whole.paste(picture, place);
    }
    Ok(whole)
}

fn beside(pictures: &[Picture]) -> Picture {
    let width = pictures.iter().map(Picture::width).sum();
    let height = pictures.iter().map(Picture::height).max();
    let mut whole = Picture::new(width, height.unwrap_or_default(), [0; 3]);
    let mut x = 0;
    for picture in pictures {
        whole.paste(picture, (x, 0));
        x += picture.width();
    }
    whole
}

/// The live page of somebody who is logged in, once the cards that are seen are there.
async fn playground(stage: &Stage) -> Result<Picture> {
    const DRESS: &str = r"
        const rules = new CSSStyleSheet();
        rules.replaceSync(`
          html { overflow: hidden !important; --kirimin-card-font: ${arguments[0]} }
          :root, body { font-family: ${arguments[0]} !important }
        `);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
        // The log has the time of day, which is another each time.
        for (const time of document.querySelectorAll('time')) time.textContent = '09:41:00';
    ";
    let browser = shots::open(stage, Scheme::Light).await?;
    browser.log_in(SECOND).await?;
    let [width, height] = PLAYGROUND;
    shots::view(&browser, width, height, 1).await?;
    browser.goto("/?lang=en&theme=light").await?;
    Card::new(&browser, "#featured").until_ready("3").await?;
    until("the cards are there", async || all_ready(&browser).await).await?;
    browser.run(DRESS, vec![json!(FONT)]).await?;
    shots::photograph(&browser, PLAYGROUND, 1).await
}

async fn all_ready(browser: &Browser) -> Result<()> {
    // Those further down load when somebody comes near them.
    const BUSY: &str = r#"
        const busy = [...document.querySelectorAll('[part~="card"][aria-busy="true"]')];
        return busy.filter(card => card.getBoundingClientRect().top < innerHeight).length;
    "#;
    let busy = browser.run(BUSY, vec![]).await?;
    ensure!(busy == 0, "{busy} cards are busy");
    Ok(())
}
