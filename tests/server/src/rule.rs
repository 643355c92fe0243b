//! Which fault meets which request.

use std::time::Duration;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use kirimin_demo_server::{friendship::Action, live::Delivery};

/// What `on` says for every call.
const ANY: &str = "*";

/// What `on` says for a search.
pub const SEARCH: &str = "search";

/// One fault and the requests that it meets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// `search`, the name of an action, or `*`.
    on: String,
    /// Only when it is about them: the `userid` of an action, the text of a
    /// search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    /// Only when it comes from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    /// How many requests it meets before it is over; without it, all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    /// What happens to them.
    #[serde(flatten)]
    fault: Fault,
}

/// What can happen to a request. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// It is handled that much later.
    Delay { ms: u64 },
    /// It is handled at once and answered that much later.
    DelayAnswer { ms: u64 },
    /// The connection ends and nothing has happened.
    DropBefore {
        /// Whether it ends in a TCP reset instead of in good order.
        #[serde(default)]
        reset: bool,
    },
    /// It is handled and the connection ends without an answer.
    DropAfter {
        /// Whether it ends in a TCP reset instead of in good order.
        #[serde(default)]
        reset: bool,
    },
    /// It is handled and the connection ends in the middle of the body.
    Cut,
    /// It is handled and answered with a page.
    Html {
        #[serde(default = "ok")]
        status: u16,
    },
    /// It is handled and answered without a body.
    Empty {
        #[serde(default = "ok")]
        status: u16,
    },
    /// It is handled and each field of each user has another type.
    WrongTypes,
    /// It is handled and each user has that id.
    WrongId {
        #[serde(default = "somebody_else")]
        id: String,
    },
    /// It is handled and each user has that `isFriend`.
    IsFriend { value: Value },
    /// It is answered with that status in the envelope.
    Status {
        status: u16,
        /// Seconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
        /// Whether it is handled all the same.
        #[serde(default)]
        handled: bool,
    },
    /// The live message comes that much before the answer.
    LiveEarly { ms: u64 },
    /// The live message comes that much later.
    LiveLate { ms: u64 },
    /// The live message comes twice.
    LiveTwice,
    /// The live message does not come.
    LiveLost,
}

fn ok() -> u16 {
    200
}

fn somebody_else() -> String {
    "999999".to_owned()
}

/// Of each kind of fault, at most one meets a request: the first rule of that
/// kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Delay,
    DelayAnswer,
    Answer,
    Live,
}

impl Fault {
    fn kind(&self) -> Kind {
        match self {
            Self::Delay { .. } => Kind::Delay,
            Self::DelayAnswer { .. } => Kind::DelayAnswer,
            Self::DropBefore { .. }
            | Self::DropAfter { .. }
            | Self::Cut
            | Self::Html { .. }
            | Self::Empty { .. }
            | Self::WrongTypes
            | Self::WrongId { .. }
            | Self::IsFriend { .. }
            | Self::Status { .. } => Kind::Answer,
            Self::LiveEarly { .. } | Self::LiveLate { .. } | Self::LiveTwice | Self::LiveLost => {
                Kind::Live
            }
        }
    }

    fn status(&self) -> Option<u16> {
        match self {
            Self::Html { status } | Self::Empty { status } | Self::Status { status, .. } => {
                Some(*status)
            }
            _ => None,
        }
    }
}

/// Everything that happens to one request.
#[derive(Debug, Default, PartialEq)]
pub struct Plan {
    /// How much later it is handled.
    pub delay: Duration,
    /// How much later it is answered.
    pub delay_answer: Duration,
    /// What happens to the answer.
    pub answer: Option<Fault>,
    /// What happens to the live message.
    pub delivery: Delivery,
}

impl Plan {
    fn add(&mut self, fault: Fault) {
        let time = Duration::from_millis;
        match fault {
            Fault::Delay { ms } => self.delay = time(ms),
            Fault::DelayAnswer { ms } | Fault::LiveEarly { ms } => self.delay_answer += time(ms),
            Fault::LiveLate { ms } => self.delivery = Delivery::Late(time(ms)),
            Fault::LiveTwice => self.delivery = Delivery::Twice,
            Fault::LiveLost => self.delivery = Delivery::Lost,
            answer => self.answer = Some(answer),
        }
    }
}

/// One request, as far as rules look at it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// `search`, the name of an action, or whatever was asked for.
    pub what: String,
    /// The `userid` or the text searched for.
    pub target: Option<String>,
    /// Who is logged in.
    pub who: Option<String>,
}

impl Rule {
    /// Checks what the types do not.
    ///
    /// # Errors
    /// A sentence.
    pub fn check(&self) -> Result<(), String> {
        if self.on != ANY && self.on != SEARCH && Action::from_name(&self.on).is_none() {
            return Err(format!("{:?} is neither a call nor \"*\"", self.on));
        }
        match self.fault.status() {
            Some(status) if status < 200 || StatusCode::from_u16(status).is_err() => {
                Err(format!("{status} is no status of an answer"))
            }
            _ => Ok(()),
        }
    }

    fn meets(&self, subject: &Subject) -> bool {
        let fits =
            |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
        (self.on == ANY || self.on == subject.what)
            && fits(&self.user, &subject.target)
            && fits(&self.actor, &subject.who)
    }
}

/// What happens to that request; rules that are over are taken out.
pub fn plan(rules: &mut Vec<Rule>, subject: &Subject) -> Plan {
    choose(rules, subject, |_| true)
}

/// The same for an action that is no request: only its live message can meet
/// a fault.
pub fn plan_live(rules: &mut Vec<Rule>, subject: &Subject) -> Plan {
    choose(rules, subject, |kind| kind == Kind::Live)
}

fn choose(rules: &mut Vec<Rule>, subject: &Subject, wanted: impl Fn(Kind) -> bool) -> Plan {
    let mut plan = Plan::default();
    let mut met = Vec::new();
    for rule in rules.iter_mut() {
        let kind = rule.fault.kind();
        if rule.times != Some(0) && wanted(kind) && !met.contains(&kind) && rule.meets(subject) {
            met.push(kind);
            rule.times = rule.times.map(|times| times - 1);
            plan.add(rule.fault.clone());
        }
    }
    rules.retain(|rule| rule.times != Some(0));
    plan
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::{Delivery, Fault, Plan, Rule, Subject, plan, plan_live};

    fn rules(list: serde_json::Value) -> Vec<Rule> {
        serde_json::from_value(list).unwrap()
    }

    fn subject(what: &str, target: &str) -> Subject {
        Subject {
            what: what.to_owned(),
            target: Some(target.to_owned()),
            who: Some("7".to_owned()),
        }
    }

    #[test]
    fn the_first_rule_of_each_kind_meets_a_request() {
        let mut rules = rules(json!([
            { "on": "search", "fault": "cut" },
            { "on": "*", "fault": "delay", "ms": 5 },
            { "on": "addfriend", "fault": "drop-after" },
            { "on": "*", "fault": "empty" },
            { "on": "*", "fault": "live-twice" },
        ]));
        assert_eq!(
            plan(&mut rules, &subject("addfriend", "1")),
            Plan {
                delay: Duration::from_millis(5),
                delay_answer: Duration::ZERO,
                answer: Some(Fault::DropAfter { reset: false }),
                delivery: Delivery::Twice,
            }
        );
        assert_eq!(rules.len(), 5);
    }

    #[test]
    fn a_burst_is_over_after_its_times_and_the_next_begins() {
        let mut rules = rules(json!([
            { "on": "*", "fault": "status", "status": 429, "times": 2 },
            { "on": "*", "fault": "status", "status": 503, "times": 1 },
        ]));
        let statuses: Vec<_> = (0..4)
            .map(|_| plan(&mut rules, &subject("search", "1")).answer)
            .map(|fault| fault.and_then(|fault| fault.status()))
            .collect();
        assert_eq!(statuses, [Some(429), Some(429), Some(503), None]);
        assert!(rules.is_empty());
    }

    #[test]
    fn a_rule_can_name_whom_it_is_about_and_who_asks() {
        let mut rules = rules(json!([
            { "on": "*", "user": "1", "fault": "cut" },
            { "on": "*", "actor": "8", "fault": "empty" },
        ]));
        assert_eq!(
            plan(&mut rules, &subject("search", "1")).answer,
            Some(Fault::Cut)
        );
        assert_eq!(plan(&mut rules, &subject("search", "2")).answer, None);
    }

    #[test]
    fn an_action_without_a_request_meets_only_what_is_done_to_messages() {
        let mut rules = rules(json!([
            { "on": "*", "fault": "drop-before", "times": 1 },
            { "on": "*", "fault": "live-lost", "times": 1 },
        ]));
        let found = plan_live(&mut rules, &subject("unfriend", "1"));
        assert_eq!((found.answer, found.delivery), (None, Delivery::Lost));
        assert_eq!(rules.len(), 1);
    }

    #[test]
    fn a_rule_that_cannot_be_meant_is_refused() {
        for (rule, part) in [
            (json!({ "on": "befriend", "fault": "cut" }), "befriend"),
            (json!({ "on": "*", "fault": "status", "status": 99 }), "99"),
            (json!({ "on": "*", "fault": "html", "status": 100 }), "100"),
        ] {
            let rule: Rule = serde_json::from_value(rule).unwrap();
            assert!(rule.check().unwrap_err().contains(part));
        }
        assert!(serde_json::from_value::<Rule>(json!({ "on": "*", "fault": "explode" })).is_err());
    }
}
