//! The built page and its policy.

use std::{fs, path::Path, time::Duration};

use reqwest::{Method, Response};
use tempfile::TempDir;

use crate::bench::Bench;

fn dist() -> TempDir {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dist.path().join(name), text).unwrap();
    write(
        "index.html",
        "<!doctype html><script>alert('Hello, world.');</script>",
    );
    write("card_bg.wasm", "\0asm");
    write("card.js", "export default 1;");
    write("card.css", "p{}");
    fs::create_dir(dist.path().join("gallery")).unwrap();
    write("gallery/index.html", "<p>");
    dist
}

async fn serving(dist: &Path) -> Bench {
    Bench::with(Duration::ZERO, Some(dist), false).await
}

async fn get(bench: &Bench, path: &str) -> Response {
    bench
        .visitor()
        .request(Method::GET, path)
        .send()
        .await
        .unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_page_has_the_strict_policy_with_the_hashes_of_its_own_scripts() {
    let dist = dist();
    let bench = serving(dist.path()).await;
    let address = bench.origin.trim_start_matches("http://");
    for path in ["/", "/index.html"] {
        let response = get(&bench, path).await;
        assert_eq!(response.status(), 200);
        assert_eq!(
            header(&response, "content-type"),
            "text/html; charset=utf-8"
        );
        assert_eq!(header(&response, "cache-control"), "no-cache");
        assert_eq!(
            header(&response, "content-security-policy"),
            format!(
                "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' \
                 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; style-src 'self'; \
                 img-src 'self'; connect-src 'self' ws://{address}; \
                 require-trusted-types-for 'script'"
            )
        );
        assert!(
            response
                .text()
                .await
                .unwrap()
                .starts_with("<!doctype html>")
        );
    }
}

#[tokio::test]
async fn a_page_built_anew_gets_its_new_hashes() {
    let dist = dist();
    let bench = serving(dist.path()).await;
    fs::write(dist.path().join("index.html"), "<p>no script").unwrap();
    let response = get(&bench, "/").await;
    assert!(!header(&response, "content-security-policy").contains("sha256"));
}

#[tokio::test]
async fn each_file_has_its_type_and_the_policy() {
    let dist = dist();
    let bench = serving(dist.path()).await;
    for (path, content_type) in [
        ("/card_bg.wasm", "application/wasm"),
        ("/card.js", "text/javascript"),
        ("/card.css", "text/css"),
        ("/gallery/", "text/html; charset=utf-8"),
    ] {
        let response = get(&bench, path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "content-type"), content_type, "{path}");
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert!(
            header(&response, "content-security-policy").starts_with(
                "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
            ),
            "{path}"
        );
    }
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_served() {
    let dist = dist();
    let inner = dist.path().join("gallery");
    let bench = serving(&inner).await;
    for path in [
        "/%2e%2e/card.js",
        "/..%2fcard.js",
        "/%2fetc%2fpasswd",
        "//etc/passwd",
        "/%00",
    ] {
        assert_eq!(get(&bench, path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn the_api_stands_beside_the_page() {
    let dist = dist();
    let bench = serving(dist.path()).await;
    assert_eq!(get(&bench, "/demo/people").await.status(), 200);
    assert_eq!(get(&bench, "/missing.js").await.status(), 404);
    let posted = bench
        .visitor()
        .request(Method::POST, "/")
        .send()
        .await
        .unwrap();
    assert_eq!(posted.status(), 404);
}
