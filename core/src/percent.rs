//! Percent-encodes one segment of a URL path.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Encodes all but what `encodeURIComponent` leaves unchanged (ECMA-262, 19.2.6.4).
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// Appends `text` to a path as one percent-encoded segment.
pub(crate) fn push_encoded(path: &mut String, text: &str) {
    path.extend(utf8_percent_encode(text, COMPONENT));
}
