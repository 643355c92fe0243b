//! What the host gives, for as long as the card lives.

use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// A host's value, followed in one place.
///
/// A signal keeps whoever has listened to it until it next changes, even when
/// they are long gone (`reactive_graph` 0.2). A host's signal may live for ever
/// without a change, such as who is logged in, while cards come and go. So
/// each card listens once, and takes itself off the list when it goes.
pub(super) fn given<T>(host: impl Fn() -> T + Send + Sync + 'static) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let followed = ArcMemo::new(move |_| host());
    let listener = followed.clone();
    on_cleanup(move || {
        let listener = listener.to_any_subscriber();
        listener.clear_sources(&listener);
    });
    followed.into()
}
