//! The command line.

use std::{env, ffi::OsString, fmt, path::PathBuf, time::Duration};

use lexopt::{Arg, Parser, ValueExt};
use url::Url;

/// What `--help` prints.
pub const HELP: &str = "\
A demo and test bench that speaks the Kirimin friend API on 127.0.0.1.

Usage: kirimin-demo-server [OPTIONS]

Options:
      --port N         Listen on that port; 0 takes any free one [default: 8761]
      --dist DIR       Serve that folder, which holds an index.html, as the page
      --database FILE  Keep people, friendships and sessions there
                       [default: kirimin-demo.sqlite in the user's data folder]
      --reset          Start with freshly seeded people
      --cooldown MS    Milliseconds between two calls of one person, or of one
                       address without a login [default: 1000]; 0 allows any
      --faults         Allow faults to be injected under /demo (see the README)
      --api URL        Pass everything but the page on to that Kirimin-compatible
                       server instead of answering it
  -h, --help           Print this
  -V, --version        Print the version
";

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Print the version.
    Version,
    /// Serve.
    Serve(Options),
}

/// How to serve.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The port on 127.0.0.1; 0 is any free one.
    pub port: u16,
    /// The folder of the built page, if one is to be served.
    pub dist: Option<PathBuf>,
    /// Who answers the API.
    pub api: Api,
}

/// Who answers the API.
#[derive(Clone, Debug, PartialEq)]
pub enum Api {
    /// This server.
    Demo {
        /// The SQLite file.
        database: PathBuf,
        /// Whether to start with freshly seeded people.
        reset: bool,
        /// Between two calls of one person, or of one address without a
        /// login; the API's is one second.
        cooldown: Duration,
        /// Whether faults can be injected.
        faults: bool,
    },
    /// The server at that address, with http or https.
    Upstream(Url),
}

/// What is wrong with the command line, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError(String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (--help lists the options)", self.0)
    }
}

impl std::error::Error for UsageError {}

impl From<lexopt::Error> for UsageError {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

impl Command {
    /// Reads the arguments, the program's own name left out.
    ///
    /// # Errors
    /// [`UsageError`] for an unknown option or a value that is none.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, UsageError> {
        let mut port = 8761;
        let (mut dist, mut database, mut api, mut cooldown) = (None, None, None, None);
        let (mut reset, mut faults) = (false, false);
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Short('h') | Arg::Long("help") => return Ok(Self::Help),
                Arg::Short('V') | Arg::Long("version") => return Ok(Self::Version),
                Arg::Long("port") => port = number(&mut parser, "--port", "from 0 to 65535")?,
                Arg::Long("dist") => dist = Some(parser.value()?.into()),
                Arg::Long("database") => database = Some(parser.value()?.into()),
                Arg::Long("reset") => reset = true,
                Arg::Long("cooldown") => {
                    cooldown = Some(number(&mut parser, "--cooldown", "of milliseconds")?);
                }
                Arg::Long("faults") => faults = true,
                Arg::Long("api") => api = Some(address(&parser.value()?.string()?)?),
                other => return Err(other.unexpected().into()),
            }
        }
        let api = match api {
            Some(_) if database.is_some() || cooldown.is_some() || reset || faults => {
                return Err(UsageError(
                    "--database, --reset, --cooldown and --faults are of the demo API, \
                     which --api replaces"
                        .to_owned(),
                ));
            }
            Some(url) => Api::Upstream(url),
            None => Api::Demo {
                database: database.map_or_else(default_database, Ok)?,
                reset,
                cooldown: Duration::from_millis(cooldown.unwrap_or(1000)),
                faults,
            },
        };
        Ok(Self::Serve(Options { port, dist, api }))
    }
}

fn number<T: std::str::FromStr>(
    parser: &mut Parser,
    option: &str,
    range: &str,
) -> Result<T, UsageError> {
    let value = parser.value()?.string()?;
    value
        .parse()
        .map_err(|_| UsageError(format!("{option} takes a number {range}, not {value:?}")))
}

fn address(text: &str) -> Result<Url, UsageError> {
    let wrong = |why: &str| UsageError(format!("--api {text:?} is not usable: {why}"));
    let url = Url::parse(text).map_err(|error| wrong(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("it must begin with http:// or https://"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("it must have no query and no fragment"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("it must have no user name and no password"));
    }
    Ok(url)
}

/// The XDG Base Directory Specification's place for data.
fn default_database() -> Result<PathBuf, UsageError> {
    let folder = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".local/share")))
        .ok_or_else(|| UsageError("there is no home folder: --database is needed".to_owned()))?;
    Ok(folder.join("kirimin-demo.sqlite"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Api, Command, Options};

    fn parsed(line: &str) -> Result<Command, String> {
        Command::parse(line.split_whitespace().map(Into::into)).map_err(|error| error.to_string())
    }

    fn refused(line: &str) -> String {
        parsed(line).unwrap_err()
    }

    #[test]
    fn all_options_of_the_demo_are_read() {
        let line = "--port 0 --dist d --database f --reset --cooldown=20 --faults";
        assert_eq!(
            parsed(line).unwrap(),
            Command::Serve(Options {
                port: 0,
                dist: Some("d".into()),
                api: Api::Demo {
                    database: "f".into(),
                    reset: true,
                    cooldown: Duration::from_millis(20),
                    faults: true,
                },
            })
        );
    }

    #[test]
    fn an_upstream_replaces_the_demo() {
        let Command::Serve(options) = parsed("--api https://example.org/base").unwrap() else {
            panic!("not serving");
        };
        assert_eq!(
            options.api,
            Api::Upstream("https://example.org/base".parse().unwrap())
        );
        assert!(refused("--api http://a --reset").contains("which --api replaces"));
    }

    #[test]
    fn help_and_version_win() {
        assert_eq!(parsed("--port 1 --help").unwrap(), Command::Help);
        assert_eq!(parsed("-V").unwrap(), Command::Version);
    }

    #[test]
    fn what_is_wrong_is_said_in_one_line() {
        for (line, part) in [
            ("--frobnicate", "--frobnicate"),
            ("stray", "stray"),
            ("--port", "--port"),
            ("--port 70000", "from 0 to 65535"),
            ("--cooldown soon", "milliseconds"),
            ("--api nonsense", "nonsense"),
            ("--api ftp://a", "http://"),
            ("--api http://a/?b", "no query"),
            ("--api http://a:b@c", "no user name"),
        ] {
            let message = refused(line);
            assert!(message.contains(part), "{line}: {message}");
            assert!(!message.contains('\n'), "{line}: {message}");
        }
    }
}
