//! A child's messages as one reader sees them.

use jiff::Timestamp;
use seven_core::messages::{Message, Reading, Thread};
use seven_core::{PersonId, ThreadId};
use store::papers::{self, Stored};
use store::{Query, people};

use crate::ActionError;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// Who wrote it, by name.
    pub by: String,
    /// Whether the reader did.
    pub is_own: bool,
    /// Whether it was written for the family.
    pub is_from_family: bool,
    /// What it says.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// Who else has read it, by name.
    pub read_by: Vec<String>,
}

/// A subject with its messages, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadView {
    /// Its id.
    pub id: ThreadId,
    /// What it is about.
    pub subject: String,
    /// What was written.
    pub messages: Vec<MessageView>,
    /// How many of them the reader has not read.
    pub unread: usize,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagesView {
    /// The subjects, the one written under last first.
    pub threads: Vec<ThreadView>,
}

impl MessagesView {
    /// Loads it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(at: &mut impl Query, child: PersonId, reader: PersonId) -> Result<MessagesView, ActionError> {
        let mut messages = papers::of_child::<Message>(at, child).await?;
        messages.sort_by_key(|one| (one.made_at, one.id));
        let read = papers::of_child::<Reading>(at, child).await?;
        let mut threads = Vec::new();
        for thread in papers::of_child::<Thread>(at, child).await? {
            let id = ThreadId(thread.id);
            let own: Vec<_> = messages.iter().filter(|one| one.paper.thread == id).cloned().collect();
            let read: Vec<_> = read.iter().filter(|one| one.paper.thread == id).cloned().collect();
            let unread = unread(&own, &read, reader);
            let mut views = Vec::new();
            for one in own {
                views.push(shown(at, &one, &read, reader).await?);
            }
            threads.push(ThreadView { id, subject: thread.paper.subject, messages: views, unread });
        }
        threads.sort_by_key(|thread| std::cmp::Reverse(thread.messages.last().map(|last| last.at)));
        Ok(MessagesView { threads })
    }

    /// How many messages the reader has not read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.threads.iter().map(|thread| thread.unread).sum()
    }

    /// One subject.
    #[must_use]
    pub fn thread(&self, id: ThreadId) -> Option<&ThreadView> {
        self.threads.iter().find(|thread| thread.id == id)
    }
}

async fn shown(
    at: &mut impl Query,
    one: &Stored<Message>,
    read: &[Stored<Reading>],
    reader: PersonId,
) -> Result<MessageView, ActionError> {
    let mut read_by = Vec::new();
    let others = read.iter().filter(|read| read.paper.until >= one.made_at && read.paper.by != one.paper.by);
    for other in others.filter(|read| read.paper.by != reader) {
        read_by.push(name_of(at, other.paper.by).await?);
    }
    Ok(MessageView {
        by: name_of(at, one.paper.by).await?,
        is_own: one.paper.by == reader,
        is_from_family: one.paper.is_from_family,
        words: one.paper.words.clone(),
        at: one.made_at,
        read_by,
    })
}

async fn name_of(at: &mut impl Query, person: PersonId) -> Result<String, ActionError> {
    Ok(people::find(at, person).await?.map(|person| person.name.shown()).unwrap_or_default())
}

/// How many messages somebody has not read: what others wrote since they looked last.
pub(super) fn unread(messages: &[Stored<Message>], read: &[Stored<Reading>], reader: PersonId) -> usize {
    let until = read.iter().filter(|one| one.paper.by == reader).map(|one| one.paper.until).max();
    let is_new = |one: &&Stored<Message>| one.paper.by != reader && until.is_none_or(|until| one.made_at > until);
    messages.iter().filter(is_new).count()
}
