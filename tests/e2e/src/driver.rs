//! The program that drives one browser.

use crate::{Engine, settings, until};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// A running driver. It ends when this is dropped; its browser is closed
/// before, by whoever opened it.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub origin: String,
    _process: Child,
    /// Without it, the browser ends as well.
    _display: Option<Child>,
}

/// How often a driver is started anew if it ends before it listens.
const ATTEMPTS: u32 = 3;

impl Driver {
    /// Starts one on a free port. The browser will seem to be on a system that
    /// prefers that colour scheme, if one is given.
    ///
    /// # Errors
    /// It did not start.
    pub async fn start(engine: Engine, scheme: Option<&str>) -> Result<Self> {
        match engine {
            Engine::Chromium => {
                let arguments = ["--port=0", "--log-level=SEVERE"];
                Self::telling_its_port("CHROMEDRIVER", &arguments, "successfully on port ").await
            }
            Engine::Firefox => {
                // Several of them run at a time, and each would listen on the
                // same port for WebDriver BiDi. Some preferences are the system's.
                let arguments = ["--port=0", "--websocket-port=0", "--allow-system-access"];
                Self::telling_its_port("GECKODRIVER", &arguments, "Listening on 127.0.0.1:").await
            }
            Engine::WebKit => Self::with_a_display(scheme).await,
        }
    }

    async fn telling_its_port(variable: &str, arguments: &[&str], before: &str) -> Result<Self> {
        let program = settings::program(variable)?;
        // A driver looks for a free port and then takes it: another may have been faster.
        for _ in 0..ATTEMPTS {
            let mut process = spawn(Command::new(&program).args(arguments), &program)?;
            if let Ok(port) = first_after(before, &mut process).await {
                return Ok(Self {
                    origin: format!("http://127.0.0.1:{}", port.trim_end_matches('.')),
                    _process: process,
                    _display: None,
                });
            }
        }
        bail!("{} did not start", program.display())
    }

    /// Each browser has a display of its own, so that each has the focus.
    async fn with_a_display(scheme: Option<&str>) -> Result<Self> {
        let program = PathBuf::from("Xvfb");
        let mut display = spawn(
            Command::new(&program)
                .args(["-displayfd", "1", "-nolisten", "tcp"])
                .args(["-screen", "0", "1280x1024x24"]),
            &program,
        )?;
        let number = first_after("", &mut display).await?;
        let program = settings::program("WEBKITDRIVER")?;
        // It does not tell which port it took.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let mut command = Command::new(&program);
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", format!(":{number}"))
            .env_remove("WAYLAND_DISPLAY");
        if let Some(scheme) = scheme {
            let theme = if scheme == "dark" {
                "Adwaita:dark"
            } else {
                "Adwaita"
            };
            command.env("GTK_THEME", theme);
        }
        let process = spawn(&mut command, &program)?;
        until("WebKitWebDriver listens", async || {
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?)
        })
        .await?;
        Ok(Self {
            origin: format!("http://127.0.0.1:{port}"),
            _process: process,
            _display: Some(display),
        })
    }
}

fn spawn(command: &mut Command, program: &std::path::Path) -> Result<Child> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} cannot be run", program.display()))
}

/// What a program's output has after these words, to the end of the line.
async fn first_after(words: &str, process: &mut Child) -> Result<String> {
    let stdout = process.stdout.take().context("no stdout")?;
    let mut lines = BufReader::new(stdout).lines();
    let found = loop {
        let line = lines.next_line().await?;
        let line = line.with_context(|| format!("it did not start: no {words:?}"))?;
        if let Some((_, rest)) = line.split_once(words) {
            break rest.trim().to_owned();
        }
    };
    // What it says later must not fill the pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(found)
}
