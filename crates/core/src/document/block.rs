//! The pieces that a document is made of.

use super::Text;
use serde::Serialize;

/// One piece of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading under the title.
    Heading {
        /// 1 to 3: 1 stands right under the title, and no level is skipped on the way down.
        level: u8,
        /// What it says.
        text: Text,
    },
    /// Running text.
    Paragraph {
        /// What it says.
        text: Text,
    },
    /// Text that is less important than what stands around it, such as where a number comes from.
    Small {
        /// What it says.
        text: Text,
    },
    /// A sum, set apart so that it can be followed with a pencil.
    Working {
        /// The sum.
        text: Text,
    },
    /// Points in no order.
    List {
        /// One text each.
        items: Vec<Text>,
    },
    /// Points in order.
    Numbered {
        /// The number of the first.
        start: u32,
        /// One text each.
        items: Vec<Text>,
    },
    /// A table.
    Table(Table),
    /// A picture, with its words for who does not see it. A table with the same figures follows it.
    Figure {
        /// The picture as SVG.
        svg: String,
        /// What it shows.
        alt: String,
        /// What stands under it.
        caption: Text,
    },
    /// A photo or a drawing that somebody put there. What it shows stands under it.
    Picture {
        /// Its file among the document's pictures, such as `1.jpg`.
        file: String,
        /// Where it is opened on the screen.
        href: String,
        /// What it shows.
        words: Text,
    },
    /// Something not to be overlooked.
    Note {
        /// What kind of note it is.
        kind: NoteKind,
        /// Its own heading, which may be empty.
        title: Text,
        /// One paragraph each.
        paragraphs: Vec<Text>,
    },
    /// The figure that the document is about.
    KeyFigure {
        /// What the figure is.
        label: Text,
        /// The figure, with what it is for: `£1,200 a year`.
        amount: Text,
        /// What it means.
        sentence: Text,
    },
    /// A question to be answered with a pen.
    Question {
        /// Its number.
        number: u32,
        /// The question.
        text: Text,
        /// What helps to answer it, one paragraph each.
        help: Vec<Text>,
        /// Boxes to tick; none where an answer is written.
        choices: Vec<Choice>,
        /// Lines to write on.
        lines: u8,
        /// What is counted, after the line: `nights a week`.
        unit: Option<Text>,
    },
    /// Empty lines to write on.
    Lines {
        /// How many.
        count: u8,
    },
    /// What follows begins on a new page.
    PageBreak,
    /// A line to sign on, with one for the day.
    SignatureLine {
        /// Who signs.
        label: Text,
        /// What stands before the day.
        day_label: Text,
    },
}

/// How urgent a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Good to know.
    Information,
    /// Something to do, often by a day.
    Action,
    /// Something that could go wrong.
    Warning,
}

/// One box to tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What stands beside the box.
    pub text: Text,
    /// What it means, where that is written down.
    pub meaning: Option<Text>,
}

/// Rows and columns. The first column says what its row is about; a row whose first cell is empty belongs to the one above.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Table {
    /// What the table shows.
    pub caption: Text,
    /// One for each column.
    pub headers: Vec<Text>,
    /// Cells of each row, as many as there are headers; shorter rows are filled up with nothing.
    pub rows: Vec<Vec<Text>>,
    /// Columns, by position from 0, that hold numbers: they line up at their end.
    pub numbers: Vec<usize>,
    /// A last row that sums the others up.
    pub total: Option<Vec<Text>>,
}

impl Block {
    /// A heading.
    #[must_use]
    pub fn heading(level: u8, text: impl Into<Text>) -> Block {
        Block::Heading { level, text: text.into() }
    }

    /// Running text.
    #[must_use]
    pub fn paragraph(text: impl Into<Text>) -> Block {
        Block::Paragraph { text: text.into() }
    }

    /// Hands over every text in reading order.
    pub(crate) fn texts(&self, take: &mut impl FnMut(&str)) {
        let mut say = |text: &Text| take(&text.plain());
        match self {
            Block::Heading { text, .. }
            | Block::Paragraph { text }
            | Block::Small { text }
            | Block::Working { text }
            | Block::Picture { words: text, .. } => {
                say(text);
            }
            Block::List { items } | Block::Numbered { items, .. } => items.iter().for_each(say),
            Block::Table(table) => {
                say(&table.caption);
                let rows = std::iter::once(&table.headers).chain(&table.rows).chain(&table.total);
                rows.flatten().for_each(say);
            }
            Block::Figure { alt, caption, .. } => {
                take(alt);
                take(&caption.plain());
            }
            Block::Note { title, paragraphs, .. } => std::iter::once(title).chain(paragraphs).for_each(say),
            Block::KeyFigure { label, amount, sentence } => [label, amount, sentence].into_iter().for_each(say),
            Block::Question { text, help, choices, unit, .. } => {
                std::iter::once(text).chain(help).for_each(&mut say);
                for choice in choices {
                    std::iter::once(&choice.text).chain(&choice.meaning).for_each(&mut say);
                }
                unit.iter().for_each(say);
            }
            Block::SignatureLine { label, day_label } => [label, day_label].into_iter().for_each(say),
            Block::Lines { .. } | Block::PageBreak => {}
        }
    }
}
