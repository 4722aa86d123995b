//! Parameters, tables and steps: from points to money.

use super::{Comparison, Condition, InForce, Rounding, Test};
use crate::Ratio;
use crate::calendar::DayOfYear;
use crate::finding::Place;

/// A number, or the name of something that has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ref {
    /// The number itself.
    Number(Ratio),
    /// An id, perhaps with a dot and a point set or `level`.
    Name(String, Place),
}

/// A named number with one or more dated values.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its id.
    pub id: String,
    /// Its values.
    pub values: Vec<ParameterValue>,
    /// Where it stands.
    pub place: Place,
}

/// A parameter's value over some days.
#[derive(Debug, Clone)]
pub struct ParameterValue {
    /// The number.
    pub value: Ratio,
    /// When it holds.
    pub dates: InForce,
    /// Where it comes from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// One line of the calculation.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id; several steps may share it when their dates do not overlap.
    pub id: String,
    /// How it is reached.
    pub kind: StepKind,
    /// It is `otherwise` when this does not hold.
    pub when: Option<Condition>,
    /// Its value when `when` does not hold.
    pub otherwise: Ref,
    /// The least it may be.
    pub floor: Option<Ref>,
    /// The most it may be; applied after the floor.
    pub ceiling: Option<Ref>,
    /// An extra, named rounding, applied last.
    pub round: Option<Rounding>,
    /// What it counts, for the letter.
    pub unit: Unit,
    /// When it holds.
    pub dates: InForce,
    /// Where its numbers come from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// What a step counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Points.
    Points,
    /// Money, in the scheme's currency.
    Money,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// A bare number.
    #[default]
    Number,
}

/// How a step is reached.
#[derive(Debug, Clone)]
pub enum StepKind {
    /// The points of questions, added up.
    Points {
        /// Which point set; the only one when left out.
        set: Option<String>,
        /// Only these outcomes; all when empty.
        outcomes: Vec<String>,
        /// Only these questions; all with points when empty.
        questions: Vec<String>,
        /// The most each outcome may add.
        caps: Vec<(String, Ref)>,
    },
    /// Terms, added up.
    Sum(Vec<Term>),
    /// All multiplied.
    Product(Vec<Ref>),
    /// The largest.
    Greatest(Vec<Ref>),
    /// The smallest.
    Least(Vec<Ref>),
    /// A whole power.
    Power(Ref, u32),
    /// `c0 + c1 x + c2 x² …`
    Polynomial(Ref, Vec<Ratio>),
    /// `of × (1 − share)`.
    DeductShare(Ref, Ref),
    /// `of / by`, rounded as named.
    Divide(Ref, Ref, Rounding),
    /// How many of these questions pass the test.
    Count(Vec<(String, Place)>, Test),
    /// The first case whose condition holds.
    Cases(Vec<Case>, Outside),
    /// A step table, straight-line table or lookup.
    Table {
        /// Which of the three.
        kind: TableKind,
        /// What is looked up: one number for bands and lines, up to four keys for a lookup.
        keys: Vec<Ref>,
        /// The rows, or the id of a table that holds them.
        rows: Result<Rows, (String, Place)>,
    },
    /// The part of a yearly amount that belongs to some days of the year.
    ProRate(Ref, DayRange),
    /// A number of days, or with `true` their share of the year.
    Days(DayRange, bool),
}

/// A term of a sum.
#[derive(Debug, Clone)]
pub struct Term {
    /// What is added.
    pub of: Ref,
    /// What it is multiplied by.
    pub times: Vec<Ref>,
    /// Added only when this holds.
    pub when: Option<Condition>,
    /// Where its numbers come from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A case of a `cases` step.
#[derive(Debug, Clone)]
pub struct Case {
    /// When it applies.
    pub when: Condition,
    /// The value then.
    pub value: Ref,
    /// Where its numbers come from.
    pub source: Option<String>,
}

/// What happens to a value that stands in no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// Nothing is said: a fault if it can happen.
    Unsaid,
    /// The sheet is refused with the reason in the wording.
    Refused,
    /// It has this value.
    Value(Ref),
}

/// A table with an id that several steps may use.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Its rows.
    pub rows: Rows,
    /// When it holds.
    pub dates: InForce,
    /// Where its amounts come from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// The three kinds of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// A value for each range.
    Bands,
    /// Straight lines between points.
    Line,
    /// A value for each combination of keys.
    Lookup,
}

impl TableKind {
    /// Every kind with its name in scheme files.
    pub const ALL: [(&'static str, TableKind); 3] =
        [("bands", TableKind::Bands), ("line", TableKind::Line), ("lookup", TableKind::Lookup)];

    /// Its name in scheme files.
    #[must_use]
    pub fn name(self) -> &'static str {
        TableKind::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// The rows of a table and what is outside them.
#[derive(Debug, Clone)]
pub enum Rows {
    /// A value for each range.
    Bands(Vec<Band>, Outside),
    /// Straight lines between points.
    Line(Vec<LinePoint>, Outside),
    /// A value for each combination of keys.
    Lookup(Vec<LookupRow>, Outside),
}

impl Rows {
    /// Which kind of table they are of.
    #[must_use]
    pub fn kind(&self) -> TableKind {
        match self {
            Rows::Bands(..) => TableKind::Bands,
            Rows::Line(..) => TableKind::Line,
            Rows::Lookup(..) => TableKind::Lookup,
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Rows::Bands(rows, _) => rows.len(),
            Rows::Line(rows, _) => rows.len(),
            Rows::Lookup(rows, _) => rows.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is outside them.
    #[must_use]
    pub fn outside(&self) -> &Outside {
        match self {
            Rows::Bands(_, outside) | Rows::Line(_, outside) | Rows::Lookup(_, outside) => outside,
        }
    }
}

/// A row of a step table.
#[derive(Debug, Clone)]
pub struct Band {
    /// Least number in the row.
    pub from: Ratio,
    /// How it ends: `AtMost` or `Below` this number; without one, no end.
    pub to: Option<(Comparison, Ratio)>,
    /// The value.
    pub value: Ref,
    /// Where its amount comes from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A point of a straight-line table.
#[derive(Debug, Clone)]
pub struct LinePoint {
    /// The number looked up.
    pub at: Ratio,
    /// The value there.
    pub value: Ratio,
    /// Where it stands.
    pub place: Place,
}

/// A row of a lookup table.
#[derive(Debug, Clone)]
pub struct LookupRow {
    /// One cell for each key.
    pub cells: Vec<KeyCell>,
    /// The value.
    pub value: Ref,
    /// Where it stands.
    pub place: Place,
}

/// What a key must be for a row to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyCell {
    /// Anything.
    Any,
    /// This option.
    Option(String),
    /// A number in this range, both ends included.
    Range(Option<Ratio>, Option<Ratio>),
}

/// Some days of the year that the calculation falls in.
#[derive(Debug, Clone)]
pub struct DayRange {
    /// First day of the year.
    pub year_starts: DayOfYear,
    /// A `date` question with the first day.
    pub from: Option<(String, Place)>,
    /// A `date` question with the last day.
    pub until: Option<(String, Place)>,
    /// Not after the day before this birthday: the date-of-birth question and the age in years.
    pub until_birthday: Option<(String, Place, i64)>,
}
