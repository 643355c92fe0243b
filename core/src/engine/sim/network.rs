//! The simulated network: what can happen to requests, live messages and tab messages on their way.

use crate::api::Reply;
use crate::engine::Millis;
use proptest::prelude::*;

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NetworkFault {
    None,
    /// The server never gets it.
    LostBefore,
    /// The server does it, and the reply is lost.
    LostAfter,
    /// The body ends in the middle.
    Cut,
    /// A proxy answers with its own page, and the server never gets the request.
    Html(u16),
    /// The server does it, and a proxy corrupts the reply.
    HtmlAfter(u16),
    /// 429 from a proxy, with or without `Retry-After` in milliseconds.
    TooMany(Option<Millis>),
    /// 503 from a proxy, with `Retry-After` in milliseconds.
    Unavailable(Millis),
    /// 401 from a proxy; the session is fine.
    Unauthorized,
    /// The reply is about another user.
    WrongId,
    /// Fields of wrong types.
    WrongTypes,
}

/// How one request and its reply are delivered; times in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delivery {
    pub there: Millis,
    pub back: Millis,
    pub fault: NetworkFault,
}

impl Delivery {
    /// No fault, and a round trip of 20 ms.
    pub const GOOD: Self = Self {
        there: 10,
        back: 10,
        fault: NetworkFault::None,
    };

    /// Whether the server gets the request.
    pub fn arrives(self) -> bool {
        !matches!(
            self.fault,
            NetworkFault::LostBefore
                | NetworkFault::Html(_)
                | NetworkFault::TooMany(_)
                | NetworkFault::Unavailable(_)
                | NetworkFault::Unauthorized
        )
    }

    /// The reply as the browser gets it; `handled` is the server's own, if it got the request.
    pub fn reply(self, handled: Option<(u16, String)>) -> Reply {
        let answer = |status, body: &str| Reply::answer(status, None, body);
        let (status, body) = handled.unwrap_or((502, String::new()));
        match self.fault {
            NetworkFault::None => answer(status, &body),
            NetworkFault::LostBefore | NetworkFault::LostAfter => Reply::Lost,
            NetworkFault::Cut => answer(status, &body[..body.len() / 2]),
            NetworkFault::Html(status) | NetworkFault::HtmlAfter(status) => {
                answer(status, "<html><h1>Oops</h1></html>")
            }
            NetworkFault::TooMany(retry_after) => Reply::answer(
                429,
                retry_after,
                r#"{"ok":false,"code":429,"msg":"TO_MANY_REQUEST"}"#,
            ),
            NetworkFault::Unavailable(retry_after) => Reply::answer(503, Some(retry_after), ""),
            NetworkFault::Unauthorized => answer(401, ""),
            NetworkFault::WrongId => answer(
                status,
                &body
                    .replace("\"id\":\"10", "\"id\":\"99")
                    .replace("\"username\":\"", "\"username\":\"zz")
                    .replace("\"isFriend\":", "\"isFriend\":7"),
            ),
            NetworkFault::WrongTypes => {
                answer(status, &body.replace("\"id\":\"", "\"id\":7,\"x\":\""))
            }
        }
    }
}

/// How one live message reaches one tab: not at all, or one or more times, each after this many
/// milliseconds.
#[derive(Clone, Debug)]
pub(super) struct LiveDelivery(pub Vec<Millis>);

pub(super) fn any_delivery() -> impl Strategy<Value = Delivery> {
    let way = || prop_oneof![8 => 1u64..40, 3 => 40u64..2_500, 1 => 2_500u64..14_000];
    let fault = prop_oneof![
        10 => Just(NetworkFault::None),
        1 => Just(NetworkFault::LostBefore),
        2 => Just(NetworkFault::LostAfter),
        1 => Just(NetworkFault::Cut),
        1 => prop_oneof![Just(200u16), Just(404), Just(500), Just(502), Just(503)].prop_map(NetworkFault::Html),
        1 => prop_oneof![Just(200u16), Just(500), Just(504)].prop_map(NetworkFault::HtmlAfter),
        1 => prop_oneof![Just(None), Just(Some(0)), Just(Some(3_000)), Just(Some(90_000))].prop_map(NetworkFault::TooMany),
        1 => prop_oneof![Just(0), Just(3_000), Just(90_000)].prop_map(NetworkFault::Unavailable),
        1 => Just(NetworkFault::Unauthorized),
        1 => Just(NetworkFault::WrongId),
        1 => Just(NetworkFault::WrongTypes),
    ];
    (way(), way(), fault).prop_map(|(there, back, fault)| Delivery { there, back, fault })
}

/// Any fault, but never a request that is handled after its time-out.
pub(super) fn prompt_fault() -> impl Strategy<Value = Delivery> {
    any_delivery().prop_map(|delivery| Delivery {
        there: delivery.there.min(4_000),
        ..delivery
    })
}

/// Only delays, none beyond the time-out.
pub(super) fn slow_delivery() -> impl Strategy<Value = Delivery> {
    let way = || prop_oneof![3 => 1u64..40, 2 => 40u64..4_000];
    (way(), way()).prop_map(|(there, back)| Delivery {
        there,
        back,
        fault: NetworkFault::None,
    })
}

/// Prompt replies.
pub(super) fn prompt_delivery() -> impl Strategy<Value = Delivery> {
    (1u64..15, 1u64..15).prop_map(|(there, back)| Delivery {
        there,
        back,
        fault: NetworkFault::None,
    })
}

pub(super) fn any_live_delivery() -> impl Strategy<Value = LiveDelivery> {
    let late = || prop_oneof![4 => 1u64..60, 2 => 60u64..6_000, 1 => 6_000u64..20_000];
    proptest::collection::vec(late(), 0..3).prop_map(LiveDelivery)
}

/// Late, early, duplicated and out of order, but never lost or later than `Timing::settle`.
pub(super) fn faithful_live_delivery(settle: Millis) -> impl Strategy<Value = LiveDelivery> {
    let late = prop_oneof![2 => 1u64..60, 1 => 60u64..settle];
    proptest::collection::vec(late, 1..3).prop_map(LiveDelivery)
}

/// A channel between tabs that is sometimes slow, because a tab's thread may be busy.
pub(super) fn channel_late() -> impl Strategy<Value = Millis> {
    prop_oneof![3 => 1u64..10, 1 => 10u64..5_000]
}
