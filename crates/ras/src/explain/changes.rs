//! What another answer would do: each is tried by working out again just what depends on it.

use super::desk::Desk;
use super::letter::StreamLine;
use super::{Explainer, Reached};
use crate::calculator::{Again, Calculator, Input, NodeId, Sheet, Values};
use crate::scheme::QuestionKind;
use crate::{BLANK, Money};
use serde::Serialize;
use std::borrow::Cow;

/// What other answers to a question would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionChange<'e> {
    /// The question's id.
    pub question: &'e str,
    /// Its wording.
    pub text: &'e str,
    /// The answer now, in words.
    pub answer: Cow<'e, str>,
    /// Each other answer that was tried.
    pub changes: Vec<Change<'e>>,
}

/// What one other answer would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change<'e> {
    /// Which other answer it is.
    pub towards: Towards,
    /// That answer as a file of answers holds it.
    pub code: Cow<'e, str>,
    /// That answer in words.
    pub answer: Cow<'e, str>,
    /// What each stream would be, in the scheme's order.
    pub streams: Vec<StreamChange<'e>>,
}

/// Which other answer is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Towards {
    /// One level or unit lower.
    Lower,
    /// One level or unit higher.
    Higher,
    /// Another choice, or the other of yes and no.
    Other,
    /// The lowest answer to a question that has none now.
    First,
}

/// What a stream would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamChange<'e> {
    /// The stream's id.
    pub stream: &'e str,
    /// The amount, unless there would be none.
    pub amount: Option<Money>,
    /// The difference to the amount now, where there are both.
    pub difference: Option<Money>,
    /// Why there would be none.
    pub reason: Option<String>,
}

impl QuestionChange<'_> {
    /// Whether any of the other answers would move an amount; `now` are the streams as they are.
    #[must_use]
    pub fn moves(&self, now: &[StreamLine<'_>]) -> bool {
        let moves = |change: &Change<'_>| change.streams.iter().zip(now).any(|(stream, now)| stream.moves(now.amount));
        self.changes.iter().any(moves)
    }
}

impl StreamChange<'_> {
    /// Whether anything about the stream would be different; `now` is its amount now.
    #[must_use]
    pub fn moves(&self, now: Option<Money>) -> bool {
        self.amount != now
    }
}

/// What depends on a question.
pub(super) struct Dependents {
    /// Amounts, openings, shown questions and bands, and what they are made from.
    again: Again,
    /// Whether another question is asked or not because of it.
    opens_questions: bool,
}

/// What depends on each question.
pub(super) fn dependents(calculator: &Calculator, looked_up: impl Iterator<Item = NodeId>) -> Vec<Dependents> {
    let shown: Vec<NodeId> = calculator.inputs.iter().filter_map(|input| input.shown).collect();
    let of_stream = calculator.streams.iter().flat_map(|stream| stream.eligible.into_iter().chain([stream.amount]));
    let wanted = of_stream.chain(looked_up).chain(shown.iter().copied());
    let of_question = |again: Again| {
        let opens_questions = shown.iter().any(|node| again.has(*node));
        Dependents { again, opens_questions }
    };
    calculator.again(wanted).into_iter().map(of_question).collect()
}

/// A sheet and values to try things on.
struct Trial {
    sheet: Sheet,
    values: Values,
}

impl Explainer<'_> {
    /// Every question with what its other answers would do; `reached` learns the numbers that bands would be looked up by.
    pub(super) fn changes<'e>(
        &'e self,
        desk: &Desk<'_>,
        now: &[StreamLine<'_>],
        is_missing: bool,
        reached: &mut [Reached],
    ) -> Vec<QuestionChange<'e>> {
        let mut trial = Trial { sheet: desk.sheet.clone(), values: desk.values.clone() };
        let mut all = Vec::with_capacity(self.questions.len());
        for (at, (question, input)) in self.questions.iter().zip(&self.directory.calculator.inputs).enumerate() {
            if !question.is_asked(desk) {
                continue;
            }
            let code = desk.sheet.code(at);
            let mut changes = Vec::new();
            others(question.kind, input, code, |towards, code| {
                let streams = self.tried(&mut trial, desk, (at, code), now, is_missing, reached);
                changes.push(Change {
                    towards,
                    code: question.code(input, code),
                    answer: question.answer(desk, input, code),
                    streams,
                });
            });
            if !changes.is_empty() {
                trial.sheet.set(at, code.unwrap_or(BLANK));
                if let Some(dependents) = self.dependents.get(at) {
                    trial.values.take_back(&dependents.again, desk.values);
                }
                let answer = match code {
                    Some(code) => question.answer(desk, input, code),
                    None => Cow::Owned(question.nothing(desk, input, true)),
                };
                all.push(QuestionChange { question: question.id, text: question.text, answer, changes });
            }
        }
        all
    }

    /// The amounts when one question has another answer. The trial keeps that answer.
    fn tried<'e>(
        &'e self,
        trial: &mut Trial,
        desk: &Desk<'_>,
        (at, code): (usize, i64),
        now: &[StreamLine<'_>],
        is_missing: bool,
        reached: &mut [Reached],
    ) -> Vec<StreamChange<'e>> {
        let calculator = self.directory.calculator;
        let Some(dependents) = self.dependents.get(at) else { return Vec::new() };
        trial.sheet.set(at, code);
        calculator.evaluate_again(&dependents.again, &trial.sheet, desk.values, &mut trial.values);
        let missing = if is_missing || dependents.opens_questions {
            calculator.missing_answer(&trial.sheet, &trial.values)
        } else {
            None
        };
        let tried = Desk { sheet: &trial.sheet, values: &trial.values, ..*desk };
        let stream = |(outline, now): (&'e super::amounts::StreamOutline<'_>, &StreamLine<'_>)| {
            let reason = self.why_none(&tried, outline.nodes, missing.as_ref());
            let amount = reason.is_none().then(|| super::amounts::amount_of(&tried, outline.nodes));
            let difference = amount.zip(now.amount).map(|(amount, now)| Money(amount.0 - now.0));
            StreamChange { stream: &outline.nodes.id, amount, difference, reason }
        };
        let streams = self.streams.iter().zip(now).map(stream).collect();
        for (reached, step) in reached.iter_mut().zip(&self.bands) {
            reached.widen(&trial.values, *step);
        }
        streams
    }
}

/// The other answers to try: a level or unit less and more, or each other choice; without an answer, the lowest.
/// Dates are left alone: a day more says nothing.
fn others(kind: &QuestionKind, input: &Input, code: Option<i64>, mut each: impl FnMut(Towards, i64)) {
    let step = match kind {
        QuestionKind::DateOfBirth { .. } | QuestionKind::Date => return,
        QuestionKind::Decimal { places, .. } => 10_i64.checked_pow(*places).unwrap_or(1),
        _ => 1,
    };
    let Some(code) = code else { return each(Towards::First, input.lo) };
    match kind {
        QuestionKind::Choice(_) | QuestionKind::YesNo => {
            (input.lo..=input.hi).filter(|other| *other != code).for_each(|other| each(Towards::Other, other));
        }
        _ => {
            if code > input.lo {
                each(Towards::Lower, code.saturating_sub(step).max(input.lo));
            }
            if code < input.hi {
                each(Towards::Higher, code.saturating_add(step).min(input.hi));
            }
        }
    }
}
