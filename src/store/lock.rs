//! The lock shared by all tabs (Web Locks API).

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The lock, while it is held.
#[derive(Debug)]
#[must_use = "the lock is released when this is dropped"]
pub(super) struct Lock {
    /// Resolves the promise for which the browser holds the lock; `None` without Web Locks.
    release: Option<Function>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Lock {
    /// Requests the lock with this name, and calls `granted` when the browser grants it. Without
    /// Web Locks (in an insecure context) the call comes at once, so tabs do not wait for each other.
    pub(super) fn request(name: &str, granted: impl FnOnce(Self) + 'static) {
        let Some((locks, request)) = web_locks() else {
            let granted = Closure::once_into_js(move || granted(Self { release: None }));
            return queue_microtask(granted.unchecked_ref());
        };
        let granted = Closure::once_into_js(move || {
            let mut release = None;
            let held = Promise::new(&mut |resolve, _| release = Some(resolve));
            granted(Self { release });
            held
        });
        // A rejection (the page is frozen or being unloaded) needs no handling.
        let _ = request.call2(&locks, &name.into(), &granted);
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(callback: &Function);
}

/// `navigator.locks` and its `request`. Uses `Reflect`, because web-sys has Web Locks only with
/// `--cfg web_sys_unstable_apis`, which every app that uses the card would have to set.
fn web_locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}
