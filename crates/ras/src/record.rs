//! A stored result: what was answered, under which scheme, and what came out. It can be worked out again years later.

use crate::calculator::{Calculator, Score, Sheet};
use crate::{Money, Refusal, Scheme};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One person's result with everything needed to work it out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The scheme's id.
    pub scheme: String,
    /// The scheme's version: its first day in force, `2026-04-01`.
    pub version: String,
    /// SHA-256 of the scheme's rule files.
    pub hash: String,
    /// The day of calculation, `2026-05-01`.
    pub on: String,
    /// Whose result it is.
    pub person: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Answers by question id, as a file of answers holds them; questions without an answer are left out.
    pub answers: BTreeMap<String, String>,
    /// One for each stream, in the scheme's order.
    pub streams: Vec<StreamRecord>,
    /// Routes out of the table that are open.
    #[serde(default)]
    pub routes: Vec<String>,
}

/// One stream of a stored result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamRecord {
    /// The stream's id.
    pub stream: String,
    /// The points, where the stream shows some.
    pub points: Option<String>,
    /// The amount with two decimals, when there is one.
    pub amount: Option<String>,
    /// What the amount is for.
    pub period: String,
    /// `ok` or `refused`.
    pub status: String,
    /// Why it is refused, or why it is nothing.
    #[serde(default)]
    pub reason: String,
}

impl Record {
    /// The record of a sheet that was scored.
    #[must_use]
    pub fn of(scheme: &Scheme, calculator: &Calculator, person: &str, sheet: &Sheet, score: &Score) -> Record {
        let answer = |(at, input): (usize, &crate::Input)| Some((input.id.clone(), input.text(sheet.code(at)?)));
        let streams = score.streams.iter().map(|stream| StreamRecord {
            stream: stream.stream.clone(),
            points: stream.points.map(|points| points.to_string()),
            amount: stream.amount.as_ref().ok().map(Money::to_string),
            period: stream.period.name().to_owned(),
            status: if stream.amount.is_ok() { "ok" } else { "refused" }.to_owned(),
            reason: reason(scheme, score, stream),
        });
        Record {
            scheme: calculator.scheme.clone(),
            version: calculator.version.clone(),
            hash: calculator.hash.to_string(),
            on: calculator.on.to_string(),
            person: person.to_owned(),
            currency: calculator.currency.code().to_owned(),
            answers: calculator.inputs.iter().enumerate().filter_map(answer).collect(),
            streams: streams.collect(),
            routes: score.routes.clone(),
        }
    }
}

/// The reason column of a stream: why it is refused, why it is nothing, or which routes are open.
#[must_use]
pub fn reason(scheme: &Scheme, score: &Score, stream: &crate::StreamScore) -> String {
    reason_in(&scheme.words_in(&scheme.language), score, stream)
}

/// The same in words that were taken from the scheme before, for many people.
pub(crate) fn reason_in(words: &crate::scheme::Words, score: &Score, stream: &crate::StreamScore) -> String {
    if let Err(refusal) = &stream.amount {
        return refusal_reason(refusal, words);
    }
    if !stream.is_eligible {
        return not_eligible_reason(words, &stream.stream);
    }
    let open = score.routes.iter().map(|id| words.routes.get(id).map_or(id.as_str(), String::as_str));
    let open: Vec<String> = open.map(|text| format!("another route is open: {}", one_line(text))).collect();
    open.join("; ")
}

/// Why a stream is not open to someone.
#[must_use]
pub fn not_eligible_reason(words: &crate::scheme::Words, stream: &str) -> String {
    let own = words.not_eligible.get(stream).map(String::as_str);
    format!("not eligible: {}", one_line(own.unwrap_or("the conditions of this stream are not met")))
}

/// Why there is no amount, in words.
#[must_use]
pub fn refusal_reason(refusal: &Refusal, words: &crate::scheme::Words) -> String {
    match refusal {
        Refusal::NoAnswer { question } => format!("column {question}: no answer, and an answer is required"),
        Refusal::OutsideTable { step, looked_up } => {
            if looked_up.is_empty() {
                let own = words.refusals.get(step).map_or("none of its cases applies", String::as_str);
                return format!("{step}: {}", one_line(own));
            }
            let values: Vec<String> = looked_up.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            let own = words.refusals.get(step).map_or("the table has no row for this", String::as_str);
            format!("{step} ({}): {}", values.join(", "), one_line(own))
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What came of working a stored result out again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// Every figure came out the same.
    Identical,
    /// The scheme's files are not the ones that the result was made with.
    OtherScheme {
        /// The hash in the record.
        stored: String,
        /// The hash of the files at hand.
        found: String,
    },
    /// The answers cannot be used with this scheme.
    Unusable(String),
    /// The first figure that came out differently.
    Different {
        /// What: a stream and a column, such as `social-care: amount`.
        what: String,
        /// As stored.
        stored: String,
        /// As worked out now.
        found: String,
    },
}

/// Works a stored result out again with the scheme and calculator of its version and day.
#[must_use]
pub fn replay(record: &Record, scheme: &Scheme, calculator: &Calculator) -> Replay {
    let found_hash = calculator.hash.to_string();
    if record.hash != found_hash {
        return Replay::OtherScheme { stored: record.hash.clone(), found: found_hash };
    }
    let answers = record.answers.iter().map(|(id, text)| (id.as_str(), text.as_str()));
    let sheet = match calculator.sheet(answers) {
        Ok(sheet) => sheet,
        Err(error) => return Replay::Unusable(error.to_string()),
    };
    let again = Record::of(scheme, calculator, &record.person, &sheet, &calculator.score(&sheet));
    first_difference(record, &again).map_or(Replay::Identical, |(what, stored, found)| Replay::Different {
        what,
        stored,
        found,
    })
}

/// The first difference between two records of one person: what, as stored, as found.
fn first_difference(stored: &Record, found: &Record) -> Option<(String, String, String)> {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let mut pairs = vec![
        ("currency".to_owned(), stored.currency.clone(), found.currency.clone()),
        ("number of streams".to_owned(), stored.streams.len().to_string(), found.streams.len().to_string()),
    ];
    for (a, b) in stored.streams.iter().zip(&found.streams) {
        let of = |column: &str| format!("{}: {column}", b.stream);
        pairs.push((of("stream"), a.stream.clone(), b.stream.clone()));
        pairs.push((of("status"), a.status.clone(), b.status.clone()));
        pairs.push((of("points"), shown(&a.points), shown(&b.points)));
        pairs.push((of("amount"), shown(&a.amount), shown(&b.amount)));
        pairs.push((of("period"), a.period.clone(), b.period.clone()));
    }
    pairs.push(("routes".to_owned(), stored.routes.join(" "), found.routes.join(" ")));
    pairs.into_iter().find(|(_, a, b)| a != b)
}
