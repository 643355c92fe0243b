//! The code of each way, taken from the documentation, where it is tested.

const README: &str = include_str!("../../../README.md");
const REACT: &str = include_str!("../../../docs/react.md");

/// One way to add the card.
pub struct Snippet {
    /// The framework.
    pub name: &'static str,
    /// The tab's id.
    pub tab: &'static str,
    /// The panel's id.
    pub panel: &'static str,
    /// The id of the code.
    pub code_id: &'static str,
    /// What else it takes, in English and Indonesian.
    pub note: [&'static str; 2],
    document: &'static str,
    language: &'static str,
}

/// All of them, in the order of their tabs.
pub const SNIPPETS: [Snippet; 3] = [
    Snippet {
        name: "HTML",
        tab: "tab-html",
        panel: "panel-html",
        code_id: "code-html",
        note: [
            "A custom element, for plain HTML and any framework. To install the package, see docs/README.md; for everything else, docs/html.md.",
            "Elemen kustom, untuk HTML biasa dan framework apa pun. Cara memasang paketnya ada di docs/README.md, selebihnya di docs/html.md.",
        ],
        document: README,
        language: "\n```html\n",
    },
    Snippet {
        name: "React",
        tab: "tab-react",
        panel: "panel-react",
        code_id: "code-react",
        note: [
            "For React 19. To install the package, see docs/README.md; for TypeScript and Vite, docs/react.md.",
            "Untuk React 19. Cara memasang paketnya ada di docs/README.md, TypeScript dan Vite di docs/react.md.",
        ],
        document: REACT,
        language: "\n```tsx\n",
    },
    Snippet {
        name: "Leptos",
        tab: "tab-leptos",
        panel: "panel-leptos",
        code_id: "code-leptos",
        note: [
            "For Leptos 0.8. For Cargo.toml, props and callbacks, see docs/leptos.md.",
            "Untuk Leptos 0.8. Cargo.toml, prop, dan callback dijelaskan di docs/leptos.md.",
        ],
        document: README,
        language: "\n```rust,no_run\n",
    },
];

impl Snippet {
    /// The first block of the language in the document.
    pub fn code(&self) -> &'static str {
        self.document
            .split_once(self.language)
            .and_then(|(_, rest)| rest.split_once("\n```"))
            .map_or("", |(code, _)| code)
    }
}
