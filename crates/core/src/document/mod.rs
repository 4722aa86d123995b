//! What goes on paper, as plain data: a letter, a questionnaire, a statement. Text is text, never a markup language, so
//! that nothing anybody writes can become layout. How it looks is decided where it is printed, not here.

mod block;
mod text;

pub use block::{Block, Choice, NoteKind, Table};
pub use text::{Language, Span, Text};

use jiff::civil::Date;
use serde::Serialize;

/// One document for paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What it is called; also its first heading.
    pub title: Text,
    /// The language of all that does not say otherwise.
    pub language: Language,
    /// For whose eyes it is laid out.
    pub style: Style,
    /// Who sends it.
    pub authority: String,
    /// What to quote when one writes or calls about it.
    pub reference: Option<String>,
    /// The day it bears.
    pub day: Date,
    /// The same day as people write it.
    pub day_text: String,
    /// Name and address for the window of an envelope, line by line; empty for none.
    pub address: Vec<String>,
    /// The document itself, in reading order.
    pub blocks: Vec<Block>,
    /// The files of its pictures; needed on paper only.
    #[serde(skip)]
    pub pictures: Vec<PictureFile>,
}

/// A picture as a file. Only what was drawn anew by this program is put here, never what somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    /// Its name: `1.jpg`, `2.png`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// For whose eyes a document is laid out. The words are the same in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// 11 point.
    #[default]
    Standard,
    /// 18 point.
    LargePrint,
    /// 16 point, short lines, wide spacing.
    EasyRead,
}

impl Document {
    /// Every text of the document in reading order, as it will be read aloud.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut out = self.title.plain();
        for block in &self.blocks {
            block.texts(&mut |text| {
                out.push('\n');
                out.push_str(text);
            });
        }
        out
    }
}
