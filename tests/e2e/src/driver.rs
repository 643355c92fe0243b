//! The program that drives the browsers of one test.

use crate::Settings;
use anyhow::{Context, Result};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running chromedriver. It ends when this is dropped; its browsers are
/// closed before, by whoever opened them.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub origin: String,
    _process: Child,
}

impl Driver {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// It did not start.
    pub async fn start(settings: &Settings) -> Result<Self> {
        let mut process = Command::new(&settings.driver)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be run", settings.driver.display()))?;
        let stdout = process.stdout.take().context("no stdout")?;
        let mut lines = BufReader::new(stdout).lines();
        let port = loop {
            let line = lines
                .next_line()
                .await?
                .context("chromedriver did not start")?;
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        // What it says later must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            origin: format!("http://127.0.0.1:{port}"),
            _process: process,
        })
    }
}
