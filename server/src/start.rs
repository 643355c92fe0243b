//! Starting: every way it can fail is found here, before the first request.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Request, State},
    response::Response,
    routing::{any, get},
};
use tokio::net::TcpListener;

use crate::{
    app::{App, Shared},
    avatar, chat, database, demo,
    envelope::{allowed, not_found},
    options::Options,
    page::Page,
    profile::{PREFIX, profile},
    proxy::Upstream,
    socket::{is_user, socket},
};

/// What answers when no route of the demo API does: the page, then the
/// upstream, then a 404.
struct Rest {
    page: Option<Page>,
    upstream: Option<Upstream>,
}

/// A server that listens but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
}

impl Server {
    /// Opens everything that the options name and listens on 127.0.0.1.
    ///
    /// # Errors
    /// Something that they name cannot be used; tells which, and what to do.
    pub async fn bind(options: &Options) -> Result<Self> {
        Self::bind_with(options, |calls, _| calls).await
    }

    /// The same, with something of `wrap` between the calls below `/x/profile` and whoever makes
    /// them. Nothing is wrapped in front of another server.
    ///
    /// # Errors
    /// Something that they name cannot be used; tells which, and what to do.
    pub async fn bind_with(
        options: &Options,
        wrap: impl FnOnce(Router, Shared) -> Router,
    ) -> Result<Self> {
        let page = options.dist.clone().map(Page::open).transpose()?;
        // Before the database is opened, which the server that has the port may be using.
        let port = options.port;
        let refused =
            || format!("port {port} of 127.0.0.1 cannot be used, choose another with --port");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .with_context(refused)?;
        let address = listener.local_addr().with_context(refused)?;
        let (api, upstream) = match &options.api {
            Some(url) => (Router::new(), Some(Upstream::new(url)?)),
            None => {
                let database = database::open(&options.database()?, options.reset)?;
                let cooldown = Duration::from_millis(options.cooldown);
                let app = Arc::new(App::new(database, cooldown));
                (routes(app, wrap), None)
            }
        };
        let rest = Arc::new(Rest { page, upstream });
        let router = api.fallback_service(any(serve_rest).with_state(rest));
        Ok(Self {
            listener,
            address,
            router,
        })
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests until the future is dropped.
    ///
    /// # Errors
    /// When the system no longer lets it listen.
    pub async fn run(self) -> io::Result<()> {
        let (listener, router) = self.into_parts();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).await
    }

    /// The listener and the routes, for who serves them in another way. Each request needs the
    /// address of the other end as its `ConnectInfo<SocketAddr>`.
    pub fn into_parts(self) -> (TcpListener, Router) {
        (self.listener, self.router)
    }
}

fn routes(app: Shared, wrap: impl FnOnce(Router, Shared) -> Router) -> Router {
    let profile = any(profile).with_state(Arc::clone(&app));
    let calls = Router::new().nest_service(PREFIX, profile);
    let avatar = any(avatar::avatar).with_state(Arc::clone(&app));
    Router::new()
        .route(
            "/x/auth/isUser",
            get(is_user).options(async || allowed("GET, HEAD")),
        )
        .route("/socket", get(socket))
        .merge(demo::routes())
        .with_state(Arc::clone(&app))
        .nest_service(avatar::PREFIX, avatar)
        .merge(chat::routes(&app))
        .merge(wrap(calls, app))
        .method_not_allowed_fallback(async |request: Request| {
            not_found(request.method(), request.headers())
        })
}

async fn serve_rest(State(rest): State<Arc<Rest>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(page) = &rest.page
        && let Some(response) = page.serve(&parts).await
    {
        return response;
    }
    match &rest.upstream {
        Some(upstream) => upstream.pass(Request::from_parts(parts, body)).await,
        None => not_found(&parts.method, &parts.headers),
    }
}
