//! What a check finds, as data. The names of fields and the words of states are stable: programs read them.

use super::CheckOptions;
use crate::Ratio;
use crate::calculator::Money;
use crate::finding::{Faults, Finding};
use crate::scheme::Period;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// Everything that was found about one version of a scheme.
///
/// As JSON: `scheme`, `version`, `hash`, `currency` (the last three `null` when the files could not be read),
/// `cliff_share_percent`, `findings` (each with `severity`, `code`, `file`, `line`, `message`, `help`) and `days`.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The scheme's id, or the name that it was asked for by when it could not be read.
    pub scheme: String,
    /// Its first day in force.
    pub version: Option<String>,
    /// SHA-256 of its rule files.
    pub hash: Option<String>,
    /// ISO 4217 code of all its money.
    pub currency: Option<String>,
    /// The share of the amount before, in per cent, beyond which a step is a cliff.
    pub cliff_share_percent: Ratio,
    /// Faults first, then warnings, each in the order of the files.
    pub findings: Vec<Finding>,
    /// One for each day on which something inside the version changes.
    pub days: Vec<Day>,
}

/// What holds from one day on.
///
/// As JSON: `on`, `certificates`, `cliffs` (the largest first) and `ranges`; each of these names its `stream`.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// The day of calculation.
    #[serde(serialize_with = "as_text")]
    pub on: Date,
    /// Whether more need can mean less money; one for each stream.
    pub certificates: Vec<Certificate>,
    /// Places where one step moves an amount by much.
    pub cliffs: Vec<Cliff>,
    /// The least and greatest amount of each stream.
    pub ranges: Vec<Range>,
}

/// Whether more need can mean less money in one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The stream's id.
    pub stream: String,
    /// `proved`, `counter-example` or `undecided`.
    pub verdict: Proof,
    /// Two sheets that show it, for `counter-example`.
    pub counter_example: Option<CounterExample>,
    /// For `undecided`: the questions for which neither a proof nor a counter-example was found.
    pub undecided: Vec<String>,
    /// Questions that move the amount and whose answers have no order of need. The verdict holds for each of their
    /// answers; it does not compare these with one another.
    pub without_order: Vec<String>,
}

/// What is known about more need and less money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// No answer of greater need lowers the amount.
    Proved,
    /// Some answer of greater need lowers the amount.
    CounterExample,
    /// Neither a proof nor a counter-example was found.
    Undecided,
}

/// Two sheets that differ in one answer: the second shows greater need and gets less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CounterExample {
    /// The question whose answer differs.
    pub question: String,
    /// Its answer in the first sheet.
    pub from: String,
    /// Its answer in the second, of greater need.
    pub to: String,
    /// What the first sheet gets.
    pub amount_before: Money,
    /// What the second gets.
    pub amount_after: Money,
    /// The other answers that are neither of least need nor the first option.
    pub other_answers: Answers,
    /// The whole first sheet.
    pub before: Answers,
    /// The whole second sheet.
    pub after: Answers,
}

/// A place where one step moves an amount by much.
///
/// A *step* is one question answered by its next answer (the options of a `choice` have no next), or a number that a table
/// or condition looks at moving by its smallest unit over a boundary. It is a cliff when it moves the amount by more than
/// the stated share of the amount before. A step up from nothing is one when the same step moves less between any two
/// amounts above nothing that were seen. Moves of less than a hundredth of the stream's greatest amount are left out.
/// Each step is listed once, at the place where it was seen to move the amount most; and the step of an answer not at all
/// when all it does is to take a total over boundaries of a table, which are listed themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cliff {
    /// The stream's id.
    pub stream: String,
    /// `answer` for a question, `number` for a number worked out from several.
    pub kind: CliffKind,
    /// The question or the step whose value moves.
    pub of: String,
    /// Its value before.
    pub from: String,
    /// Its value after.
    pub to: String,
    /// The amount before.
    pub amount_before: Money,
    /// The amount after.
    pub amount_after: Money,
    /// The difference.
    pub moved: Money,
    /// The difference in per cent of the amount before, with one decimal; `null` from nothing.
    pub share_percent: Option<String>,
    /// The other answers at this place that are neither of least need nor the first option.
    pub other_answers: Answers,
}

/// What takes the step over a cliff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CliffKind {
    /// The answer to a question.
    Answer,
    /// A number that a table or condition looks at.
    Number,
}

/// The least and greatest amount of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The stream's id.
    pub stream: String,
    /// What an amount is for.
    pub period: Period,
    /// The least; `null` when no sheet with an amount was found.
    pub least: Option<Extreme>,
    /// The greatest.
    pub greatest: Option<Extreme>,
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extreme {
    /// The amount of a sheet that was found.
    pub amount: Money,
    /// No sheet gets beyond this: proven.
    pub bound: Money,
    /// Whether the two are the same, so that the amount is the end.
    pub is_exact: bool,
    /// The answers of the sheet that are neither of least need nor the first option.
    pub other_answers: Answers,
    /// The whole sheet.
    pub answers: Answers,
}

/// Answers by question id, in the order of the questions, as a file of answers would hold them. As JSON an object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(pub Vec<(String, String)>);

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, answer)| (id, answer)))
    }
}

fn as_text<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

impl Report {
    /// The report on a scheme that could not be read: its faults and nothing else.
    #[must_use]
    pub fn unread(name: &str, faults: &Faults, options: &CheckOptions) -> Report {
        Report {
            scheme: name.to_owned(),
            version: None,
            hash: None,
            currency: None,
            cliff_share_percent: options.cliff_share_percent(),
            findings: faults.0.clone(),
            days: Vec::new(),
        }
    }

    /// What forbids use of the scheme.
    pub fn faults(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_fault())
    }

    /// What a person should look at.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.is_fault())
    }
}
