//! What can be measured of the card's looks, in every state of the gallery.

use anyhow::ensure;
use kirimin_e2e::{every_engine, play, until};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Gives all cards of the gallery this width, and returns of each its layout, its state, its height,
/// and whether something reaches beyond its edges.
const MEASURE: &str = "
    const [width] = arguments;
    return [...document.querySelectorAll('.state .kirimin-card')].map((card) => {
        card.parentElement.style.setProperty('width', `${width}px`);
        const box = card.getBoundingClientRect();
        const inside = [...card.querySelectorAll('*')].every((element) => {
            const { left, right, width, bottom } = element.getBoundingClientRect();
            return width <= 1 || (left >= box.left - 1 && right <= box.right + 1 && bottom <= box.bottom + 1);
        });
        const state = card.closest('.state').dataset.state;
        return [card.dataset.layout, state, Math.round(box.height), inside];
    });";

#[every_engine]
fn a_card_has_one_height_in_every_state() {
    play(async |stage| {
        let me = stage.browser().await?;
        for lang in ["en", "id"] {
            me.goto(&format!("/?view=gallery&lang={lang}")).await?;
            until("the gallery is there", async || {
                let found = me.run(
                    "return !!document.querySelector('.state .kirimin-card')",
                    vec![],
                );
                ensure!(found.await? == true);
                Ok(())
            })
            .await?;
            for width in [320, 400, 640] {
                let measured = me.run(MEASURE, vec![json!(width)]).await?;
                let measured: Vec<(String, String, u32, bool)> = serde_json::from_value(measured)?;
                ensure!(measured.len() > 100, "{} cards", measured.len());
                let mut heights = BTreeMap::<_, BTreeSet<_>>::new();
                for (layout, state, height, inside) in &measured {
                    heights.entry(layout).or_default().insert(height);
                    ensure!(
                        *inside,
                        "{layout} {state} at {width} px in {lang} overflows"
                    );
                }
                for (layout, heights) in heights {
                    ensure!(
                        heights.len() == 1,
                        "{layout} at {width} px in {lang}: {heights:?}"
                    );
                }
            }
        }
        Ok(())
    });
}
