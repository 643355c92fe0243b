//! The command line.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context, Result};
use clap::Parser;
use etcetera::{BaseStrategy, choose_base_strategy};
use url::Url;

/// A demo server that speaks the Kirimin friend API on 127.0.0.1.
#[derive(Clone, Debug, Parser)]
#[command(name = "kirimin-demo-server", version)]
pub struct Arguments {
    /// Listen on that port; 0 takes any free one
    #[arg(long, default_value_t = 8761)]
    port: u16,
    /// Serve that folder, which holds an index.html, as the page
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// Keep people, friendships and sessions there [default: kirimin-demo.sqlite in the user's data folder]
    #[arg(long, value_name = "FILE", conflicts_with = "api")]
    database: Option<PathBuf>,
    /// Start with freshly seeded people
    #[arg(long, conflicts_with = "api")]
    reset: bool,
    /// Milliseconds between two calls of one person, or of one address without a login; 0 allows
    /// any [default: 1000]
    #[arg(long, value_name = "MS", conflicts_with = "api")]
    cooldown: Option<u64>,
    /// Pass everything but the page on to that Kirimin-compatible server instead of answering it
    #[arg(long, value_name = "URL", value_parser = address)]
    api: Option<Url>,
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
    },
    /// The server at that address, with http or https.
    Upstream(Url),
}

impl Arguments {
    /// What the arguments ask for.
    ///
    /// # Errors
    /// No database is named, and there is no home folder for one.
    pub fn options(self) -> Result<Options> {
        let api = match (self.api, self.database) {
            (Some(url), _) => Api::Upstream(url),
            (None, database) => Api::Demo {
                database: database.map_or_else(default_database, Ok)?,
                reset: self.reset,
                cooldown: Duration::from_millis(self.cooldown.unwrap_or(1000)),
            },
        };
        Ok(Options {
            port: self.port,
            dist: self.dist,
            api,
        })
    }
}

fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("it must begin with http:// or https://".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it must have no query and no fragment".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it must have no user name and no password".to_owned());
    }
    Ok(url)
}

fn default_database() -> Result<PathBuf> {
    let folders = choose_base_strategy().context("--database is needed")?;
    Ok(folders.data_dir().join("kirimin-demo.sqlite"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clap::Parser;

    use super::{Api, Arguments, Options};

    fn parsed(line: &str) -> Result<Options, String> {
        let words = ["server"].into_iter().chain(line.split_whitespace());
        Arguments::try_parse_from(words)
            .map_err(|error| error.to_string())?
            .options()
            .map_err(|error| error.to_string())
    }

    #[test]
    fn all_options_of_the_demo_are_read() {
        let line = "--port 0 --dist d --database f --reset --cooldown=20";
        let expected = Options {
            port: 0,
            dist: Some("d".into()),
            api: Api::Demo {
                database: "f".into(),
                reset: true,
                cooldown: Duration::from_millis(20),
            },
        };
        assert_eq!(parsed(line), Ok(expected));
    }

    #[test]
    fn an_upstream_replaces_the_demo() {
        let options = parsed("--api https://example.org/base").unwrap();
        let upstream = Api::Upstream("https://example.org/base".parse().unwrap());
        assert_eq!(options.api, upstream);
        assert!(parsed("--api http://a --reset").is_err());
    }

    #[test]
    fn a_bad_address_is_told_with_the_reason() {
        for (address, part) in [
            ("nonsense", "relative URL"),
            ("ftp://a", "http://"),
            ("http://a/?b", "no query"),
            ("http://a:b@c", "no user name"),
        ] {
            let message = parsed(&format!("--api {address}")).unwrap_err();
            assert!(message.contains(part), "{address}: {message}");
        }
    }
}
