//! The calls that are the host's and not the card's: who is logged in, and as whom.

use super::refusal::Refusal;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::JSON;
use kirimin_profile_card::{Profile, from_js};
use serde_json::{Value, json};
use web_sys::RequestCache;

/// Somebody whose name the host knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: String,
    /// The name to show.
    pub name: String,
}

impl Person {
    /// The one that a card or a message shows.
    pub fn of(user: &Profile) -> Self {
        let name = [&user.display_name, &user.username, &user.id]
            .into_iter()
            .find(|name| !name.trim().is_empty());
        Self {
            id: user.id.clone(),
            name: name.unwrap_or(&user.id).clone(),
        }
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
        let id = text("id")?;
        let name = ["displayname", "username"]
            .into_iter()
            .filter_map(text)
            .find(|name| !name.trim().is_empty());
        Some(Self {
            name: name.unwrap_or_else(|| id.clone()),
            id,
        })
    }

    fn list(value: Option<&Value>) -> Option<Vec<Self>> {
        Some(
            value?
                .as_array()?
                .iter()
                .filter_map(Self::from_json)
                .collect(),
        )
    }
}

/// What `isUser` says.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who is logged in.
    pub me: Person,
    /// The same with bio, avatar and badges: a search leaves the caller out (`docs/api.md#what-a-running-server-does`).
    pub profile: Option<Profile>,
    /// Who has asked to be their friend, the first request first.
    pub asking: Vec<Person>,
    /// The id for the WebSocket; it can be used once.
    pub socket: Option<String>,
}

impl Session {
    fn from_json(answer: &Value) -> Option<Self> {
        let me = answer.pointer("/data/me")?;
        let person = Person::from_json(me)?;
        let mut asking = Person::list(me.get("req")).unwrap_or_default();
        // Whoever adds themselves is asked by themselves; a deleted account cannot be answered.
        asking.retain(|other| other.id != person.id && other.id != Profile::DELETED);
        Some(Self {
            me: person,
            profile: Profile::from_json(me).ok(),
            asking,
            socket: answer
                .pointer("/data/socket/id")
                .and_then(Value::as_str)
                .map(str::to_owned),
        })
    }
}

/// Whom one can log in as; `None` where the server is no demo server.
///
/// # Errors
/// There is no server at the moment.
pub async fn people() -> Result<Option<Vec<Person>>, Refusal> {
    let response = request("/demo/people").send().await;
    let response = response.map_err(|_| Refusal::Silent)?;
    if let refusal @ Refusal::Gateway(_) = Refusal::of(response.status(), false) {
        return Err(refusal);
    }
    let answer = read(&response).await.filter(is_ok);
    Ok(answer.and_then(|answer| Person::list(answer.pointer("/data/people"))))
}

/// Who is logged in at the demo server, if anybody is; `None` if it does not say.
pub async fn me() -> Option<Option<Person>> {
    let answer = get("/demo/me").await?;
    Some(Person::from_json(answer.pointer("/data/user")?))
}

/// Logs in at the demo server.
pub async fn login(id: &str) -> Option<Person> {
    let answer = post("/demo/login", &json!({ "userid": id })).await?;
    Person::from_json(answer.pointer("/data/user")?)
}

/// Logs out at the demo server.
pub async fn logout() -> Option<()> {
    post("/demo/logout", &json!({})).await.map(drop)
}

/// Asks the API who is logged in. It also takes the messages away from the same
/// person's open WebSocket (`docs/api.md#endpoints`), so it is asked only to open a new one.
///
/// # Errors
/// Why nobody is known to be logged in.
pub async fn session() -> Result<Session, Refusal> {
    let response = request("/x/auth/isUser").send().await;
    let response = response.map_err(|_| Refusal::Silent)?;
    let (status, redirected) = (response.status(), response.redirected());
    let answer = read(&response).await;
    answer
        .filter(is_ok)
        .and_then(|answer| Session::from_json(&answer))
        .ok_or_else(|| Refusal::of(status, redirected))
}

fn request(path: &str) -> RequestBuilder {
    Request::get(path)
        .header("Accept", "application/json")
        .cache(RequestCache::NoStore)
}

async fn get(path: &str) -> Option<Value> {
    let response = request(path).send().await.ok()?;
    read(&response).await.filter(is_ok)
}

async fn post(path: &str, body: &Value) -> Option<Value> {
    let request = Request::post(path)
        .header("Accept", "application/json")
        .json(body)
        .ok()?;
    read(&request.send().await.ok()?).await.filter(is_ok)
}

/// Parsed by the page's own `JSON`: a name may hold half a character, which serde refuses.
async fn read(response: &Response) -> Option<Value> {
    let text = response.text().await.ok()?;
    JSON::parse(&text).ok().map(|value| from_js(&value))
}

fn is_ok(answer: &Value) -> bool {
    answer.get("ok").and_then(Value::as_bool) == Some(true)
}
