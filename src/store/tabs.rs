//! The other tabs: a channel to tell them, and a lock to take turns with them.

use crate::Profile;
use js_sys::{Function, Promise, Reflect};
use kirimin_profile_card_core::engine::{News, Span};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The form of the messages between tabs. Tabs with another version of the card do not listen.
const VERSION: u64 = 1;

/// An open channel; dropping it closes it.
#[derive(Debug)]
pub(super) struct Channel {
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel of an API base. `None` where the browser has none, or denies it.
    pub(super) fn open(base: &str, hear: impl Fn(News) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&name(base)).ok()?;
        let hear = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            if let Some(news) = event.data().as_string().and_then(|text| read(&text)) {
                hear(news);
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _hear: hear,
        })
    }

    /// Tells the other tabs. A channel that is gone has nobody to tell.
    pub(super) fn tell(&self, news: &News) {
        let _ = self.channel.post_message(&write(news).into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// The turn among the tabs (Web Locks). Dropping it gives it back.
#[derive(Debug)]
#[must_use = "the turn is given back when this is dropped"]
pub(super) struct Turn {
    /// Resolves the promise for as long as which the browser keeps the lock; `None` without Web Locks.
    release: Option<Function>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Turn {
    /// Asks for the turn, and calls back with it when it comes. Without Web
    /// Locks (an insecure context) each tab has its own line.
    pub(super) fn ask(base: &str, came: impl FnOnce(Self) + 'static) {
        let Some((locks, request)) = web_locks() else {
            let came = Closure::once_into_js(move || came(Self { release: None }));
            return queue_microtask(came.unchecked_ref());
        };
        let granted = Closure::once_into_js(move || {
            let mut release = None;
            let held = Promise::new(&mut |resolve, _| release = Some(resolve));
            came(Self { release });
            held
        });
        // A rejection (a frozen or torn down page) leaves nobody to tell.
        let _ = request.call2(&locks, &name(base).into(), &granted);
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(callback: &Function);
}

fn web_locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}

fn name(base: &str) -> String {
    let mut name = String::from("kirimin-profile-card:");
    name.push_str(base);
    name
}

fn write(news: &News) -> String {
    match news {
        News::Press => json!({"v": VERSION, "press": true}),
        News::LoggedOut => json!({"v": VERSION, "loggedOut": true}),
        News::Confirmed { viewer, user, span } => json!({
            "v": VERSION,
            "viewer": viewer,
            "user": user.to_json(),
            "sent": span.sent,
            "received": span.received,
        }),
    }
    .to_string()
}

/// Reads what another tab said; anything on the channel may say anything.
fn read(text: &str) -> Option<News> {
    let value: Value = serde_json::from_str(text).ok()?;
    if value.get("v")?.as_u64()? != VERSION {
        return None;
    }
    if value.get("press").is_some() {
        return Some(News::Press);
    }
    if value.get("loggedOut").is_some() {
        return Some(News::LoggedOut);
    }
    Some(News::Confirmed {
        viewer: value
            .get("viewer")
            .and_then(Value::as_str)
            .map(str::to_owned),
        user: Profile::from_json(value.get("user")?).ok()?,
        span: Span {
            sent: value.get("sent")?.as_u64()?,
            received: value.get("received")?.as_u64()?,
        },
    })
}
