//! What a family and its workers write to each other on the record: subjects, messages under them, and how far each has read.
//! Letters about them name nobody and say nothing of what is written.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::paper::Paper;
use crate::sentences::Sentences;
use crate::{PersonId, ThreadId};

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&[include_str!("messages.en.toml")]));

/// The longest subject, in characters.
pub const LONGEST_SUBJECT: usize = 120;
/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 10_000;

/// Something that is written about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Thread {
    /// The child.
    pub child: PersonId,
    /// What it is about.
    pub subject: String,
    /// The day of its first message.
    pub on: Date,
}

/// One message. It is never changed and never taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Message {
    /// The child.
    pub child: PersonId,
    /// The subject.
    pub thread: ThreadId,
    /// Who wrote it.
    pub by: PersonId,
    /// Whether they wrote it for the family.
    pub is_from_family: bool,
    /// What it says.
    pub words: String,
    /// The day.
    pub on: Date,
}

/// How far somebody has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reading {
    /// The child.
    pub child: PersonId,
    /// The subject.
    pub thread: ThreadId,
    /// Who.
    pub by: PersonId,
    /// Everything that was written until then.
    pub until: Timestamp,
    /// The day of that.
    pub on: Date,
}

/// Why a message is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Nothing is written.
    #[error("`{0}` is empty")]
    Empty(&'static str),
    /// Too long.
    #[error("`{0}` is too long")]
    TooLong(&'static str),
}

impl MessageError {
    /// The field, and the key of its words.
    #[must_use]
    pub fn field_and_code(self) -> (&'static str, &'static str) {
        match self {
            MessageError::Empty(field) => (field, "empty"),
            MessageError::TooLong(field) => (field, "too-long"),
        }
    }
}

/// A subject or a message as it is kept.
///
/// # Errors
/// [`MessageError`].
pub fn checked(field: &'static str, text: &str, longest: usize) -> Result<String, MessageError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(MessageError::Empty(field));
    }
    if text.chars().count() > longest { Err(MessageError::TooLong(field)) } else { Ok(text.to_owned()) }
}

/// Subject and text of the letter that says that there is a message: no word about anybody, nor of what is written.
#[must_use]
pub fn notice(authority: &str) -> (String, String) {
    let values = [("authority", authority)];
    (ENGLISH.say("notice.subject", &values), ENGLISH.say("notice.body", &values))
}

impl Paper for Thread {
    const TABLE: &'static str = "message_thread";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        "begun"
    }

    fn day(&self) -> Date {
        self.on
    }
}

impl Paper for Message {
    const TABLE: &'static str = "message";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        if self.is_from_family { "family" } else { "worker" }
    }

    fn day(&self) -> Date {
        self.on
    }

    fn belongs_to(&self) -> Option<uuid::Uuid> {
        Some(self.thread.0)
    }
}

impl Paper for Reading {
    const TABLE: &'static str = "message_reading";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        "read"
    }

    fn day(&self) -> Date {
        self.on
    }

    fn belongs_to(&self) -> Option<uuid::Uuid> {
        Some(self.thread.0)
    }

    fn only_one(&self) -> Option<String> {
        Some(format!("{} {}", self.thread, self.by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_too_much_are_not_messages() {
        assert_eq!(checked("words", " \n ", LONGEST_MESSAGE), Err(MessageError::Empty("words")));
        assert_eq!(checked("subject", &"é".repeat(121), LONGEST_SUBJECT), Err(MessageError::TooLong("subject")));
        assert_eq!(checked("words", " Is Saturday on? ", LONGEST_MESSAGE).as_deref(), Ok("Is Saturday on?"));
    }

    #[test]
    fn a_notice_says_that_there_is_a_message_and_no_more() {
        let (subject, body) = notice("Exampleshire");
        assert!(!subject.is_empty() && body.contains("Exampleshire") && !body.contains('{'), "{body}");
    }
}
