//! The event log.

use super::text;
use crate::QUICK;
use anyhow::ensure;
use kirimin_e2e::{Card, every_engine, play_with, until};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Line {
    time: String,
    event: String,
    what: String,
    whom: String,
}

/// The lines as they are shown, and whether their times are times.
const LINES: &str = r"
    return [...document.querySelectorAll('[role=log] li')].map(line => ({
      time: new Date(line.querySelector('time').dateTime).toJSON(),
      event: line.querySelector('b').textContent,
      what: line.querySelector('.log-what').textContent,
      whom: line.querySelector('.log-whom').textContent,
    }));
";

#[every_engine(on_request)]
fn the_log_says_what_it_is_for_and_then_what_happened_to_whom_the_newest_first() {
    play_with(QUICK, async |stage| {
        let me = stage.browser().await?;
        for (lang, wanted) in [("id", "Masih kosong."), ("en", "Nothing yet.")] {
            me.goto(&format!("/?lang={lang}")).await?;
            until("the placeholder is there", async || {
                let said = text(&me, "[role=log]").await?;
                ensure!(said.starts_with(wanted), "it says {said}");
                Ok(())
            })
            .await?;
        }
        me.click("[data-start]").await?;
        let card = Card::new(&me, "#featured");
        card.until_ready("3").await?;
        card.press_and_confirm("ignorefriend").await?;
        card.until_ready("0").await?;
        assert_eq!(text(&me, ".log-empty").await?, "");
        let lines: Vec<Line> = serde_json::from_value(me.run(LINES, vec![]).await?)?;
        let told: Vec<_> = lines
            .iter()
            .map(|line| [&line.event, &line.what, &line.whom].map(String::as_str))
            .collect();
        let whom = "Devanka 761 761761";
        let wanted = [
            [
                "friendship-change",
                "request received → not friends (action)",
                whom,
            ],
            ["friendship-action", "ignorefriend", whom],
            ["profile-load", "request received", whom],
            ["session", "logged in", "User 7684481 7684481"],
        ];
        assert_eq!(told, wanted);
        let mut times: Vec<_> = lines.iter().map(|line| &line.time).collect();
        ensure!(
            times.is_sorted_by(|newer, older| newer >= older),
            "{times:?}"
        );
        times.dedup();
        ensure!(times.len() > 1, "{times:?}");
        Ok(())
    });
}
