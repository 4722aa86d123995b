//! A scheme's questions on paper, for whoever would rather use a pen. Points are not on it: they are published elsewhere,
//! and nobody should have to look away from them.

mod asked_when;
mod meanings;

#[cfg(test)]
mod tests;

pub use meanings::of_options as meanings_of_options;

use crate::document::{Block, Choice, Document, Language, Style, Text};
use crate::sentences::{Sentences, paragraphs};
use jiff::civil::Date;
use ras::Scheme;
use ras::scheme::{Answerer, Question, QuestionKind, Words};
use std::sync::LazyLock;

const ENGLISH_FILE: &str = include_str!("questionnaire.en.toml");
static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&[ENGLISH_FILE]));
static WELSH: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::of(&[ENGLISH_FILE, include_str!("questionnaire.cy.toml")]));

/// How a questionnaire is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printing {
    /// The language of the wording that is handed over.
    pub language: Language,
    /// For whose eyes it is laid out.
    pub style: Style,
    /// Who sends it; the wording's authority where this is empty.
    pub authority: String,
    /// What to quote, such as the number of a paper copy.
    pub reference: Option<String>,
    /// The day it bears.
    pub day: Date,
}

/// Lines for whatever else there is to say.
const LINES_FOR_MORE: u8 = 6;

/// The questionnaire of a scheme in some wording.
#[must_use]
pub fn questionnaire(scheme: &Scheme, words: &Words, printing: &Printing) -> Document {
    let sentences = match printing.language {
        Language::English => &*ENGLISH,
        Language::Welsh => &*WELSH,
    };
    let desk = Desk { scheme, words, sentences, in_order: in_order(scheme) };
    let title = words.title.as_deref().unwrap_or(&scheme.id);
    let authority = match printing.authority.trim() {
        "" => words.authority.as_deref().unwrap_or(title),
        own => own,
    };
    let mut blocks = desk.start();
    desk.questions(&mut blocks);
    desk.end(&mut blocks, authority);
    Document {
        title: sentences.tell("start.title", &[("title", title)]),
        language: printing.language,
        style: printing.style,
        authority: authority.to_owned(),
        reference: printing.reference.clone(),
        day: printing.day,
        day_text: sentences.day(printing.day),
        address: Vec::new(),
        blocks,
        pictures: Vec::new(),
    }
}

/// Questions as they stand on the paper: those without an outcome first, then outcome by outcome.
fn in_order(scheme: &Scheme) -> Vec<(Option<&str>, Vec<&Question>)> {
    let of = |outcome: Option<&str>| -> Vec<&Question> {
        scheme.questions.iter().filter(|question| question.outcome.as_deref() == outcome).collect()
    };
    let outcomes = scheme.outcomes.iter().map(|outcome| Some(outcome.id.as_str()));
    let groups = std::iter::once(None).chain(outcomes).map(|outcome| (outcome, of(outcome)));
    groups.filter(|(_, questions)| !questions.is_empty()).collect()
}

struct Desk<'q> {
    scheme: &'q Scheme,
    words: &'q Words,
    sentences: &'q Sentences,
    in_order: Vec<(Option<&'q str>, Vec<&'q Question>)>,
}

impl Desk<'_> {
    fn tell(&self, key: &str) -> Text {
        self.sentences.tell(key, &[])
    }

    fn start(&self) -> Vec<Block> {
        let how = ["start.tick", "start.true", "start.empty", "start.help", "start.each"];
        let mut blocks = vec![
            Block::heading(1, self.tell("start.how")),
            Block::List { items: how.map(|key| self.tell(key)).into() },
            Block::heading(1, self.tell("about.heading")),
        ];
        for key in ["about.child", "about.name", "about.relation"] {
            blocks.extend([Block::paragraph(self.tell(key)), Block::Lines { count: 1 }]);
        }
        blocks
    }

    fn questions(&self, blocks: &mut Vec<Block>) {
        let mut number = 0;
        for (outcome, questions) in &self.in_order {
            let name = match outcome {
                Some(outcome) => self.words.outcome(outcome).into(),
                None => self.tell("question.other-outcome"),
            };
            blocks.push(Block::heading(1, name));
            for question in questions {
                number += 1;
                blocks.push(self.question(number, question));
            }
        }
    }

    /// The number a question has on this paper.
    fn number_of(&self, id: &str) -> Option<usize> {
        let mut questions = self.in_order.iter().flat_map(|(_, questions)| questions);
        questions.position(|question| question.id == id).map(|at| at + 1)
    }

    fn question(&self, number: u32, question: &Question) -> Block {
        let own = self.words.questions.get(&question.id);
        let guidance = own.and_then(|own| own.guidance.as_deref()).unwrap_or_default();
        let meanings = meanings::of_options(question, self.words, guidance);
        let mut help: Vec<Text> = Vec::new();
        help.extend(question.show_when.as_ref().map(|condition| self.asked_when(condition)));
        help.extend(own.and_then(|own| own.help.as_deref()).into_iter().flat_map(paragraphs).map(Text::from));
        if meanings.is_empty() {
            help.extend(paragraphs(guidance).map(Text::from));
        }
        help.extend(self.for_whom(question));
        help.extend(self.what_to_write(question));
        let choices = self.choices(question, meanings);
        Block::Question {
            number,
            text: self.words.question(&question.id).into(),
            help,
            lines: u8::from(choices.is_empty()),
            choices,
            unit: own.and_then(|own| own.unit.as_deref()).map(Text::from),
        }
    }

    fn choices(&self, question: &Question, meanings: Vec<String>) -> Vec<Choice> {
        let plain = |text: Text| Choice { text, meaning: None };
        match &question.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => {
                let mut meanings = meanings.into_iter();
                let choice = |option: &String| Choice {
                    text: self.words.option(&question.id, option).into(),
                    meaning: meanings.next().map(Text::from),
                };
                options.iter().map(choice).collect()
            }
            QuestionKind::YesNo => ["question.yes", "question.no"].map(|key| plain(self.tell(key))).into(),
            _ => Vec::new(),
        }
    }

    /// What is expected on the line.
    fn what_to_write(&self, question: &Question) -> Option<Text> {
        let between = |key: &str, min: String, max: String| self.sentences.tell(key, &[("min", &min), ("max", &max)]);
        match &question.kind {
            QuestionKind::Whole { min, max } => Some(between("question.whole", min.to_string(), max.to_string())),
            QuestionKind::Decimal { min, max, places } => {
                let end = |code: i64| meanings::decimal(code, *places);
                Some(between("question.decimal", end(*min), end(*max)))
            }
            QuestionKind::DateOfBirth { .. } => Some(self.tell("question.date-of-birth")),
            QuestionKind::Date => Some(self.tell("question.date")),
            QuestionKind::Levels(_) | QuestionKind::Choice(_) | QuestionKind::YesNo => None,
        }
    }

    fn for_whom(&self, question: &Question) -> Option<Text> {
        let name = |who: &Answerer| match who {
            Answerer::Child => self.sentences.text("answerer.child"),
            Answerer::YoungPerson => self.sentences.text("answerer.young-person"),
            Answerer::ParentCarer => self.sentences.text("answerer.parent-carer"),
            Answerer::Professional => self.sentences.text("answerer.professional"),
        };
        let who: Vec<&str> = question.answered_by.iter().map(name).collect();
        (!who.is_empty()).then(|| self.sentences.tell("question.answered-by", &[("who", &who.join(", "))]))
    }

    fn end(&self, blocks: &mut Vec<Block>, authority: &str) {
        blocks.extend([
            Block::heading(1, self.tell("end.heading")),
            Block::paragraph(self.tell("end.more")),
            Block::Lines { count: LINES_FOR_MORE },
            Block::SignatureLine { label: self.tell("end.sign"), day_label: self.tell("end.day") },
            Block::paragraph(self.sentences.tell("end.back", &[("authority", authority)])),
        ]);
    }
}
