//! Events heard where they happen.

use leptos::ev::EventDescriptor;
use std::borrow::Cow;

/// An event whose listener sits on its own element, even where a host's Leptos
/// app has event delegation switched on for the whole build: there a host's
/// `stopPropagation` would keep the event from the card.
#[derive(Clone, Debug)]
pub(super) struct Direct<E>(pub E);

impl<E: EventDescriptor> EventDescriptor for Direct<E> {
    type EventType = E::EventType;

    /// Leptos delegates only what bubbles.
    const BUBBLES: bool = false;

    fn name(&self) -> Cow<'static, str> {
        self.0.name()
    }

    fn event_delegation_key(&self) -> Cow<'static, str> {
        self.0.event_delegation_key()
    }
}
