//! A review on paper: the sheet to take part with a pen, and the letter with the decision.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::agenda::Point;
use super::decision::ReviewDecision;
use crate::document::{Block, Choice, Document, Language, NoteKind, Style, Text};
use crate::plan::money::LeftOver;
use crate::plan::writing::{Measure, Outcome};
use crate::sentences::Sentences;

static ENGLISH: LazyLock<Sentences> =
    LazyLock::new(|| Sentences::of(&[include_str!("../plan/paper/paper.en.toml"), include_str!("review.en.toml")]));

/// How a paper begins.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// The child's first name.
    pub name: &'a str,
    /// Who sends it.
    pub authority: &'a str,
    /// The day it bears.
    pub day: Date,
    /// For whose eyes it is laid out.
    pub style: Style,
}

/// The letter about a decision.
#[derive(Debug, Clone)]
pub struct ReviewLetter<'a> {
    /// How it begins.
    pub head: Head<'a>,
    /// The day of the meeting.
    pub held: Date,
    /// Who took part.
    pub present: &'a str,
    /// The decision.
    pub decision: &'a ReviewDecision,
    /// Who decided, by name.
    pub decided_by: &'a str,
    /// Streams by id with their names.
    pub streams: &'a [(String, String)],
    /// The last day to ask for another look.
    pub ask_by: Date,
    /// By when a changed education, health and care plan comes.
    pub amended_by: Option<Date>,
    /// Ways to reach the authority: telephone, e-mail, post.
    pub contact: [Option<&'a str>; 3],
}

impl Head<'_> {
    fn document(&self, title: Text, blocks: Vec<Block>) -> Document {
        Document {
            title,
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
}

impl ReviewLetter<'_> {
    /// The letter.
    #[must_use]
    pub fn document(&self) -> Document {
        let decision = self.decision;
        let held = ENGLISH.day(self.held);
        let mut blocks =
            vec![Block::paragraph(ENGLISH.tell("decision.held", &[("day", &held), ("who", self.present)]))];
        blocks.push(Block::heading(1, ENGLISH.tell("decision.heading", &[])));
        for kind in &decision.kinds {
            blocks.push(Block::paragraph(Text::strong(ENGLISH.text(&format!("decision.{kind}")))));
            blocks.push(Block::paragraph(ENGLISH.text(&format!("decision.{kind}-then"))));
        }
        if let Some(ehc) = decision.ehc {
            blocks.push(Block::paragraph(ENGLISH.text(&format!("decision.ehc-{ehc}"))));
            if let Some(by) = self.amended_by {
                blocks.push(Block::paragraph(ENGLISH.tell("decision.ehc-by", &[("day", &ENGLISH.day(by))])));
            }
        }
        if !decision.reasons.is_empty() {
            blocks.push(Block::heading(1, ENGLISH.tell("decision.reasons", &[])));
            blocks.push(Block::paragraph(decision.reasons.as_str()));
        }
        self.savings(&mut blocks);
        let decided = [("name", self.decided_by), ("day", &ENGLISH.day(decision.on))];
        blocks.push(Block::paragraph(ENGLISH.tell("decision.decided", &decided)));
        self.another_look(&mut blocks);
        self.head.document(ENGLISH.tell("decision.title", &[("name", self.head.name)]), blocks)
    }

    fn savings(&self, blocks: &mut Vec<Block>) {
        if self.decision.savings.is_empty() {
            return;
        }
        blocks.push(Block::heading(1, ENGLISH.tell("decision.savings", &[])));
        let line = |one: &super::SavingsDecision| {
            let name =
                self.streams.iter().find(|(id, _)| *id == one.stream).map_or(one.stream.as_str(), |(_, name)| name);
            let until = one.until.map(|until| ENGLISH.day(until)).unwrap_or_default();
            let values = [("stream", name), ("sum", &one.amount.to_string()), ("what", &one.for_what), ("day", &until)];
            let key = match one.what {
                LeftOver::Earmark => "decision.earmark",
                LeftOver::RollOver => "decision.roll-over",
                LeftOver::GiveBack => "decision.give-back",
            };
            ENGLISH.tell(key, &values)
        };
        blocks.push(Block::List { items: self.decision.savings.iter().map(line).collect() });
    }

    fn another_look(&self, blocks: &mut Vec<Block>) {
        let day = ENGLISH.day(self.ask_by);
        let mut lines = vec![ENGLISH.tell("look.by", &[("day", &day)]), ENGLISH.tell("look.who", &[])];
        let ways = ["look.phone", "look.email", "look.post"];
        for (key, way) in ways.iter().zip(self.contact) {
            lines.extend(way.map(|way| ENGLISH.tell(key, &[("way", way)])));
        }
        blocks.push(Block::heading(1, ENGLISH.tell("look.heading", &[])));
        blocks.push(Block::Note { kind: NoteKind::Action, title: Text::default(), paragraphs: lines });
    }
}

/// The sheet with which somebody takes part on paper.
#[derive(Debug, Clone)]
pub struct ReviewSheet<'a> {
    /// How it begins.
    pub head: Head<'a>,
    /// The day of the meeting and where it is, if there is one yet.
    pub meeting: Option<(Date, &'a str)>,
    /// What is talked about, with what the record says.
    pub points: &'a [Point],
    /// The outcomes.
    pub outcomes: &'a [Outcome],
}

impl ReviewSheet<'_> {
    /// The sheet: the child's questions first, then each outcome, then what the record says.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut blocks = vec![Block::paragraph(ENGLISH.tell("sheet.lead", &[("name", self.head.name)]))];
        if let Some((day, place)) = self.meeting {
            let values = [("day", ENGLISH.day(day)), ("place", place.to_owned())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            blocks.push(Block::paragraph(ENGLISH.tell("sheet.meeting", &values)));
        }
        let mut number = 0;
        let mut ask = |text: Text, choices: Vec<Choice>, lines: u8| {
            number += 1;
            Block::Question { number, text, help: Vec::new(), choices, lines, unit: None }
        };
        let choices = |keys: &[&str]| -> Vec<Choice> {
            keys.iter().map(|key| Choice { text: ENGLISH.tell(&format!("sheet.{key}"), &[]), meaning: None }).collect()
        };
        let own = |key: &str| ENGLISH.tell(&format!("sheet.{key}"), &[("name", self.head.name)]);
        blocks.push(Block::heading(1, own("own")));
        blocks.push(ask(own("face"), choices(&["face-1", "face-2", "face-3", "face-4", "face-5"]), 0));
        for key in ["good", "hard", "change"] {
            blocks.push(ask(own(key), Vec::new(), 4));
        }
        blocks.push(ask(own("enough"), choices(&["yes", "just", "no"]), 0));
        blocks.push(ask(own("safe"), choices(&["yes", "no"]), 2));
        blocks.push(ask(own("right"), choices(&["yes", "no"]), 0));
        if !self.outcomes.is_empty() {
            blocks.push(Block::heading(1, own("outcomes")));
        }
        for outcome in self.outcomes {
            let hint =
                ENGLISH.tell("sheet.outcome", &[("words", &outcome.words), ("measure", &measured(&outcome.measure))]);
            let said = match outcome.measure {
                Measure::Change { .. } => choices(&["not-yet", "on-the-way", "there"]),
                _ => Vec::new(),
            };
            blocks.push(ask(hint, said, 2));
        }
        self.record(&mut blocks);
        blocks.push(Block::heading(1, own("who")));
        blocks.push(Block::SignatureLine { label: own("written-by"), day_label: own("day") });
        self.head.document(ENGLISH.tell("sheet.title", &[("name", self.head.name)]), blocks)
    }

    fn record(&self, blocks: &mut Vec<Block>) {
        let items: Vec<Text> = self.points.iter().flat_map(|point| &point.findings).map(said).collect();
        if !items.is_empty() {
            blocks.push(Block::heading(1, ENGLISH.tell("sheet.record", &[])));
            blocks.push(Block::List { items });
        }
    }
}

/// What the record says, as a sentence.
#[must_use]
pub fn said(finding: &super::Finding) -> Text {
    let values: Vec<(&str, &str)> = finding.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ENGLISH.tell(&format!("finding.{}", finding.code), &values)
}

/// How one knows that an outcome came.
#[must_use]
pub fn measured(measure: &Measure) -> String {
    let number = |number: u32| number.to_string();
    match measure {
        Measure::Scale { low, high, baseline, aim } => {
            let (from, to) = (number(u32::from(*baseline)), number(u32::from(*aim)));
            ENGLISH.say("measure.scale", &[("low", low), ("high", high), ("from", &from), ("to", &to)])
        }
        Measure::Count { what, baseline, aim } => {
            ENGLISH.say("measure.count", &[("what", what), ("from", &number(*baseline)), ("to", &number(*aim))])
        }
        Measure::Change { today, then } => ENGLISH.say("measure.change", &[("today", today), ("then", then)]),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::agenda::{Finding, Question};
    use super::super::decision::{DecisionKind, EhcAnswer, SavingsDecision};
    use super::*;
    use crate::{Pence, PersonId};

    fn head() -> Head<'static> {
        Head { name: "John", authority: "Exampleshire", day: date(2026, 11, 10), style: Style::Standard }
    }

    #[test]
    fn the_letter_says_what_was_decided_why_and_how_to_ask_again() {
        for kind in DecisionKind::ALL {
            let decision = ReviewDecision {
                by: PersonId(uuid::Uuid::from_u128(1)),
                on: date(2026, 11, 9),
                kinds: vec![*kind],
                reasons: "He goes out every Saturday now.".to_owned(),
                savings: vec![SavingsDecision {
                    stream: "social-care".to_owned(),
                    what: LeftOver::Earmark,
                    amount: Pence(20_000),
                    for_what: "a weekend away".to_owned(),
                    until: Some(date(2027, 8, 31)),
                }],
                ehc: Some(EhcAnswer::Amend),
            };
            let letter = ReviewLetter {
                head: head(),
                held: date(2026, 11, 5),
                present: "John, Mum and Grace",
                decision: &decision,
                decided_by: "Samuel Wright",
                streams: &[("social-care".to_owned(), "Care and support".to_owned())],
                ask_by: date(2026, 12, 8),
                amended_by: Some(date(2027, 1, 28)),
                contact: [Some("01632 960 001"), None, None],
            };
            let text = letter.document().plain();
            for part in ["5 November 2026", "He goes out", "£200.00", "Care and support", "8 December 2026", "01632"] {
                assert!(text.contains(part), "{kind}: {part} in {text}");
            }
            assert!(
                text.contains("28 January 2027") && text.contains("Samuel Wright") && !text.contains('{'),
                "{text}"
            );
        }
    }

    #[test]
    fn the_sheet_asks_the_child_first_and_brings_what_is_known() {
        let values = vec![("what", "Saturdays".to_owned()), ("planned", "£10".to_owned()), ("spent", "£0".to_owned())];
        let points = [Point { question: Question::Spent, findings: vec![Finding { code: "line-unused", values }] }];
        let outcome = Outcome {
            words: "I go out with friends".to_owned(),
            framework: "enjoy-and-achieve".to_owned(),
            measure: Measure::Count { what: "Saturdays a month".to_owned(), baseline: 0, aim: 4 },
            by: None,
        };
        let sheet = ReviewSheet {
            head: head(),
            meeting: Some((date(2026, 11, 20), "at home, 4 pm")),
            points: &points,
            outcomes: &[outcome],
        };
        let text = sheet.document().plain();
        for part in ["20 November 2026", "at home, 4 pm", "I go out with friends", "Saturdays a month", "£10"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains('{') && text.find("What is good?") < text.find("I go out"), "{text}");
    }

    #[test]
    fn every_finding_has_its_sentence() {
        for code in [
            "child-said",
            "child-not-yet",
            "line-over",
            "line-unused",
            "line-behind",
            "line-ahead",
            "outcome-not-told",
            "outcome-reached",
            "outcome-nearer",
            "outcome-same",
            "outcome-further",
            "said-not-enough",
            "said-just-enough",
            "said-not-safe",
            "said-not-right",
            "paid-late",
            "wage-below",
        ] {
            assert!(!said(&Finding { code, values: Vec::new() }).plain().is_empty(), "{code}");
        }
    }
}
