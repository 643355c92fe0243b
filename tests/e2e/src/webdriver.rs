//! Commands of chromedriver and geckodriver that WebDriver itself does not have.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A POST below the session.
#[derive(Debug)]
pub struct Vendor {
    path: &'static str,
    body: Value,
}

impl Vendor {
    /// A command of the DevTools protocol, for Chromium.
    pub fn devtools(command: &str, parameters: Value) -> Self {
        Self {
            path: "goog/cdp/execute",
            body: json!({ "cmd": command, "params": parameters }),
        }
    }

    /// Whether scripts run in the page (`content`) or in Firefox itself (`chrome`).
    pub fn context(context: &str) -> Self {
        Self {
            path: "moz/context",
            body: json!({ "context": context }),
        }
    }

    /// What Chromium's console has said since it was last asked.
    pub fn console() -> Self {
        Self {
            path: "se/log",
            body: json!({ "type": "browser" }),
        }
    }
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
