//! The rules: what each action does to what holds between two people.
//!
//! Pure, so that every row can be tested as a table. `pairs.rs` keeps the
//! result in the database, `actions.rs` answers with it.

/// What holds between the caller and another person, from the caller's side:
/// the API's `isFriend`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Friendship {
    /// 0: nothing.
    None,
    /// 1: friends.
    Friends,
    /// 2: the caller's request is out.
    RequestSent,
    /// 3: the other person's request is in.
    RequestReceived,
}

impl Friendship {
    /// The number of `isFriend`.
    pub fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Friends => 1,
            Self::RequestSent => 2,
            Self::RequestReceived => 3,
        }
    }

    /// The same pair from the other side.
    pub fn mirrored(self) -> Self {
        match self {
            Self::RequestSent => Self::RequestReceived,
            Self::RequestReceived => Self::RequestSent,
            same => same,
        }
    }
}

/// One of the five actions of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// `addfriend`
    Add,
    /// `unfriend`
    Unfriend,
    /// `cancelfriend`
    Cancel,
    /// `acceptfriend`
    Accept,
    /// `ignorefriend`
    Ignore,
}

impl Action {
    /// All five.
    pub const ALL: [Self; 5] = [
        Self::Add,
        Self::Unfriend,
        Self::Cancel,
        Self::Accept,
        Self::Ignore,
    ];

    /// The API's name: the last segment of the path and the `type` of the live
    /// message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "addfriend",
            Self::Unfriend => "unfriend",
            Self::Cancel => "cancelfriend",
            Self::Accept => "acceptfriend",
            Self::Ignore => "ignorefriend",
        }
    }

    /// The action of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// How the server answers an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 200 with the user.
    Done,
    /// 200 with the user and the room that the new friends now share.
    DoneWithRoom,
    /// 404 `ERROR` with the user: there is no such request (any more).
    Gone,
    /// 400 `ERROR`.
    Refused,
}

/// What an action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What holds afterwards, from the caller's side.
    pub friendship: Friendship,
    /// The answer to the caller.
    pub verdict: Verdict,
    /// The `type` of the live message to the other person, if one is sent.
    pub message: Option<Action>,
    /// How long that holds.
    pub change: Change,
}

/// What is written down of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing: all is as it was.
    None,
    /// What holds afterwards.
    Saved,
    /// What holds afterwards, until the server starts again: then it is as it
    /// was before.
    Unsaved,
}

impl Outcome {
    fn new(friendship: Friendship, verdict: Verdict, message: Option<Action>) -> Self {
        Self {
            friendship,
            verdict,
            message,
            change: Change::None,
        }
    }

    /// With what is written down of it when `action` was done while `before`
    /// held. The real server forgets to save the request that an unfriend took
    /// away, and saves an ignored one that was not there.
    fn of(mut self, action: Action, before: Friendship) -> Self {
        self.change = match (action, before) {
            (Action::Ignore, _) => Change::Saved,
            _ if self.friendship == before => Change::None,
            (Action::Unfriend, Friendship::RequestSent | Friendship::RequestReceived) => {
                Change::Unsaved
            }
            _ => Change::Saved,
        };
        self
    }
}

/// What `action` does to somebody else when `before` holds.
///
/// Adding somebody who has asked first accepts; ignoring a friend changes
/// nothing and says so; accepting after a withdrawal answers 404; ignoring is
/// the only action that is announced even when it changed nothing
/// (`docs/api.md#seen-since`).
pub fn outcome(before: Friendship, action: Action) -> Outcome {
    use Friendship::{Friends, None as Strangers, RequestReceived, RequestSent};
    use Verdict::{Done, DoneWithRoom, Gone};
    let outcome = match (action, before) {
        (Action::Add, Strangers) => Outcome::new(RequestSent, Done, Some(Action::Add)),
        (Action::Add, RequestReceived) => Outcome::new(Friends, DoneWithRoom, Some(Action::Accept)),
        (Action::Add, Friends | RequestSent) => Outcome::new(before, Done, None),

        (Action::Unfriend, Friends) => Outcome::new(Strangers, Done, Some(Action::Unfriend)),
        (Action::Unfriend, _) => Outcome::new(Strangers, Done, None),

        (Action::Cancel, RequestSent) => Outcome::new(Strangers, Done, Some(Action::Cancel)),
        (Action::Cancel, _) => Outcome::new(before, Done, None),

        (Action::Accept, RequestReceived) => {
            Outcome::new(Friends, DoneWithRoom, Some(Action::Accept))
        }
        (Action::Accept, Friends) => Outcome::new(Friends, Done, None),
        (Action::Accept, Strangers | RequestSent) => Outcome::new(Strangers, Gone, None),

        (Action::Ignore, Friends) => Outcome::new(Friends, Done, Some(Action::Ignore)),
        (Action::Ignore, _) => Outcome::new(Strangers, Done, Some(Action::Ignore)),
    };
    outcome.of(action, before)
}

/// What `action` does when the caller names themselves.
///
/// Adding answers 200 with `isFriend` 2, as the real server does; nobody can
/// accept themselves; nothing is announced.
pub fn outcome_for_oneself(before: Friendship, action: Action) -> Outcome {
    let outcome = match action {
        Action::Add => Outcome::new(Friendship::RequestSent, Verdict::Done, None),
        Action::Accept => Outcome::new(before, Verdict::Refused, None),
        Action::Unfriend | Action::Cancel | Action::Ignore => {
            Outcome::new(Friendship::None, Verdict::Done, None)
        }
    };
    outcome.of(action, before)
}

#[cfg(test)]
mod tests {
    use super::{
        Action::{self, Accept, Add, Cancel, Ignore, Unfriend},
        Change::{self, Saved, Unsaved},
        Friendship::{self, Friends, None as Strangers, RequestReceived, RequestSent},
        Verdict::{self, Done, DoneWithRoom, Gone, Refused},
        outcome, outcome_for_oneself,
    };

    const STATES: [Friendship; 4] = [Strangers, Friends, RequestSent, RequestReceived];

    #[test]
    fn every_action_from_every_state_does_what_the_table_says() {
        type Row = (Action, Friendship, Friendship, Verdict, Option<Action>);
        let table: [Row; 20] = [
            (Add, Strangers, RequestSent, Done, Some(Add)),
            (Add, Friends, Friends, Done, None),
            (Add, RequestSent, RequestSent, Done, None),
            (Add, RequestReceived, Friends, DoneWithRoom, Some(Accept)),
            (Unfriend, Strangers, Strangers, Done, None),
            (Unfriend, Friends, Strangers, Done, Some(Unfriend)),
            (Unfriend, RequestSent, Strangers, Done, None),
            (Unfriend, RequestReceived, Strangers, Done, None),
            (Cancel, Strangers, Strangers, Done, None),
            (Cancel, Friends, Friends, Done, None),
            (Cancel, RequestSent, Strangers, Done, Some(Cancel)),
            (Cancel, RequestReceived, RequestReceived, Done, None),
            (Accept, Strangers, Strangers, Gone, None),
            (Accept, Friends, Friends, Done, None),
            (Accept, RequestSent, Strangers, Gone, None),
            (Accept, RequestReceived, Friends, DoneWithRoom, Some(Accept)),
            (Ignore, Strangers, Strangers, Done, Some(Ignore)),
            (Ignore, Friends, Friends, Done, Some(Ignore)),
            (Ignore, RequestSent, Strangers, Done, Some(Ignore)),
            (Ignore, RequestReceived, Strangers, Done, Some(Ignore)),
        ];
        for (action, before, after, verdict, message) in table {
            let found = outcome(before, action);
            assert_eq!(
                (found.friendship, found.verdict, found.message),
                (after, verdict, message),
                "{action:?} when {before:?}"
            );
        }
    }

    #[test]
    fn only_a_request_that_an_unfriend_took_away_is_back_after_a_start() {
        for action in Action::ALL {
            for before in STATES {
                let outcome = outcome(before, action);
                let pending = matches!(before, RequestSent | RequestReceived);
                let saved = outcome.friendship != before || action == Ignore;
                let change = match (action, pending) {
                    (Unfriend, true) => Unsaved,
                    _ if saved => Saved,
                    _ => Change::None,
                };
                assert_eq!(outcome.change, change, "{action:?} when {before:?}");
            }
        }
    }

    #[test]
    fn repeating_an_action_changes_nothing_more() {
        for action in Action::ALL {
            for before in STATES {
                let once = outcome(before, action).friendship;
                assert_eq!(
                    outcome(once, action).friendship,
                    once,
                    "{action:?} when {before:?}"
                );
            }
        }
    }

    #[test]
    fn naming_oneself_adds_a_request_that_cannot_be_accepted() {
        let added = outcome_for_oneself(Strangers, Add);
        assert_eq!((added.friendship, added.verdict), (RequestSent, Done));
        assert_eq!(outcome_for_oneself(RequestSent, Accept).verdict, Refused);
        for action in [Unfriend, Cancel, Ignore] {
            assert_eq!(
                outcome_for_oneself(RequestSent, action).friendship,
                Strangers
            );
        }
    }

    #[test]
    fn the_other_side_sees_the_mirror_image() {
        assert_eq!(STATES.map(Friendship::number), [0, 1, 2, 3]);
        assert_eq!(STATES.map(|state| state.mirrored().number()), [0, 1, 3, 2]);
    }

    #[test]
    fn names_are_those_of_the_api() {
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
        }
        assert_eq!(Action::from_name("befriend"), None);
    }
}
