//! A scheme as it stands in its files: plain data, every dated version of every rule, nothing chosen or computed yet.

mod condition;
mod question;
mod rule;
mod stream;
mod words;

pub use condition::{Comparison, Condition, ConditionKind, NamedCondition, Test};
pub use question::{AgeOn, AgeUnit, Answerer, NeedDirection, Question, QuestionKind};
pub use rule::{
    Band, Case, DayRange, KeyCell, LinePoint, LookupRow, Outside, Parameter, ParameterValue, Ref, Rows, Step, StepKind,
    Table, TableKind, Term, Unit,
};
pub use stream::{Adjustment, Currency, Outcome, Period, Review, Rounding, Route, SourceDocument, Split, Stream};
pub use words::{EVERY_CHILD_MATTERS, QuestionWords, Words};

use crate::finding::Place;
use crate::hash::SchemeHash;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A version of a resource allocation scheme: one dated folder.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The scheme's id, the same for all its versions.
    pub id: String,
    /// First day in force; the name of the version.
    pub effective_from: Date,
    /// Last day in force, when one is known.
    pub effective_until: Option<Date>,
    /// Currency of all its money.
    pub currency: Currency,
    /// What an amount is for, unless a stream says otherwise.
    pub period: Period,
    /// The language whose wording is complete.
    pub language: String,
    /// Documents that amounts come from, by id.
    pub sources: Vec<SourceDocument>,
    /// When rates change and when the scheme is looked at again.
    pub review: Review,
    /// What may lawfully happen to the figure afterwards.
    pub adjustment: Adjustment,
    /// The framework that questions are grouped under, in order.
    pub outcomes: Vec<Outcome>,
    /// The pots of money, in the order of results.
    pub streams: Vec<Stream>,
    /// Wholes shared between streams.
    pub splits: Vec<Split>,
    /// Routes out of the table.
    pub routes: Vec<Route>,
    /// The questions in the order they are asked.
    pub questions: Vec<Question>,
    /// Named numbers.
    pub parameters: Vec<Parameter>,
    /// Tables that several steps share.
    pub tables: Vec<Table>,
    /// The lines of the calculation; one id may stand several times with different dates.
    pub steps: Vec<Step>,
    /// Conditions with a name.
    pub conditions: Vec<NamedCondition>,
    /// Source of amounts that name none.
    pub default_source: Option<String>,
    /// Wording by language (`en`, `cy`, `easy` …).
    pub words: BTreeMap<String, Words>,
    /// Worked examples.
    pub cases: Vec<WorkedCase>,
    /// SHA-256 of the three rule files.
    pub hash: SchemeHash,
}

/// A worked example that stands beside a scheme and runs as a test.
#[derive(Debug, Clone)]
pub struct WorkedCase {
    /// What it shows.
    pub name: String,
    /// Day of calculation; the scheme's first day when left out.
    pub on: Option<Date>,
    /// Answers by question id, as a file of answers would hold them.
    pub answers: Vec<(String, String)>,
    /// Expected amounts by stream, in units of the currency.
    pub expect: Vec<(String, crate::Ratio)>,
    /// Expected points by stream.
    pub points: Vec<(String, crate::Ratio)>,
    /// Words that the reason of a refusal must hold, when one is expected.
    pub refused: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl Scheme {
    /// The words in a language, falling back to the scheme's own language, then to nothing but ids.
    #[must_use]
    pub fn words_in(&self, language: &str) -> Words {
        let own = self.words.get(&self.language).cloned().unwrap_or_default();
        match self.words.get(language) {
            Some(words) if language != self.language => words.clone().or(own),
            _ => own,
        }
    }

    /// Whether a day is in the time that this version is in force.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_until.is_none_or(|until| on <= until)
    }

    /// The scheme's version as results carry it: its first day in force.
    #[must_use]
    pub fn version(&self) -> String {
        self.effective_from.to_string()
    }

    /// Its position among the questions.
    #[must_use]
    pub fn question_index(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// The days on which something inside changes: its first day and the start of every dated version after it.
    #[must_use]
    pub fn turning_days(&self) -> Vec<Date> {
        let inside = |day: &Date| self.is_in_force(*day);
        let parameters = self.parameters.iter().flat_map(|p| p.values.iter().map(|v| v.dates));
        let tables = self.tables.iter().map(|table| table.dates);
        let steps = self.steps.iter().map(|step| step.dates);
        let mut days: Vec<Date> = parameters
            .chain(tables)
            .chain(steps)
            .flat_map(|dates| [dates.from, dates.until.and_then(|until| until.tomorrow().ok())])
            .flatten()
            .filter(inside)
            .collect();
        days.push(self.effective_from);
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// The days on which a dated version of something holds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InForce {
    /// First day; without it, from the beginning.
    pub from: Option<Date>,
    /// Last day; without it, without end.
    pub until: Option<Date>,
}

impl InForce {
    /// Whether the day is one of them.
    #[must_use]
    pub fn holds(self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }

    /// Whether two share a day.
    #[must_use]
    pub fn overlaps(self, other: InForce) -> bool {
        let starts_after_end =
            |a: InForce, b: InForce| matches!((a.from, b.until), (Some(from), Some(until)) if from > until);
        !starts_after_end(self, other) && !starts_after_end(other, self)
    }
}
