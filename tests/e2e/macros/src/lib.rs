//! `#[every_engine]`: a test that is one test for each browser engine.

mod arguments;

use arguments::{ENGINES, Exempt, parse};
use proc_macro::{TokenStream, TokenTree};

/// Stands where `#[test]` would, and makes a test for each engine, named after
/// it: `name::chromium`, `name::firefox` and `name::webkit`.
///
/// - `#[every_engine]`: they run whenever the tests run.
/// - `#[every_engine(on_request)]`: the one in Chromium runs whenever the tests
///   run; the others are ignored unless `cargo xtask test` has `--engines`.
/// - `except(webkit = "why")`, alone or after `on_request`: there is none in
///   that engine. What is excepted must be in `tests/README.md`, with the reason.
#[proc_macro_attribute]
pub fn every_engine(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let name = name(item.clone());
    let tests = parse(arguments).and_then(|(on_request, exempt)| {
        let name = name.ok_or("#[every_engine] is for functions")?;
        tests(&name, on_request, &exempt)
            .parse::<TokenStream>()
            .map_err(|error| error.to_string())
    });
    let tests = tests.unwrap_or_else(|problem| {
        format!("compile_error!({problem:?});")
            .parse()
            .unwrap_or_default()
    });
    item.into_iter().chain(tests).collect()
}

/// The name of the function.
fn name(item: TokenStream) -> Option<String> {
    let mut words = item.into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    words.find(|word| word == "fn")?;
    words.next()
}

fn tests(name: &str, on_request: bool, exempt: &[Exempt]) -> String {
    let mut tests = String::new();
    for (engine, variant) in ENGINES {
        if exempt.iter().any(|exempt| exempt.engine == engine) {
            continue;
        }
        let ignore = if on_request && engine != "chromium" {
            r#"#[ignore = "on request, with --engines"]"#
        } else {
            ""
        };
        tests += &format!(
            "#[test] {ignore} fn {engine}() {{ ::kirimin_e2e::Engine::{variant}.run(super::{name}) }}\n"
        );
    }
    format!("mod {name} {{ {tests} }}")
}

#[cfg(test)]
mod tests;
