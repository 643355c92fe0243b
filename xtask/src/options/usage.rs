//! The help texts of the commands.

/// What `cargo xtask --help` prints.
pub const USAGE: &str = "\
Usage: cargo xtask <command> [options]

Commands:
  serve   build the playground and serve it with its demo server
  test    run every test: host, web, e2e and hosts, in three browser engines
  shots   make pictures of every state of the card
  package build the npm package with the custom element, and print its sizes
  bench   measure the package against the same card in other frameworks
  size    show where the bytes of the npm package are
  figures measure the request queue in headless Chromium
  lint    check formatting, clippy, licences and advisories, documentation

`cargo xtask <command> --help` lists the options of a command.
Commands first install the tools that are missing, and announce it.";

/// What `cargo xtask serve --help` prints.
pub const SERVE: &str = "\
Usage: cargo xtask serve [options]

Builds the playground and serves it with its demo server on 127.0.0.1.

Options:
  --port N     the port (default 8761; 0 picks a free one)
  --api URL    use the Kirimin-compatible server at URL instead of the demo
               server
  --reset      delete the demo's data and create its people again
  --release    build optimised (slower to build, smaller and faster page)
  -h, --help   this text";

/// What `cargo xtask test --help` prints.
pub const TEST: &str = "\
Usage: cargo xtask test [host] [web] [e2e] [hosts] [--engines LIST] [FILTER]
                        [-- ARGUMENTS]

Runs the named layers of tests, or all of them:
  host   unit, property, documentation and server tests on this machine
  web    the card's component tests in browsers (tests/web/)
  e2e    the page and the demo server, end to end over WebDriver
  hosts  the npm package in other pages and apps (tests/hosts; needs Node.js),
         and its size against element/size.json

Only tests whose name contains FILTER run. ARGUMENTS are passed to the test
programs unchanged (use them for a FILTER that is named like a layer).

Options:
  --engines LIST  run everything in these engines: chromium, firefox, webkit,
                  with commas between them, or all. By default, web and the most
                  important tests of e2e and hosts run in all three, and the rest
                  in Chromium only (see tests/README.md).
  -h, --help      this text

Environment:
  KIRIMIN_DEBUG_PACKAGE  if set, hosts uses an unoptimised package, and does not
                         check its size against element/size.json
  CHROME, CHROMEDRIVER, FIREFOX, GECKODRIVER, WEBKITDRIVER
                         the browsers and their drivers, if not those on PATH
  KIRIMIN_TOOLS          the folder for build tools
                         (default ~/.cache/kirimin-profile-card/tools)";

/// What `cargo xtask figures --help` prints.
pub const FIGURES: &str = "\
Usage: cargo xtask figures

Measures, in headless Chromium against the demo server: twenty cards on a page
and in two tabs, presses during their fetches, 10,000 mounts and unmounts.
Prints a table in Markdown; exits with status 1 if a goal is missed.";

/// What `cargo xtask shots --help` prints.
pub const SHOTS: &str = "\
Usage: cargo xtask shots [--engines NAMES | --accept]

Makes pictures of every state of the card in Chromium, Firefox and WebKitGTK: a
sheet of all states for each engine, language, scheme and width (320, 480 and
960 px), and the pictures of README and docs. They are written to target/shots.

`cargo xtask test e2e looks` compares fresh pictures with the reviewed ones in
tests/e2e/shots, and shows what is different in target/shots/differences.

Options:
  --engines NAMES  only in these: chromium, firefox, webkit, with commas between
                   them
  --accept         replace those reviewed pictures that are different now, in
                   Chromium, the reviewed accessibility trees, and the pictures
                   in docs/pictures: after you have looked at them
  -h, --help       this text";

/// What `cargo xtask lint --help` prints.
pub const LINT: &str = "\
Usage: cargo xtask lint

Checks formatting, clippy (host and wasm32, all features) with warnings denied,
the documentation, the licences and known vulnerabilities of every dependency,
and that the crates can be packed.";

/// What `cargo xtask package --help` prints.
pub const PACKAGE: &str = "\
Usage: cargo xtask package [--debug]

Builds the npm package into dist/npm, checks it, and prints the size of each
file: raw, gzip and brotli. Exits with status 1 if a file is larger than
element/size.json allows.

Options:
  --debug      build unoptimised: much faster, much larger, and not checked
               against element/size.json
  -h, --help   this text";

/// What `cargo xtask bench --help` prints.
pub const BENCH: &str = "\
Usage: cargo xtask bench [--quick] [--rounds N]

Builds the npm package and its peers (benches/peers: the same card by hand and
in Lit, Preact, Solid, Svelte and React), checks that the peers behave the same,
then measures all of them in turn in headless Chromium: size, the first card,
mounting, updating, answering and removing 1,000 cards, and memory. Prints
tables in Markdown, and writes them and a chart to docs/figures.md and
docs/pictures/bench.svg. Takes about a quarter of an hour. Never fails because
of a measurement.

Options:
  --quick      one round, fewer candidates and presses: about two minutes;
               does not change the docs
  --rounds N   how often to measure everything (default 7; 1 with --quick)
  -h, --help   this text";

/// What `cargo xtask size --help` prints.
pub const SIZE: &str = "\
Usage: cargo xtask size

Builds the npm package and prints where the bytes of its WebAssembly are, by
crate, module and function; all instances of a generic function are added up.
Updates the tables in docs/figures.md.";
