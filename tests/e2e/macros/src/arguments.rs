//! What stands between the attribute's parentheses.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// Each engine, and its variant of `kirimin_e2e::Engine`.
pub const ENGINES: [(&str, &str); 3] = [
    ("chromium", "Chromium"),
    ("firefox", "Firefox"),
    ("webkit", "WebKit"),
];

const USAGE: &str = "#[every_engine] takes `on_request` and `except(engine = \"reason\")`";

/// An engine in which there is no such test; the reason is for readers.
#[derive(Debug)]
pub struct Exempt {
    /// Its name.
    pub engine: &'static str,
}

/// Reads whether the test runs on request, and where it does not run at all.
///
/// # Errors
/// It is something else.
pub fn parse(arguments: TokenStream) -> Result<(bool, Vec<Exempt>), String> {
    let (mut on_request, mut exempt) = (false, Vec::new());
    let mut tokens = arguments.into_iter();
    while let Some(token) = tokens.next() {
        match token.to_string().as_str() {
            "on_request" => on_request = true,
            "except" => match tokens.next() {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    exempt.extend(exempted(&group)?);
                }
                _ => return Err(USAGE.to_owned()),
            },
            "," => {}
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok((on_request, exempt))
}

/// `engine = "reason"`, with commas between them.
fn exempted(group: &Group) -> Result<Vec<Exempt>, String> {
    let mut exempt = Vec::new();
    let mut tokens = group.stream().into_iter().map(|token| token.to_string());
    while let Some(name) = tokens.next() {
        let engine = ENGINES.iter().find(|(engine, _)| *engine == name);
        let (engine, _) = engine.ok_or_else(|| format!("{name} is no engine; {USAGE}"))?;
        let reason = tokens.next().filter(|equals| equals == "=");
        let reason = reason.and_then(|_| tokens.next());
        if reason.is_none_or(|reason| reason.len() <= "\"\"".len()) {
            return Err(format!("{name} has no reason; {USAGE}"));
        }
        exempt.push(Exempt { engine });
        if tokens.next().is_some_and(|comma| comma != ",") {
            return Err(USAGE.to_owned());
        }
    }
    Ok(exempt)
}
