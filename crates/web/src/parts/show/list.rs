//! Names and values one below another, and things folded away.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use crate::parts::{Link, Made};

/// A name, its value, and what can be done about it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The name.
    pub key: String,
    /// The value; lines are kept.
    pub value: String,
    /// The word of the link, what it is about for those who hear it alone, and where it leads.
    pub action: Option<(Link, String)>,
}

impl Row {
    /// A row to read.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Row {
        Row { key: key.into(), value: value.into(), action: None }
    }

    /// With a link such as `Change`, heard as `Change date of birth`.
    #[must_use]
    pub fn action(mut self, link: Link, about: impl Into<String>) -> Row {
        self.action = Some((link, about.into()));
        self
    }
}

/// Names and values.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/summary_list.html")]
pub struct SummaryList {
    title: Option<String>,
    rows: Vec<Row>,
}

impl SummaryList {
    /// A list.
    #[must_use]
    pub fn new(rows: Vec<Row>) -> SummaryList {
        SummaryList { title: None, rows }
    }

    /// As a card with a title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> SummaryList {
        self.title = Some(title.into());
        self
    }
}

/// Folded away until asked for. Works without scripts.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/details.html")]
pub struct Details {
    summary: String,
    paragraphs: Vec<String>,
    part: Option<Made>,
    is_open: bool,
}

impl Details {
    /// A summary, and the paragraphs under it.
    #[must_use]
    pub fn new(summary: impl Into<String>, paragraphs: Vec<String>) -> Details {
        Details { summary: summary.into(), paragraphs, part: None, is_open: false }
    }

    /// A summary, and a part of a page under it; open from the beginning, or not.
    #[must_use]
    pub fn of<T: HtmlSafe + Display>(summary: impl Into<String>, part: &T, is_open: bool) -> Details {
        Details { summary: summary.into(), paragraphs: Vec::new(), part: Some(Made::of(part)), is_open }
    }
}

safe!(SummaryList, Details);
