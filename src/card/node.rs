//! Elements as plain values, and how they become DOM.
//!
//! This replaces Leptos' `view!`, which compiles new types for every shape of every element. That
//! made the card half as large again, and slower to mount. Here all elements have one plain type:
//! the new tree is compared with the previous one, and only differences are written to the DOM. New
//! cards are copies of a finished card with the same elements. On a server the same tree is written as
//! HTML, and its elements are adopted in the browser.

use super::js_text::{js_static, js_text};
use kirimin_profile_card_core::strings::Str;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

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

    /// Whether both trees have the same elements, ignoring attributes and texts.
    fn has_form_of(&self, other: &Self) -> bool {
        self.own.is_like(&other.own)
            && self.children.len() == other.children.len()
            && (self.children.iter().zip(&other.children))
                .all(|(one, other)| one.has_form_of(other))
    }

    /// Removes `src` from a template's images, because each copy would start to load it.
    fn drop_images(&mut self, element: &Element) {
        for (name, value) in &mut self.own.attributes {
            if *name == "src" {
                *value = None;
                write(element, name, None);
            }
        }
        let mut next = element.first_element_child();
        for node in &mut self.children {
            let Some(child) = next else { return };
            node.drop_images(&child);
            next = child.next_element_sibling();
        }
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

    /// Writes the tree as HTML.
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn push_html(&self, html: &mut String) {
        self.push_html_with(html, "");
    }

    /// The same; `more`: further attributes of the root, as HTML.
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn push_html_with(&self, html: &mut String, more: &str) {
        self.push_start(html, more);
        if self.own.tag == "img" {
            return;
        }
        push_escaped(self.own.text.as_deref().unwrap_or_default(), html);
        self.children.iter().for_each(|child| child.push_html(html));
        self.push_end(html);
    }

    /// Writes the start tag; `more`: further attributes, as HTML.
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn push_start(&self, html: &mut String, more: &str) {
        html.push('<');
        html.push_str(self.own.tag);
        for (name, value) in &self.own.attributes {
            if let Some(value) = value {
                html.push(' ');
                html.push_str(name);
                html.push_str("=\"");
                push_escaped(value, html);
                html.push('"');
            }
        }
        html.push_str(more);
        html.push('>');
    }

    /// Writes the end tag.
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn push_end(&self, html: &mut String) {
        html.push_str("</");
        html.push_str(self.own.tag);
        html.push('>');
    }
}

/// Escapes characters that would end a text or an attribute value (HTML Standard, "Serializing HTML fragments").
#[cfg(any(feature = "ssr", test))]
fn push_escaped(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

impl Own {
    /// Whether an element made for `self` can become `other`.
    fn is_like(&self, other: &Self) -> bool {
        self.tag == other.tag && self.key == other.key
    }

    fn write_all(&self, element: &Element) {
        for (name, value) in &self.attributes {
            if value.is_some() {
                write(element, name, value.as_ref());
            }
        }
        if let Some(text) = &self.text {
            write_text(element, text);
        }
    }

    /// Writes what differs from the element itself.
    #[cfg(feature = "hydrate")]
    fn write_unlike(&self, element: &Element) {
        for (name, value) in &self.attributes {
            let before = element.get_attribute(name);
            let is_same = match (*name, &before, value) {
                // The host may have more classes.
                ("class", ..) => true,
                // A server does not know the page's origin.
                ("src", Some(before), Some(value)) => value.ends_with(before.as_str()),
                _ => before.as_deref() == value.as_deref(),
            };
            if !is_same {
                write(element, name, value.as_ref());
            }
        }
        if let Some(text) = &self.text
            && element.text_content().as_deref() != Some(text)
        {
            write_text(element, text);
        }
    }

    /// Writes what differs from `before`.
    fn write_differences(&self, element: &Element, before: &Self) {
        for ((name, now), (_, before)) in self.attributes.iter().zip(&before.attributes) {
            if now != before {
                write(element, name, now.as_ref());
            }
        }
        if let Some(now) = &self.text
            && self.text != before.text
        {
            write_text(element, now);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// An element, whose methods here take JavaScript strings.
    type Target;

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set(this: &Target, name: &JsValue, value: &JsValue);

    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn remove(this: &Target, name: &JsValue);

    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text(this: &Target, text: &JsValue);
}

/// Writes an attribute. Its name is one of ours, so this does not throw.
fn write(element: &Element, name: &'static str, value: Option<&Str>) {
    let (target, name) = (element.unchecked_ref::<Target>(), js_static(name));
    match value {
        Some(value) => target.set(&name, &js_text(value)),
        None => target.remove(&name),
    }
}

fn write_text(element: &Element, text: &Str) {
    element.unchecked_ref::<Target>().set_text(&js_text(text));
}

/// A node and its DOM element.
#[derive(Debug)]
pub(super) struct Built {
    own: Own,
    pub(super) element: Element,
    children: Vec<Built>,
}

/// The number of templates kept.
const TEMPLATES: usize = 8;

thread_local! {
    static TEMPLATE_CARDS: RefCell<Vec<(Node, Element)>> = const { RefCell::new(Vec::new()) };
}

impl Built {
    /// Creates the elements: copies those of a template with the same elements, if there is one.
    /// `None` if the browser refuses.
    pub(super) fn new(document: &Document, node: Node) -> Option<Self> {
        TEMPLATE_CARDS.with_borrow_mut(|templates| {
            if let Some((like, element)) =
                templates.iter().find(|(like, _)| like.has_form_of(&node))
            {
                return Self::claim(copy(element)?, node, like);
            }
            let mut like = node.clone();
            let built = Self::create(document, node)?;
            let element = copy(&built.element)?;
            like.drop_images(&element);
            if templates.len() == TEMPLATES {
                templates.remove(0);
            }
            templates.push((like, element));
            Some(built)
        })
    }

    fn create(document: &Document, node: Node) -> Option<Self> {
        let element = document.create_element(node.own.tag).ok()?;
        node.own.write_all(&element);
        let mut children = Vec::with_capacity(node.children.len());
        for node in node.children {
            let child = Self::create(document, node)?;
            element.append_child(&child.element).ok()?;
            children.push(child);
        }
        Some(Self {
            own: node.own,
            element,
            children,
        })
    }

    /// Takes over the elements of a copied template. `like` is its tree: differences from it are
    /// written.
    fn claim(element: Element, node: Node, like: &Node) -> Option<Self> {
        node.own.write_differences(&element, &like.own);
        let mut children = Vec::with_capacity(node.children.len());
        let mut next = element.first_element_child();
        for (node, like) in node.children.into_iter().zip(&like.children) {
            let child = next?;
            next = child.next_element_sibling();
            children.push(Self::claim(child, node, like)?);
        }
        Some(Self {
            own: node.own,
            element,
            children,
        })
    }

    /// Takes over the elements that a server has rendered, with whatever the host has added to them.
    /// Writes what differs. `None` if they are other elements.
    #[cfg(feature = "hydrate")]
    pub(super) fn adopt(element: Element, node: Node) -> Option<Self> {
        if !element.tag_name().eq_ignore_ascii_case(node.own.tag) {
            return None;
        }
        node.own.write_unlike(&element);
        let mut children = Vec::with_capacity(node.children.len());
        let mut next = element.first_element_child();
        for node in node.children {
            let child = next?;
            next = child.next_element_sibling();
            children.push(Self::adopt(child, node)?);
        }
        Some(Self {
            own: node.own,
            element,
            children,
        })
    }

    /// The element at a path of indices.
    pub(super) fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |built, index| built.children.get(*index))
    }

    /// Whether the children of `node` are other elements than these.
    pub(super) fn differs_from(&self, node: &Node) -> bool {
        let own = self.children.iter().map(|child| child.own.key);
        own.ne(node.children.iter().map(|child| child.own.key))
    }

    /// Updates the elements to `node`, writing only differences.
    pub(super) fn update(&mut self, node: Node) {
        node.own.write_differences(&self.element, &self.own);
        self.own = node.own;
        let wanted = node.children.len();
        for (index, node) in node.children.into_iter().enumerate() {
            let mut rest = self.children.iter().skip(index);
            let known = rest.position(|child| child.own.is_like(&node.own));
            if let Some(after) = known {
                remove(self.children.drain(index..index + after));
                self.children[index].update(node);
            } else if let Some(child) = create_beside(&self.element, node) {
                let before = self.children.get(index).map(|child| child.element.as_ref());
                let _ = self.element.insert_before(&child.element, before);
                self.children.insert(index, child);
            }
        }
        remove(self.children.drain(wanted.min(self.children.len())..));
    }
}

fn create_beside(element: &Element, node: Node) -> Option<Built> {
    Built::create(&element.owner_document()?, node)
}

fn remove(gone: impl Iterator<Item = Built>) {
    gone.for_each(|gone| gone.element.remove());
}

fn copy(element: &Element) -> Option<Element> {
    let copy = element.clone_node_with_deep(true).ok()?;
    Some(copy.unchecked_into())
}
