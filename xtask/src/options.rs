//! The command line: which command, with which options.

mod api_url;
mod usage;

use crate::engine::{Engine, engines};
use crate::run::{Problem, Result};
use api_url::api_url;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::num::NonZeroU16;

/// The port the playground is served on unless `--port` says otherwise: the
/// demo server's own default.
const DEFAULT_PORT: u16 = 8761;

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
    /// Measure the request line.
    Figures,
    /// Photograph every state.
    Shots(ShotsOptions),
    /// Build the npm package.
    Package(PackageOptions),
    /// Measure the package beside its peers.
    Bench(BenchOptions),
    /// Tell where the package's bytes are.
    Size,
}

/// Options of `cargo xtask bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BenchOptions {
    /// Print a hint in two minutes, and leave the docs alone.
    pub quick: bool,
    /// How often everything is measured, if not as often as usual.
    pub rounds: Option<NonZeroU16>,
}

/// Options of `cargo xtask package`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PackageOptions {
    /// Build unoptimised.
    pub debug: bool,
}

/// Options of `cargo xtask shots`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ShotsOptions {
    /// The engines to photograph in; all of them if none are named.
    pub engines: Option<Vec<Engine>>,
    /// Replace the reviewed pictures.
    pub accept: bool,
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
    /// The engines to run everything in; if none are named, some tests run in
    /// all of them and the rest in Chromium.
    pub engines: Option<Vec<Engine>>,
    /// Only tests whose name contains this.
    pub filter: Option<OsString>,
    /// Arguments for the test programs.
    pub arguments: Vec<OsString>,
}

/// One of the kinds of tests, named after where it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// On this machine, without a browser.
    Host,
    /// Compiled to WebAssembly, inside browsers.
    Web,
    /// The built page against the demo server, driven over WebDriver.
    E2e,
    /// The npm package in pages and apps of others, driven over WebDriver.
    Hosts,
}

impl Layer {
    /// Every layer, the quickest to fail first.
    pub const ALL: [Self; 4] = [Self::Host, Self::Web, Self::E2e, Self::Hosts];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Web => "web",
            Self::E2e => "e2e",
            Self::Hosts => "hosts",
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
        Some(Short('h') | Long("help")) => return Ok(Command::Help(usage::USAGE)),
        Some(Value(name)) => name.string()?,
        Some(option) => return Err(option.unexpected().into()),
    };
    match command.as_str() {
        "help" => Ok(Command::Help(usage::USAGE)),
        "serve" => parse_serve(parser),
        "test" => parse_test(parser),
        "lint" => parse_plain(parser, Command::Lint, usage::LINT),
        "figures" => parse_plain(parser, Command::Figures, usage::FIGURES),
        "shots" => parse_shots(parser),
        "package" => parse_package(parser),
        "bench" => parse_bench(parser),
        "size" => parse_plain(parser, Command::Size, usage::SIZE),
        other => Err(Problem::new(format!(
            "unknown command '{other}'; there are serve, test, shots, package, bench, size, figures and lint"
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
            Short('h') | Long("help") => return Ok(Command::Help(usage::SERVE)),
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
                            "'{}' after the filter '{}': one filter at most, after the layers host, web, e2e, hosts",
                            word.display(),
                            filter.display()
                        )));
                    }
                }
            }
            Some(Long("engines")) => {
                options.engines = Some(engines(&parser.value()?.string()?)?);
            }
            Some(Short('h') | Long("help")) => return Ok(Command::Help(usage::TEST)),
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

/// A command without options of its own.
fn parse_plain(
    mut parser: lexopt::Parser,
    command: Command,
    help: &'static str,
) -> Result<Command> {
    match parser.next()? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help(help)),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn parse_shots(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = ShotsOptions::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("accept") => options.accept = true,
            Long("engines") => options.engines = Some(engines(&parser.value()?.string()?)?),
            Short('h') | Long("help") => return Ok(Command::Help(usage::SHOTS)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Shots(options))
}

fn parse_package(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = PackageOptions::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("debug") => options.debug = true,
            Short('h') | Long("help") => return Ok(Command::Help(usage::PACKAGE)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Package(options))
}

fn parse_bench(mut parser: lexopt::Parser) -> Result<Command> {
    let mut options = BenchOptions::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => options.quick = true,
            Long("rounds") => options.rounds = Some(rounds(&parser.value()?.string()?)?),
            Short('h') | Long("help") => return Ok(Command::Help(usage::BENCH)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Bench(options))
}

fn rounds(text: &str) -> Result<NonZeroU16> {
    text.parse().map_err(|_| {
        Problem::new(format!(
            "--rounds takes a number from 1 to 65535, not '{text}'"
        ))
    })
}

fn port(text: &str) -> Result<u16> {
    text.parse().map_err(|_| {
        Problem::new(format!(
            "--port takes a number from 0 to 65535, not '{text}'"
        ))
    })
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
    fn shots_accepts_only_when_told_to() {
        let shots = |accept, engines| Command::Shots(ShotsOptions { engines, accept });
        assert_eq!(parse_words("shots").unwrap(), shots(false, None));
        assert_eq!(parse_words("shots --accept").unwrap(), shots(true, None));
        let webkit = shots(false, Some(vec![Engine::Webkit]));
        assert_eq!(parse_words("shots --engines webkit").unwrap(), webkit);
    }

    #[test]
    fn bench_is_full_unless_told_otherwise() {
        let bench = |quick, rounds| Command::Bench(BenchOptions { quick, rounds });
        assert_eq!(parse_words("bench").unwrap(), bench(false, None));
        let rounds = NonZeroU16::new(3);
        assert_eq!(
            parse_words("bench --rounds 3 --quick").unwrap(),
            bench(true, rounds)
        );
    }

    #[test]
    fn bad_rounds_are_told_with_the_range() {
        for bad in ["few", "0", "-1", "65536"] {
            assert!(refusal(&format!("bench --rounds={bad}")).contains("1 to 65535"));
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
            "test --engines",
            "test --engines=",
            "test --engines chrome",
            "test --engines firefox,",
            "lint x",
            "shots --fast",
            "package --release",
            "bench --slow",
            "bench 3",
            "size --debug",
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
    fn test_runs_in_the_engines_that_are_named() {
        assert_eq!(tests("test web").engines, None);
        let named = tests("test --engines webkit,firefox,webkit e2e reject").engines;
        assert_eq!(named, Some(vec![Engine::Firefox, Engine::Webkit]));
        assert_eq!(
            tests("test --engines=all").engines,
            Some(Engine::ALL.to_vec())
        );
        assert!(refusal("test --engines safari").contains("chromium, firefox, webkit"));
    }

    #[test]
    fn every_command_explains_itself() {
        for words in [
            "--help",
            "help",
            "serve --help",
            "test -h",
            "lint --help",
            "figures --help",
            "shots --help",
            "package -h",
            "bench --help",
            "size --help",
        ] {
            assert!(
                matches!(parse_words(words).unwrap(), Command::Help(_)),
                "{words}"
            );
        }
    }
}
