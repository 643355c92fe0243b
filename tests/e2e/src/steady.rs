//! Whether cards keep their place and size: no layout shift, in any engine.
//!
//! Chromium alone counts layout shifts (Layout Instability API). So a script looks at all cards of the
//! page in every frame, in every engine alike, and Chromium's count comes on top.

use crate::Browser;
use anyhow::{Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Notes each place and size that a card, or a part that is there in every state, ever had. A place is
/// one on the page, so that it also changes if something above it does.
const WATCH: &str = r"
  const PARTS = ['head', 'avatar', 'who', 'message', 'buttons'];
  const seen = window.kiriminSeen = { boxes: {}, frames: 0, shifts: [] };
  // Less than half a pixel is a matter of rounding.
  const note = (key, box) => {
    const boxes = (seen.boxes[key] ??= []);
    const isSame = other => other.every((value, index) => Math.abs(value - box[index]) < 0.5);
    if (!boxes.some(isSame)) boxes.push(box);
  };
  const boxOf = element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height];
  };
  // The parser may pause within an element, which then lacks the rest of its shadow root. Nothing
  // comes after it that could move.
  const isParsed = element => {
    for (let node = element; node; node = node.parentNode) if (node.nextSibling) return true;
    return document.readyState !== 'loading';
  };
  const look = () => {
    seen.frames += 1;
    const hosts = [...document.querySelectorAll('kirimin-profile-card')].filter(isParsed);
    // As wide as the page, whose scroll bar may come and go.
    hosts.forEach((host, index) => note(`element ${index}`, boxOf(host).filter((_, side) => side !== 2)));
    const cards = [document, ...hosts.map(host => host.shadowRoot)]
      .flatMap(root => [...(root?.querySelectorAll('.kirimin-card') ?? [])]);
    cards.forEach((card, index) => {
      note(`card ${index}`, boxOf(card));
      for (const part of PARTS) {
        const element = card.querySelector(`.kirimin-card-${part}`);
        const [x, y, width, height] = element ? boxOf(element) : [0, 0, 0, 0];
        if (width <= 1) continue;
        // In a row, words end where the buttons begin, and all of them are centred.
        const isAside = card.dataset.layout === 'row' && part !== 'avatar';
        note(`${part} of card ${index}`, isAside ? [y + height / 2] : [x, y]);
      }
    });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver(list => {
    for (const { value, sources } of list.getEntries()) {
      // Two things are counted that nobody sees move. A row's buttons are at its end, and their box
      // begins where the first of them does; a notice's words are other words, but in the same element,
      // because a screen reader listens to it.
      const isUnseen = ({ node, previousRect: from, currentRect: to }) =>
        node?.matches?.('[data-layout=row] :is(.kirimin-card-actions, .kirimin-card-buttons)')
          ? from.y === to.y && Math.abs(from.right - to.right) < 1
          : node?.matches?.('.kirimin-card-notice');
      if (sources.every(isUnseen)) continue;
      const moved = sources.map(({ node, previousRect: from, currentRect: to }) =>
        `${(node?.outerHTML ?? node?.textContent ?? '').slice(0, 120)} from ${[from.x, from.y]} to ${[to.x, to.y]}`);
      seen.shifts.push(`${value}: ${moved.join('; ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
";

#[derive(Debug, Deserialize)]
struct Looked {
    /// Each place and size that each thing had, in pixels.
    boxes: BTreeMap<String, Vec<Vec<f64>>>,
    frames: u64,
    /// What Chromium calls a layout shift: how much, and what moved.
    shifts: Vec<String>,
}

/// Watches the cards of a browser's pages.
#[derive(Clone, Debug)]
pub struct Steady(Browser);

impl Steady {
    /// Watches every page of the stage from now on.
    ///
    /// # Errors
    /// The pages cannot be changed.
    pub async fn watch(browser: &Browser) -> Result<Self> {
        browser.run_in_every_page(WATCH).await?;
        Ok(Self(browser.clone()))
    }

    /// Watches every page that the browser opens, also those of other servers. Only in Chromium.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn watch_all(browser: &Browser) -> Result<Self> {
        browser.run_first(WATCH).await?;
        Ok(Self(browser.clone()))
    }

    /// Nothing has moved since the page was opened.
    ///
    /// # Errors
    /// Something has: tells what, from where to where, after which step; or nothing was watched.
    pub async fn after(&self, step: &str) -> Result<()> {
        // Two more frames, for what the last answer has changed.
        const LOOKED: &str = r"
            const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => done(window.kiriminSeen)));
        ";
        let looked = self.0.run_async(LOOKED, vec![]).await?;
        let Looked {
            boxes,
            frames,
            shifts,
        } = serde_json::from_value(looked)?;
        let cards = boxes.keys().filter(|key| key.starts_with("card ")).count();
        ensure!(cards > 0 && frames > 1, "{step}: nothing was watched");
        let moved: Vec<_> = boxes.iter().filter(|(_, boxes)| boxes.len() > 1).collect();
        ensure!(moved.is_empty(), "{step}: {moved:#?}");
        ensure!(shifts.is_empty(), "{step}: {shifts:#?}");
        Ok(())
    }
}
