//! What has been done, what to know, and that there is nothing.

use askama::Template;

use super::list::Row;
use crate::parts::Link;
use crate::words::PageWords;

/// A banner above the page's own words.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/notice.html")]
pub struct Notice {
    words: PageWords,
    id: String,
    is_success: bool,
    text: String,
    more: Option<Link>,
}

impl Notice {
    /// Something has been done. Read out at once.
    #[must_use]
    pub fn success(words: PageWords, text: impl Into<String>) -> Notice {
        Notice { words, id: "notice".to_owned(), is_success: true, text: text.into(), more: None }
    }

    /// Something to know.
    #[must_use]
    pub fn information(words: PageWords, text: impl Into<String>) -> Notice {
        Notice { words, id: "notice".to_owned(), is_success: false, text: text.into(), more: None }
    }

    /// With an id of its own, where a page has two.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Notice {
        self.id = id.into();
        self
    }

    /// With a link.
    #[must_use]
    pub fn more(mut self, link: Link) -> Notice {
        self.more = Some(link);
        self
    }
}

/// Set apart from the text around it.
#[derive(Debug, Clone, Template)]
#[template(source = "<div class=\"govuk-inset-text kept\" dir=\"auto\">{{ text }}</div>", ext = "html")]
pub struct Inset {
    text: String,
}

impl Inset {
    /// A text set apart.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Inset {
        Inset { text: text.into() }
    }
}

/// There is nothing, why, and what to do.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/empty.html")]
pub struct Empty {
    words: PageWords,
    text: String,
    next: Option<Link>,
}

impl Empty {
    /// Nothing here, and why.
    #[must_use]
    pub fn new(words: PageWords, text: impl Into<String>) -> Empty {
        Empty { words, text: text.into(), next: None }
    }

    /// With what to do.
    #[must_use]
    pub fn next(mut self, link: Link) -> Empty {
        self.next = Some(link);
        self
    }
}

/// The end of something: it is done, and what to keep of it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/show/confirm_panel.html")]
pub struct ConfirmPanel {
    title: String,
    rows: Vec<Row>,
    is_heading: bool,
}

impl ConfirmPanel {
    /// A heading of the page, and what to keep.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<Row>) -> ConfirmPanel {
        ConfirmPanel { title: title.into(), rows, is_heading: true }
    }

    /// On a page that has a heading already.
    #[must_use]
    pub fn below_a_heading(mut self) -> ConfirmPanel {
        self.is_heading = false;
        self
    }
}

safe!(Notice, Inset, Empty, ConfirmPanel);
