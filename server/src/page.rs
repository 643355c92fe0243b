//! The built page: its files, and the Content-Security-Policy they are served
//! with.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    str,
};

use anyhow::{Result, ensure};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts, uri::Authority},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use tower_http::services::ServeDir;

use crate::envelope::Answer;

/// A folder with an `index.html`.
#[derive(Debug)]
pub struct Page {
    folder: PathBuf,
    files: ServeDir,
}

impl Page {
    /// The page in that folder.
    ///
    /// # Errors
    /// There is no `index.html`.
    pub fn open(folder: PathBuf) -> Result<Self> {
        ensure!(
            folder.join("index.html").is_file(),
            "there is no index.html in {}: build the page first",
            folder.display()
        );
        // A name that ends in a slash is looked up here, for the policy's sake.
        let files = ServeDir::new(&folder).append_index_html_on_directories(false);
        Ok(Self { folder, files })
    }

    /// The file that the request names, if it names one of this page.
    pub async fn serve(&self, request: &Parts) -> Option<Response> {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return None;
        }
        let file = self.file(request.uri.path())?;
        let html = file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
        let served = if html {
            self.html(&file, &request.headers)
        } else {
            self.other(request).await
        };
        Some(served.unwrap_or_else(|error| {
            eprintln!(
                "kirimin-demo-server: cannot read {}: {error}",
                file.display()
            );
            Answer::error(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }))
    }

    /// The existing file behind a path; never one outside of the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let relative = Path::new(decoded.trim_start_matches('/'));
        let inside = relative
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        let mut file = self.folder.join(relative);
        if decoded.ends_with('/') {
            file.push("index.html");
        }
        (inside && file.is_file()).then_some(file)
    }

    fn html(&self, file: &Path, headers: &HeaderMap) -> std::io::Result<Response> {
        let html = fs::read_to_string(file)?;
        let policy = policy(&html, host(headers));
        let mut response = Response::new(Body::from(html));
        let text = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, text);
        protect(&mut response, policy);
        Ok(response)
    }

    async fn other(&self, request: &Parts) -> std::io::Result<Response> {
        let mut asked = Request::new(Body::empty());
        *asked.method_mut() = request.method.clone();
        *asked.uri_mut() = request.uri.clone();
        *asked.headers_mut() = request.headers.clone();
        let mut response = self.files.clone().try_call(asked).await?.map(Body::new);
        protect(&mut response, policy("", host(&request.headers)));
        Ok(response)
    }
}

fn protect(response: &mut Response, policy: String) {
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
}

/// The host and port by which the browser knows this server.
fn host(headers: &HeaderMap) -> Option<Authority> {
    headers.get(header::HOST)?.to_str().ok()?.parse().ok()
}

/// The strict policy under which the card must work, with a hash for each
/// inline script that the document really has (Trunk writes one), and with the
/// WebSocket of the same origin, which `'self'` does not name in every browser.
fn policy(html: &str, host: Option<Authority>) -> String {
    let hashes: String = inline_scripts(html)
        .map(|script| {
            format!(
                " 'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script))
            )
        })
        .collect();
    let socket = host.map_or_else(String::new, |host| format!(" ws://{host}"));
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self'; connect-src 'self'{socket}; require-trusted-types-for 'script'"
    )
}

/// The text of each `<script>` without a `src`, as the HTML standard reads it.
fn inline_scripts(html: &str) -> impl Iterator<Item = Vec<u8>> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut scripts = Vec::new();
    let mut open: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) if *tag.name == b"script" => {
                open = (!tag.attributes.contains_key(&b"src"[..])).then(Vec::new);
            }
            Token::String(text) => {
                if let Some(script) = &mut open {
                    script.extend_from_slice(&text);
                }
            }
            Token::EndTag(tag) if *tag.name == b"script" => scripts.extend(open.take()),
            _ => {}
        }
    }
    scripts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{inline_scripts, policy};

    #[test]
    fn only_scripts_without_a_source_are_inline() {
        let html = "<!-- <script>no</script> --><SCRIPT type=module>\nif (a < b) '</p>';\n</SCRIPT>\
                    <script src=x.js></script><p>text</p><script nonce>two</script>";
        let found: Vec<_> = inline_scripts(html)
            .map(|script| String::from_utf8(script).unwrap())
            .collect();
        assert_eq!(found, ["\nif (a < b) '</p>';\n", "two"]);
    }

    #[test]
    fn the_policy_has_the_hash_of_each_inline_script() {
        // printf "alert('Hello, world.');" | openssl sha256 -binary | base64
        let html = "<script>alert('Hello, world.');</script>";
        assert_eq!(
            policy(html, "127.0.0.1:80".parse().ok()),
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' \
             'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; style-src 'self'; \
             img-src 'self'; connect-src 'self' ws://127.0.0.1:80; \
             require-trusted-types-for 'script'"
        );
    }
}
