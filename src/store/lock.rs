//! The lock shared by all tabs (Web Locks API).

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The lock, from the request for it on.
#[must_use = "the lock is released, or the request withdrawn, when this is dropped"]
pub(super) struct Lock(Rc<RefCell<State>>);

enum State {
    /// Requested, with what to call when it is granted.
    Requested(Box<dyn FnOnce()>),
    /// Held; the function resolves the promise for which the browser holds it. `None` without the
    /// browser's lock.
    Held(Option<Function>),
    Released,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let State::Held(Some(release)) = self.0.replace(State::Released) {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Lock {
    /// Requests the lock with this name, and calls `granted` once. `steal`: takes it from the tab
    /// that holds it.
    ///
    /// Where the browser has no Web Locks (in an insecure context) or denies them (in a sandboxed
    /// frame, or if cookies are blocked), the call comes all the same: then tabs do not wait for
    /// each other.
    pub(super) fn request(name: &str, steal: bool, granted: impl FnOnce() + 'static) -> Self {
        let state = Rc::new(RefCell::new(State::Requested(Box::new(granted))));
        let promise = request(name, steal, Rc::clone(&state));
        let lock = Self(Rc::clone(&state));
        spawn_local(async move {
            // It also rejects when another tab steals the lock; then it was granted already.
            let denied = match promise {
                Some(promise) => JsFuture::from(promise).await.is_err(),
                None => true,
            };
            if denied {
                hold(&state, None);
            }
        });
        lock
    }
}

/// The browser's promise for the lock; `None` if it has none.
fn request(name: &str, steal: bool, state: Rc<RefCell<State>>) -> Option<Promise> {
    let (locks, request) = web_locks()?;
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        // Withdrawn in the meantime: the browser must not wait.
        let wanted = matches!(*state.borrow(), State::Requested(_)) && lock.is_object();
        wanted.then(|| {
            hold(&state, release);
            held
        })
    });
    let options = Object::new();
    Reflect::set(&options, &"steal".into(), &steal.into()).ok()?;
    let promise = request.call3(&locks, &name.into(), &options, &granted);
    promise.ok()?.dyn_into().ok()
}

/// The lock is held from now on, unless it was granted or withdrawn before.
fn hold(state: &RefCell<State>, release: Option<Function>) {
    if !matches!(*state.borrow(), State::Requested(_)) {
        return;
    }
    if let State::Requested(granted) = state.replace(State::Held(release)) {
        granted();
    }
}

/// `navigator.locks` and its `request`. Uses `Reflect`, because web-sys has Web Locks only with
/// `--cfg web_sys_unstable_apis`, which every app that uses the card would have to set.
fn web_locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?;
    Some((locks, request.dyn_into().ok()?))
}
