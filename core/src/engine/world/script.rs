//! What happens in a run, step by step.

use super::people::{PLAYED, Person, VIEWERS};
use crate::Action;
use crate::engine::Millis;
use proptest::prelude::*;

/// How a card was told whom to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Id(Person),
    /// By username, in other case or not.
    Name(Person, bool),
    /// With the host's own object: as the server has it now, or something old.
    Given(Person, Option<u8>),
    Missing,
    Bad,
    Former,
}

impl Asked {
    /// Whom it means, if there is such a person.
    pub fn person(&self) -> Option<Person> {
        match self {
            Self::Id(person) | Self::Name(person, _) | Self::Given(person, _) => Some(*person),
            Self::Missing | Self::Bad | Self::Former => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Step {
    Wait(Millis),
    Mount {
        tab: usize,
        asked: Asked,
        awake: bool,
    },
    Unmount {
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
    Dismiss {
        tab: usize,
        nth: usize,
    },
    Give {
        tab: usize,
        nth: usize,
        old: Option<u8>,
    },
    /// Somebody acts on one of those who may be logged in.
    Other {
        who: Person,
        on: Person,
        action: Action,
    },
    /// The viewer does it elsewhere: another device, or the host app itself.
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
    Login(Option<Person>),
    Delete(Person),
    ClockBack(Millis),
}

pub(super) fn wait() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => 0u64..30,
        4 => 30u64..1_200,
        3 => 1_200u64..6_000,
        1 => Just(12_000u64),
        1 => Just(70_000u64),
    ]
    .prop_map(Step::Wait)
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

/// What a person at the page and the others do, in a world without trouble.
pub(super) fn plain(tabs: usize) -> impl Strategy<Value = Step> {
    let tab = move || 0..tabs;
    prop_oneof![
        6 => wait(),
        3 => (tab(), shown().prop_map(Asked::Id)).prop_map(|(tab, asked)| Step::Mount { tab, asked, awake: true }),
        1 => (tab(), shown(), any::<bool>()).prop_map(|(tab, p, o)| Step::Mount { tab, asked: Asked::Name(p, o), awake: true }),
        1 => (tab(), 0usize..4).prop_map(|(tab, nth)| Step::Unmount { tab, nth }),
        4 => (tab(), 0usize..4, 0usize..2).prop_map(|(tab, nth, which)| Step::Press { tab, nth, which }),
        1 => (tab(), 0usize..4).prop_map(|(tab, nth)| Step::Refresh { tab, nth }),
        4 => (2..4usize, Just(0usize), any_action()).prop_map(|(who, on, action)| Step::Other { who, on, action }),
    ]
}

/// The same without anybody else who acts.
pub(super) fn alone(tabs: usize) -> impl Strategy<Value = Step> {
    plain(tabs).prop_map(|step| match step {
        Step::Other { .. } => Step::Wait(40),
        step => step,
    })
}

/// Everything that can happen.
pub(super) fn any_step(tabs: usize) -> impl Strategy<Value = Step> {
    let tab = move || 0..tabs;
    let nth = || 0usize..5;
    prop_oneof![
        24 => plain(tabs),
        4 => (tab(), asked(), proptest::bool::weighted(0.8)).prop_map(|(tab, asked, awake)| Step::Mount { tab, asked, awake }),
        2 => (tab(), nth(), any::<bool>()).prop_map(|(tab, nth, awake)| Step::Awake { tab, nth, awake }),
        1 => (tab(), nth()).prop_map(|(tab, nth)| Step::Dismiss { tab, nth }),
        1 => (tab(), nth(), proptest::option::of(0u8..4)).prop_map(|(tab, nth, old)| Step::Give { tab, nth, old }),
        2 => (2..PLAYED, 0usize..2, any_action()).prop_map(|(who, on, action)| Step::Other { who, on, action }),
        1 => (2..PLAYED, any_action()).prop_map(|(on, action)| Step::Elsewhere { on, action }),
        1 => Just(Step::HostCall),
        3 => (tab(), any::<bool>()).prop_map(|(tab, visible)| Step::Visible { tab, visible }),
        2 => any::<bool>().prop_map(Step::Online),
        1 => prop_oneof![Just(None), Just(Some(VIEWERS[0])), Just(Some(VIEWERS[1]))].prop_map(Step::Login),
        1 => (2..PLAYED).prop_map(Step::Delete),
        1 => (1u64..100_000).prop_map(Step::ClockBack),
    ]
}
