//! The element's attributes and properties, as signals for the component.

use crate::host::Host;
use kirimin_profile_card::{
    ActionRequest, Change, Failure, Layout, Loading, Phase, Profile, ProfileCard,
};
use leptos::html::slot;
use leptos::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the element sets and the component reads.
#[derive(Clone, Debug)]
pub(crate) struct Knobs {
    host: Host,
    userid: ArcRwSignal<String>,
    viewer_id: ArcRwSignal<Option<String>>,
    api_base: ArcRwSignal<Option<String>>,
    lang: ArcRwSignal<Option<String>>,
    heading_level: ArcRwSignal<u8>,
    layout: ArcRwSignal<Layout>,
    no_confirm: ArcRwSignal<bool>,
    strings: ArcRwSignal<BTreeMap<String, String>>,
    pub(crate) user: ArcRwSignal<Option<Profile>>,
    pub(crate) refresh: ArcTrigger,
    shown: ArcRwSignal<Option<Profile>>,
}

impl Knobs {
    pub(crate) fn new(host: Host) -> Self {
        Self {
            host,
            userid: ArcRwSignal::default(),
            viewer_id: ArcRwSignal::default(),
            api_base: ArcRwSignal::default(),
            lang: ArcRwSignal::default(),
            heading_level: ArcRwSignal::new(3),
            layout: ArcRwSignal::default(),
            no_confirm: ArcRwSignal::default(),
            strings: ArcRwSignal::default(),
            user: ArcRwSignal::default(),
            refresh: ArcTrigger::new(),
            shown: ArcRwSignal::default(),
        }
    }

    /// Sets an attribute's value; a name it does not know is not its business.
    pub(crate) fn set(&self, name: &str, value: Option<String>) {
        match name {
            "userid" => self.userid.set(value.unwrap_or_default()),
            "viewer-id" => self.viewer_id.set(value),
            "api-base" => self.api_base.set(value),
            "lang" => self.lang.set(value),
            "heading-level" => {
                let level = value.and_then(|level| level.parse().ok());
                self.heading_level.set(level.unwrap_or(3));
            }
            "layout" => self.layout.set(match value.as_deref() {
                Some("row") => Layout::Row,
                _ => Layout::Card,
            }),
            "no-confirm" => self.no_confirm.set(value.is_some()),
            _ => {}
        }
    }

    /// Sets the host's own texts; what is no text is left out.
    pub(crate) fn set_strings(&self, text: &str) {
        let own = match serde_json::from_str(text) {
            Ok(Value::Object(own)) => own,
            _ => serde_json::Map::new(),
        };
        let own = own.into_iter().filter_map(|(key, value)| match value {
            Value::String(text) => Some((key, text)),
            _ => None,
        });
        self.strings.set(own.collect());
    }

    /// The user that is shown, once known.
    pub(crate) fn shown(&self) -> Option<Profile> {
        self.shown.get_untracked()
    }

    /// The component with all of it.
    pub(crate) fn card(self) -> impl IntoView {
        let host = self.host.clone();
        let allows = Callback::new({
            let host = host.clone();
            move |request: ActionRequest| host.allows(request.user.to_json(), request.action)
        });
        let changed = Callback::new({
            let host = host.clone();
            move |change: Change| {
                let detail = json!({
                    "user": change.user.to_json(),
                    "previous": change.previous.to_json(),
                    "action": change.source.action().map(|action| action.name()),
                    "source": change.source.name(),
                });
                host.tell("friendship-change", &detail);
            }
        });
        let failed = Callback::new({
            let host = host.clone();
            move |failure: Failure| {
                let detail = json!({
                    "code": failure.fault.code(),
                    "msg": failure.fault.msg(),
                    "action": failure.action.map(|action| action.name()),
                });
                host.tell("friendship-error", &detail);
            }
        });
        let loaded = Callback::new({
            let host = host.clone();
            move |user: Profile| {
                host.tell("profile-load", &json!({"user": user.to_json()}));
            }
        });
        let shown = self.shown;
        let watch = Callback::new(move |(phase, user): (Phase, Option<Profile>)| {
            shown.set(user);
            let state = match phase {
                Phase::Loading => "loading",
                Phase::Ready => "ready",
                Phase::Busy(_) => "busy",
                Phase::Unconfirmed(_) | Phase::Failed(_) => "error",
            };
            host.tell("state", &state.into());
        });
        view! {
            <ProfileCard
                userid=self.userid
                user=self.user
                viewer_id=RwSignal::from(self.viewer_id)
                api_base=RwSignal::from(self.api_base)
                lang=RwSignal::from(self.lang)
                strings=self.strings
                loading=Loading::Eager
                heading_level=self.heading_level
                layout=self.layout
                no_confirm=self.no_confirm
                refresh=self.refresh
                on_action=allows
                on_change=changed
                on_error=failed
                on_load=loaded
                on_phase=watch
                actions=Box::new(|| slot().name("actions").into_any())
                footer=Box::new(|| slot().name("footer").into_any())
            />
        }
    }
}
