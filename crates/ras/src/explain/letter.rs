//! What an explanation holds: plain data, ready to be written as a text, a page or JSON. Nothing is worked out here.

use super::changes::QuestionChange;
use super::cliffs::Cliff;
use crate::Money;
use crate::scheme::{Adjustment, Period};
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;

/// One person's figure with everything that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation<'e> {
    /// The language of its own sentences.
    pub language: &'static str,
    /// Whose figure it is, as the file of answers names them.
    pub person: String,
    /// The rules that were used.
    pub scheme: SchemeStamp<'e>,
    /// The day of calculation.
    #[serde(serialize_with = "as_text")]
    pub on: Date,
    /// The money, one line for each stream in the scheme's order.
    pub streams: Vec<StreamLine<'e>>,
    /// Sums over streams with the same period.
    pub totals: Vec<TotalLine>,
    /// Whether every required question has an answer; if not, nothing was worked out.
    pub is_complete: bool,
    /// Whether an amount is missing because of an answer or a table.
    pub is_refused: bool,
    /// That the figure is indicative, and who decides.
    pub indicative: &'e str,
    /// Routes out of the table that are open.
    pub routes: Vec<RouteLine<'e>>,
    /// Every question with its answer, in the order they are asked.
    pub answers: Vec<AnswerLine<'e>>,
    /// Points added up by outcome, for each step of points that leads to an amount.
    pub points: Vec<PointsTable<'e>>,
    /// Every step that leads to an amount, in order.
    pub steps: Vec<StepLine<'e>>,
    /// Lines of tables that this person is close to.
    pub cliffs: Vec<Cliff<'e>>,
    /// What another answer would do.
    pub changes: Vec<QuestionChange<'e>>,
    /// Who may change the figure afterwards, and when rates and rules change.
    pub afterwards: &'e Afterwards<'e>,
    /// The documents that numbers come from, in the order of their numbers.
    pub sources: &'e [SourceLine<'e>],
}

/// Which rules were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SchemeStamp<'e> {
    /// The scheme's id.
    pub id: &'e str,
    /// Its title.
    pub title: &'e str,
    /// Who runs it.
    pub authority: Option<&'e str>,
    /// The version: the first day in force.
    pub version: &'e str,
    /// SHA-256 of the rule files.
    pub hash: &'e str,
    /// ISO 4217 code.
    pub currency: &'e str,
}

impl SchemeStamp<'_> {
    /// The id with the version, as the command line takes it.
    #[must_use]
    pub fn full_id(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

/// The money of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamLine<'e> {
    /// The stream's id.
    pub stream: &'e str,
    /// Its name.
    pub name: &'e str,
    /// What the amount is for.
    pub period: Period,
    /// The points, where the stream shows some.
    pub points: Option<String>,
    /// The amount, unless there is none.
    pub amount: Option<Money>,
    /// The amount with its period, or nothing.
    pub shown: String,
    /// For a share: how the whole was rounded before it was shared.
    pub whole: Option<String>,
    /// From the exact sum to the amount: how it was rounded or shared.
    pub working: String,
    /// Whether the money is open to this person; when not, the amount is nothing.
    pub is_eligible: bool,
    /// What makes it open, in words, where the scheme says.
    pub eligibility: Option<String>,
    /// Why there is no amount, or why it is nothing.
    pub reason: Option<String>,
}

/// A sum over streams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalLine {
    /// What the amounts are for.
    pub period: Period,
    /// The sum of the amounts there are.
    pub amount: Money,
    /// The sum with its period, in a sentence.
    pub shown: String,
    /// How many streams are in it.
    pub streams: usize,
    /// Whether each stream with this period has an amount.
    pub is_complete: bool,
}

/// A route out of the table that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RouteLine<'e> {
    /// The route's id.
    pub route: &'e str,
    /// What it means.
    pub text: &'e str,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerLine<'e> {
    /// The question's id.
    pub question: &'e str,
    /// Its wording.
    pub text: &'e str,
    /// The outcome it belongs to.
    pub outcome: Option<&'e str>,
    /// The answer in words, or that there is none and what that counts as.
    pub answer: Cow<'e, str>,
    /// Whether there is an answer that counts.
    pub is_answered: bool,
    /// What it is worth in each set of points.
    pub points: Vec<AnswerPoints<'e>>,
    /// Where the question or its points come from.
    pub source: Option<Source<'e>>,
}

/// What an answer is worth in one set of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerPoints<'e> {
    /// The set's name; empty when there is only one.
    pub set: &'e str,
    /// The points that count, with the weight where there is one: `12 × 1.5 = 18`.
    pub shown: Cow<'e, str>,
}

/// Points of one step, by outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointsTable<'e> {
    /// The step's id.
    pub step: &'e str,
    /// Its name.
    pub name: &'e str,
    /// One line for each outcome that has questions here.
    pub groups: Vec<PointsGroup<'e>>,
    /// All together, with `points`.
    pub total: String,
}

/// Points of one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointsGroup<'e> {
    /// The outcome's name; none for questions that belong to none.
    pub outcome: Option<&'e str>,
    /// The points of the answers and their sum: `4 + 12 = 16`.
    pub working: String,
    /// The most that counts here, when that is less than the sum.
    pub cap: Option<String>,
    /// What counts.
    pub counted: String,
}

/// One line of the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepLine<'e> {
    /// The step's id.
    pub step: &'e str,
    /// Its name.
    pub name: &'e str,
    /// The first stream it leads to, by position.
    pub stream: usize,
    /// The sum, as it can be done with a pencil.
    pub working: String,
    /// What comes out, unless there is no value.
    pub value: Option<String>,
    /// The numbers in it, with their names.
    pub parts: Vec<PartLine<'e>>,
    /// What was changed after the sum: a least or a most, a rounding, days that were counted.
    pub notes: Vec<String>,
    /// Where its own numbers come from.
    pub sources: &'e [Source<'e>],
}

/// A number in a line, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartLine<'e> {
    /// The number, or a small sum.
    pub shown: Cow<'e, str>,
    /// What it is.
    pub name: Cow<'e, str>,
    /// Where it comes from.
    pub source: Option<Source<'e>>,
}

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source<'e> {
    /// The document's number in the list of sources.
    pub number: Option<usize>,
    /// The document's title.
    pub document: &'e str,
    /// The place in it.
    pub place: &'e str,
}

/// A document that numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine<'e> {
    /// Its number.
    pub number: usize,
    /// Its title.
    pub title: &'e str,
    /// Where it can be found.
    pub found_at: Option<&'e str>,
    /// When it was seen.
    #[serde(serialize_with = "as_text_if_any")]
    pub seen: Option<Date>,
    /// All of it in a sentence.
    pub shown: String,
}

fn as_text<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

#[allow(clippy::ref_option)] // serde hands over a reference to the field
fn as_text_if_any<S: serde::Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// What may happen to the figure afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Afterwards<'e> {
    /// Which way the figure may be changed.
    pub direction: Adjustment,
    /// The same in a sentence.
    pub direction_text: &'e str,
    /// Who may change it and how, in the scheme's words.
    pub adjustment: Option<&'e str>,
    /// From when the rules hold, when prices change, when the rules are looked at again.
    pub dates: Vec<String>,
    /// That another look can be asked for.
    pub challenge_always: &'e str,
    /// How, in the scheme's words.
    pub challenge: &'e str,
}
