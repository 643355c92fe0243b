//! A card on a page, as a person and a screen reader find it.

use crate::{Browser, until};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

/// One card of a page.
#[derive(Clone, Debug)]
pub struct Card {
    browser: Browser,
    /// The selector of the element that holds it.
    place: String,
}

/// Everything about a card at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Seen {
    /// `data-phase`.
    pub phase: String,
    /// `data-friendship`.
    pub friendship: Option<String>,
    /// `data-fault`.
    pub fault: Option<String>,
    /// The card's language.
    pub lang: String,
    /// The name.
    pub name: String,
    /// The line that says what is going on.
    pub status: String,
    /// The question, while there is one.
    pub question: String,
    /// What a screen reader heard.
    pub notice: String,
    /// Whether the region that a screen reader listens to is still the one that was there at first.
    pub notice_kept: bool,
    /// Whether its buttons take no press yet, because they took others' places.
    pub settling: bool,
    /// The buttons in their order.
    pub buttons: Vec<Button>,
}

/// One button of a card at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Button {
    /// `data-action`.
    pub action: Option<String>,
    /// `data-confirm`.
    pub confirm: Option<String>,
    /// What it shows.
    pub text: String,
    /// What a screen reader says.
    pub label: String,
    /// Whether it may not be pressed now.
    pub disabled: bool,
    /// Whether it shows that it is working.
    pub busy: bool,
    /// Whether the focus is on it.
    pub focused: bool,
}

impl Seen {
    /// The `data-action`s of the buttons, and the `data-confirm`s of a question's answers.
    pub fn offers(&self) -> Vec<&str> {
        self.buttons.iter().filter_map(Button::name).collect()
    }

    /// The name of the button that has the focus, as in [`Seen::offers`].
    pub fn focused(&self) -> Option<&str> {
        self.buttons
            .iter()
            .find(|button| button.focused)
            .and_then(Button::name)
    }

    /// Whether the state is settled: this friendship, and its buttons can be pressed.
    pub fn is_ready(&self, friendship: &str) -> bool {
        self.phase == "ready"
            && self.friendship.as_deref() == Some(friendship)
            && self.buttons.iter().all(|button| !button.disabled)
    }
}

impl Button {
    fn name(&self) -> Option<&str> {
        self.action.as_deref().or(self.confirm.as_deref())
    }
}

const LOOK: &str = r#"
const card = document.querySelector(arguments[0] + ' [part~="card"]');
if (!card) return null;
// Names stand between invisible marks of direction.
const plain = text => (text ?? '').replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim();
const text = selector => plain(card.querySelector(selector)?.textContent);
const notice = card.querySelector('[role="status"]');
if (notice && card.dataset.watched === undefined) {
  card.dataset.watched = '';
  notice.kept = true;
}
return {
  phase: card.dataset.phase ?? '',
  friendship: card.dataset.friendship ?? null,
  fault: card.dataset.fault ?? null,
  lang: card.lang,
  name: text('[part~="name"]'),
  status: text('[part~="status"]'),
  question: text('[part~="confirm"]'),
  notice: plain(notice?.textContent),
  notice_kept: notice?.kept === true,
  settling: card.querySelector('[data-settling]') !== null,
  buttons: [...card.querySelectorAll('[part~="button"]')].map(button => ({
    action: button.dataset.action ?? null,
    confirm: button.dataset.confirm ?? null,
    text: plain(button.textContent),
    label: plain(button.getAttribute('aria-label')),
    disabled: button.getAttribute('aria-disabled') === 'true',
    busy: 'busy' in button.dataset,
    focused: button === document.activeElement,
  })),
};
"#;

impl Card {
    /// The card inside the element with that selector.
    pub fn new(browser: &Browser, place: impl Into<String>) -> Self {
        Self {
            browser: browser.clone(),
            place: place.into(),
        }
    }

    /// The browser that it is in.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// What the card is like now.
    ///
    /// # Errors
    /// There is none.
    pub async fn look(&self) -> Result<Seen> {
        let seen = self.browser.run(LOOK, vec![json!(self.place)]).await?;
        ensure!(!seen.is_null(), "there is no card in {}", self.place);
        serde_json::from_value(seen).context("the card is of an unexpected shape")
    }

    /// Waits until the card is as described.
    ///
    /// # Errors
    /// It does not become so; tells how it was at last.
    pub async fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) -> Result<Seen> {
        until(what, async || {
            let seen = self.look().await?;
            ensure!(holds(&seen), "the card is {seen:#?}");
            Ok(seen)
        })
        .await
    }

    /// Waits until the card shows a settled friendship.
    ///
    /// # Errors
    /// It does not.
    pub async fn until_ready(&self, friendship: &str) -> Result<Seen> {
        let what = format!("the card is ready with friendship {friendship}");
        self.until(&what, |seen| seen.is_ready(friendship)).await
    }

    /// Waits until the card has failed with that fault.
    ///
    /// # Errors
    /// It does not.
    pub async fn until_failed(&self, fault: &str) -> Result<Seen> {
        let what = format!("the card has failed with {fault}");
        self.until(&what, |seen| {
            seen.phase == "failed" && seen.fault.as_deref() == Some(fault)
        })
        .await
    }

    /// Clicks an action's button with the mouse.
    ///
    /// # Errors
    /// There is none that may be pressed.
    pub async fn press(&self, action: &str) -> Result<()> {
        self.click(&format!(
            r#"[data-action="{action}"]:not([aria-disabled="true"])"#
        ))
        .await
    }

    /// Clicks an answer to a question with the mouse: `yes` or `no`.
    ///
    /// # Errors
    /// Nothing is asked.
    pub async fn answer(&self, answer: &str) -> Result<()> {
        self.click(&format!(r#"[data-confirm="{answer}"]"#)).await
    }

    /// Clicks the button that tries, or looks, again.
    ///
    /// # Errors
    /// There is none.
    pub async fn again(&self) -> Result<()> {
        self.click(r#"[part~="button"]:not([data-action], [data-confirm])"#)
            .await
    }

    /// Presses the button, and answers yes.
    ///
    /// # Errors
    /// One of the two is not there.
    pub async fn press_and_confirm(&self, action: &str) -> Result<()> {
        self.press(action).await?;
        self.answer("yes").await
    }

    /// Clicks once the buttons take presses.
    async fn click(&self, button: &str) -> Result<()> {
        let group = "[role=group]:not([data-settling])";
        self.browser
            .click(&format!("{} {group} > {button}", self.place))
            .await
    }
}
