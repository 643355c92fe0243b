//! What the commands say of themselves.

/// What `cargo xtask --help` prints.
pub const USAGE: &str = "\
Usage: cargo xtask <command> [options]

Commands:
  serve   build the playground and serve it with its demo server
  test    run every test: host, web (in headless Chromium), e2e, hosts
  package build the npm package with the custom element, and tell its sizes
  bench   measure the package beside the same card by other means
  size    tell where the bytes of the npm package are
  figures measure the request line in headless Chromium
  lint    check formatting, clippy, licences and advisories, documentation

`cargo xtask <command> --help` tells a command's options.
What a command needs and this machine lacks, it installs first and says so.";

/// What `cargo xtask serve --help` prints.
pub const SERVE: &str = "\
Usage: cargo xtask serve [options]

Builds the playground and serves it with its demo server on 127.0.0.1.

Options:
  --port N     the port (default 8761; 0 takes a free one)
  --api URL    put the Kirimin-compatible server at URL behind the page
               instead of the embedded demo
  --reset      forget what was played so far and seed the demo's people afresh
  --release    build optimised (slower to build, smaller and faster page)
  -h, --help   this text";

/// What `cargo xtask test --help` prints.
pub const TEST: &str = "\
Usage: cargo xtask test [host] [web] [e2e] [hosts] [FILTER] [-- ARGUMENTS]

Runs the named layers of tests, or all of them:
  host   unit, property, documentation and server tests on this machine
  web    the card's component tests in headless Chromium (tests/web*.rs)
  e2e    the page and the demo server, end to end over WebDriver
  hosts  the npm package in pages and apps of others (tests/hosts; Node.js),
         and its size against element/size.json

FILTER runs only the tests whose name contains it; ARGUMENTS go to the test
programs as they are (a FILTER named like a layer can be given there).

Options:
  -h, --help   this text

Environment:
  KIRIMIN_DEBUG_PACKAGE  if set, hosts uses an unoptimised package, and its size
                         is not held against element/size.json
  CHROME, CHROMEDRIVER   the browser and its driver, if not those on PATH
  KIRIMIN_TOOLS          where build tools are kept
                         (default ~/.cache/kirimin-profile-card/tools)";

/// What `cargo xtask figures --help` prints.
pub const FIGURES: &str = "\
Usage: cargo xtask figures

Measures, in headless Chromium against the demo server: twenty cards on a page
and in two tabs, presses among their fetches, 10,000 cards that come and go.
Prints a table in Markdown; a goal that is missed ends with status 1.";

/// What `cargo xtask lint --help` prints.
pub const LINT: &str = "\
Usage: cargo xtask lint

Checks formatting, clippy (host and wasm32) with warnings denied, the licences
and known vulnerabilities of every dependency, and the documentation.";

/// What `cargo xtask package --help` prints.
pub const PACKAGE: &str = "\
Usage: cargo xtask package [--debug]

Builds the npm package into dist/npm, checks it, and prints the bytes of each
of its files: raw, gzip and brotli. Code that is larger than element/size.json
allows ends with status 1.

Options:
  --debug      build unoptimised: much quicker, much larger, not held against
               element/size.json
  -h, --help   this text";

/// What `cargo xtask bench --help` prints.
pub const BENCH: &str = "\
Usage: cargo xtask bench [--quick] [--rounds N]

Builds the npm package and its peers (benches/peers: the same card by hand,
Lit, Preact, Solid, Svelte and React), checks that the peers do the same, then
measures all of them in turns in headless Chromium: bytes, the first card, 1,000
cards mounted, updated, answered and removed, memory. Prints tables in Markdown,
and writes them with a chart into docs/figures.md and docs/pictures/bench.svg.
Takes about a quarter of an hour. No figure makes it fail.

Options:
  --quick      one round, fewer candidates and presses: about two minutes;
               leaves the docs alone
  --rounds N   how often everything is measured (default 7; 1 with --quick)
  -h, --help   this text";

/// What `cargo xtask size --help` prints.
pub const SIZE: &str = "\
Usage: cargo xtask size

Builds the npm package and prints where the bytes of its WebAssembly are: by
crate, module and function, the instances of a generic function summed up.
Brings the tables in docs/figures.md up to date.";
