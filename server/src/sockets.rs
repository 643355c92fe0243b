//! Everybody's live connection.
//!
//! A person has one line. When they get another id, the connection of the one
//! before is told so once; then it stays open, and hears nothing any more
//! (`docs/api.md#live-messages`).

use std::collections::HashMap;

use axum::extract::ws::Message;
use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::{
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    oneshot,
};

/// Everybody's socket id and, while it is open, the connection.
#[derive(Debug, Default)]
pub struct Sockets {
    of_person: Mutex<HashMap<String, Line>>,
}

#[derive(Debug)]
struct Line {
    id: String,
    sender: Option<UnboundedSender<Outgoing>>,
}

/// A message on its way to a connection.
#[derive(Debug)]
pub struct Outgoing {
    /// What is sent.
    pub message: Message,
    /// Gone when the message was written, or never will be.
    pub written: oneshot::Sender<()>,
}

/// The sender's end of a message on its way.
#[derive(Debug)]
pub struct Sent(oneshot::Receiver<()>);

impl Sent {
    /// Waits until the message was written, or the connection has ended.
    pub async fn written(self) {
        let _ = self.0.await;
    }
}

impl Line {
    fn send(&self, text: &str) -> Option<Sent> {
        let (written, sent) = oneshot::channel();
        let message = Message::Text(text.into());
        let outgoing = Outgoing { message, written };
        self.sender.as_ref()?.send(outgoing).ok()?;
        Some(Sent(sent))
    }
}

impl Sockets {
    /// A new socket id for that person. Their open connection, if any, is told
    /// so, and nothing more from then on.
    pub fn replace(&self, person: &str) -> String {
        let id = format!("{:032x}", rand::random::<u128>());
        let line = Line {
            id: id.clone(),
            sender: None,
        };
        let old = self.of_person.lock().insert(person.to_owned(), line);
        if let Some(line) = old {
            line.send(&json!({ "type": "newLoggedIn", "uid": person }).to_string());
        }
        id
    }

    /// Opens the line of that person and id, if that is their current id.
    pub fn open(&self, person: &str, id: &str) -> Option<UnboundedReceiver<Outgoing>> {
        let mut lines = self.of_person.lock();
        let line = lines.get_mut(person).filter(|line| line.id == id)?;
        let (sender, receiver) = unbounded_channel();
        line.sender = Some(sender);
        Some(receiver)
    }

    /// Forgets the socket id when its connection has ended.
    pub fn close(&self, person: &str, id: &str, ended: &UnboundedReceiver<Outgoing>) {
        let mut lines = self.of_person.lock();
        let gone = lines
            .get(person)
            .is_some_and(|line| line.id == id && ended.sender_strong_count() == 1);
        if gone {
            lines.remove(person);
        }
    }

    /// Sends that text to the person, if they are connected.
    pub fn send(&self, person: &str, message: &str) -> Option<Sent> {
        self.of_person.lock().get(person)?.send(message)
    }
}
