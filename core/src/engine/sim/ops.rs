//! Ops: the steps of a run, and strategies that generate them.

use super::people::{PLAYED, Person, VIEWERS};
use crate::Action;
use crate::engine::Millis;
use proptest::prelude::*;

/// How a card identifies its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Id(Person),
    /// By username, in the same or another case.
    Name(Person, bool),
    /// With an object from the host: as the server has it now, or an old one.
    Given(Person, Option<u8>),
    Missing,
    Bad,
    Former,
}

impl Asked {
    /// The person it identifies, if there is one.
    pub fn person(&self) -> Option<Person> {
        match self {
            Self::Id(person) | Self::Name(person, _) | Self::Given(person, _) => Some(*person),
            Self::Missing | Self::Bad | Self::Former => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Op {
    Wait(Millis),
    Attach {
        tab: usize,
        asked: Asked,
        awake: bool,
    },
    Detach {
        tab: usize,
        nth: usize,
    },
    Awake {
        tab: usize,
        nth: usize,
        awake: bool,
    },
    Press {
        tab: usize,
        nth: usize,
        which: usize,
    },
    Refresh {
        tab: usize,
        nth: usize,
    },
    HostUser {
        tab: usize,
        nth: usize,
        old: Option<u8>,
    },
    /// Another person acts on one of the possible viewers.
    Other {
        who: Person,
        on: Person,
        action: Action,
    },
    /// The viewer acts elsewhere: on another device, or in the host app itself.
    Elsewhere {
        on: Person,
        action: Action,
    },
    HostCall,
    Visible {
        tab: usize,
        visible: bool,
    },
    Online(bool),
    /// The page goes to the back/forward cache for a while, and comes back.
    Away {
        tab: usize,
        time: Millis,
    },
    /// The host says that it may have missed messages.
    RefreshAll(usize),
    Login(Option<Person>),
    Delete(Person),
    ClockBack(Millis),
}

pub(super) fn wait() -> impl Strategy<Value = Op> {
    prop_oneof![
        4 => 0u64..30,
        4 => 30u64..1_200,
        3 => 1_200u64..6_000,
        1 => Just(12_000u64),
        1 => Just(70_000u64),
    ]
    .prop_map(Op::Wait)
}

fn any_action() -> impl Strategy<Value = Action> {
    (0..Action::ALL.len()).prop_map(|n| Action::ALL[n])
}

fn shown() -> impl Strategy<Value = Person> {
    prop_oneof![4 => Just(2), 3 => Just(3), 2 => Just(4), 1 => Just(5), 1 => 0..PLAYED]
}

fn asked() -> impl Strategy<Value = Asked> {
    prop_oneof![
        6 => shown().prop_map(Asked::Id),
        3 => (shown(), any::<bool>()).prop_map(|(p, other)| Asked::Name(p, other)),
        2 => (shown(), proptest::option::of(0u8..4)).prop_map(|(p, old)| Asked::Given(p, old)),
        1 => Just(Asked::Missing),
        1 => Just(Asked::Bad),
        1 => Just(Asked::Former),
    ]
}

/// What the viewer and other people do, without any faults.
pub(super) fn plain(tabs: usize) -> impl Strategy<Value = Op> {
    let tab = move || 0..tabs;
    prop_oneof![
        6 => wait(),
        3 => (tab(), shown().prop_map(Asked::Id)).prop_map(|(tab, asked)| Op::Attach { tab, asked, awake: true }),
        1 => (tab(), shown(), any::<bool>()).prop_map(|(tab, p, o)| Op::Attach { tab, asked: Asked::Name(p, o), awake: true }),
        1 => (tab(), 0usize..4).prop_map(|(tab, nth)| Op::Detach { tab, nth }),
        4 => (tab(), 0usize..4, 0usize..2).prop_map(|(tab, nth, which)| Op::Press { tab, nth, which }),
        1 => (tab(), 0usize..4).prop_map(|(tab, nth)| Op::Refresh { tab, nth }),
        4 => (2..4usize, Just(0usize), any_action()).prop_map(|(who, on, action)| Op::Other { who, on, action }),
    ]
}

/// The same without other people.
pub(super) fn alone(tabs: usize) -> impl Strategy<Value = Op> {
    plain(tabs).prop_map(|op| match op {
        Op::Other { .. } => Op::Wait(40),
        op => op,
    })
}

/// Everything, faults included.
pub(super) fn any_op(tabs: usize) -> impl Strategy<Value = Op> {
    let tab = move || 0..tabs;
    let nth = || 0usize..5;
    prop_oneof![
        24 => plain(tabs),
        4 => (tab(), asked(), proptest::bool::weighted(0.8)).prop_map(|(tab, asked, awake)| Op::Attach { tab, asked, awake }),
        2 => (tab(), nth(), any::<bool>()).prop_map(|(tab, nth, awake)| Op::Awake { tab, nth, awake }),
        1 => (tab(), nth()).prop_map(|(tab, nth)| Op::Refresh { tab, nth }),
        1 => (tab(), nth(), proptest::option::of(0u8..4)).prop_map(|(tab, nth, old)| Op::HostUser { tab, nth, old }),
        2 => (2..PLAYED, 0usize..2, any_action()).prop_map(|(who, on, action)| Op::Other { who, on, action }),
        1 => (2..PLAYED, any_action()).prop_map(|(on, action)| Op::Elsewhere { on, action }),
        1 => Just(Op::HostCall),
        3 => (tab(), any::<bool>()).prop_map(|(tab, visible)| Op::Visible { tab, visible }),
        2 => any::<bool>().prop_map(Op::Online),
        1 => (tab(), 1u64..20_000).prop_map(|(tab, time)| Op::Away { tab, time }),
        1 => tab().prop_map(Op::RefreshAll),
        1 => prop_oneof![Just(None), Just(Some(VIEWERS[0])), Just(Some(VIEWERS[1]))].prop_map(Op::Login),
        1 => (2..PLAYED).prop_map(Op::Delete),
        1 => (1u64..100_000).prop_map(Op::ClockBack),
    ]
}
