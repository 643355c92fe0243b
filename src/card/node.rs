//! Elements as plain values, and how they become DOM.
//!
//! This replaces Leptos' `view!`, which compiles new types for every shape of every element. That
//! made the card half as large again, and slower to mount. Here all elements have one plain type:
//! the new tree is compared with the previous one, and only differences are written to the DOM. New
//! cards are copies of a finished card with the same elements. On a server the same tree is written as
//! HTML, and its elements are adopted in the browser.

mod built;
#[cfg(any(feature = "ssr", test))]
mod html;

pub(super) use built::Built;

use kirimin_profile_card_core::strings::Str;

/// One element and its children.
#[derive(Clone, Debug)]
pub(super) struct Node {
    own: Own,
    children: Vec<Node>,
}

/// An element without its children.
#[derive(Clone, Debug)]
struct Own {
    tag: &'static str,
    /// Distinguishes siblings with the same tag. Updates never turn an element into one with
    /// another key.
    key: u32,
    /// For one place, tag and key always the same names in the same order. `None`: absent.
    attributes: Vec<(&'static str, Option<Str>)>,
    /// The text, for elements without children. Set on the element, not on a text node, because
    /// translators and extensions replace text nodes.
    text: Option<Str>,
}

// Not inlined, for size: a card calls each of these about forty times.
impl Node {
    /// An empty element.
    #[inline(never)]
    pub(super) fn new(tag: &'static str) -> Self {
        Self {
            own: Own {
                tag,
                key: 0,
                attributes: Vec::new(),
                text: None,
            },
            children: Vec::new(),
        }
    }

    /// A `div` with a class, for the style sheet.
    pub(super) fn div(class: &'static str) -> Self {
        Self::new("div").attr("class", class)
    }

    /// Sets the key.
    pub(super) fn key(mut self, key: u32) -> Self {
        self.own.key = key;
        self
    }

    /// Adds an attribute.
    pub(super) fn attr(self, name: &'static str, value: impl Into<Str>) -> Self {
        self.maybe(name, Some(value.into()))
    }

    /// Adds an attribute that may be absent.
    #[inline(never)]
    pub(super) fn maybe(mut self, name: &'static str, value: Option<Str>) -> Self {
        self.own.attributes.push((name, value));
        self
    }

    /// Adds an attribute without a value, if `on`.
    pub(super) fn flag(self, name: &'static str, on: bool) -> Self {
        self.maybe(name, on.then_some(Str::Borrowed("")))
    }

    /// Sets the text.
    pub(super) fn text(self, text: impl Into<Str>) -> Self {
        self.with_text(text.into())
    }

    #[inline(never)]
    fn with_text(mut self, text: Str) -> Self {
        self.own.text = Some(text);
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// Adds children.
    pub(super) fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// The node at a path of indices.
    pub(super) fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |node, index| node.children.get(*index))
    }

    /// Whether it has this attribute.
    pub(super) fn has(&self, name: &str) -> bool {
        self.own.has(name)
    }

    /// Adds classes to its own.
    #[cfg(feature = "ssr")]
    pub(super) fn add_classes(&mut self, classes: &str) {
        let class = self.own.attributes.iter_mut();
        if let Some((_, Some(class))) = class.into_iter().find(|(name, _)| *name == "class") {
            let class = class.to_mut();
            class.push(' ');
            class.push_str(classes);
        }
    }

    /// Sets an attribute that it does not have yet.
    #[cfg(feature = "ssr")]
    pub(super) fn set(&mut self, name: &'static str, value: String) {
        self.own.attributes.push((name, Some(value.into())));
    }

    /// Its children.
    #[cfg(feature = "ssr")]
    pub(super) fn children_of(&self) -> &[Self] {
        &self.children
    }
}

impl Own {
    fn has(&self, name: &str) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|(own, value)| *own == name && value.is_some())
    }
}
