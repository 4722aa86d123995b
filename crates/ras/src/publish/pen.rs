//! What every part of the page needs: the scheme, its words, the catalogue, and the names of things.

use super::example::Example;
use super::figures::Shown;
use super::markdown::{Markdown, plain};
use super::messages::Messages;
use super::units::Units;
use crate::Ratio;
use crate::calculator::Calculator;
use crate::scheme::{Question, QuestionKind, Ref, Rounding, Scheme, Words};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Writes a page.
pub(super) struct Pen<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) calculator: &'a Calculator,
    pub(super) words: Words,
    pub(super) messages: &'static Messages,
    pub(super) units: Units<'a>,
    /// The day whose prices stand in the text.
    pub(super) day: Date,
    /// The number of each line of the calculation, by the step's id.
    pub(super) lines: BTreeMap<&'a str, usize>,
    /// The steps that each stream rests on, by its id.
    pub(super) steps_of_streams: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The worked case that runs through the page.
    pub(super) example: Option<Example<'a>>,
    pub(super) page: Markdown,
}

impl<'a> Pen<'a> {
    pub(super) fn new(scheme: &'a Scheme, calculator: &'a Calculator, language: &str) -> Pen<'a> {
        Pen {
            scheme,
            calculator,
            words: scheme.words_in(language),
            messages: Messages::english(),
            units: Units::of(scheme),
            day: calculator.on,
            lines: BTreeMap::new(),
            steps_of_streams: BTreeMap::new(),
            example: Example::of(scheme),
            page: Markdown::default(),
        }
    }

    pub(super) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.messages.say(key, values)
    }

    /// A paragraph from the catalogue.
    pub(super) fn tell(&mut self, key: &str, values: &[(&str, &str)]) {
        let said = self.say(key, values);
        self.page.block(&said);
    }

    /// A heading from the catalogue.
    pub(super) fn head(&mut self, level: usize, key: &str, values: &[(&str, &str)]) {
        let said = self.say(key, values);
        self.page.heading(level, &said);
    }

    pub(super) fn figure(&self, value: Ratio, shown: Shown) -> String {
        self.messages.figure(value, shown, self.scheme.currency)
    }

    /// The name of a step, made safe for the page.
    pub(super) fn step_name(&self, id: &str) -> String {
        self.words.steps.get(id).map_or_else(|| from_id(id), |name| plain(name))
    }

    pub(super) fn parameter_name(&self, id: &str) -> String {
        self.words.parameters.get(id).map_or_else(|| from_id(id), |name| plain(name))
    }

    pub(super) fn table_name(&self, id: &str) -> String {
        self.words.tables.get(id).map_or_else(|| from_id(id), |name| plain(name))
    }

    pub(super) fn condition_name(&self, id: &str) -> Option<String> {
        self.words.conditions.get(id).map(|name| plain(name))
    }

    pub(super) fn stream_name(&self, id: &str) -> String {
        self.words.streams.get(id).map_or_else(|| from_id(id), |name| plain(name))
    }

    pub(super) fn outcome_name(&self, id: &str) -> String {
        plain(self.words.outcome(id))
    }

    /// The name of a point set: that of the stream of the same id, if there is one.
    pub(super) fn set_name(&self, set: &str) -> String {
        self.stream_name(set)
    }

    /// A question in quotation marks.
    pub(super) fn question_name(&self, id: &str) -> String {
        self.say("name.question", &[("question", &plain(self.words.question(id)))])
    }

    /// An answer in quotation marks.
    pub(super) fn option_name(&self, question: &str, option: &str) -> String {
        self.say("name.option", &[("option", &plain(self.words.option(question, option)))])
    }

    /// A reference in words; a bare number is written as what it counts.
    pub(super) fn reference(&self, reference: &Ref, shown: Shown) -> String {
        match reference {
            Ref::Number(number) => self.figure(*number, shown),
            Ref::Name(name, _) => self.named(name),
        }
    }

    pub(super) fn named(&self, name: &str) -> String {
        let (id, suffix) = name.split_once('.').map_or((name, None), |(id, suffix)| (id, Some(suffix)));
        if let Some(question) = self.scheme.questions.iter().find(|question| question.id == id) {
            return self.answer(question, suffix);
        }
        if let Some(parameter) = self.scheme.parameters.iter().find(|parameter| parameter.id == id) {
            let name = self.parameter_name(id);
            let value = parameter.values.iter().find(|value| value.dates.holds(self.day));
            return match value {
                Some(value) => {
                    let value = self.figure(value.value, self.units.of_id(id));
                    self.say("name.parameter", &[("name", &name), ("value", &value)])
                }
                None => name,
            };
        }
        if let Some(condition) = self.scheme.conditions.iter().find(|condition| condition.id == id) {
            let condition = self.condition_name(id).unwrap_or_else(|| self.condition(&condition.condition));
            return self.say("name.condition", &[("condition", &condition)]);
        }
        let name = self.step_name(id);
        match self.lines.get(id) {
            Some(line) => self.say("name.step", &[("name", &name), ("line", &line.to_string())]),
            None => name,
        }
    }

    /// What a question stands for where a number is wanted.
    fn answer(&self, question: &Question, suffix: Option<&str>) -> String {
        let name = self.question_name(&question.id);
        match (suffix, &question.kind) {
            (Some("level"), _) => self.say("name.level", &[("question", &name)]),
            (Some(set), _) => self.say("name.points-of-set", &[("question", &name), ("set", &self.set_name(set))]),
            (None, QuestionKind::Whole { .. } | QuestionKind::Decimal { .. } | QuestionKind::Date) => {
                self.say("name.answer", &[("question", &name)])
            }
            (None, QuestionKind::DateOfBirth { .. }) => self.say("name.age", &[("question", &name)]),
            (None, QuestionKind::YesNo) if question.points.is_empty() => self.say("name.yes", &[("question", &name)]),
            (None, _) => self.say("name.points", &[("question", &name)]),
        }
    }

    /// A rounding in words, to a unit of money or of something else.
    pub(super) fn rounding(&self, rounding: Rounding, shown: Shown) -> String {
        use crate::RoundingMode::{Down, HalfDown, HalfEven, HalfUp, Up};
        let key = match rounding.mode {
            HalfUp => "rounding.half-up",
            HalfEven => "rounding.half-even",
            HalfDown => "rounding.half-down",
            Up => "rounding.up",
            Down => "rounding.down",
        };
        let unit = match shown {
            Shown::Money => self.figure(rounding.to, shown),
            _ => self.figure(rounding.to, Shown::Number),
        };
        self.say(key, &[("unit", &unit)])
    }

    /// The document that a source begins with, by its number in the list, and what leads to the place.
    pub(super) fn source(&self, source: &str) -> String {
        let (id, place) = source.split_once(',').map_or((source, ""), |(id, place)| (id, place));
        let known = self.scheme.sources.iter().position(|document| document.id == id.trim());
        match (known, place.trim()) {
            (Some(at), "") => self.say("source.document", &[("number", &(at + 1).to_string())]),
            (Some(at), place) => {
                self.say("source.place", &[("number", &(at + 1).to_string()), ("place", &plain(place))])
            }
            (None, _) => plain(source),
        }
    }

    /// The source of an amount: its own, or the scheme's for amounts that name none.
    pub(super) fn source_or_default(&self, own: Option<&str>) -> Option<String> {
        own.or(self.scheme.default_source.as_deref()).map(|source| self.source(source))
    }
}

/// A name for a thing without one: its id, as words.
pub(super) fn from_id(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
