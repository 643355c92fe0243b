//! The element as the card's host: passes the card's events to its JavaScript.

use js_sys::Function;
use kirimin_profile_card::{Action, ActionRequest, CardEvent, Host, Phase, Profile, object, to_js};
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// Calls the element's JavaScript function `emit(type, detail)`.
#[derive(Clone, Debug)]
pub(crate) struct ElementHost {
    emit: Function,
}

impl ElementHost {
    pub(crate) fn new(emit: Function) -> Self {
        Self { emit }
    }

    /// Returns `false` if the element, or a listener of the page, prevents the action.
    fn emit(&self, kind: &str, detail: &Value) -> bool {
        self.emit
            .call2(&JsValue::UNDEFINED, &kind.into(), &to_js(detail))
            .is_ok_and(|answer| !answer.is_falsy())
    }
}

impl Host for ElementHost {
    fn allows(&self, ActionRequest { user, action }: ActionRequest) -> bool {
        let detail = object([("user", user.to_json()), ("action", action.name().into())]);
        self.emit("friendship-action", &detail)
    }

    fn event(&self, event: CardEvent) {
        match event {
            CardEvent::Loaded(user) => {
                self.emit("profile-load", &object([("user", user.to_json())]));
            }
            CardEvent::Changed(change) => {
                let detail = object([
                    ("user", change.user.to_json()),
                    ("previous", change.previous.to_json()),
                    ("action", change.source.action().map(Action::name).into()),
                    ("source", change.source.name().into()),
                ]);
                self.emit("friendship-change", &detail);
            }
            CardEvent::Failed(failure) => {
                let detail = object([
                    ("code", failure.fault.code().into()),
                    ("msg", failure.fault.msg().into()),
                    ("action", failure.action.map(Action::name).into()),
                ]);
                self.emit("friendship-error", &detail);
            }
        }
    }

    fn phase(&self, phase: &Phase, _user: Option<&Arc<Profile>>) {
        let state = match phase {
            Phase::Loading => "loading",
            Phase::Ready => "ready",
            Phase::Busy(_) => "busy",
            Phase::Unconfirmed { .. } | Phase::Failed(_) => "error",
        };
        self.emit("state", &state.into());
    }
}
