//! Each fault, on the wire.

mod answers;
mod connections;
mod live;
mod orders;
mod person;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::bench::{Bench, FIRST, Heard, PATIENCE, SECOND, Visitor};

const ASKS: &str = "761761 asks 7684481";
const NOTHING: &str = "nothing";

async fn bench() -> Bench {
    Bench::with(Duration::ZERO, None, true).await
}

/// Replaces the rules by that one, which meets one request.
async fn once(bench: &Bench, mut rule: Value) {
    rule["times"] = json!(1);
    let heard = bench
        .visitor()
        .post("/demo/faults", json!({ "rules": [rule] }))
        .await;
    assert_eq!(heard.status, 200, "{heard:?}");
}

/// The second person rejects the first, under that fault.
async fn rejecting_under(rule: Value) -> (Bench, Heard) {
    let bench = bench().await;
    once(&bench, rule).await;
    let heard = bench
        .visitor_as(SECOND)
        .await
        .act("ignorefriend", FIRST)
        .await;
    (bench, heard)
}

/// Rejects over a connection of its own and answers what came back until the
/// connection ended, and how it ended.
async fn raw_reject(visitor: &Visitor) -> (String, std::io::Result<()>) {
    let address = visitor.origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = json!({ "userid": FIRST }).to_string();
    let request = format!(
        "POST /x/profile/ignorefriend HTTP/1.1\r\nHost: {address}\r\nCookie: {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        visitor.cookie.as_deref().unwrap(),
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    let end = timeout(PATIENCE, stream.read_to_end(&mut heard))
        .await
        .unwrap();
    (String::from_utf8(heard).unwrap(), end.map(drop))
}

async fn log(bench: &Bench) -> Vec<Value> {
    let heard = bench.visitor().get("/demo/log").await;
    heard.body["data"]["log"].as_array().unwrap().clone()
}
