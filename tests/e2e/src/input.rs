//! What a person does with the keyboard and the mouse.

use crate::{Browser, Engine};
use anyhow::{Result, bail};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use serde_json::json;
use std::time::Duration;

/// The keys that a person without a mouse uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To the next place.
    Tab,
    /// To the place before.
    BackTab,
    /// Presses the button that has the focus.
    Enter,
    /// The same.
    Space,
    /// Out of what one is in.
    Escape,
}

impl Key {
    /// Its code (WebDriver, "Keyboard actions").
    fn code(self) -> char {
        match self {
            Self::Tab | Self::BackTab => '\u{E004}',
            Self::Enter => '\u{E007}',
            Self::Space => ' ',
            Self::Escape => '\u{E00C}',
        }
    }
}

const SHIFT: char = '\u{E008}';

impl Browser {
    /// Presses a key on whatever has the focus.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn key(&self, key: Key) -> Result<()> {
        let value = key.code();
        let down = |value| KeyAction::Down { value };
        let up = |value| KeyAction::Up { value };
        if key == Key::BackTab {
            let strokes = [down(SHIFT), down(value), up(value), up(SHIFT)];
            self.keyboard(&strokes).await
        } else {
            self.keyboard(&[down(value), up(value)]).await
        }
    }

    /// Holds a key down, with so many repetitions as a keyboard makes them.
    ///
    /// # Errors
    /// The browser cannot: WebKitGTK's never can.
    pub async fn hold(&self, key: Key, repetitions: usize) -> Result<()> {
        let value = key.code();
        for repetition in 0..=repetitions {
            match self.engine() {
                Engine::Chromium => self.chromium_key(key, "keyDown", repetition > 0).await?,
                Engine::Firefox => self.keyboard(&[KeyAction::Down { value }]).await?,
                Engine::WebKit => bail!("WebKitWebDriver repeats no key"),
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        match self.engine() {
            Engine::Chromium => self.chromium_key(key, "keyUp", false).await,
            _ => self.keyboard(&[KeyAction::Up { value }]).await,
        }
    }

    /// WebDriver has no word for repetitions, and chromedriver makes none.
    async fn chromium_key(&self, key: Key, kind: &str, repeated: bool) -> Result<()> {
        let (key, text, code) = match key {
            Key::Enter => ("Enter", "\r", 13),
            Key::Space => (" ", " ", 32),
            _ => bail!("{key:?} cannot be held"),
        };
        let event = json!({
            "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code,
            "autoRepeat": repeated,
        });
        self.devtools("Input.dispatchKeyEvent", event).await?;
        Ok(())
    }

    async fn keyboard(&self, strokes: &[KeyAction]) -> Result<()> {
        let keyboard = KeyActions::new("keyboard".to_owned());
        let actions = strokes.iter().cloned().fold(keyboard, KeyActions::then);
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Clicks with the mouse at a place in the viewport, whatever is there.
    ///
    /// # Errors
    /// The browser cannot.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        let button = MOUSE_BUTTON_LEFT;
        let there = PointerAction::MoveTo {
            duration: None,
            x,
            y,
        };
        let actions = MouseActions::new("mouse".to_owned())
            .then(there)
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        Ok(self.client.perform_actions(actions).await?)
    }
}
