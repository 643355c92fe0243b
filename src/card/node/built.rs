//! The DOM elements of a tree: copied, adopted and updated.

use super::{Node, Own};
use crate::card::js_text::{js_static, js_text};
use kirimin_profile_card_core::strings::Str;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

/// A node and its DOM element.
#[derive(Debug)]
pub(in crate::card) struct Built {
    own: Own,
    pub(in crate::card) element: Element,
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
    pub(in crate::card) fn new(document: &Document, node: Node) -> Option<Self> {
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

    /// Takes over the elements that a server has rendered. Writes what differs, and removes what is
    /// too much, except in the root and at the path `hosts`, to which the host adds elements.
    /// `None` if they are other elements.
    #[cfg(feature = "hydrate")]
    pub(in crate::card) fn adopt(element: Element, node: Node, hosts: &[usize]) -> Option<Self> {
        Self::adopt_part(element, node, Some(hosts), true)
    }

    #[cfg(feature = "hydrate")]
    fn adopt_part(
        element: Element,
        node: Node,
        hosts: Option<&[usize]>,
        is_root: bool,
    ) -> Option<Self> {
        if !element.tag_name().eq_ignore_ascii_case(node.own.tag) {
            return None;
        }
        node.own.write_unlike(&element);
        let mut children = Vec::with_capacity(node.children.len());
        let mut next = element.first_element_child();
        for (index, node) in node.children.into_iter().enumerate() {
            let child = next?;
            next = child.next_element_sibling();
            let hosts = hosts.and_then(<[usize]>::split_first);
            let hosts = hosts.filter(|(first, _)| **first == index);
            children.push(Self::adopt_part(
                child,
                node,
                hosts.map(|(_, rest)| rest),
                false,
            )?);
        }
        // A script may have wrapped a text in elements of its own.
        if !is_root && hosts != Some(&[]) && node.own.text.is_none() {
            while let Some(extra) = next {
                next = extra.next_element_sibling();
                extra.remove();
            }
        }
        Some(Self {
            own: node.own,
            element,
            children,
        })
    }

    /// Whether it has this attribute.
    pub(in crate::card) fn has(&self, name: &str) -> bool {
        self.own.has(name)
    }

    /// The element at a path of indices.
    pub(in crate::card) fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |built, index| built.children.get(*index))
    }

    /// Whether the children of `node` are other elements than these.
    pub(in crate::card) fn differs_from(&self, node: &Node) -> bool {
        let own = self.children.iter().map(|child| child.own.key);
        own.ne(node.children.iter().map(|child| child.own.key))
    }

    /// Updates the elements to `node`, writing only differences.
    pub(in crate::card) fn update(&mut self, node: Node) {
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

impl Node {
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
                // A server does not know the page's origin. What failed before anybody listened is loaded
                // once more.
                ("src", Some(before), Some(value)) => {
                    value.ends_with(before.as_str()) && !has_failed(element)
                }
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

/// Whether an image has nothing to show any more; one of unknown size is loaded again in vain.
#[cfg(feature = "hydrate")]
fn has_failed(image: &Element) -> bool {
    let image = image.dyn_ref::<web_sys::HtmlImageElement>();
    image.is_some_and(|image| image.complete() && image.natural_width() == 0)
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
