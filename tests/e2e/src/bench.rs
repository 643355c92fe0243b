//! The address of the playground's bench: see `playground/src/bench.rs`.

use url::form_urlencoded::Serializer;

/// A page of nothing but some cards.
#[derive(Clone, Debug)]
pub struct Bench {
    path: String,
}

impl Default for Bench {
    fn default() -> Self {
        let path = String::from("/?");
        Self { path }.with("view", "bench")
    }
}

impl Bench {
    /// A page with these cards.
    pub fn of(cards: &[&str]) -> Self {
        cards
            .iter()
            .fold(Self::default(), |bench, card| bench.with("card", card))
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        let start = "/?".len();
        let mut query = Serializer::for_suffix(self.path, start);
        query.append_pair(name, value);
        let path = query.finish();
        Self { path }
    }

    /// The page opens the live WebSocket.
    #[must_use]
    pub fn live(self) -> Self {
        self.with("socket", "1")
    }

    /// The store keeps to another pace than one request a second.
    #[must_use]
    pub fn cooldown(self, milliseconds: u64) -> Self {
        self.with("cooldown", &milliseconds.to_string())
    }

    /// The store gives a request up after so long.
    #[must_use]
    pub fn timeout(self, milliseconds: u64) -> Self {
        self.with("timeout", &milliseconds.to_string())
    }

    /// The address below the server's origin.
    pub fn path(&self) -> &str {
        &self.path
    }
}
