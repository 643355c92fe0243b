//! A friend API inside the page: `fetch` answered by the test.

use js_sys::{Function, Object, Promise, Reflect};
use kirimin_profile_card::{Store, Timing};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, Response, ResponseInit};

/// One request that came in.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    pub path: String,
    pub body: String,
    pub request: Request,
}

type Waiting = (Call, Function);

/// The API under its own base, so that tests do not meet each other's cards.
#[derive(Clone)]
pub struct Api {
    pub base: String,
    waiting: Rc<RefCell<VecDeque<Waiting>>>,
}

thread_local! {
    static APIS: RefCell<Vec<Api>> = const { RefCell::new(Vec::new()) };
}

impl Api {
    /// A fresh API; every request to it waits until the test answers it.
    pub fn new() -> Self {
        Store::set_timing(Timing {
            cooldown: 0,
            ..Timing::default()
        });
        APIS.with_borrow_mut(|apis| {
            if apis.is_empty() {
                answer_fetches();
            }
            let api = Self {
                base: format!("/api-{}", apis.len()),
                waiting: Rc::default(),
            };
            apis.push(api.clone());
            api
        })
    }

    /// Whether a request waits for its answer.
    pub fn is_asked(&self) -> bool {
        !self.waiting.borrow().is_empty()
    }

    /// How many requests wait.
    pub fn waiting(&self) -> usize {
        self.waiting.borrow().len()
    }

    /// What aborts the first waiting request.
    pub fn signal(&self) -> AbortSignal {
        self.waiting.borrow()[0].0.request.signal()
    }

    /// The first waiting request, once there is one, answered with the envelope.
    pub async fn answer(&self, status: u16, body: Value) -> Call {
        self.answer_text(status, &body.to_string()).await
    }

    /// The same with any text for a body.
    pub async fn answer_text(&self, status: u16, body: &str) -> Call {
        super::page::until("a request comes in", || self.is_asked()).await;
        let (call, resolve) = self.waiting.borrow_mut().pop_front().unwrap();
        let init = ResponseInit::new();
        init.set_status(status);
        let response = Response::new_with_opt_str_and_init(Some(body), &init).unwrap();
        resolve.call1(&JsValue::NULL, &response).unwrap();
        call
    }

    /// The same with header fields.
    pub async fn answer_with(&self, status: u16, fields: &[(&str, &str)], body: &str) -> Call {
        super::page::until("a request comes in", || self.is_asked()).await;
        let (call, resolve) = self.waiting.borrow_mut().pop_front().unwrap();
        let init = ResponseInit::new();
        init.set_status(status);
        let headers = Object::new();
        for (name, value) in fields {
            Reflect::set(&headers, &(*name).into(), &(*value).into()).unwrap();
        }
        init.set_headers(&headers);
        let response = Response::new_with_opt_str_and_init(Some(body), &init).unwrap();
        resolve.call1(&JsValue::NULL, &response).unwrap();
        call
    }

    /// Answers with a page that the browser was redirected to.
    pub async fn redirect(&self, page: &str) -> Call {
        super::page::until("a request comes in", || self.is_asked()).await;
        let (call, resolve) = self.waiting.borrow_mut().pop_front().unwrap();
        let response = Response::new_with_opt_str(Some(page)).unwrap();
        let redirected = json_object(&[("value", JsValue::TRUE)]);
        Object::define_property(&response, &"redirected".into(), &redirected);
        resolve.call1(&JsValue::NULL, &response).unwrap();
        call
    }

    /// Answers a search with one user.
    pub async fn find(&self, user: Value) -> Call {
        let body = json!({"ok": true, "code": 200, "data": {"users": [user]}});
        self.answer(200, body).await
    }

    /// Answers an action with the user's state.
    pub async fn done(&self, user: Value) -> Call {
        let body = json!({"ok": true, "code": 200, "data": {"user": user}});
        self.answer(200, body).await
    }
}

fn json_object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object
}

/// Dvnkz of the seed, in the given state.
pub fn devanka(is_friend: impl Into<Value>) -> Value {
    json!({
        "id": "761761", "username": "dvnkz", "displayname": "Devanka 761",
        "isFriend": is_friend.into(),
    })
}

fn answer_fetches() {
    let fetch = Closure::<dyn Fn(Request) -> Promise>::new(|request: Request| {
        wasm_bindgen_futures::future_to_promise(async move {
            let url = web_sys::Url::new(&request.url()).unwrap();
            let body = JsFuture::from(request.clone().unwrap().text().unwrap()).await;
            let path = url.pathname();
            let api = APIS.with_borrow(|apis| {
                apis.iter()
                    .find(|api| path.starts_with(&format!("{}/", api.base)))
                    .cloned()
            });
            let api = api.ok_or_else(|| JsValue::from_str("no such API"))?;
            let call = Call {
                method: request.method(),
                path: path[api.base.len()..].to_owned(),
                body: body.unwrap().as_string().unwrap(),
                request,
            };
            let answer = Promise::new(&mut |resolve, _| {
                api.waiting.borrow_mut().push_back((call.clone(), resolve));
            });
            JsFuture::from(answer).await
        })
    });
    let window = web_sys::window().unwrap();
    Reflect::set(&window, &"fetch".into(), fetch.as_ref()).unwrap();
    fetch.forget();
}
