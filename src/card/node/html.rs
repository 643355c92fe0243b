//! A tree as HTML, for servers.

use super::Node;

impl Node {
    /// Writes the tree as HTML.
    pub(in crate::card) fn push_html(&self, html: &mut String) {
        self.push_html_with(html, "");
    }

    /// The same; `more`: further attributes of the root, as HTML.
    pub(in crate::card) fn push_html_with(&self, html: &mut String, more: &str) {
        self.push_start(html, more);
        if self.own.tag == "img" {
            return;
        }
        push_escaped(self.own.text.as_deref().unwrap_or_default(), html);
        self.children.iter().for_each(|child| child.push_html(html));
        self.push_end(html);
    }

    /// Writes the start tag; `more`: further attributes, as HTML.
    pub(in crate::card) fn push_start(&self, html: &mut String, more: &str) {
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
    pub(in crate::card) fn push_end(&self, html: &mut String) {
        html.push_str("</");
        html.push_str(self.own.tag);
        html.push('>');
    }
}

/// Escapes characters that would end a text or an attribute value (HTML Standard, "Serializing HTML fragments").
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
