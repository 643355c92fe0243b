//! The calls that are the host's and not the card's: who is logged in, and as whom.

use gloo_net::http::Request;
use kirimin_profile_card::Profile;
use serde_json::{Value, json};

/// Somebody whose name the host knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: String,
    /// The name to show.
    pub name: String,
}

impl Person {
    fn from_json(value: &Value) -> Option<Self> {
        let text = |field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
        let id = text("id")?;
        let name = text("displayname").or_else(|| text("username"));
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

/// Whom one can log in as; `None` where the server is no demo server.
pub async fn people() -> Option<Vec<Person>> {
    let answer = get("/demo/people").await?;
    Person::list(answer.pointer("/data/people"))
}

/// Who is logged in at the demo server.
pub async fn me() -> Option<Person> {
    Person::from_json(get("/demo/me").await?.pointer("/data/user")?)
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

/// Asks the API who is logged in. It also throws the same person's open
/// WebSocket out (`docs/api.md#endpoints`), so it is asked only to open a new one.
pub async fn session() -> Option<Session> {
    let answer = get("/x/auth/isUser").await?;
    let me = answer.pointer("/data/me")?;
    Some(Session {
        me: Person::from_json(me)?,
        profile: Profile::from_json(me).ok(),
        asking: Person::list(me.get("req")).unwrap_or_default(),
        socket: answer
            .pointer("/data/socket/id")
            .and_then(Value::as_str)
            .map(str::to_owned),
    })
}

async fn get(path: &str) -> Option<Value> {
    let request = Request::get(path).header("Accept", "application/json");
    let answer: Value = request.send().await.ok()?.json().await.ok()?;
    is_ok(&answer).then_some(answer)
}

async fn post(path: &str, body: &Value) -> Option<Value> {
    let request = Request::post(path)
        .header("Accept", "application/json")
        .json(body)
        .ok()?;
    let answer: Value = request.send().await.ok()?.json().await.ok()?;
    is_ok(&answer).then_some(answer)
}

fn is_ok(answer: &Value) -> bool {
    answer.get("ok").and_then(Value::as_bool) == Some(true)
}
