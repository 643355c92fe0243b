//! A server of a test's own, and people who use it.

use std::{
    fmt::Debug,
    path::{Path, PathBuf},
    time::Duration,
};

use futures_util::{FutureExt, SinkExt, StreamExt};
use kirimin_demo_server::{Options, Server};
use kirimin_test_server::Server as FaultyServer;
use reqwest::{Method, RequestBuilder, Response, redirect::Policy};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{net::TcpStream, task::JoinHandle, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

/// The first person one can log in as.
pub const FIRST: &str = "761761";
/// The second, whom the first has asked to be friends.
pub const SECOND: &str = "7684481";

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Starts a server: where it is, and what serves.
/// A demo in that folder, without a cooldown.
fn demo(folder: &TempDir) -> Options {
    Options {
        port: 0,
        dist: None,
        database: Some(folder.path().join("demo.sqlite")),
        reset: false,
        cooldown: 0,
        api: None,
    }
}

async fn start(options: &Options, faults: bool) -> (String, JoinHandle<()>) {
    if faults {
        let server = FaultyServer::bind(options).await.unwrap();
        (
            server.origin(),
            tokio::spawn(async { server.run().await.unwrap() }),
        )
    } else {
        let server = Server::bind(options).await.unwrap();
        (
            server.origin(),
            tokio::spawn(async { server.run().await.unwrap() }),
        )
    }
}

/// A running server, stopped when dropped.
#[derive(Debug)]
pub struct Bench {
    pub origin: String,
    pub folder: TempDir,
    task: JoinHandle<()>,
}

impl Bench {
    /// Freshly seeded, without a cooldown.
    pub async fn start() -> Self {
        Self::with_cooldown(Duration::ZERO).await
    }

    pub async fn with_cooldown(cooldown: Duration) -> Self {
        Self::with(cooldown, None, false).await
    }

    pub async fn with(cooldown: Duration, dist: Option<&Path>, faults: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dist: dist.map(PathBuf::from),
            cooldown: cooldown.as_millis().try_into().unwrap(),
            ..demo(&folder)
        };
        Self::serve(&options, folder, faults).await
    }

    /// One that passes everything on to `upstream`.
    pub async fn in_front_of(upstream: &str, dist: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dist: dist.map(PathBuf::from),
            api: Some(upstream.parse().unwrap()),
            ..demo(&folder)
        };
        Self::serve(&options, folder, false).await
    }

    async fn serve(options: &Options, folder: TempDir, faults: bool) -> Self {
        let (origin, task) = start(options, faults).await;
        Self {
            origin,
            folder,
            task,
        }
    }

    /// Stops it and starts it again with the same database, at another place.
    pub async fn restart(&mut self) {
        self.task.abort();
        (self.origin, self.task) = start(&demo(&self.folder), false).await;
    }

    /// Changes a person, or adds one; the bench must have been started with faults.
    pub async fn alter(&self, person: Value) {
        let heard = self.visitor().post("/demo/person", person).await;
        assert_eq!(heard.status, 200, "{heard:?}");
    }

    /// The database, as the end-to-end tests read it.
    pub fn database(&self) -> Connection {
        let file = self.folder.path().join("demo.sqlite");
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// `friends`, `from asks to`, … or `nothing`: what the database says.
    pub fn holds(&self, one: &str, other: &str) -> String {
        let database = self.database();
        let count = |sql: &str, from: &str, to: &str| -> u32 {
            database
                .query_row(sql, [from, to], |row| row.get(0))
                .unwrap()
        };
        let friends =
            "SELECT count(*) FROM friendships WHERE person_a IN (?1, ?2) AND person_b IN (?1, ?2)";
        let asks = "SELECT count(*) FROM requests WHERE from_person = ?1 AND to_person = ?2";
        let mut found = Vec::new();
        if count(friends, one, other) > 0 {
            found.push("friends".to_owned());
        }
        for (from, to) in [(one, other), (other, one)] {
            if count(asks, from, to) > 0 {
                found.push(format!("{from} asks {to}"));
            }
        }
        if found.is_empty() {
            found.push("nothing".to_owned());
        }
        found.join(", ")
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.origin)
    }

    /// Somebody who has logged in.
    pub async fn visitor_as(&self, userid: &str) -> Visitor {
        let mut visitor = self.visitor();
        visitor.log_in(userid).await;
        visitor
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Somebody's browser, as far as the API notices.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: reqwest::Client,
    pub origin: String,
    pub cookie: Option<String>,
}

impl Visitor {
    pub fn new(origin: &str) -> Self {
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build()
            .unwrap();
        Self {
            client,
            origin: origin.to_owned(),
            cookie: None,
        }
    }

    pub async fn log_in(&mut self, userid: &str) {
        let login = self
            .request(Method::POST, "/demo/login")
            .json(&json!({ "userid": userid }));
        let response = login.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.origin))
            .header("accept", "application/json");
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Heard {
        Heard::from(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Heard {
        Heard::from(
            self.request(Method::POST, path)
                .json(&body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    /// An action on the person of that id.
    pub async fn act(&self, action: &str, userid: &str) -> Heard {
        self.post(&format!("/x/profile/{action}"), json!({ "userid": userid }))
            .await
    }

    /// The ids that a search answers, in order.
    pub async fn found(&self, segment: &str) -> Vec<String> {
        let heard = self.get(&format!("/x/profile/search/{segment}")).await;
        assert_eq!(heard.status, 200, "{heard:?}");
        let users = heard.body["data"]["users"].as_array().unwrap().clone();
        users
            .iter()
            .map(|user| user["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The state of that person as a search answers it.
    pub async fn sees(&self, userid: &str) -> Value {
        let heard = self.get(&format!("/x/profile/search/{userid}")).await;
        let users = heard.body["data"]["users"].as_array().unwrap().clone();
        let user = users.iter().find(|user| user["id"] == userid).unwrap();
        user["isFriend"].clone()
    }

    /// Opens the live connection, as the host app does.
    pub async fn listen(&self) -> Line {
        let heard = self.get("/x/auth/isUser").await;
        let id = heard.body["data"]["socket"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        self.listen_with(&id).await
    }

    pub async fn listen_with(&self, id: &str) -> Line {
        let address = format!("{}/socket?id={id}", self.origin.replacen("http", "ws", 1));
        let mut request = address.into_client_request().unwrap();
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert("cookie", cookie.parse().unwrap());
        }
        let (line, _) = connect_async(request).await.unwrap();
        Line(line)
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Heard {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Heard {
    pub async fn from(response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or_default();
        Self {
            status,
            headers,
            text,
            body,
        }
    }

    pub fn is_friend(&self) -> &Value {
        &self.body["data"]["user"]["isFriend"]
    }

    /// Checks that this is exactly `{"ok":false,"code":…,"msg":…}`.
    #[track_caller]
    pub fn is_refusal(&self, status: u16, msg: &str) {
        assert_eq!(self.status, status);
        assert_eq!(
            self.body,
            json!({ "ok": false, "code": status, "msg": msg })
        );
    }
}

/// A live connection.
#[derive(Debug)]
pub struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Line {
    /// The next text, or nothing once the server has closed.
    pub async fn text(&mut self) -> Option<String> {
        loop {
            match timeout(PATIENCE, self.0.next())
                .await
                .expect("a message in time")
            {
                Some(Ok(Message::Text(text))) => return Some(text.to_string()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next message.
    pub async fn message(&mut self) -> Value {
        serde_json::from_str(&self.text().await.expect("an open line")).unwrap()
    }

    /// The message that is there already, if there is one.
    pub fn message_there(&mut self) -> Option<Value> {
        match self.0.next().now_or_never()?? {
            Ok(Message::Text(text)) => Some(serde_json::from_str(&text).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    /// Checks that the line is open, and that nothing was said on it meanwhile.
    pub async fn is_silent(&mut self) {
        self.0.send(Message::Ping("here?".into())).await.unwrap();
        let next = timeout(PATIENCE, self.0.next()).await.unwrap();
        assert!(matches!(next, Some(Ok(Message::Pong(_)))), "{next:?}");
    }

    /// Ends it from this end, and waits until the other has heard.
    pub async fn end(&mut self) {
        self.0.close(None).await.unwrap();
        assert_eq!(self.text().await, None);
    }

    pub async fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }
}

/// Tries until `attempt` answers something.
pub async fn until<T: Debug>(mut attempt: impl AsyncFnMut() -> Option<T>) -> T {
    timeout(PATIENCE, async {
        loop {
            if let Some(found) = attempt().await {
                return found;
            }
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("the condition in time")
}
