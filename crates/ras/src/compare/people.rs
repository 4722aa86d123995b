//! What a change means for people: the amounts of each person under both schemes, and who gains and who loses.

use crate::calculator::{Money, Score};
use crate::record::reason_in;
use crate::scheme::{Currency, Period, Scheme, Words};
use serde::{Serialize, Serializer};

/// So many of the largest gains and losses, and of the persons refused, are kept by name.
const NAMED: usize = 10;

/// A stream as it is in both schemes; none where a scheme does not have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamPair {
    /// Its id.
    pub stream: String,
    /// What its amount is for in the first scheme.
    pub period_before: Option<Period>,
    /// What its amount is for in the second scheme.
    pub period_after: Option<Period>,
}

impl StreamPair {
    /// Whether the amounts are for the same time, so that one can be taken from the other.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        match (self.period_before, self.period_after) {
            (Some(before), Some(after)) => before == after,
            _ => true,
        }
    }
}

/// What one scheme says of one stream for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// An amount.
    Amount(Money),
    /// No amount.
    Refused,
    /// The scheme does not have the stream.
    Absent,
}

impl Side {
    /// The money to compare with: none where it is refused, nothing where the scheme has no such stream.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        match self {
            Side::Amount(amount) => Some(*amount),
            Side::Refused => None,
            Side::Absent => Some(Money(0)),
        }
    }

    /// Its name in results.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match self {
            Side::Amount(_) => "ok",
            Side::Refused => "refused",
            Side::Absent => "absent",
        }
    }
}

/// One person and one stream under both schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Under the first scheme.
    pub before: Side,
    /// Under the second scheme.
    pub after: Side,
    /// The second less the first, where both are amounts for the same time.
    pub change: Option<Money>,
    /// Why there is no amount, or nothing, or another route; on which side, where the two differ.
    pub reason: String,
}

/// Counts and sums over people, for one stream or for all of a person's streams together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// People with an amount on both sides.
    pub compared: u64,
    /// Of these, who gains.
    pub gain: u64,
    /// Of these, who loses.
    pub lose: u64,
    /// Of these, who has the same.
    pub same: u64,
    /// People refused under the first scheme only.
    pub refused_before_only: u64,
    /// People refused under the second scheme only.
    pub refused_after_only: u64,
    /// People refused under both.
    pub refused_both: u64,
    /// Sum under the first scheme, of those compared, in hundredths.
    #[serde(serialize_with = "as_money")]
    pub before: i128,
    /// Sum under the second scheme, of those compared, in hundredths.
    #[serde(serialize_with = "as_money")]
    pub after: i128,
    /// What all gains add up to, in hundredths.
    #[serde(serialize_with = "as_money")]
    pub gained: i128,
    /// What all losses add up to, in hundredths; not below nothing.
    #[serde(serialize_with = "as_money")]
    pub lost: i128,
    /// The largest gains, the largest first.
    pub largest_gains: Vec<NamedChange>,
    /// The largest losses, the largest first.
    pub largest_losses: Vec<NamedChange>,
    /// Some of those refused under one scheme only: person, and why.
    pub refused_on_one_side: Vec<NamedRefusal>,
}

/// A person and a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedChange {
    /// Who.
    pub person: String,
    /// How much more, or less.
    pub change: Money,
}

/// A person and why there is no amount on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedRefusal {
    /// Who.
    pub person: String,
    /// Why.
    pub reason: String,
}

/// Hundredths with two decimals, however many digits there are.
#[must_use]
pub fn money_text(hundredths: i128) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

fn as_money<S: Serializer>(hundredths: &i128, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&money_text(*hundredths))
}

impl Tally {
    /// The average change of those compared, to the nearest hundredth.
    #[must_use]
    pub fn average(&self) -> Option<i128> {
        let people = i128::from(self.compared);
        (people > 0).then(|| crate::RoundingMode::HalfUp.divide(self.after - self.before, people))
    }

    fn add(&mut self, person: &str, before: Option<Money>, after: Option<Money>, reason: &str) {
        match (before, after) {
            (Some(before), Some(after)) => self.compare(person, before, after),
            (None, None) => self.refused_both += 1,
            (one, _) => {
                *(if one.is_none() { &mut self.refused_before_only } else { &mut self.refused_after_only }) += 1;
                if self.refused_on_one_side.len() < NAMED {
                    let named = NamedRefusal { person: person.to_owned(), reason: reason.to_owned() };
                    self.refused_on_one_side.push(named);
                }
            }
        }
    }

    fn compare(&mut self, person: &str, before: Money, after: Money) {
        self.compared += 1;
        self.before += i128::from(before.0);
        self.after += i128::from(after.0);
        let change = after.0 - before.0;
        match change.cmp(&0) {
            std::cmp::Ordering::Greater => {
                self.gain += 1;
                self.gained += i128::from(change);
                keep(&mut self.largest_gains, person, change, |kept| kept.0 >= change);
            }
            std::cmp::Ordering::Less => {
                self.lose += 1;
                self.lost -= i128::from(change);
                keep(&mut self.largest_losses, person, change, |kept| kept.0 <= change);
            }
            std::cmp::Ordering::Equal => self.same += 1,
        }
    }
}

/// Keeps a list of the largest, in order; the first of equals stays first.
fn keep(kept: &mut Vec<NamedChange>, person: &str, change: i64, stays_before: impl Fn(Money) -> bool) {
    let at = kept.partition_point(|other| stays_before(other.change));
    if at < NAMED {
        kept.insert(at, NamedChange { person: person.to_owned(), change: Money(change) });
        kept.truncate(NAMED);
    }
}

/// A stream with its counts and sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamImpact {
    /// Which.
    #[serde(flatten)]
    pub pair: StreamPair,
    /// Over everybody.
    #[serde(flatten)]
    pub tally: Tally,
}

/// All of a person's streams together, with counts and sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TogetherImpact {
    /// What the amounts are for.
    pub period: Period,
    /// Over everybody.
    #[serde(flatten)]
    pub tally: Tally,
}

/// Who gains and who loses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// ISO 4217 code.
    pub currency: String,
    /// Every stream of either scheme, with its counts and sums.
    pub streams: Vec<StreamImpact>,
    /// All of a person's streams together, where all are for the same time.
    pub together: Option<TogetherImpact>,
    /// The change of each person compared, in hundredths: all streams together, or else of the first stream.
    #[serde(skip)]
    pub changes: Vec<i64>,
}

/// Takes people one by one.
pub struct People<'a> {
    sides: [(&'a Scheme, Words); 2],
    impact: Impact,
}

impl<'a> People<'a> {
    /// None when the schemes are in two currencies.
    #[must_use]
    pub fn new(before: &'a Scheme, after: &'a Scheme) -> Option<People<'a>> {
        let currency: Currency = before.currency;
        if currency != after.currency {
            return None;
        }
        let period = |scheme: &Scheme, id: &str| scheme.streams.iter().find(|s| s.id == id).map(|s| s.period);
        let mut ids: Vec<&str> = after.streams.iter().map(|stream| stream.id.as_str()).collect();
        ids.extend(before.streams.iter().map(|stream| stream.id.as_str()).filter(|id| period(after, id).is_none()));
        let pairs: Vec<StreamPair> = ids
            .into_iter()
            .map(|id| StreamPair {
                stream: id.to_owned(),
                period_before: period(before, id),
                period_after: period(after, id),
            })
            .collect();
        let mut periods = pairs.iter().flat_map(|pair| [pair.period_before, pair.period_after]).flatten();
        let first = periods.next();
        let together = first.filter(|first| periods.all(|period| period == *first));
        Some(People {
            sides: [before, after].map(|scheme| (scheme, scheme.words_in(&scheme.language))),
            impact: Impact {
                currency: currency.code().to_owned(),
                streams: pairs.into_iter().map(|pair| StreamImpact { pair, tally: Tally::default() }).collect(),
                together: together.map(|period| TogetherImpact { period, tally: Tally::default() }),
                changes: Vec::new(),
            },
        })
    }

    /// Every stream of either scheme, in the order of rows.
    pub fn streams(&self) -> impl Iterator<Item = &StreamPair> {
        self.impact.streams.iter().map(|stream| &stream.pair)
    }

    /// Takes one person in: what each scheme says, or why it cannot read the answers. One row for each stream.
    pub fn add(&mut self, person: &str, before: Result<&Score, &str>, after: Result<&Score, &str>) -> Vec<Row> {
        let [(_, words_before), (_, words_after)] = &self.sides;
        let mut rows = Vec::with_capacity(self.impact.streams.len());
        for StreamImpact { pair, tally } in &mut self.impact.streams {
            let (first, why_before) = side(&pair.stream, pair.period_before, before, words_before);
            let (second, why_after) = side(&pair.stream, pair.period_after, after, words_after);
            let reason = both(&why_before, &why_after);
            let change = match (first.money(), second.money()) {
                (Some(a), Some(b)) if pair.is_comparable() => Some(Money(b.0 - a.0)),
                _ => None,
            };
            if pair.is_comparable() {
                tally.add(person, first.money(), second.money(), &reason);
            }
            rows.push(Row { before: first, after: second, change, reason });
        }
        self.add_together(person, &rows);
        rows
    }

    fn add_together(&mut self, person: &str, rows: &[Row]) {
        let sum = |side: fn(&Row) -> Option<Money>| {
            rows.iter().try_fold(0_i64, |sum, row| Some(sum + side(row)?.0)).map(Money)
        };
        match &mut self.impact.together {
            Some(TogetherImpact { tally, .. }) => {
                let (before, after) = (sum(|row| row.before.money()), sum(|row| row.after.money()));
                let reasons: Vec<&str> = rows.iter().map(|row| row.reason.as_str()).filter(|r| !r.is_empty()).collect();
                tally.add(person, before, after, reasons.first().copied().unwrap_or_default());
                self.impact.changes.extend(before.zip(after).map(|(before, after)| after.0 - before.0));
            }
            None => self.impact.changes.extend(rows.first().and_then(|row| row.change).map(|change| change.0)),
        }
    }

    /// Counts and sums over everybody taken in.
    #[must_use]
    pub fn finish(self) -> Impact {
        self.impact
    }
}

/// What one scheme says of a stream, and why it is not simply an amount.
fn side(stream: &str, period: Option<Period>, score: Result<&Score, &str>, words: &Words) -> (Side, String) {
    if period.is_none() {
        return (Side::Absent, String::new());
    }
    let score = match score {
        Ok(score) => score,
        Err(why) => return (Side::Refused, why.to_owned()),
    };
    let Some(found) = score.streams.iter().find(|known| known.stream == stream) else {
        return (Side::Absent, String::new());
    };
    let why = reason_in(words, score, found);
    match &found.amount {
        Ok(amount) => (Side::Amount(*amount), why),
        Err(_) => (Side::Refused, why),
    }
}

/// Both reasons in one text.
fn both(before: &str, after: &str) -> String {
    if before == after {
        return before.to_owned();
    }
    let named = [("before", before), ("after", after)].into_iter().filter(|(_, why)| !why.is_empty());
    named.map(|(side, why)| format!("{side}: {why}")).collect::<Vec<_>>().join(" | ")
}
