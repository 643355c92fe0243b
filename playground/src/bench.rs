//! `?view=bench`: nothing but the cards that the address names, and what a host would hear of them.
//!
//! For tests and measurements, so that they do not depend on what the
//! playground looks like. The parameters:
//!
//! | name | meaning |
//! | --- | --- |
//! | `card` | whom to show; once for each card |
//! | `viewer` | who is logged in, for all cards |
//! | `lang` | the cards' language |
//! | `row`, `lazy`, `noconfirm` | `1` for the layout `row`, for fetching near the viewport, for no question |
//! | `prevent` | `1`: the host prevents every action |
//! | `socket` | `1`: the page opens the live WebSocket, as a host app does |
//! | `timeout`, `cooldown`, `stale`, `settle` | the store's timing, in milliseconds |
//! | `churn` | how many cards the button mounts and unmounts, one after the other |

mod socket;

use gloo_timers::future::TimeoutFuture;
use kirimin_profile_card::Timing;
use kirimin_profile_card::{ActionRequest, Change, Failure, Layout, Loading, Profile};
use kirimin_profile_card::{ProfileCard, Store};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::UrlSearchParams;

/// What the address asks for.
struct Asked(UrlSearchParams);

impl Asked {
    fn of_page() -> Option<Self> {
        let query = window().location().search().ok()?;
        let asked = UrlSearchParams::new_with_str(&query).ok().map(Self)?;
        (asked.text("view").as_deref() == Some("bench")).then_some(asked)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name)
    }

    fn is_set(&self, name: &str) -> bool {
        self.text(name).as_deref() == Some("1")
    }

    fn number(&self, name: &str, otherwise: u64) -> u64 {
        self.text(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(otherwise)
    }

    fn cards(&self) -> Vec<String> {
        self.0
            .get_all("card")
            .iter()
            .filter_map(|card| card.as_string())
            .collect()
    }

    fn timing(&self) -> Timing {
        let usual = Timing::default();
        Timing {
            cooldown: self.number("cooldown", usual.cooldown),
            timeout: self.number("timeout", usual.timeout),
            stale_after: self.number("stale", usual.stale_after),
            settle: self.number("settle", usual.settle),
        }
    }
}

/// Shows the bench, if that is what the address asks for.
pub fn mount() -> bool {
    let Some(asked) = Asked::of_page() else {
        return false;
    };
    Store::set_timing(asked.timing());
    mount_to_body(move || bench(&asked));
    true
}

/// What every card of the page is given alike.
#[derive(Clone, Copy)]
struct Knobs {
    viewer: RwSignal<Option<String>>,
    lang: StoredValue<Option<String>>,
    layout: Layout,
    loading: Loading,
    no_confirm: bool,
    prevent: bool,
    heard: RwSignal<Vec<String>>,
}

fn bench(asked: &Asked) -> impl IntoView + use<> {
    let knobs = Knobs {
        viewer: RwSignal::new(asked.text("viewer")),
        lang: StoredValue::new(asked.text("lang")),
        layout: if asked.is_set("row") {
            Layout::Row
        } else {
            Layout::Card
        },
        loading: if asked.is_set("lazy") {
            Loading::Lazy
        } else {
            Loading::Eager
        },
        no_confirm: asked.is_set("noconfirm"),
        prevent: asked.is_set("prevent"),
        heard: RwSignal::new(Vec::new()),
    };
    let connection = RwSignal::new(None);
    if asked.is_set("socket") {
        socket::open(connection);
    }
    let cards: Vec<_> = asked
        .cards()
        .into_iter()
        .enumerate()
        .map(|(index, userid)| {
            view! { <section data-card=index.to_string()>{card(knobs, userid)}</section> }
        })
        .collect();
    let lines = move || {
        let lines = knobs.heard.get().into_iter();
        lines
            .map(|line| view! { <li>{line}</li> })
            .collect::<Vec<_>>()
    };
    view! {
        <main data-socket=move || connection.get().map(socket::State::name)>{cards}</main>
        {viewer_field(knobs)}
        {churn(knobs, asked.number("churn", 0))}
        <ol data-log>{lines}</ol>
    }
}

fn card(knobs: Knobs, userid: String) -> impl IntoView {
    let hear = move |line: Vec<String>| {
        knobs
            .heard
            .try_update(|heard| heard.push(line.join(" ")))
            .unwrap_or_default();
    };
    let on_action = Callback::new(move |ActionRequest { user, action }| {
        hear(vec!["action".into(), action.name().into(), user.id.clone()]);
        !knobs.prevent
    });
    let on_change = Callback::new(move |change: Change| {
        hear(vec![
            "change".into(),
            change.previous.friendship.to_string(),
            change.user.friendship.to_string(),
            change.source.name().into(),
            change.user.id.clone(),
        ]);
    });
    let on_error = Callback::new(move |Failure { fault, action }| {
        let during = action.map_or("fetch", |action| action.name());
        hear(vec!["error".into(), fault.name().into(), during.into()]);
    });
    let on_load = Callback::new(move |user: Profile| {
        hear(vec!["load".into(), user.friendship.to_string(), user.id]);
    });
    view! {
        <ProfileCard
            userid=userid
            viewer_id=knobs.viewer
            lang=Signal::stored(knobs.lang.get_value())
            layout=Signal::stored(knobs.layout)
            loading=Signal::stored(knobs.loading)
            no_confirm=Signal::stored(knobs.no_confirm)
            on_action=on_action
            on_change=on_change
            on_error=on_error
            on_load=on_load
        />
    }
}

/// Somebody logs in or out while the page stays; empty for nobody.
fn viewer_field(knobs: Knobs) -> impl IntoView {
    view! {
        <label>
            "Viewer: "
            <input
                data-viewer
                prop:value=move || knobs.viewer.get().unwrap_or_default()
                on:change=move |event| knobs.viewer.set(Some(event_target_value(&event)))
            />
        </label>
    }
}

/// Mounts and unmounts cards while their requests are being made.
fn churn(knobs: Knobs, times: u64) -> impl IntoView {
    let shown = RwSignal::new(None::<u64>);
    let done = RwSignal::new(0);
    let start = move |_| {
        spawn_local(async move {
            for _ in 0..times {
                let number = done.get_untracked();
                shown.set(Some(number));
                // Some are taken away while their request is in the line, some
                // while it is under way.
                TimeoutFuture::new(if number.is_multiple_of(4) { 0 } else { 8 }).await;
                shown.set(None);
                done.set(number + 1);
            }
        });
    };
    let one = move || {
        let userid = |number: u64| (800_000 + number).to_string();
        shown.get().map(|number| card(knobs, userid(number)))
    };
    (times > 0).then(|| {
        view! {
            <button type="button" data-churn on:click=start>
                {move || done.get().to_string()}
            </button>
            <div>{one}</div>
        }
    })
}
