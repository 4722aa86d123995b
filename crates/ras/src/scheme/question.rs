//! Questions: what may be answered, what an answer is worth, and which way need grows.

use super::Condition;
use crate::Ratio;
use crate::calendar::DayOfYear;
use crate::finding::Place;
use jiff::civil::Date;

/// A question of the questionnaire.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id, also the column name in files of answers.
    pub id: String,
    /// The outcome it belongs to.
    pub outcome: Option<String>,
    /// What may be answered.
    pub kind: QuestionKind,
    /// Point sets by name; the unnamed single set has the name `""`. One number for each option,
    /// or a single number for yes, or for each unit of a number.
    pub points: Vec<(String, Vec<Ratio>)>,
    /// Multiplies every point.
    pub weight: Ratio,
    /// Whether a sheet without an answer is refused.
    pub is_required: bool,
    /// What "not answered" counts as: an option, `yes`, `no` or a number, as written.
    pub blank: Option<String>,
    /// When it is asked.
    pub show_when: Option<Condition>,
    /// Which way need grows with the answer; `None` when the scheme does not say.
    pub more_need: Option<NeedDirection>,
    /// Who may answer; empty for everyone.
    pub answered_by: Vec<Answerer>,
    /// Asked, but moves no amount.
    pub is_unpriced: bool,
    /// Where it or its points come from.
    pub source: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// What may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of these, from least to most need.
    Levels(Vec<String>),
    /// One of these, in no order.
    Choice(Vec<String>),
    /// `yes` or `no`.
    YesNo,
    /// A whole number between the two, both included.
    Whole {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
    },
    /// A number between the two, both included, in units of 10^-places.
    Decimal {
        /// Least, in units of 10^-places.
        min: i64,
        /// Most, in units of 10^-places.
        max: i64,
        /// Most decimals an answer may have.
        places: u32,
    },
    /// A date of birth, used as an age.
    DateOfBirth {
        /// Which day the age is taken on.
        age_on: AgeOn,
        /// Years or months.
        age_in: AgeUnit,
        /// Least age, in that unit.
        min: i64,
        /// Greatest age, in that unit.
        max: i64,
    },
    /// A date.
    Date,
}

/// The day on which an age is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeOn {
    /// The day of calculation.
    Calculation,
    /// The latest such day of the year that is not after the calculation.
    DayOfYear(DayOfYear),
}

impl AgeOn {
    /// The day itself, for a calculation on a date.
    #[must_use]
    pub fn day(self, calculated_on: Date) -> Date {
        match self {
            AgeOn::Calculation => calculated_on,
            AgeOn::DayOfYear(day) => day.latest_by(calculated_on),
        }
    }
}

/// What an age is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeUnit {
    /// Completed years.
    Years,
    /// Completed months.
    Months,
}

/// Which way need grows with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedDirection {
    /// A higher number, a later option, or yes.
    Higher,
    /// A lower number, an earlier option, or no.
    Lower,
    /// The answer says nothing about more or less need.
    None,
}

/// Who may answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answerer {
    /// The child.
    Child,
    /// The young person.
    YoungPerson,
    /// A parent or carer.
    ParentCarer,
    /// A professional.
    Professional,
}

impl Question {
    /// The options, for a question that has some.
    #[must_use]
    pub fn options(&self) -> Option<&[String]> {
        match &self.kind {
            QuestionKind::Levels(options) | QuestionKind::Choice(options) => Some(options),
            _ => None,
        }
    }

    /// The direction of need with the default of its kind.
    #[must_use]
    pub fn need(&self) -> NeedDirection {
        match (&self.kind, self.more_need) {
            (QuestionKind::Choice(_), _) => NeedDirection::None,
            (_, Some(direction)) => direction,
            (QuestionKind::Levels(_), None) => NeedDirection::Higher,
            (_, None) => NeedDirection::None,
        }
    }

    /// The point set of a name, or the only set when no name is given.
    #[must_use]
    pub fn point_set(&self, name: Option<&str>) -> Option<&[Ratio]> {
        match (name, self.points.as_slice()) {
            (None, [(_, only)]) => Some(only),
            (None, _) => None,
            (Some(name), sets) => sets.iter().find(|(set, _)| set == name).map(|(_, points)| points.as_slice()),
        }
    }
}
