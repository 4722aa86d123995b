//! The letter about an indicative budget: what the engine explains, with what only the service knows around it. Every
//! figure and sum is the engine's own text; only what a person set in a figure's place is counted here, as everywhere.

mod closing;
mod figure;
mod other_answers;
mod people;
mod working;

#[cfg(test)]
mod tests;

use crate::document::{Block, Document, Language, Style, Table, Text};
use crate::sentences::{Sentences, paragraphs};
use jiff::civil::Date;
use ras::Money;
use ras::explain::{Explanation, Message, Value, Wording};
use std::sync::LazyLock;

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&[include_str!("letter.en.toml")]));

/// What the service knows beside the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The child's or young person's name.
    pub child: String,
    /// Who sends the letter; the scheme's authority where this is empty.
    pub authority: String,
    /// What to quote when one writes or calls.
    pub reference: Option<String>,
    /// Name and address for the window of an envelope, line by line.
    pub address: Vec<String>,
    /// The day the letter bears.
    pub day: Date,
    /// For whose eyes it is laid out.
    pub style: Style,
    /// The language of the scheme's own wording, such as the names of questions.
    pub words: Language,
    /// Whose answers were counted.
    pub answered: Vec<Answered>,
    /// How to ask for another look, if it is known.
    pub challenge: Option<ChallengeRoute>,
    /// Amounts that a person has set beside the figure.
    pub adjusted: Vec<SetBeside>,
}

/// Someone whose sheet of answers was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Their name.
    pub name: String,
    /// What they are to the child, in words.
    pub role: String,
    /// When they answered.
    pub day: Date,
    /// Whether the answers came on paper and were typed in by someone else.
    pub is_on_paper: bool,
}

/// How to ask for another look at a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeRoute {
    /// The last day to ask.
    pub by: Date,
    /// The day by which there is an answer to someone who asks on that last day.
    pub answered_by: Date,
    /// Whom to ask for.
    pub who: String,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Where to write, on one line.
    pub post: Option<String>,
}

/// An amount that a person has set beside a figure, never over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetBeside {
    /// The id of the stream.
    pub stream: String,
    /// What was set, for the stream's own period.
    pub amount: Money,
    /// Who decided.
    pub who: String,
    /// When.
    pub day: Date,
    /// Why, as they wrote it.
    pub reason: String,
}

/// Writes the letter.
#[must_use]
pub fn letter(explanation: &Explanation<'_>, wording: &Wording, known: &Known) -> Document {
    let mut desk = Desk { explanation, wording, known, sentences: &ENGLISH, blocks: Vec::new() };
    desk.figure();
    desk.people();
    desk.challenge();
    desk.cliffs();
    desk.answers();
    desk.points();
    desk.steps();
    desk.changes();
    desk.closing();
    let authority = match known.authority.trim() {
        "" => explanation.scheme.authority.unwrap_or(explanation.scheme.title),
        own => own,
    };
    Document {
        title: desk.sentences.tell("letter.title", &[]),
        language: Language::of(explanation.language),
        style: known.style,
        authority: authority.to_owned(),
        reference: known.reference.clone(),
        day: known.day,
        day_text: desk.sentences.day(known.day),
        address: known.address.clone(),
        blocks: desk.blocks,
        pictures: Vec::new(),
    }
}

/// The letter in the making.
struct Desk<'l> {
    explanation: &'l Explanation<'l>,
    wording: &'l Wording,
    known: &'l Known,
    sentences: &'l Sentences,
    blocks: Vec<Block>,
}

impl<'l> Desk<'l> {
    fn heading(&mut self, level: u8, text: impl Into<Text>) {
        self.blocks.push(Block::heading(level, text));
    }

    fn paragraph(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::paragraph(text));
    }

    fn small(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Small { text: text.into() });
    }

    /// Paragraphs of the scheme's own wording.
    fn own_words(&mut self, text: &str) {
        let own: Vec<Text> = paragraphs(text).map(|paragraph| self.own(&paragraph)).collect();
        own.into_iter().for_each(|text| self.paragraph(text));
    }

    /// A name or text of the scheme, in its language.
    fn own(&self, text: &str) -> Text {
        Text::from(text).in_language(self.known.words)
    }

    /// A sentence of the engine's catalogue.
    fn say(&self, message: Message) -> &'static str {
        self.wording.text(message)
    }

    /// The same with names filled in.
    fn sentence(&self, message: Message, values: &[(&str, &str)]) -> String {
        let values: Vec<(&str, Value<'_>)> = values.iter().map(|(name, text)| (*name, Value::Text(text))).collect();
        self.wording.sentence(message, &values)
    }

    /// A sentence of the letter's own catalogue.
    fn tell(&self, key: &str, values: &[(&str, &str)]) -> Text {
        self.sentences.tell(key, values)
    }

    fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }
}
