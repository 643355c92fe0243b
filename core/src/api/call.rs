//! The calls of the friend API that the card makes: method, path and body.

use crate::Action;
use crate::json::object;
use crate::percent::push_encoded;
use serde_json::Value;
use std::rc::Rc;

/// One call of the friend API (`docs/api.md#endpoints`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiCall {
    /// `GET /x/profile/search/{query}`.
    Search {
        /// The id or username to look for.
        query: Rc<str>,
    },
    /// `POST /x/profile/{action}` with `{"userid": …}`.
    Act {
        /// The requested action.
        action: Action,
        /// The target user's id.
        userid: Rc<str>,
    },
}

impl ApiCall {
    /// Whether this call changes something on the server.
    pub fn is_action(&self) -> bool {
        matches!(self, Self::Act { .. })
    }

    /// The path below the API base, with a leading slash.
    pub fn path(&self) -> String {
        let mut path = String::from("/x/profile/");
        match self {
            Self::Search { query } => {
                path.push_str("search/");
                push_encoded(&mut path, query);
            }
            Self::Act { action, .. } => path.push_str(action.name()),
        }
        path
    }

    /// The JSON body; `None` for a `GET`. The `userid` is always a string: the server
    /// answers 400 to a number (`docs/api.md#endpoints`).
    pub fn body(&self) -> Option<Value> {
        match self {
            Self::Search { .. } => None,
            Self::Act { userid, .. } => Some(object([("userid", Value::from(&**userid))])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reject_request_is_the_one_of_the_seed() {
        let request = ApiCall::Act {
            action: Action::Ignore,
            userid: "761761".into(),
        };
        assert_eq!(request.path(), "/x/profile/ignorefriend");
        let body = request.body().map(|body| body.to_string());
        assert_eq!(body.as_deref(), Some(r#"{"userid":"761761"}"#));
    }

    #[test]
    fn nothing_asked_can_leave_its_path_segment() {
        let path = |asked: &str| {
            ApiCall::Search {
                query: asked.into(),
            }
            .path()
        };
        assert_eq!(path("761761"), "/x/profile/search/761761");
        assert_eq!(
            path("../a b/?#%"),
            "/x/profile/search/..%2Fa%20b%2F%3F%23%25"
        );
        assert_eq!(path("é"), "/x/profile/search/%C3%A9");
    }
}
