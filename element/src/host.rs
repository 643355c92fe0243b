//! The page around the element: what happens on the card, as calls of its JavaScript.

use js_sys::Function;
use kirimin_profile_card::{ActionRequest, CardEvent, Host, Phase, Profile, to_js};
use serde_json::{Value, json};
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

    /// `false` if the element, or its host, says no.
    fn emit(&self, kind: &str, detail: &Value) -> bool {
        self.emit
            .call2(&JsValue::UNDEFINED, &kind.into(), &to_js(detail))
            .is_ok_and(|answer| !answer.is_falsy())
    }
}

impl Host for ElementHost {
    fn allows(&self, ActionRequest { user, action }: ActionRequest) -> bool {
        let detail = json!({"user": user.to_json(), "action": action.name()});
        self.emit("friendship-action", &detail)
    }

    fn event(&self, event: CardEvent) {
        match event {
            CardEvent::Loaded(user) => {
                self.emit("profile-load", &json!({"user": user.to_json()}));
            }
            CardEvent::Changed(change) => {
                let detail = json!({
                    "user": change.user.to_json(),
                    "previous": change.previous.to_json(),
                    "action": change.source.action().map(|action| action.name()),
                    "source": change.source.name(),
                });
                self.emit("friendship-change", &detail);
            }
            CardEvent::Failed(failure) => {
                let detail = json!({
                    "code": failure.fault.code(),
                    "msg": failure.fault.msg(),
                    "action": failure.action.map(|action| action.name()),
                });
                self.emit("friendship-error", &detail);
            }
        }
    }

    fn phase(&self, phase: &Phase, _user: Option<&Arc<Profile>>) {
        let state = match phase {
            Phase::Loading => "loading",
            Phase::Ready => "ready",
            Phase::Busy(_) => "busy",
            Phase::Unconfirmed(_) | Phase::Failed(_) => "error",
        };
        self.emit("state", &state.into());
    }
}
