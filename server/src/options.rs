//! The command line.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::Parser;
use etcetera::{BaseStrategy, choose_base_strategy};
use url::Url;

/// A demo server that speaks the Kirimin friend API on 127.0.0.1.
#[derive(Clone, Debug, PartialEq, Parser)]
#[command(name = "kirimin-demo-server", version)]
pub struct Options {
    /// Listen on that port; 0 takes any free one
    #[arg(long, default_value_t = 8761)]
    pub port: u16,
    /// Serve that folder, which holds an index.html, as the page
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,
    /// Keep people, friendships and sessions there [default: kirimin-demo.sqlite in the user's data folder]
    #[arg(long, value_name = "FILE", conflicts_with = "api")]
    pub database: Option<PathBuf>,
    /// Start with freshly seeded people
    #[arg(long, conflicts_with = "api")]
    pub reset: bool,
    /// Milliseconds between two calls of one person, or of one address without a login; 0 allows any
    #[arg(
        long,
        value_name = "MS",
        conflicts_with = "api",
        default_value_t = 1000
    )]
    pub cooldown: u64,
    /// Pass everything but the page on to that Kirimin-compatible server instead of answering it
    #[arg(long, value_name = "URL", value_parser = address)]
    pub api: Option<Url>,
}

impl Options {
    /// The SQLite file.
    ///
    /// # Errors
    /// None is named, and there is no home folder for one.
    pub(crate) fn database(&self) -> Result<Cow<'_, Path>> {
        if let Some(file) = &self.database {
            return Ok(file.into());
        }
        let folders = choose_base_strategy().context("--database is needed")?;
        Ok(folders.data_dir().join("kirimin-demo.sqlite").into())
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

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Options;

    fn parsed(line: &str) -> Result<Options, String> {
        let words = ["server"].into_iter().chain(line.split_whitespace());
        Options::try_parse_from(words).map_err(|error| error.to_string())
    }

    #[test]
    fn all_options_of_the_demo_are_read() {
        let line = "--port 0 --dist d --database f --reset --cooldown=20";
        let expected = Options {
            port: 0,
            dist: Some("d".into()),
            database: Some("f".into()),
            reset: true,
            cooldown: 20,
            api: None,
        };
        assert_eq!(parsed(line), Ok(expected));
    }

    #[test]
    fn an_upstream_replaces_the_demo() {
        let options = parsed("--api https://example.org/base").unwrap();
        assert_eq!(options.api, "https://example.org/base".parse().ok());
        for other in ["--reset", "--database f", "--cooldown 1000"] {
            assert!(
                parsed(&format!("--api http://a {other}")).is_err(),
                "{other}"
            );
        }
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
