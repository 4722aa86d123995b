//! The letters of a case about money, one for each step: how much, why, which rule, by when to answer, how to ask for another
//! look, who can help. On paper, on the screen and as a PDF they say the same.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::MoneyCase;
use super::case::{CaseStatus, Reconsideration};
use super::grounds::CaseKind;
use crate::Pence;
use crate::codes::coded;
use crate::document::{Block, Document, Language, NoteKind, Style, Table, Text};
use crate::sentences::{Sentences, paragraphs};
use crate::settings::Settings;

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| {
    Sentences::of(&[include_str!("../plan/paper/paper.en.toml"), include_str!("case_letter.en.toml")])
});

coded! {
    /// A step of a case that has its letter.
    pub enum CaseStep ("step of a case") {
        /// The family has its notice.
        Notice = "notice",
        /// It was decided.
        Decided = "decided",
        /// Another person has looked again.
        LookedAgain = "looked-again",
        /// It took effect.
        InEffect = "in-effect",
        /// What is asked back is paid in parts.
        InParts = "in-parts",
    }
}

impl MoneyCase {
    /// The letters that there are so far, with the day that each bears.
    #[must_use]
    pub fn letters(&self) -> Vec<(CaseStep, Date)> {
        let all = [
            (CaseStep::Notice, Some(self.opened.1)),
            (CaseStep::Decided, self.decided.map(|(_, on)| on)),
            (CaseStep::LookedAgain, self.reconsidered.as_ref().map(|(_, on, ..)| *on)),
            (CaseStep::InEffect, self.in_effect_on),
            (CaseStep::InParts, self.hardship_agreed_on),
        ];
        all.into_iter().filter_map(|(step, on)| Some((step, on?))).collect()
    }
}

/// What a letter is made of.
#[derive(Debug, Clone, Copy)]
pub struct CaseLetter<'a> {
    /// The case.
    pub case: &'a MoneyCase,
    /// The step.
    pub step: CaseStep,
    /// What the child is called.
    pub child: &'a str,
    /// What the stream is called.
    pub stream: &'a str,
    /// Who writes.
    pub authority: &'a str,
    /// What to quote.
    pub reference: &'a str,
    /// Whom to call and write to, and who helps.
    pub settings: &'a Settings,
    /// For whose eyes it is laid out.
    pub style: Style,
}

impl CaseLetter<'_> {
    /// The letter; none where the case has not come so far.
    #[must_use]
    pub fn document(&self) -> Option<Document> {
        let (_, day) = self.case.letters().into_iter().find(|(step, _)| *step == self.step)?;
        let mut blocks = vec![self.opening()];
        blocks.extend(self.figure());
        match self.step {
            CaseStep::Notice => blocks.extend(self.grounds()),
            CaseStep::Decided => blocks.extend(self.decision()),
            CaseStep::LookedAgain => blocks.extend(self.other_look()),
            CaseStep::InEffect | CaseStep::InParts => {}
        }
        blocks.extend(self.what_follows());
        blocks.extend(self.parts());
        blocks.extend(self.contact());
        Some(Document {
            title: self.tell(&format!("title.{}", self.variant())),
            language: Language::English,
            style: self.style,
            authority: self.authority.to_owned(),
            reference: Some(self.reference.to_owned()),
            day,
            day_text: ENGLISH.day(day),
            address: self.case.addressed_to.lines().map(|line| line.trim().to_owned()).collect(),
            blocks,
            pictures: Vec::new(),
        })
    }

    /// Which of a step's wordings: what kind of case it is, or how it came out.
    fn variant(&self) -> String {
        let kind = self.case.kind;
        match self.step {
            CaseStep::Decided if self.is_dropped_at_once() => "dropped".to_owned(),
            CaseStep::LookedAgain => match self.found() {
                Some(found) => found.code().to_owned(),
                None => String::new(),
            },
            CaseStep::InParts => "in-parts".to_owned(),
            step => format!("{}-{}", step.code(), kind.code()),
        }
    }

    fn is_dropped_at_once(&self) -> bool {
        self.case.status == CaseStatus::Dropped && self.case.reconsidered.is_none()
    }

    fn found(&self) -> Option<Reconsideration> {
        self.case.reconsidered.as_ref().map(|(_, _, found, _)| *found)
    }

    /// Whether nothing is left to do for the family.
    fn is_over(&self) -> bool {
        match self.step {
            CaseStep::Decided => self.is_dropped_at_once(),
            CaseStep::LookedAgain => self.found() == Some(Reconsideration::Overturned),
            _ => false,
        }
    }

    /// The sum as it was at this step.
    fn amount(&self) -> Pence {
        match self.step {
            CaseStep::Notice | CaseStep::Decided => self.case.first_amount(),
            _ => self.case.amount,
        }
    }

    fn values(&self) -> [(&'static str, String); 9] {
        let case = self.case;
        [
            ("child", self.child.to_owned()),
            ("stream", self.stream.to_owned()),
            ("authority", self.authority.to_owned()),
            ("amount", self.amount().to_string()),
            ("answer-by", ENGLISH.day(case.answer_by)),
            ("effect-from", ENGLISH.day(case.effect_from)),
            ("look-by", ENGLISH.day(case.can_take_effect_from())),
            ("about", ENGLISH.day(case.about_day)),
            ("was", case.first_amount().to_string()),
        ]
    }

    fn tell(&self, key: &str) -> Text {
        let values = self.values();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ENGLISH.tell(key, &values)
    }

    fn heading(&self, key: &str) -> Block {
        Block::heading(1, self.tell(&format!("heading.{key}")))
    }

    fn opening(&self) -> Block {
        let variant = self.variant();
        let asks_back = self.case.kind == CaseKind::Recover && variant.ends_with("recover");
        let key = if asks_back && self.is_after_death() { "after-death" } else { "opening" };
        Block::paragraph(self.tell(&format!("{key}.{variant}")))
    }

    /// Whether it goes to the one person who settles the affairs of a child who has died.
    fn is_after_death(&self) -> bool {
        !self.case.addressed_to.is_empty()
    }

    fn figure(&self) -> Option<Block> {
        let takes = self.amount() > Pence::ZERO && !self.is_over();
        takes.then(|| Block::KeyFigure {
            label: self.tell(&format!("figure.{}", self.case.kind.code())),
            amount: self.amount().to_string().into(),
            sentence: self.tell(&format!("figure.{}-sentence", self.case.kind.code())),
        })
    }

    /// Why, by which rule, what shows it, what is out of reach.
    fn grounds(&self) -> Vec<Block> {
        let case = self.case;
        let mut blocks = vec![self.heading("reasons")];
        blocks.extend(paragraphs(&case.reasons).map(Block::paragraph));
        blocks.extend([self.heading("rule"), Block::paragraph(case.ground_words.as_str())]);
        blocks.extend([self.heading("shown-by"), Block::paragraph(case.shown_by.as_str())]);
        if case.kind == CaseKind::Recover {
            blocks.push(Block::paragraph(self.tell("notice.about")));
            blocks.extend([self.heading("out-of-reach"), Block::paragraph(self.tell("notice.out-of-reach"))]);
        }
        blocks
    }

    fn decision(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some((_, _, words)) = &self.case.answer {
            blocks.push(self.heading("you-said"));
            blocks.extend(paragraphs(words).map(Block::paragraph));
        }
        if !self.is_over() {
            blocks.push(self.heading("reasons"));
            blocks.extend(paragraphs(&self.case.reasons).map(Block::paragraph));
            blocks.extend([self.heading("rule"), Block::paragraph(self.case.ground_words.as_str())]);
        }
        blocks
    }

    fn other_look(&self) -> Vec<Block> {
        let Some((.., reasons)) = &self.case.reconsidered else { return Vec::new() };
        let mut blocks = vec![Block::paragraph(self.tell("again.by-another")), self.heading("reasons")];
        blocks.extend(paragraphs(reasons).map(Block::paragraph));
        blocks
    }

    /// What the family can do now, and by when.
    fn what_follows(&self) -> Vec<Block> {
        let note = |kind, key: &str| Block::Note {
            kind,
            title: self.tell(&format!("{key}.title")),
            paragraphs: vec![self.tell(&format!("{key}.first")), self.tell(&format!("{key}.second"))],
        };
        match self.step {
            _ if self.is_over() => Vec::new(),
            CaseStep::Notice if self.is_after_death() => vec![note(NoteKind::Action, "answer-after-death")],
            CaseStep::Notice => vec![note(NoteKind::Action, "answer")],
            CaseStep::Decided => vec![note(NoteKind::Action, "look")],
            CaseStep::LookedAgain => vec![note(NoteKind::Information, "ombudsman")],
            CaseStep::InEffect if self.case.kind == CaseKind::Recover => vec![note(NoteKind::Action, "pay")],
            CaseStep::InEffect => vec![note(NoteKind::Information, "support")],
            CaseStep::InParts => Vec::new(),
        }
    }

    fn parts(&self) -> Option<Block> {
        if self.step != CaseStep::InParts {
            return None;
        }
        let total = Pence(self.case.hardship_plan.iter().fold(0, |sum, (_, part)| sum.saturating_add(part.0)));
        let row = |(day, sum): &(Date, Pence)| vec![ENGLISH.day(*day).into(), sum.to_string().into()];
        Some(Block::Table(Table {
            caption: self.tell("parts.caption"),
            headers: vec![self.tell("parts.day"), self.tell("parts.sum")],
            rows: self.case.hardship_plan.iter().map(row).collect(),
            numbers: vec![1],
            total: Some(vec![self.tell("parts.total"), total.to_string().into()]),
        }))
    }

    /// Whom to call, and who helps.
    fn contact(&self) -> Vec<Block> {
        let settings = self.settings;
        let own = [("phone", &settings.phone), ("email", &settings.email), ("post", &settings.address)];
        let line = |(key, value): (&str, &Option<String>)| {
            let value = value.as_deref()?;
            Some(ENGLISH.tell(&format!("contact.{key}"), &[("value", value)]))
        };
        let mut blocks = Vec::new();
        let lines: Vec<Text> = own.into_iter().filter_map(line).collect();
        if !lines.is_empty() {
            blocks.extend([self.heading("contact"), Block::List { items: lines }]);
        }
        if !settings.helpers.is_empty() {
            let helper = |one: &crate::settings::Helper| -> Text {
                let parts = [Some(&one.name), Some(&one.what), one.phone.as_ref(), one.email.as_ref()];
                let parts: Vec<&str> =
                    parts.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
                parts.join(", ").into()
            };
            let items = settings.helpers.iter().map(helper).collect();
            blocks.extend([self.heading("help"), Block::paragraph(self.tell("help.lead")), Block::List { items }]);
        }
        blocks
    }
}

#[cfg(test)]
mod tests;
