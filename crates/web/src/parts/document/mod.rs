//! A document as a page: the same blocks that go on paper, for the screen. What anybody wrote stays text.

use askama::Template;
use seven_core::document::{Block, NoteKind, Table, Text};

/// Blocks of a document under a page's own heading.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/document/blocks.html")]
pub struct Blocks {
    blocks: Vec<Block>,
}

impl Blocks {
    /// Blocks in their order. A page adds its own heading above.
    #[must_use]
    pub fn new(blocks: Vec<Block>) -> Blocks {
        Blocks { blocks }
    }

    fn note_class(&self, kind: &NoteKind) -> &'static str {
        match kind {
            NoteKind::Information => "said said--information",
            NoteKind::Action => "said said--action",
            NoteKind::Warning => "said said--warning",
        }
    }
}

/// A run of text.
#[derive(Template)]
#[template(path = "parts/document/text.html")]
pub(crate) struct Run<'text> {
    text: &'text Text,
}

/// A table of a document.
#[derive(Template)]
#[template(path = "parts/document/table.html")]
pub(crate) struct Rows<'table> {
    table: &'table Table,
}

impl Rows<'_> {
    fn is_number(&self, at: &usize) -> bool {
        self.table.numbers.contains(at)
    }

    /// Two columns fit beside each other on the narrowest screen.
    fn reflows(&self) -> bool {
        self.table.headers.len() > 2
    }

    /// What a cell is called where no heading stands above it.
    fn label(&self, at: &usize) -> String {
        self.table.headers.get(*at).map(Text::plain).unwrap_or_default()
    }
}

pub(crate) fn run(text: &Text) -> Run<'_> {
    Run { text }
}

pub(crate) fn rows(table: &Table) -> Rows<'_> {
    Rows { table }
}

safe!(Blocks, Run<'_>, Rows<'_>);
