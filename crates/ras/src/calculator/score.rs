//! The answer to a sheet: an amount per stream, or the reason why there is none.

use super::op::NodeId;
use super::sheet::{BLANK, Sheet};
use super::{Calculator, StreamNodes, Values};
use crate::Ratio;
use crate::scheme::{Currency, Period};
use std::fmt;

/// An amount in hundredths of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(pub i64);

impl fmt::Display for Money {
    /// Two decimals, no separators, no sign of currency: `1563.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", size / 100, size % 100)
    }
}

impl Money {
    /// As people write it: `£1,563.00`.
    #[must_use]
    pub fn in_words(self, currency: Currency) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let digits = (size / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let code =
            if currency.sign().is_empty() { format!("{} ", currency.code()) } else { currency.sign().to_owned() };
        format!("{sign}{code}{grouped}.{:02}", size % 100)
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a scheme says of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// One for each stream, in the scheme's order.
    pub streams: Vec<StreamScore>,
    /// Routes out of the table that are open.
    pub routes: Vec<String>,
}

/// What a scheme says of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamScore {
    /// The stream's id.
    pub stream: String,
    /// What the amount is for.
    pub period: Period,
    /// The points, where the stream shows some.
    pub points: Option<Ratio>,
    /// The amount, or why there is none.
    pub amount: Result<Money, Refusal>,
    /// Whether the stream is open to this person; when not, the amount is nothing.
    pub is_eligible: bool,
}

/// Why there is no amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A required question has no answer.
    NoAnswer {
        /// The question's id.
        question: String,
    },
    /// A value stands in no row of a step's table, and the scheme says that none was published.
    OutsideTable {
        /// The step's id.
        step: String,
        /// The values looked up: what, and its value as a text.
        looked_up: Vec<(String, String)>,
    },
}

impl Calculator {
    /// Scores one sheet.
    #[must_use]
    pub fn score(&self, sheet: &Sheet) -> Score {
        self.score_of(sheet, &self.evaluate(sheet))
    }

    /// Which questions are asked of somebody with these answers, in the order of the questions.
    #[must_use]
    pub fn asked(&self, sheet: &Sheet) -> Vec<bool> {
        let values = self.evaluate(sheet);
        self.inputs.iter().map(|input| input.shown.is_none_or(|shown| values.holds(shown))).collect()
    }

    pub(crate) fn score_of(&self, sheet: &Sheet, values: &Values) -> Score {
        let missing = self.missing_answer(sheet, values);
        let streams = self.streams.iter().map(|stream| self.stream_score(stream, missing.as_ref(), values)).collect();
        let is_open = |node: &NodeId| missing.is_none() && values.holds(*node) && values.refusal(*node).is_none();
        let routes = self.routes.iter().filter(|(_, node)| is_open(node)).map(|(id, _)| id.clone()).collect();
        Score { streams, routes }
    }

    /// The first required question that was asked and has no answer.
    pub(crate) fn missing_answer(&self, sheet: &Sheet, values: &Values) -> Option<Refusal> {
        let mut asked = self.inputs.iter().zip(&sheet.0);
        let found = asked.find(|(input, code)| {
            **code == BLANK && input.is_required && input.shown.is_none_or(|shown| values.holds(shown))
        });
        found.map(|(input, _)| Refusal::NoAnswer { question: input.id.clone() })
    }

    fn stream_score(&self, stream: &StreamNodes, missing: Option<&Refusal>, values: &Values) -> StreamScore {
        let points = stream.points.filter(|node| missing.is_none() && values.refusal(*node).is_none());
        let points = points.and_then(|node| Ratio::new(values.get(node), self.den(node)));
        let refusal = missing.cloned().or_else(|| values.refusal(stream.amount).map(|node| self.outside(node, values)));
        let amount = match refusal {
            Some(refusal) => Err(refusal),
            None => Ok(Money(i64::try_from(values.get(stream.amount)).unwrap_or(i64::MAX))),
        };
        let is_eligible = stream.eligible.is_none_or(|node| values.holds(node));
        StreamScore { stream: stream.id.clone(), period: stream.period, points, amount, is_eligible }
    }

    fn outside(&self, node: NodeId, values: &Values) -> Refusal {
        let step = self.steps.iter().find(|step| Some(step.index) == self.step_of(node));
        let inputs = self.node(node).map(|node| node.op.inputs()).unwrap_or_default();
        let is_looked_up = |id: &&NodeId| !matches!(self.node(**id).map(|node| &node.op), Some(super::Op::Const(_)));
        let looked_up = inputs
            .iter()
            .filter(is_looked_up)
            .map(|input| (self.name_of(*input), self.text_of(*input, values)))
            .collect();
        Refusal::OutsideTable { step: step.map(|step| step.id.clone()).unwrap_or_default(), looked_up }
    }

    /// What an operation is the value of: a step or a question.
    pub(crate) fn name_of(&self, id: NodeId) -> String {
        if let Some(step) = self.steps.iter().find(|step| step.value == id) {
            return step.id.clone();
        }
        let questions = self.node(id).map(|node| node.op.questions()).unwrap_or_default();
        questions
            .first()
            .and_then(|at| self.inputs.get(*at))
            .map_or_else(|| "value".to_owned(), |input| input.id.clone())
    }

    /// A value as a text.
    pub(crate) fn text_of(&self, id: NodeId, values: &Values) -> String {
        Ratio::new(values.get(id), self.den(id)).map(|value| value.to_string()).unwrap_or_default()
    }
}
