//! What happened, the latest first.

use askama::Template;

use crate::parts::Link;
use crate::words::PageWords;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event {
    /// What happened.
    pub title: String,
    /// When, as it is read: `3 May 2026, 14:05`.
    pub when: String,
    /// When, for machines: `2026-05-03T14:05`.
    pub instant: String,
    /// Who did it.
    pub by: Option<String>,
    /// More about it.
    pub text: Option<String>,
    /// Where more is.
    pub link: Option<Link>,
}

/// What happened.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/steps/timeline.html")]
pub struct Timeline {
    words: PageWords,
    events: Vec<Event>,
}

impl Timeline {
    /// Events in the order they are shown.
    #[must_use]
    pub fn new(words: PageWords, events: Vec<Event>) -> Timeline {
        Timeline { words, events }
    }

    fn by(&self, name: &str) -> String {
        self.words.say("timeline.by", &[("name", &name)])
    }
}

safe!(Timeline);
