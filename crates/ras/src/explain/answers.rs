//! Answers in words, with the points they are worth.

use super::desk::Desk;
use super::directory::Directory;
use super::figure::{Measure, Style};
use super::letter::{AnswerLine, AnswerPoints, Source};
use super::message::Message as M;
use super::wording::{Value, figure};
use crate::Ratio;
use crate::calculator::{Input, NodeId};
use crate::calendar::date_of;
use crate::scheme::{AgeUnit, Question, QuestionKind};
use std::borrow::Cow;

/// Largest range of whole numbers whose answers are written once for everyone.
const LISTED: i64 = 64;

/// A question with all that is the same for everyone.
pub(super) struct QuestionOutline<'a> {
    pub(super) id: &'a str,
    pub(super) text: &'a str,
    pub(super) kind: &'a QuestionKind,
    /// Every answer in words, where they are few: the options, no and yes, or the numbers from `base` on.
    options: Vec<String>,
    /// The same as a file of answers holds them.
    codes: Vec<String>,
    base: i64,
    /// What a number counts.
    unit: Option<&'a str>,
    outcome: Option<&'a str>,
    source: Option<Source<'a>>,
    /// What each of these answers is worth.
    worth: Vec<Vec<(&'a str, String)>>,
    /// For numbers: set, points of one unit, weight.
    each: Vec<(&'a str, Ratio, Ratio)>,
    /// The code that a blank counts as.
    blank: Option<i64>,
    shown: Option<NodeId>,
}

impl<'a> QuestionOutline<'a> {
    pub(super) fn new(directory: &Directory<'a>, question: &'a Question, input: &'a Input) -> QuestionOutline<'a> {
        let codes: Vec<String> = match &question.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => options.clone(),
            QuestionKind::YesNo => ["no", "yes"].map(str::to_owned).into(),
            QuestionKind::Whole { min, max } if max - min < LISTED => {
                (*min..=*max).map(|number| number.to_string()).collect()
            }
            _ => Vec::new(),
        };
        let base = if let QuestionKind::Whole { min, .. } = question.kind { min } else { 0 };
        let unit = directory.words.questions.get(&question.id).and_then(|words| words.unit.as_deref());
        let option = |(code, id): (i64, &String)| match question.kind {
            QuestionKind::Whole { .. } => {
                let measure = unit.map_or(Measure::Number, Measure::Worded);
                directory.number(Ratio::whole(code), measure)
            }
            _ => directory.option(question, id),
        };
        let options: Vec<String> = (base..).zip(&codes).map(option).collect();
        let sets: Vec<(&'a str, &'a [Ratio])> =
            question.points.iter().map(|(set, points)| (set_name(directory, set), points.as_slice())).collect();
        let worth = |code: i64| -> Vec<(&'a str, String)> {
            let points = |points: &[Ratio]| match question.kind {
                QuestionKind::YesNo if code == 0 => Some(Ratio::ZERO),
                QuestionKind::YesNo => points.first().copied(),
                QuestionKind::Whole { .. } => points.first()?.times(Ratio::whole(code)),
                _ => points.get(usize::try_from(code).ok()?).copied(),
            };
            let in_set = |(set, of_set): &(&'a str, &[Ratio])| {
                Some((*set, weighted(directory, points(of_set)?, question.weight)))
            };
            sets.iter().filter_map(in_set).collect()
        };
        let each = if options.is_empty() {
            sets.iter().filter_map(|(set, points)| Some((*set, *points.first()?, question.weight))).collect()
        } else {
            Vec::new()
        };
        QuestionOutline {
            id: &question.id,
            text: directory.words.question(&question.id),
            kind: &question.kind,
            unit,
            outcome: question.outcome.as_deref().map(|outcome| directory.words.outcome(outcome)),
            source: question.source.as_deref().map(|source| directory.source(source)),
            worth: (base..).take(options.len()).map(worth).collect(),
            options,
            codes,
            base,
            each,
            blank: question.blank.as_deref().and_then(|text| input.code(text).ok()),
            shown: input.shown,
        }
    }

    /// Whether the question is asked, given the other answers.
    pub(super) fn is_asked(&self, desk: &Desk<'_>) -> bool {
        self.shown.is_none_or(|shown| desk.values.holds(shown))
    }

    fn position(&self, code: i64) -> Option<usize> {
        usize::try_from(code.checked_sub(self.base)?).ok()
    }

    /// An answer as a file of answers holds it.
    pub(super) fn code(&self, input: &Input, code: i64) -> Cow<'_, str> {
        let listed = self.position(code).and_then(|at| self.codes.get(at));
        listed.map_or_else(|| Cow::Owned(input.text(code)), |text| Cow::Borrowed(text.as_str()))
    }

    /// An answer in words.
    pub(super) fn answer(&self, desk: &Desk<'_>, input: &Input, code: i64) -> Cow<'_, str> {
        if let Some(option) = self.position(code).and_then(|at| self.options.get(at)) {
            return Cow::Borrowed(option);
        }
        let mut out = String::with_capacity(24);
        match self.kind {
            QuestionKind::DateOfBirth { age_in, .. } => {
                let Some(born) = date_of(code) else { return Cow::Borrowed("") };
                let measure = if *age_in == AgeUnit::Years { Measure::Years } else { Measure::Months };
                let age = desk.shown(i128::from(input.age_of(code).unwrap_or(0)), Style::new(1, measure));
                desk.wording.say(&mut out, M::AnswersBorn, &[("date", Value::Day(born)), ("age", Value::Text(&age))]);
            }
            QuestionKind::Date => {
                if let Some(day) = date_of(code) {
                    desk.wording.put(&mut out, Value::Day(day));
                }
            }
            _ => desk.wording.put(&mut out, figure(i128::from(code), self.style())),
        }
        Cow::Owned(out)
    }

    fn style(&self) -> Style<'a> {
        let den = if let QuestionKind::Decimal { places, .. } = self.kind { 10_i128.pow(*places) } else { 1 };
        Style::new(den, self.unit.map_or(Measure::Number, Measure::Worded))
    }

    /// The answer line for one person.
    pub(super) fn line<'e>(&'e self, desk: &Desk<'_>, at: usize, input: &Input) -> AnswerLine<'e> {
        let is_asked = self.is_asked(desk);
        let given = desk.sheet.code(at).filter(|_| is_asked);
        let counted = given.or(self.blank);
        AnswerLine {
            question: self.id,
            text: self.text,
            outcome: self.outcome,
            answer: match given {
                Some(code) => self.answer(desk, input, code),
                None => Cow::Owned(self.nothing(desk, input, is_asked)),
            },
            is_answered: given.is_some(),
            points: counted.map_or_else(Vec::new, |code| self.points(desk, code)),
            source: self.source,
        }
    }

    /// That there is no answer, and what that counts as.
    pub(super) fn nothing(&self, desk: &Desk<'_>, input: &Input, is_asked: bool) -> String {
        match (self.blank, is_asked) {
            (Some(code), is_asked) => {
                let answer = self.answer(desk, input, code);
                let message = if is_asked { M::AnswersNoAnswerCountsAs } else { M::AnswersNotAskedCountsAs };
                desk.wording.sentence(message, &[("answer", Value::Text(&answer))])
            }
            (None, true) => desk.wording.text(M::AnswersNoAnswer).to_owned(),
            (None, false) => desk.wording.text(M::AnswersNotAsked).to_owned(),
        }
    }

    fn points(&self, desk: &Desk<'_>, code: i64) -> Vec<AnswerPoints<'_>> {
        if let Some(worth) = self.position(code).and_then(|at| self.worth.get(at)) {
            return worth.iter().map(|(set, shown)| AnswerPoints { set, shown: Cow::Borrowed(shown) }).collect();
        }
        let number = || {
            let den = if let QuestionKind::Decimal { places, .. } = self.kind { 10_i128.pow(*places) } else { 1 };
            Ratio::new(i128::from(code), den)
        };
        let in_set = |(set, each, weight): &(&'a str, Ratio, Ratio)| {
            let points = number()?.times(*each)?;
            let mut shown = String::new();
            write_weighted(desk.wording, &mut shown, points, *weight);
            Some(AnswerPoints { set, shown: shown.into() })
        };
        self.each.iter().filter_map(in_set).collect()
    }
}

fn weighted(directory: &Directory<'_>, points: Ratio, weight: Ratio) -> String {
    let mut out = String::new();
    write_weighted(&directory.wording, &mut out, points, weight);
    out
}

/// The points that count: `12`, or with a weight `12 × 1.5 = 18`.
fn write_weighted(wording: &super::wording::Wording, out: &mut String, points: Ratio, weight: Ratio) {
    let number = |number: Ratio| super::wording::ratio(number, Measure::Number);
    match points.times(weight).filter(|_| weight != Ratio::ONE) {
        Some(counted) => {
            let values = [("points", number(points)), ("weight", number(weight)), ("counted", number(counted))];
            wording.say(out, M::AnswersWeighted, &values);
        }
        None => wording.put(out, number(points)),
    }
}

/// A point set by the name of the stream that shows its points, or of the same id; a single set needs none.
fn set_name<'a>(directory: &Directory<'a>, set: &'a str) -> &'a str {
    use crate::scheme::StepKind;
    if set.is_empty() {
        return "";
    }
    let adds_up = |id: &str| {
        let of_set = |step: &crate::scheme::Step| {
            matches!(&step.kind, StepKind::Points { set: Some(own), .. } if own == set) && step.id == id
        };
        directory.scheme.steps.iter().any(of_set)
    };
    let streams = &directory.scheme.streams;
    let by_id = streams.iter().find(|stream| stream.id == set);
    let by_points = || {
        streams.iter().find(|stream| match &stream.points {
            Some(crate::scheme::Ref::Name(id, _)) => adds_up(id),
            _ => false,
        })
    };
    by_id.or_else(by_points).map_or(set, |stream| directory.words.stream(&stream.id))
}
