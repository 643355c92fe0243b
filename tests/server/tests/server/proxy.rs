//! `--api`: another server behind this origin.

use std::{fs, time::Duration};

use kirimin_demo_server::{Options, Server};
use reqwest::Method;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::bench::{Bench, FIRST, Heard, SECOND, Visitor};

#[tokio::test]
async fn the_whole_api_works_through_it() {
    let upstream = Bench::start().await;
    let front = Bench::in_front_of(&upstream.origin, None).await;
    let second = front.visitor_as(SECOND).await;
    assert_eq!(second.sees(FIRST).await, 3);
    let heard = second.act("ignorefriend", FIRST).await;
    assert_eq!((heard.status, heard.is_friend()), (200, &json!(0)));
    assert_eq!(upstream.holds(FIRST, SECOND), "nothing");
    assert_eq!(
        second.get("/file/user/761761.png").await.headers["content-type"],
        "image/png"
    );
    front
        .visitor()
        .get("/x/auth/isUser")
        .await
        .is_refusal(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn live_messages_come_through_it() {
    let upstream = Bench::start().await;
    let front = Bench::in_front_of(&upstream.origin, None).await;
    let mut line = front.visitor_as(FIRST).await.listen().await;
    upstream
        .visitor_as(SECOND)
        .await
        .act("acceptfriend", FIRST)
        .await;
    assert_eq!(line.message().await["type"], "acceptfriend");
    line.say("hello").await;
    upstream.visitor_as(FIRST).await.get("/x/auth/isUser").await;
    assert_eq!(line.message().await["type"], "newLoggedIn");
    line.is_silent().await;
}

#[tokio::test]
async fn files_of_the_page_are_served_here_and_everything_else_there() {
    let dist = tempfile::tempdir().unwrap();
    fs::write(dist.path().join("index.html"), "<p>the page").unwrap();
    let upstream = Bench::start().await;
    let front = Bench::in_front_of(&upstream.origin, Some(dist.path())).await;
    let page = front.visitor().get("/").await;
    assert_eq!(page.text, "<p>the page");
    assert!(page.headers.contains_key("content-security-policy"));
    assert_eq!(front.visitor().get("/demo/people").await.status, 200);
    assert_eq!(
        front.visitor().get("/nothing").await.body["error"],
        "Not Found"
    );
}

#[tokio::test]
async fn an_upstream_that_is_down_is_a_502_in_the_envelope() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let front = Bench::in_front_of(&nobody, None).await;
    let heard = front.visitor().get("/x/profile/search/1").await;
    assert_eq!(heard.status, 502);
    assert_eq!(heard.body["ok"], false);
    assert_eq!(heard.body["code"], 502);
    assert_eq!(heard.body["msg"], "BAD_GATEWAY");
    assert!(
        heard.body["error"]
            .as_str()
            .unwrap()
            .contains("does not answer")
    );
}

/// Answers one request with `response` and tells what it heard.
async fn answering_once(response: String) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let response = response.replace("ORIGIN", &origin);
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = Vec::new();
        while !heard.ends_with(b"\r\n\r\n") {
            heard.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(response.as_bytes()).await.unwrap();
        String::from_utf8(heard).unwrap()
    });
    (origin, heard)
}

#[tokio::test]
async fn the_upstream_sees_a_request_of_its_own_origin() {
    let (origin, heard) = answering_once("HTTP/1.1 204 No Content\r\n\r\n".to_owned()).await;
    let front = Bench::in_front_of(&format!("{origin}/base/"), None).await;
    let request = front
        .visitor()
        .request(Method::POST, "/x/profile/addfriend?q=%20")
        .header("origin", &front.origin)
        .header("referer", format!("{}/page?x", front.origin))
        .header("cookie", "connect.sid=1")
        .header("keep-alive", "1");
    assert_eq!(request.send().await.unwrap().status(), 204);
    let heard = heard.await.unwrap();
    let lines: Vec<&str> = heard.lines().collect();
    assert_eq!(lines[0], "POST /base/x/profile/addfriend?q=%20 HTTP/1.1");
    let host = origin.trim_start_matches("http://");
    for line in [
        format!("host: {host}"),
        format!("origin: {origin}"),
        format!("referer: {origin}/page?x"),
        "cookie: connect.sid=1".to_owned(),
    ] {
        assert!(lines.contains(&line.as_str()), "{line} in {heard}");
    }
    assert!(!heard.contains("keep-alive"), "{heard}");
}

#[tokio::test]
async fn cookies_and_redirections_come_home() {
    let response = "HTTP/1.1 302 Found\r\n\
         Set-Cookie: connect.sid=1; Domain=example.org; Path=/; Secure; HttpOnly; SameSite=Strict\r\n\
         Set-Cookie: two=2\r\n\
         Location: ORIGIN/app?first=1\r\n\
         Content-Length: 0\r\n\r\n";
    let (origin, _heard) = answering_once(response.to_owned()).await;
    let front = Bench::in_front_of(&origin, None).await;
    let response = front
        .visitor()
        .request(Method::GET, "/login")
        .send()
        .await
        .unwrap();
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(
        cookies,
        ["connect.sid=1; HttpOnly; SameSite=Strict; Path=/", "two=2"]
    );
    assert_eq!(
        response.headers()["location"],
        format!("{}/app?first=1", front.origin)
    );
}

#[tokio::test]
async fn they_come_home_without_the_base_of_the_upstream() {
    for place in ["ORIGIN/base/app?first=1", "/base/app?first=1"] {
        let response = format!(
            "HTTP/1.1 302 Found\r\nSet-Cookie: connect.sid=1; Path=/base\r\n\
             Location: {place}\r\nContent-Length: 0\r\n\r\n"
        );
        let (origin, _heard) = answering_once(response).await;
        let front = Bench::in_front_of(&format!("{origin}/base"), None).await;
        let request = front.visitor().request(Method::GET, "/login");
        let response = request.send().await.unwrap();
        let headers = response.headers();
        assert_eq!(headers["set-cookie"], "connect.sid=1; Path=/");
        let home = format!("{}/app?first=1", front.origin);
        assert_eq!(headers["location"], home, "{place}");
    }
}

/// Ends TLS in front of a plain server, as a real deployment does.
async fn behind_tls(plain: &str, certified: &rcgen::CertifiedKey<rcgen::KeyPair>) -> String {
    let provider = rustls::crypto::ring::default_provider();
    let key = rustls::pki_types::PrivateKeyDer::try_from(certified.signing_key.serialize_der());
    let config = rustls::ServerConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key.unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let plain = plain.trim_start_matches("http://").to_owned();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, plain) = (acceptor.clone(), plain.clone());
            tokio::spawn(async move {
                let mut outer = acceptor.accept(stream).await.unwrap();
                let mut inner = tokio::net::TcpStream::connect(plain).await.unwrap();
                tokio::io::copy_bidirectional(&mut outer, &mut inner)
                    .await
                    .ok();
            });
        }
    });
    format!("https://localhost:{port}")
}

#[tokio::test]
async fn an_https_upstream_works_with_the_certificates_of_the_system() {
    let folder = tempfile::tempdir().unwrap();
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let trusted = folder.path().join("trusted.pem");
    fs::write(&trusted, certified.cert.pem()).unwrap();
    let upstream = Bench::start().await;
    let secure = behind_tls(&upstream.origin, &certified).await;

    // A process of its own, since the trusted certificates are its environment.
    let front = crate::command::Running::start_with(
        &["--port", "0", "--api", &secure],
        &[("SSL_CERT_FILE", trusted.to_str().unwrap())],
    );
    let mut second = Visitor::new(&front.origin);
    second.log_in(SECOND).await;
    assert_eq!(
        second.act("acceptfriend", FIRST).await.is_friend(),
        &json!(1)
    );
    let mut line = second.listen().await;
    upstream
        .visitor_as(FIRST)
        .await
        .act("unfriend", SECOND)
        .await;
    assert_eq!(line.message().await["type"], "unfriend");
}

#[tokio::test]
async fn an_https_upstream_that_nobody_vouches_for_is_a_502() {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let upstream = Bench::start().await;
    let secure = behind_tls(&upstream.origin, &certified).await;
    let folder = tempfile::tempdir().unwrap();
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let trusted = folder.path().join("trusted.pem");
    fs::write(&trusted, other.cert.pem()).unwrap();
    let front = crate::command::Running::start_with(
        &["--port", "0", "--api", &secure],
        &[("SSL_CERT_FILE", trusted.to_str().unwrap())],
    );
    let request = Visitor::new(&front.origin).request(Method::GET, "/demo/me");
    let heard = Heard::from(request.send().await.unwrap()).await;
    assert_eq!(heard.status, 502);
}

#[tokio::test]
async fn a_front_without_a_page_needs_no_database() {
    let options = Options {
        port: 0,
        dist: None,
        database: None,
        reset: false,
        cooldown: 0,
        api: "http://127.0.0.1:9".parse().ok(),
    };
    let server = Server::bind(&options).await.unwrap();
    assert!(server.origin().starts_with("http://127.0.0.1:"));
    assert!(
        tokio::time::timeout(Duration::ZERO, server.run())
            .await
            .is_err()
    );
}
