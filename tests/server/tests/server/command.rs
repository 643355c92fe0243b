//! The command itself: its line on stdout, its errors, and what survives it.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Output, Stdio},
};

use serde_json::json;

use crate::bench::{FIRST, SECOND, Visitor};

const PROGRAM: &str = env!("CARGO_BIN_EXE_kirimin-test-server");

/// The command, running; killed when dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    pub origin: String,
}

impl Running {
    pub fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let origin = line
            .strip_prefix("listening on ")
            .expect(&line)
            .trim_end()
            .to_owned();
        Self { child, origin }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

/// Checks that the command ends with one clear line that contains `part`.
#[track_caller]
fn refuses(arguments: &[&str], code: i32, part: &str) {
    let output = run(arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.starts_with("kirimin-demo-server: "), "{error}");
    assert!(error.contains(part), "{error}");
    assert!(output.stdout.is_empty());
}

#[tokio::test]
async fn friendships_and_sessions_survive_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/demo.sqlite");
    let file = file.to_str().unwrap();
    let arguments = ["--port", "0", "--cooldown", "0", "--database", file];

    let running = Running::start_with(&arguments, &[]);
    let mut second = Visitor::new(&running.origin);
    second.log_in(SECOND).await;
    assert_eq!(
        second.act("ignorefriend", FIRST).await.is_friend(),
        &json!(0)
    );
    drop(running);

    let running = Running::start_with(&arguments, &[]);
    second.origin = running.origin.clone();
    assert_eq!(second.sees(FIRST).await, 0);
    drop(running);

    let running = Running::start_with(&[&arguments[..], &["--reset"]].concat(), &[]);
    second.origin = running.origin.clone();
    second
        .get("/x/auth/isUser")
        .await
        .is_refusal(401, "UNAUTHORIZED");
    second.log_in(SECOND).await;
    assert_eq!(second.sees(FIRST).await, 3);
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.sqlite");
    let arguments = ["--port", "0", "--database", file.to_str().unwrap()];
    let mut running = Running::start_with(&arguments, &[]);
    let asked = Command::new("kill")
        .arg(running.child.id().to_string())
        .status()
        .unwrap();
    assert!(asked.success());
    assert!(running.child.wait().unwrap().success());
    assert!(!folder.path().join("demo.sqlite-wal").exists());
}

#[test]
fn help_and_version_are_printed() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for option in [
        "--port",
        "--dist",
        "--database",
        "--reset",
        "--cooldown",
        "--api",
    ] {
        assert!(help.contains(option), "{option}");
    }
    assert_eq!(
        run(&["--version"]).stdout,
        format!("kirimin-demo-server {}\n", env!("CARGO_PKG_VERSION")).as_bytes()
    );
}

#[test]
fn bad_options_are_named_with_the_reason() {
    for (arguments, part) in [
        (["--frobnicate", "x"], "--frobnicate"),
        (["--port", "70000"], "0..=65535"),
        (["--api", "no address"], "no address"),
    ] {
        let output = run(&arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(part), "{error}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_port_in_use_is_one_clear_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.sqlite");
    let part = format!("port {port} of 127.0.0.1 cannot be used, choose another with --port");
    refuses(
        &["--port", &port, "--database", file.to_str().unwrap()],
        1,
        &part,
    );
}

#[tokio::test]
async fn a_reset_that_finds_its_port_in_use_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.sqlite");
    let file = file.to_str().unwrap();
    let running = Running::start_with(&["--port", "0", "--database", file], &[]);
    let mut second = Visitor::new(&running.origin);
    second.log_in(SECOND).await;
    let (_, port) = running.origin.rsplit_once(':').unwrap();
    let again = ["--port", port, "--database", file, "--reset"];
    refuses(&again, 1, "cannot be used");
    let me = second.get("/demo/me").await.body;
    assert_eq!(me["data"]["user"]["id"], SECOND);
}

#[test]
fn a_database_that_cannot_be_used_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("notes.txt");
    fs::write(&other, "not a database, but somebody's notes").unwrap();
    let text = other.to_str().unwrap();
    let below = format!("{text}/demo.sqlite");
    for file in [text, below.as_str(), folder.path().to_str().unwrap()] {
        refuses(
            &["--port", "0", "--database", file],
            1,
            "cannot use the database",
        );
        refuses(
            &["--port", "0", "--database", file, "--reset"],
            1,
            "cannot use the database",
        );
    }
    assert_eq!(
        fs::read_to_string(&other).unwrap(),
        "not a database, but somebody's notes"
    );

    let newer = folder.path().join("newer.sqlite");
    let database = rusqlite::Connection::open(&newer).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    let newer = newer.to_str().unwrap();
    refuses(&["--port", "0", "--database", newer], 1, "another version");
}

#[test]
fn a_folder_without_a_page_is_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.sqlite");
    let file = file.to_str().unwrap();
    for dist in [folder.path().to_str().unwrap(), "/nowhere"] {
        let arguments = ["--port", "0", "--database", file, "--dist", dist];
        refuses(&arguments, 1, "there is no index.html");
    }
}
