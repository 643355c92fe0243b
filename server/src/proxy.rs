//! `--api URL`: another server's API behind this origin.
//!
//! hyper's own client, because it hands over an upgraded connection as it is:
//! a WebSocket is copied byte for byte, and nothing here has to understand it.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, Version,
        header::{self, Entry},
    },
    response::{IntoResponse, Response},
};
use hyper::upgrade::OnUpgrade;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tokio::io::copy_bidirectional;
use url::Url;

use crate::envelope::Answer;

/// How long the upstream may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// RFC 9110, section 7.6.1: these are about one connection and not passed on.
const HOP_BY_HOP: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// The server that answers instead.
#[derive(Debug)]
pub struct Upstream {
    /// `https://example.org`
    origin: String,
    /// `/base`, or empty.
    base: String,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

impl Upstream {
    /// The server at that http or https address.
    ///
    /// # Errors
    /// It has https, and this system's certificates cannot be read.
    pub fn new(url: &Url) -> Result<Self> {
        let https = HttpsConnectorBuilder::new();
        let https = if url.scheme() == "https" {
            https
                .with_provider_and_native_roots(ring::default_provider())
                .context("cannot read this system's certificates, which https needs")?
        } else {
            https.with_tls_config(trusting_nobody()?)
        };
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(PATIENCE));
        let connector = https.https_or_http().enable_http1().wrap_connector(tcp);
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            base: url.path().trim_end_matches('/').to_owned(),
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }

    /// Passes the request on and the answer back; 502 when there is none.
    pub async fn pass(&self, mut request: Request) -> Response {
        let here = request.headers().get(header::HOST).cloned();
        let ours = request.extensions_mut().remove::<OnUpgrade>();
        if let Err(problem) = self.readdress(&mut request, here.as_ref()) {
            return Answer::error(StatusCode::BAD_REQUEST)
                .explained(problem.to_string())
                .into_response();
        }
        match self.client.request(request).await {
            Ok(mut response) => {
                let theirs = response.extensions_mut().remove::<OnUpgrade>();
                if response.status() == StatusCode::SWITCHING_PROTOCOLS {
                    join(ours, theirs);
                } else {
                    strip_hop_by_hop(response.headers_mut());
                }
                self.bring_home(response.headers_mut(), here.as_ref());
                response.map(Body::new)
            }
            Err(error) => {
                let reason = innermost(&error);
                eprintln!(
                    "kirimin-demo-server: {} does not answer: {reason}",
                    self.origin
                );
                Answer::failed(StatusCode::BAD_GATEWAY, "BAD_GATEWAY")
                    .explained(format!("{} does not answer: {reason}", self.origin))
                    .into_response()
            }
        }
    }

    /// Makes the request one to the upstream, which must not notice that the
    /// page came from elsewhere.
    fn readdress(
        &self,
        request: &mut Request,
        here: Option<&HeaderValue>,
    ) -> Result<(), axum::http::uri::InvalidUri> {
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        *request.uri_mut() = format!("{}{}{path}", self.origin, self.base).parse::<Uri>()?;
        *request.version_mut() = Version::HTTP_11;

        let headers = request.headers_mut();
        let upgrade = headers.get(header::UPGRADE).cloned();
        strip_hop_by_hop(headers);
        if let Some(protocol) = upgrade {
            headers.insert(header::UPGRADE, protocol);
            headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
        }
        headers.remove(header::HOST);
        for name in [header::ORIGIN, header::REFERER] {
            self.replace_origin(headers, name, here);
        }
        Ok(())
    }

    fn replace_origin(
        &self,
        headers: &mut HeaderMap,
        name: HeaderName,
        here: Option<&HeaderValue>,
    ) {
        let (Entry::Occupied(mut entry), Some(here)) = (headers.entry(name), text(here)) else {
            return;
        };
        let rest = text(Some(entry.get())).and_then(|value| {
            value
                .strip_prefix(&format!("http://{here}"))
                .map(str::to_owned)
        });
        if let Some(value) =
            rest.and_then(|rest| HeaderValue::from_str(&format!("{}{rest}", self.origin)).ok())
        {
            entry.insert(value);
        }
    }

    /// Makes the answer one of this origin: its cookies and redirections.
    fn bring_home(&self, headers: &mut HeaderMap, here: Option<&HeaderValue>) {
        if let Entry::Occupied(entry) = headers.entry(header::SET_COOKIE) {
            let (name, cookies) = entry.remove_entry_mult();
            let cookies: Vec<HeaderValue> = cookies.collect();
            for cookie in cookies {
                let cookie = text(Some(&cookie))
                    .and_then(|cookie| HeaderValue::from_str(&host_only(cookie)).ok())
                    .unwrap_or(cookie);
                headers.append(&name, cookie);
            }
        }
        let Some(place) = text(headers.get(header::LOCATION))
            .and_then(|place| place.strip_prefix(&self.origin))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        else {
            return;
        };
        if let Some(here) = text(here)
            && let Ok(place) = HeaderValue::from_str(&format!("http://{here}{place}"))
        {
            headers.insert(header::LOCATION, place);
        }
    }
}

/// A cookie without `Domain`, which names another host, and without `Secure`,
/// which http cannot have; `SameSite=None` asks for `Secure`, so it goes too.
fn host_only(cookie: &str) -> String {
    let kept: Vec<&str> = cookie
        .split(';')
        .map(str::trim)
        .enumerate()
        .filter(|(index, part)| {
            let part = part.to_ascii_lowercase();
            *index == 0
                || !(part == "secure" || part.starts_with("domain=") || part == "samesite=none")
        })
        .map(|(_, part)| part)
        .collect();
    kept.join("; ")
}

fn strip_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
}

/// Copies between the two upgraded connections until one of them ends.
fn join(ours: Option<OnUpgrade>, theirs: Option<OnUpgrade>) {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return;
    };
    tokio::spawn(async move {
        if let Ok((ours, theirs)) = tokio::try_join!(ours, theirs) {
            // A connection that was lost needs no word: both ends notice.
            let _ = copy_bidirectional(&mut TokioIo::new(ours), &mut TokioIo::new(theirs)).await;
        }
    });
}

/// An http upstream needs no certificates, but the connector wants some.
fn trusting_nobody() -> Result<ClientConfig> {
    Ok(
        ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth(),
    )
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::host_only;

    #[test]
    fn a_cookie_of_the_upstream_becomes_one_of_this_host() {
        assert_eq!(
            host_only(
                "connect.sid=s%3Aa.b; Domain=example.org; Path=/; Secure; HttpOnly; SameSite=Strict"
            ),
            "connect.sid=s%3Aa.b; Path=/; HttpOnly; SameSite=Strict"
        );
        assert_eq!(host_only("secure=1;SECURE;samesite=none"), "secure=1");
    }
}
