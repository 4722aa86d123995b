//! What stands around every chart: its title, its description in words, its table, and its figures to take away.

use askama::Template;

use crate::parts::show::Table;
use crate::words::PageWords;

/// A drawing with everything that makes it readable without seeing it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/chart/figure.html")]
pub struct Figure {
    words: PageWords,
    id: String,
    class: &'static str,
    title: String,
    description: String,
    drawing: Drawing,
    narrow: Option<Drawing>,
    keys: Vec<Key>,
    table: Table,
    csv: Option<String>,
}

/// SVG elements that a chart's own template has made, values escaped.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// How wide it is, in its own units: 840 where there is room for a desk's screen.
    pub width: i64,
    /// How high it is, in its own units.
    pub height: i64,
    /// What stands between the tags of the SVG.
    pub elements: String,
}

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bar,
    Circle,
    Diamond,
}

/// What a mark of the drawing means.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub class: &'static str,
    pub mark: Mark,
    pub text: String,
}

/// What a figure is made of, in the order it is read.
pub(super) struct Parts<'id> {
    pub words: PageWords,
    pub id: &'id str,
    pub class: &'static str,
    pub title: String,
    pub description: String,
    pub drawing: Drawing,
    /// The same for a telephone, where there is one: the style sheet shows one of the two.
    pub narrow: Option<Drawing>,
    pub keys: Vec<Key>,
    pub table: Table,
}

impl Figure {
    pub(super) fn new(parts: Parts<'_>) -> Figure {
        let Parts { words, id, class, title, description, drawing, narrow, keys, table } = parts;
        Figure { words, id: id.to_owned(), class, title, description, drawing, narrow, keys, table, csv: None }
    }

    /// Under another title, where a page has several of a kind: what sets this one and its table apart.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Figure {
        self.title = title.into();
        self.table = self.table.captioned(self.title.clone());
        self
    }

    /// With a link to its figures as CSV.
    #[must_use]
    pub fn csv(mut self, href: impl Into<String>) -> Figure {
        self.csv = Some(href.into());
        self
    }
}

safe!(Figure);
