//! The demo server of one test.

use crate::{Database, Settings};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How a server is started.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Milliseconds between two calls of one person, or of one address without a login.
    pub cooldown: u64,
    /// The origin of another server that it stands in front of.
    pub api: Option<String>,
    /// The port; 0 for any free one.
    pub port: u16,
}

impl Default for ServerOptions {
    /// The real server's cooldown, its own people, any port.
    fn default() -> Self {
        Self {
            cooldown: 1_000,
            api: None,
            port: 0,
        }
    }
}

/// A running server with its own people. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    /// Where it listens, without a last slash.
    pub origin: String,
    process: Child,
    database: PathBuf,
    http: reqwest::Client,
}

impl Server {
    /// Starts one with its database in `folder`; what is there already is kept.
    ///
    /// # Errors
    /// It did not start.
    pub async fn start(
        settings: &Settings,
        folder: &Path,
        options: &ServerOptions,
    ) -> Result<Self> {
        let database = folder.join("people.sqlite");
        let mut command = Command::new(&settings.server);
        command.args(["--port", &options.port.to_string()]);
        command.arg("--dist").arg(&settings.dist);
        match &options.api {
            Some(api) => {
                command.args(["--api", api]);
            }
            None => {
                command.arg("--database").arg(&database);
                command.args(["--cooldown", &options.cooldown.to_string()]);
            }
        }
        command.stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command
            .spawn()
            .with_context(|| format!("{} cannot be run", settings.server.display()))?;
        let stdout = process.stdout.take().context("no stdout")?;
        let line = BufReader::new(stdout).lines().next_line().await?;
        let origin = line
            .as_deref()
            .and_then(|line| line.strip_prefix("listening on "))
            .context("the demo server did not start")?
            .to_owned();
        Ok(Self {
            origin,
            process,
            database,
            http: reqwest::Client::new(),
        })
    }

    /// Its port.
    ///
    /// # Errors
    /// Its origin has none.
    pub fn port(&self) -> Result<u16> {
        let (_, port) = self.origin.rsplit_once(':').context("no port")?;
        Ok(port.parse()?)
    }

    /// Ends it, as a power cut would.
    ///
    /// # Errors
    /// The system does not let it.
    pub async fn stop(&mut self) -> Result<()> {
        Ok(self.process.kill().await?)
    }

    /// What it has written down.
    ///
    /// # Errors
    /// See [`Database::open`].
    pub fn database(&self) -> Result<Database> {
        Database::open(&self.database)
    }

    /// Loses the picture of a person.
    ///
    /// # Errors
    /// See [`Database::lose_avatar`].
    pub fn lose_avatar(&self, userid: &str) -> Result<()> {
        Database::lose_avatar(&self.database, userid)
    }

    /// Replaces the faults that requests meet (see tests/server/README.md).
    ///
    /// # Errors
    /// The server does not take them.
    pub async fn faults(&self, rules: Value) -> Result<()> {
        self.post("/demo/faults", &json!({ "rules": rules }))
            .await?;
        Ok(())
    }

    /// The `/x/profile` requests received so far.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn log(&self) -> Result<Vec<Logged>> {
        let answer = self
            .http
            .get(format!("{}/demo/log", self.origin))
            .send()
            .await?;
        let body: Value = answer.error_for_status()?.json().await?;
        Ok(serde_json::from_value(body["data"]["log"].clone())?)
    }

    /// Empties the log.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn clear_log(&self) -> Result<()> {
        let url = format!("{}/demo/log", self.origin);
        self.http.delete(url).send().await?.error_for_status()?;
        Ok(())
    }

    /// Somebody acts elsewhere, with the live message that follows from it.
    ///
    /// # Errors
    /// The server refuses.
    pub async fn act(&self, actor: &str, action: &str, userid: &str) -> Result<()> {
        let body = json!({ "actor": actor, "action": action, "userid": userid });
        self.post("/demo/act", &body).await?;
        Ok(())
    }

    /// Sends a text over a person's WebSocket.
    ///
    /// # Errors
    /// They have none.
    pub async fn say(&self, userid: &str, text: &str) -> Result<()> {
        let body = json!({ "userid": userid, "text": text });
        let answer = self.post("/demo/live", &body).await?;
        ensure!(
            answer["data"]["sent"] == true,
            "{userid} has no live connection"
        );
        Ok(())
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let url = format!("{}{path}", self.origin);
        let answer = self.http.post(url).json(body).send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{path} {body}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }
}

/// One `/x/profile` request as the server saw it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Logged {
    /// When it was received, in milliseconds since 1970.
    pub at: u64,
    /// The id of who was logged in.
    pub who: Option<String>,
    /// `search`, or an action's name.
    pub what: String,
    /// The `userid`, or the text searched for.
    pub target: Option<String>,
    /// The status that was answered.
    pub status: Option<u16>,
    /// When it was answered.
    pub answered: Option<u64>,
}
