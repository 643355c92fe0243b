//! The command line: which command, with which options.

use crate::run::{Problem, Result};
use lexopt::prelude::*;
use std::ffi::OsString;

/// The port the playground is served on unless `--port` says otherwise.
const DEFAULT_PORT: u16 = 7617;

const USAGE: &str = "\
Usage: cargo xtask <command> [options]

Commands:
  serve   build the playground and serve it with its demo server
  test    run every test: host, web (in headless Chromium), e2e (end to end)
  lint    check formatting, clippy, licences and advisories, documentation

`cargo xtask <command> --help` tells a command's options.
What a command needs and this machine lacks, it installs first and says so.";

const SERVE_USAGE: &str = "\
Usage: cargo xtask serve [options]

Builds the playground and serves it with its demo server on 127.0.0.1.

Options:
  --port N     the port (default 7617; 0 takes a free one)
  --api URL    put the Kirimin-compatible server at URL behind the page
               instead of the embedded demo
  --reset      forget what was played so far and seed the demo's people afresh
  --release    build optimised (slower to build, smaller and faster page)
  -h, --help   this text";

const TEST_USAGE: &str = "\
Usage: cargo xtask test [host] [web] [e2e] [FILTER] [-- ARGUMENTS]

Runs the named layers of tests, or all of them:
  host   unit, property, documentation and server tests on this machine
  web    the card's component tests in headless Chromium (tests/web*.rs)
  e2e    the page and the demo server, end to end over WebDriver

FILTER runs only the tests whose name contains it; ARGUMENTS go to the test
programs as they are (a FILTER named like a layer can be given there).

Options:
  -h, --help   this text

Environment:
  CHROME, CHROMEDRIVER   the browser and its driver, if not those on PATH
  KIRIMIN_TOOLS          where build tools are kept
                         (default ~/.cache/kirimin-profile-card/tools)";

const LINT_USAGE: &str = "\
Usage: cargo xtask lint

Checks formatting, clippy (host and wasm32) with warnings denied, the licences
and known vulnerabilities of every dependency, and the documentation.";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print this text.
    Help(&'static str),
    /// Build and serve the playground.
    Serve(ServeOptions),
    /// Run tests.
    Test(TestOptions),
    /// Run the static checks.
    Lint,
}

/// Options of `cargo xtask serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// The port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// The server to put behind the page in place of the embedded demo.
    pub api: Option<String>,
    /// Seed the demo database afresh.
    pub reset: bool,
    /// Build optimised.
    pub release: bool,
}

/// Options of `cargo xtask test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    /// The layers to run, in their usual order; never empty.
    pub layers: Vec<Layer>,
    /// Only tests whose name contains this.
    pub filter: Option<OsString>,
    /// Arguments for the test programs.
    pub arguments: Vec<OsString>,
}

/// One of the three kinds of tests, named after where it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// On this machine, without a browser.
    Host,
    /// Compiled to WebAssembly, inside headless Chromium.
    Web,
    /// The built page against the demo server, driven over WebDriver.
    E2e,
}

impl Layer {
    /// Every layer, the quickest to fail first.
    pub const ALL: [Self; 3] = [Self::Host, Self::Web, Self::E2e];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Web => "web",
            Self::E2e => "e2e",
        }
    }
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// An unknown command or option, or a value that cannot be used, each told in one line.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let command = match parser.next()? {
        None => return Err(Problem::new("no command given; try `cargo xtask --help`")),
        Some(Short('h') | Long("help")) => return Ok(Command::Help(USAGE)),
        Some(Value(name)) => name.string()?,
        Some(option) => return Err(option.unexpected().into()),
    };
    match command.as_str() {
        "help" => Ok(Command::Help(USAGE)),
        "serve" => parse_serve(parser),
        "test" => parse_test(parser),
        "lint" => parse_lint(parser),
        other => Err(Problem::new(format!(
            "unknown command '{other}'; there are serve, test and lint"
        ))),
    }
}

fn parse_serve(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = ServeOptions {
        port: DEFAULT_PORT,
        api: None,
        reset: false,
        release: false,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = port(&parser.value()?.string()?)?,
            Long("api") => options.api = Some(api_url(&parser.value()?.string()?)?),
            Long("reset") => options.reset = true,
            Long("release") => options.release = true,
            Short('h') | Long("help") => return Ok(Command::Help(SERVE_USAGE)),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.reset && options.api.is_some() {
        return Err(Problem::new(
            "--reset concerns the embedded demo's people; it cannot be used with --api",
        ));
    }
    Ok(Command::Serve(options))
}

fn parse_test(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = TestOptions::default();
    // `--` is asked for before each argument: `next` would swallow it and hand
    // out what follows as if it were a filter.
    loop {
        if let Some(mut raw) = parser.try_raw_args()
            && raw.next_if(|argument| argument == "--").is_some()
        {
            options.arguments = raw.collect();
            break;
        }
        match parser.next()? {
            None => break,
            Some(Value(word)) => {
                let layer = Layer::ALL.into_iter().find(|layer| word == layer.name());
                match (layer, &options.filter) {
                    (Some(layer), None) => options.layers.push(layer),
                    (None, None) => options.filter = Some(word),
                    (_, Some(filter)) => {
                        return Err(Problem::new(format!(
                            "'{}' after the filter '{}': one filter at most, after the layers host, web, e2e",
                            word.display(),
                            filter.display()
                        )));
                    }
                }
            }
            Some(Short('h') | Long("help")) => return Ok(Command::Help(TEST_USAGE)),
            Some(other) => return Err(other.unexpected().into()),
        }
    }
    if options.layers.is_empty() {
        options.layers = Layer::ALL.to_vec();
    }
    options.layers.sort_unstable();
    options.layers.dedup();
    Ok(Command::Test(options))
}

fn parse_lint(mut parser: lexopt::Parser) -> Result<Command> {
    match parser.next()? {
        None => Ok(Command::Lint),
        Some(Short('h') | Long("help")) => Ok(Command::Help(LINT_USAGE)),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn port(text: &str) -> Result<u16> {
    text.parse().map_err(|_| {
        Problem::new(format!(
            "--port takes a number from 0 to 65535, not '{text}'"
        ))
    })
}

/// Checks what can be seen of a server's address before a build of minutes;
/// whether the server answers is found out by the demo server.
fn api_url(text: &str) -> Result<String> {
    let refuse = |why: &str| {
        Err(Problem::new(format!(
            "--api '{text}': {why}; it takes a server's address such as https://kirimin.example"
        )))
    };
    let Some(rest) = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"))
    else {
        return refuse("the address must begin with http:// or https://");
    };
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return refuse("the address has a blank in it");
    }
    if text.contains(['?', '#']) {
        return refuse("the address must not have a ? or # part");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return refuse("the address must not have a user name in it");
    }
    let (host, port) = split_port(authority);
    if host.is_empty() {
        return refuse("the address names no host");
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return refuse("the port is not a number up to 65535");
    }
    Ok(text.to_owned())
}

/// Splits `host:port`; an IPv6 host is in brackets and has colons of its own.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rfind(':') {
        Some(colon) if !authority[colon..].contains(']') => {
            (&authority[..colon], Some(&authority[colon + 1..]))
        }
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse_words(words: &str) -> Result<Command> {
        parse(words.split_whitespace().map(OsString::from))
    }

    fn refusal(words: &str) -> String {
        parse_words(words).unwrap_err().to_string()
    }

    fn tests(words: &str) -> TestOptions {
        match parse_words(words).unwrap() {
            Command::Test(options) => options,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn serve_takes_its_four_options_in_any_form() {
        let expected = Command::Serve(ServeOptions {
            port: 8080,
            api: Some("http://localhost:9000".to_owned()),
            reset: false,
            release: true,
        });
        let words = "serve --release --port=8080 --api http://localhost:9000";
        assert_eq!(parse_words(words).unwrap(), expected);
    }

    #[test]
    fn serve_without_options_uses_the_default_port_and_the_embedded_demo() {
        let expected = Command::Serve(ServeOptions {
            port: DEFAULT_PORT,
            api: None,
            reset: false,
            release: false,
        });
        assert_eq!(parse_words("serve").unwrap(), expected);
    }

    #[test]
    fn a_bad_port_is_told_with_the_range() {
        for bad in ["eighty", "65536", "-1"] {
            assert!(refusal(&format!("serve --port={bad}")).contains("0 to 65535"));
        }
    }

    #[test]
    fn a_bad_api_address_is_told_with_an_example() {
        for bad in [
            "kirimin.example",
            "ftp://kirimin.example",
            "https://",
            "https:///path",
            "https://:80",
            "http://host:port",
            "http://host:70000",
            "http://user@host",
            "http://host/?q",
            "http://host#x",
        ] {
            let message = refusal(&format!("serve --api {bad}"));
            assert!(message.contains(bad), "{message}");
            assert!(message.contains("such as https://"), "{message}");
            assert!(!message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn api_addresses_with_port_path_or_ipv6_host_are_taken() {
        for good in [
            "https://kirimin.example",
            "http://localhost:9000/",
            "http://[::1]:9000",
            "http://[::1]/base",
        ] {
            assert!(
                parse_words(&format!("serve --api {good}")).is_ok(),
                "{good}"
            );
        }
    }

    #[test]
    fn unknown_commands_and_options_are_refused_in_one_line() {
        for bad in [
            "",
            "bake",
            "--fast",
            "serve --fast",
            "serve now",
            "test --fast",
            "lint x",
        ] {
            let message = refusal(bad);
            assert!(!message.is_empty() && !message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn test_runs_all_layers_unless_some_are_named() {
        assert_eq!(tests("test").layers, Layer::ALL);
        assert_eq!(tests("test reject").layers, Layer::ALL);
        assert_eq!(tests("test e2e host e2e").layers, [Layer::Host, Layer::E2e]);
    }

    #[test]
    fn test_takes_one_filter_and_arguments_for_the_test_programs() {
        let options = tests("test e2e reject -- --nocapture web");
        assert_eq!(options.filter, Some("reject".into()));
        assert_eq!(options.arguments, ["--nocapture", "web"]);
        assert!(refusal("test one two").contains("one filter"));
    }

    #[test]
    fn every_command_explains_itself() {
        for words in ["--help", "help", "serve --help", "test -h", "lint --help"] {
            assert!(
                matches!(parse_words(words).unwrap(), Command::Help(_)),
                "{words}"
            );
        }
    }
}
