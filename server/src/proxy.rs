//! `--api URL`: another server's API behind this origin.

use std::time::Duration;

use anyhow::{Context, Result};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_reverse_proxy::{ProxyError, ProxyPolicy, ReverseProxy, XForwardedFor};
use cookie::{Cookie, SameSite};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use url::Url;

use crate::envelope::Answer;

/// How long the upstream may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// The server that answers instead.
pub struct Upstream {
    /// `https://example.org`
    origin: String,
    /// `/base`, or empty.
    base: String,
    proxy: ReverseProxy<HttpsConnector<HttpConnector>>,
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
        let client = Client::builder(TokioExecutor::new()).build(connector);

        let origin = url.origin().ascii_serialization();
        let base = url.path().trim_end_matches('/').to_owned();
        let target = format!("{origin}{base}");
        // The upstream must not notice that the page came from elsewhere.
        let policy = ProxyPolicy::new()
            .with_x_forwarded_for(XForwardedFor::Preserve)
            .with_websocket_connect_timeout(PATIENCE);
        let proxy = ReverseProxy::new_with_client("", target, client).with_policy(policy);
        Ok(Self {
            origin,
            base,
            proxy,
        })
    }

    /// Passes the request on and the answer back; 502 when there is none.
    pub async fn pass(&self, mut request: Request) -> Response {
        let host = request.headers().get(header::HOST);
        let here = host.and_then(|host| Some(format!("http://{}", host.to_str().ok()?)));
        if let Some(here) = &here {
            for name in [header::ORIGIN, header::REFERER] {
                let there = |address: &str| moved(address, here, &self.origin);
                rewrite(request.headers_mut(), name, there);
            }
        }
        let Ok(mut response) = self.proxy.proxy_request(request).await;
        if let Some(error) = response.extensions().get::<ProxyError>() {
            let problem = format!("{} does not answer: {}", self.origin, error.message());
            eprintln!("kirimin-demo-server: {problem}");
            return Answer::failed(StatusCode::BAD_GATEWAY, "BAD_GATEWAY")
                .explained(problem)
                .into_response();
        }
        let headers = response.headers_mut();
        if let Some(here) = &here {
            rewrite(headers, header::LOCATION, |place| {
                let path = place.strip_prefix(&self.origin).unwrap_or(place);
                moved(path, &self.base, here)
            });
        }
        for (name, value) in headers {
            if name == header::SET_COOKIE {
                bring_home(value, &self.base);
            }
        }
        response
    }
}

/// Changes a header that is there.
fn rewrite(headers: &mut HeaderMap, name: HeaderName, change: impl Fn(&str) -> Option<String>) {
    let value = headers.get(&name).and_then(|value| value.to_str().ok());
    let changed = value.and_then(change).map(HeaderValue::try_from);
    if let Some(Ok(changed)) = changed {
        headers.insert(name, changed);
    }
}

/// An address below `from` as one below `to`.
fn moved(address: &str, from: &str, to: &str) -> Option<String> {
    let rest = address.strip_prefix(from)?;
    let is_below = rest.is_empty() || rest.starts_with('/') && !rest.starts_with("//");
    is_below.then(|| [to, rest].concat())
}

/// A cookie without `Domain`, which names another host, and without `Secure`,
/// which http cannot have; `SameSite=None` asks for `Secure`, so it goes too.
/// `Path` is without the upstream's base.
fn bring_home(header: &mut HeaderValue, base: &str) {
    let cookie = header.to_str().ok().map(Cookie::parse);
    let Some(Ok(mut cookie)) = cookie else { return };
    cookie.unset_domain();
    cookie.set_secure(None);
    if cookie.same_site() == Some(SameSite::None) {
        cookie.set_same_site(None);
    }
    if let Some(path) = cookie.path().and_then(|path| moved(path, base, "")) {
        cookie.set_path(if path.is_empty() {
            "/".to_owned()
        } else {
            path
        });
    }
    if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
        *header = cookie;
    }
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

#[cfg(test)]
mod tests {
    use super::{HeaderValue, bring_home, moved};

    #[test]
    fn a_cookie_of_the_upstream_becomes_one_of_this_host() {
        let cookies = [
            (
                "connect.sid=s%3Aa.b; Domain=example.org; Path=/; Secure; HttpOnly; SameSite=Strict",
                "connect.sid=s%3Aa.b; HttpOnly; SameSite=Strict; Path=/",
            ),
            ("secure=1;SECURE;samesite=none", "secure=1"),
            ("a=1; Path=/base", "a=1; Path=/"),
            ("a=1; Path=/base/x", "a=1; Path=/x"),
            ("a=1; Path=/basement", "a=1; Path=/basement"),
            (
                "a=1; Max-Age=60; Expires=Wed, 21 Oct 2015 07:28:00 GMT",
                "a=1; Max-Age=60; Expires=Wed, 21 Oct 2015 07:28:00 GMT",
            ),
            ("no cookie; Secure", "no cookie; Secure"),
        ];
        for (theirs, ours) in cookies {
            let mut header = HeaderValue::from_static(theirs);
            bring_home(&mut header, "/base");
            assert_eq!(header, ours);
        }
    }

    #[test]
    fn only_what_is_below_an_address_is_moved() {
        let home = |address| moved(address, "http://a", "http://b");
        assert_eq!(home("http://a").as_deref(), Some("http://b"));
        assert_eq!(home("http://a/x?y").as_deref(), Some("http://b/x?y"));
        assert_eq!(home("http://a.example/x"), None);
        assert_eq!(moved("//c/x", "", "http://b"), None);
    }
}
