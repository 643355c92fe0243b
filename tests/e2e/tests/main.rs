//! The card in a real browser against the demo server, on the page and in the database.

mod reject;
