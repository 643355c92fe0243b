//! The command line: which command, with which options.

use crate::engine::{Engines, engines};
use anyhow::bail;
use clap::{Args, Parser};
use std::ffi::OsString;
use std::num::NonZeroU16;
use url::Url;

/// The repository's own commands. Each first installs the tools that are missing, and announces it.
#[derive(Debug, Parser, PartialEq, Eq)]
#[command(bin_name = "cargo xtask")]
pub enum Command {
    /// Build the playground and serve it with its demo server on 127.0.0.1
    Serve(ServeOptions),
    /// Run every test: host, web, e2e and hosts, in three browser engines
    Test(TestOptions),
    /// Check formatting, clippy with warnings denied, documentation, dependencies, scripts, style
    /// sheets, spelling and links
    Lint,
    /// Write what is made of the element's source: the tables of the documentation, and the lists of
    /// what is public
    Docs,
    /// Make pictures of every state of the card, in target/shots
    ///
    /// A sheet of all states for each engine, language, scheme and width (320, 480 and 960 px), and
    /// the pictures of README and docs. `cargo xtask test e2e looks` compares fresh pictures with the
    /// reviewed ones in tests/e2e/shots, and shows what is different in target/shots/differences.
    Shots(ShotsOptions),
    /// Build the npm package into dist/npm, check it, and print the size of each file
    ///
    /// Exits with status 1 if a file is larger than element/.size-limit.json allows.
    Package(PackageOptions),
    /// Measure the package against the same card in other frameworks
    ///
    /// Checks that the peers (benches/peers) behave the same, then measures all of them in turn in
    /// headless Chromium: size, the first card, mounting, updating, answering and removing 1,000
    /// cards, and memory. Prints tables in Markdown, and writes them and a chart to docs/figures.md
    /// and docs/pictures/bench.svg. Takes about a quarter of an hour. Never fails because of a
    /// measurement.
    Bench(BenchOptions),
    /// Show where the bytes of the npm package's WebAssembly are, by crate, module and function
    Size,
    /// Measure the request queue in headless Chromium
    ///
    /// Twenty cards on a page and in two tabs, presses during their fetches, 10,000 mounts and
    /// unmounts. Prints a table in Markdown; exits with status 1 if a goal is missed.
    Figures,
    /// Set the version of the crates and the npm package, and pack them
    Release(ReleaseOptions),
}

/// Options of `cargo xtask serve`.
#[derive(Args, Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// The port; 0 picks a free one
    #[arg(long, default_value_t = 8761)]
    pub port: u16,
    /// Use the Kirimin-compatible server at URL instead of the demo server
    #[arg(long, value_name = "URL", value_parser = api_url)]
    pub api: Option<String>,
    /// Delete the demo's data and create its people again
    #[arg(long, conflicts_with = "api")]
    pub reset: bool,
    /// Build optimised: slower to build, smaller and faster page
    #[arg(long)]
    pub release: bool,
}

/// Options of `cargo xtask test`.
#[derive(Args, Debug, Default, PartialEq, Eq)]
#[command(after_help = "\
Layers:
  host   unit, property, documentation and server tests on this machine
  web    the card's component tests in browsers (tests/web/)
  e2e    the page and the demo server, end to end over WebDriver
  hosts  the npm package in other pages and apps (tests/hosts; needs Node.js),
         and its size against element/.size-limit.json

Environment:
  KIRIMIN_DEBUG_PACKAGE  if set, hosts uses an unoptimised package, and does not
                         check its size against element/.size-limit.json
  CHROME, CHROMEDRIVER, FIREFOX, GECKODRIVER, WEBKITDRIVER
                         the browsers and their drivers, if not those on PATH
  KIRIMIN_TOOLS          the folder for build tools
                         (default ~/.cache/kirimin-profile-card/tools)")]
pub struct TestOptions {
    /// Layers to run, all by default; then a part of the names of the tests to run
    #[arg(value_name = "LAYERS] [FILTER")]
    words: Vec<String>,
    /// Run everything in these engines: chromium, firefox, webkit, with commas between them, or all
    ///
    /// By default, web and the most important tests of e2e and hosts run in all three, and the rest
    /// in Chromium only (see tests/README.md).
    #[arg(long, value_name = "LIST", value_parser = engines)]
    pub engines: Option<Engines>,
    /// Passed to the test programs unchanged; also for a filter that is named like a layer
    #[arg(last = true)]
    pub arguments: Vec<OsString>,
}

/// Options of `cargo xtask shots`.
#[derive(Args, Debug, PartialEq, Eq)]
pub struct ShotsOptions {
    /// Only in these: chromium, firefox, webkit, with commas between them
    #[arg(long, value_name = "LIST", value_parser = engines)]
    pub engines: Option<Engines>,
    /// Replace the reviewed pictures that are different now, in Chromium, the reviewed accessibility
    /// trees, and the pictures in docs/pictures: after you have looked at them
    #[arg(long)]
    pub accept: bool,
}

/// Options of `cargo xtask package`.
#[derive(Args, Debug, PartialEq, Eq)]
pub struct PackageOptions {
    /// Build unoptimised: much faster, much larger, and not checked against element/.size-limit.json
    #[arg(long)]
    pub debug: bool,
}

/// Options of `cargo xtask bench`.
#[derive(Args, Debug, PartialEq, Eq)]
pub struct BenchOptions {
    /// One round, fewer candidates and presses: about two minutes; does not change the docs
    #[arg(long)]
    pub quick: bool,
    /// How often to measure everything (default 7; 1 with --quick)
    #[arg(long, value_name = "N")]
    pub rounds: Option<NonZeroU16>,
}

/// Options of `cargo xtask release`.
#[derive(Args, Debug, PartialEq, Eq)]
pub struct ReleaseOptions {
    /// The new version, such as 0.2.0
    pub version: String,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
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

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }
}

impl TestOptions {
    /// The layers to run, in their usual order; never empty.
    pub fn layers(&self) -> Vec<Layer> {
        let named: Vec<_> = self
            .words
            .iter()
            .map_while(|word| Layer::named(word))
            .collect();
        let mut layers = if named.is_empty() {
            Layer::ALL.to_vec()
        } else {
            named
        };
        layers.sort_unstable();
        layers.dedup();
        layers
    }

    /// Only tests whose name contains this run.
    pub fn filter(&self) -> anyhow::Result<Option<&str>> {
        let mut words = self
            .words
            .iter()
            .skip_while(|word| Layer::named(word).is_some());
        match (words.next(), words.next()) {
            (Some(filter), Some(word)) => bail!(
                "'{word}' after the filter '{filter}': one filter at most, after the layers host, web, e2e, hosts"
            ),
            (filter, _) => Ok(filter.map(String::as_str)),
        }
    }
}

/// Checks before a build of minutes what can be seen of a server's address. The demo server, which gets
/// it, checks the rest.
fn api_url(text: &str) -> Result<String, String> {
    let refuse = |why: &str| format!("{why}; an address is such as https://kirimin.example");
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(text.to_owned()),
        Ok(_) => Err(refuse("it must begin with http:// or https://")),
        Err(error) => Err(refuse(&error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::engine::Engine;

    fn parse(words: &str) -> Result<Command, String> {
        let words = ["xtask"].into_iter().chain(words.split_whitespace());
        Command::try_parse_from(words).map_err(|error| error.to_string())
    }

    fn tests(words: &str) -> TestOptions {
        match parse(words).unwrap() {
            Command::Test(options) => options,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn the_command_line_is_one_that_clap_accepts() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }

    #[test]
    fn serve_takes_its_options() {
        let expected = Command::Serve(ServeOptions {
            port: 8080,
            api: Some("http://localhost:9000".to_owned()),
            reset: false,
            release: true,
        });
        let words = "serve --release --port=8080 --api http://localhost:9000";
        assert_eq!(parse(words).unwrap(), expected);
        assert!(parse("serve --reset --api http://localhost:9000").is_err());
    }

    #[test]
    fn a_bad_api_address_is_told_with_an_example() {
        for bad in [
            "localhost",
            "localhost:80",
            "ftp://a",
            "https://",
            "http://a:b",
        ] {
            let refusal = parse(&format!("serve --api {bad}")).unwrap_err();
            assert!(refusal.contains("such as https://"), "{refusal}");
        }
        assert!(parse("serve --api http://[::1]:9000/base").is_ok());
    }

    #[test]
    fn test_runs_all_layers_unless_some_are_named() {
        assert_eq!(tests("test").layers(), Layer::ALL);
        assert_eq!(tests("test reject").layers(), Layer::ALL);
        assert_eq!(
            tests("test e2e host e2e").layers(),
            [Layer::Host, Layer::E2e]
        );
    }

    #[test]
    fn test_takes_one_filter_and_arguments_for_the_test_programs() {
        let options = tests("test e2e reject -- --nocapture web");
        assert_eq!(options.filter().unwrap(), Some("reject"));
        assert_eq!(options.arguments, ["--nocapture", "web"]);
        let two = tests("test one two").filter().unwrap_err().to_string();
        assert!(two.contains("one filter"), "{two}");
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
        let refusal = parse("test --engines safari").unwrap_err();
        assert!(refusal.contains("chromium, firefox, webkit"), "{refusal}");
    }
}
