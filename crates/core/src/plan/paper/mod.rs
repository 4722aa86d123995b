//! A plan on paper and on the screen as one plain document: the whole of it, or the child's own pages alone; in easy read,
//! the family's own easy words stand in the place of the others.

mod legal;
mod money;
mod own_pages;
mod support;

pub use legal::{Began, Signed};

use std::sync::LazyLock;

use jiff::civil::Date;

use super::piece::{Body, BodyKind, Piece, of_kind, outcomes};
use super::writing::Measure;
use super::{PlanStatus, Summary, pattern::Stretch};
use crate::document::{Block, Document, Language, NoteKind, Style, Table, Text};
use crate::sentences::Sentences;

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&[include_str!("paper.en.toml")]));

/// What of a plan is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The child's own pages and circle: the one-page profile.
    OwnPages,
    /// All of it, apart from what only those may see who keep the child safe.
    Whole,
}

/// A plan to be put on paper.
#[derive(Debug, Clone)]
pub struct Paper<'a> {
    /// The child's first name.
    pub name: &'a str,
    /// Who sends it.
    pub authority: &'a str,
    /// The day it bears.
    pub day: Date,
    /// For whose eyes it is laid out.
    pub style: Style,
    /// What is shown.
    pub which: Which,
    /// The pieces.
    pub pieces: &'a [Piece],
    /// The plan against the money.
    pub summary: &'a Summary,
    /// The plan's first and last day.
    pub stretch: Stretch,
    /// Where it stands.
    pub status: PlanStatus,
    /// Why the money is not enough, in the family's words.
    pub shortfall: &'a str,
    /// Names of streams, by id.
    pub streams: &'a [(String, String)],
    /// Pictures and recordings.
    pub media: &'a [Media],
    /// The address under which those are opened on the screen, without a slash at its end.
    pub media_at: &'a str,
}

/// A picture or recording of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Its id.
    pub id: crate::MediaId,
    /// What it shows or says.
    pub words: String,
    /// How its file ends, where it is a picture: `jpg`, `png`; nothing for a recording.
    pub picture: Option<&'static str>,
}

impl Media {
    /// One of a media type, such as `image/jpeg`.
    #[must_use]
    pub fn of(id: crate::MediaId, media_type: &str, words: &str) -> Media {
        let picture = match media_type {
            "image/jpeg" => Some("jpg"),
            "image/png" => Some("png"),
            _ => None,
        };
        Media { id, words: words.to_owned(), picture }
    }

    /// The name of its file in a document; nothing for a recording.
    #[must_use]
    pub fn file(&self) -> Option<String> {
        self.picture.map(|ending| format!("{}.{ending}", self.id))
    }
}

impl Paper<'_> {
    /// The plan as a document.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut blocks = Vec::new();
        let title = match self.which {
            Which::OwnPages => "title.own",
            Which::Whole => "title.whole",
        };
        if self.which == Which::Whole {
            self.heading(&mut blocks);
        }
        self.own_pages(&mut blocks);
        if self.which == Which::Whole {
            self.outcomes(&mut blocks);
            self.support(&mut blocks);
            self.money(&mut blocks);
            self.risks(&mut blocks);
            self.siblings(&mut blocks);
            self.wealth(&mut blocks);
        }
        Document {
            title: ENGLISH.tell(title, &[("name", self.name)]),
            language: Language::English,
            style: self.style,
            authority: self.authority.to_owned(),
            reference: None,
            day: self.day,
            day_text: ENGLISH.day(self.day),
            address: Vec::new(),
            blocks,
            pictures: Vec::new(),
        }
    }

    fn heading(&self, blocks: &mut Vec<Block>) {
        let days = [("from", &*ENGLISH.day(self.stretch.from)), ("until", &*ENGLISH.day(self.stretch.until))];
        blocks.push(Block::paragraph(ENGLISH.tell("title.time", &days)));
        blocks.push(Block::paragraph(tell(&format!("title.{}", self.status.code()))));
    }

    fn outcomes(&self, blocks: &mut Vec<Block>) {
        let row = |outcome: &super::writing::Outcome| -> Vec<Text> {
            let (know, today, aim) = measured(&outcome.measure);
            let by = outcome.by.map_or_else(String::new, |by| ENGLISH.day(by));
            vec![outcome.words.clone().into(), know.into(), today.into(), aim.into(), by.into()]
        };
        let rows: Vec<Vec<Text>> = outcomes(self.pieces).map(|(_, outcome)| row(outcome)).collect();
        blocks.push(Block::heading(1, tell("outcome.heading")));
        if rows.is_empty() {
            blocks.push(Block::paragraph(tell("support.none")));
            return;
        }
        let headers = ["outcome.what", "outcome.know", "outcome.today", "outcome.aim", "outcome.by"].map(tell).into();
        blocks.push(Block::Table(Table { caption: tell("outcome.caption"), headers, rows, ..Table::default() }));
    }

    fn risks(&self, blocks: &mut Vec<Block>) {
        let said = |key: &str, text: &str| {
            (!text.is_empty())
                .then(|| Text::strong(format!("{}: ", ENGLISH.say(key, &[("name", self.name)]))).then(text))
        };
        let mut found = Vec::new();
        for piece in of_kind(self.pieces, BodyKind::Risk) {
            if let Body::Risk(risk) = &piece.body {
                found.push(Block::heading(2, risk.worth.clone()));
                let items = [
                    said("risk.wrong", &risk.wrong),
                    said("risk.doing", &risk.doing),
                    said("risk.child-says", &risk.child_says),
                ];
                found.push(Block::List { items: items.into_iter().flatten().collect() });
            }
        }
        for piece in of_kind(self.pieces, BodyKind::Safety).filter(|piece| !piece.body.is_guarded()) {
            if let Body::Safety(note) = &piece.body {
                let paragraphs =
                    [said("risk.when", &note.when), said("risk.helps", &note.what), said("risk.call", &note.call)];
                let paragraphs = paragraphs.into_iter().flatten().collect();
                found.push(Block::Note { kind: NoteKind::Warning, title: tell("risk.crisis"), paragraphs });
            }
        }
        if !found.is_empty() {
            blocks.push(Block::heading(1, tell("risk.heading")));
            blocks.extend(found);
        }
    }

    /// Brothers and sisters: what they do, what they say, what is theirs.
    fn siblings(&self, blocks: &mut Vec<Block>) {
        let mut found = Vec::new();
        for piece in of_kind(self.pieces, BodyKind::Sibling) {
            let Body::Sibling(sibling) = &piece.body else { continue };
            found.push(Block::heading(2, sibling.name.clone()));
            let said = |key: &str, text: &str| {
                (!text.is_empty()).then(|| Text::strong(format!("{}: ", ENGLISH.text(key))).then(text))
            };
            let parts = [
                said("sibling.who", &sibling.who),
                said("sibling.helps", &sibling.helps),
                said("sibling.says", &sibling.says),
                said("sibling.own", &sibling.own),
            ];
            let asked = sibling.wants_assessment.then(|| tell("sibling.assessment"));
            found.push(Block::List { items: parts.into_iter().flatten().chain(asked).collect() });
        }
        if !found.is_empty() {
            blocks.push(Block::heading(1, tell("sibling.heading")));
            blocks.extend(found);
        }
    }

    fn wealth(&self, blocks: &mut Vec<Block>) {
        let items: Vec<Text> = of_kind(self.pieces, BodyKind::Wealth)
            .filter_map(|piece| match &piece.body {
                Body::Wealth(wealth) if !wealth.words.is_empty() => {
                    let part = ENGLISH.text(&format!("wealth.{}", wealth.part.code()));
                    Some(Text::strong(format!("{part}: ")).then(wealth.words.as_str()))
                }
                _ => None,
            })
            .collect();
        if !items.is_empty() {
            blocks.extend([Block::heading(1, tell("wealth.heading")), Block::List { items }]);
        }
    }

    fn stream_name(&self, id: &str) -> String {
        self.streams.iter().find(|(stream, _)| stream == id).map_or(id, |(_, name)| name).to_owned()
    }
}

/// Chosen pieces for somebody outside: what is written, and of support when and by whom, without any money.
#[must_use]
pub fn shared_blocks(name: &str, pieces: &[Piece], style: Style) -> Vec<Block> {
    let nothing = Summary { streams: Vec::new(), lines: Vec::new(), concerns: Vec::new() };
    let paper = Paper {
        name,
        authority: "",
        day: Date::default(),
        style,
        which: Which::Whole,
        pieces,
        summary: &nothing,
        stretch: Stretch { from: Date::default(), until: Date::default() },
        status: PlanStatus::Draft,
        shortfall: "",
        streams: &[],
        media: &[],
        media_at: "",
    };
    let mut blocks = Vec::new();
    paper.own_pages(&mut blocks);
    if outcomes(pieces).next().is_some() {
        paper.outcomes(&mut blocks);
    }
    paper.support_without_money(&mut blocks);
    paper.risks(&mut blocks);
    blocks
}

/// How one will know, how it is today, what is hoped for.
fn measured(measure: &Measure) -> (String, String, String) {
    match measure {
        Measure::Scale { low, high, baseline, aim } => {
            (ENGLISH.say("outcome.scale", &[("low", low), ("high", high)]), baseline.to_string(), aim.to_string())
        }
        Measure::Count { what, baseline, aim } => (what.clone(), baseline.to_string(), aim.to_string()),
        Measure::Change { today, then } => (String::new(), today.clone(), then.clone()),
    }
}

fn tell(key: &str) -> Text {
    ENGLISH.tell(key, &[])
}

#[cfg(test)]
mod tests;
