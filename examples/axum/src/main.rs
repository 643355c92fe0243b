//! The server: renders the page, and passes the friend API on.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use axum_reverse_proxy::ReverseProxy;
use kirimin_axum_example::app::{Known, shell};
use kirimin_profile_card::{Profile, STYLE_SHEET};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::{ResponseOptions, render_app_async_with_context};
use serde_json::Value;
use std::error::Error;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

/// The user whose card the server renders.
const USER: &str = "761761";

#[derive(Clone)]
struct App {
    leptos: LeptosOptions,
    /// The origin of the friend API.
    api: String,
    http: reqwest::Client,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // An app with `leptos_router` has this done by `generate_route_list`.
    any_spawner::Executor::init_tokio()?;
    let leptos = get_configuration(None)?.leptos_options;
    let api = std::env::var("KIRIMIN_API").unwrap_or_else(|_| "http://127.0.0.1:8761".to_owned());
    let package = format!("/{}", leptos.site_pkg_dir);
    let files = ServeDir::new(format!("{}{package}", leptos.site_root));
    let listener = TcpListener::bind(leptos.site_addr).await?;
    println!("serving on http://{}/", listener.local_addr()?);
    // The friend API only answers its own origin, so it has to be behind the page's.
    let proxy = |path: &str| Router::from(ReverseProxy::new(path, format!("{api}{path}")));
    let (friends, avatars) = (proxy("/x"), proxy("/file"));
    let app = App {
        leptos,
        api,
        http: reqwest::Client::new(),
    };
    let router = Router::new()
        .route("/", get(page))
        .route("/kirimin-card.css", get(style))
        .nest_service(&package, files)
        .with_state(app)
        .merge(friends)
        .merge(avatars);
    Ok(axum::serve(listener, router).await?)
}

async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css")], STYLE_SHEET)
}

async fn page(State(app): State<App>, request: Request) -> Response {
    let known = Known(app.user(request.headers()).await);
    let with_context = move || {
        provide_context(known.clone());
        set_policy();
    };
    let options = app.leptos.clone();
    let render = render_app_async_with_context(with_context, move || shell(options.clone()));
    render(request).await
}

/// Only the page's own files, and the scripts that Leptos has marked with the answer's nonce.
fn set_policy() {
    let Some(nonce) = use_nonce() else { return };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         object-src 'none'; base-uri 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        expect_context::<ResponseOptions>().insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

impl App {
    /// Fetches the user as the visitor sees them; `None` if the API does not tell, such as when
    /// nobody is logged in. Then the browser shows why.
    async fn user(&self, visitor: &HeaderMap) -> Option<Profile> {
        let url = format!("{}/x/profile/search/{USER}", self.api);
        let mut request = self.http.get(url);
        if let Some(session) = visitor.get(COOKIE) {
            request = request.header(COOKIE, session);
        }
        let answer: Value = request.send().await.ok()?.json().await.ok()?;
        let users = answer["data"]["users"].as_array()?;
        let user = users.iter().find(|user| user["id"] == USER)?;
        Profile::from_json(user).ok()
    }
}
