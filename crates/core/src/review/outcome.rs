//! How an outcome moves: values with their day and who said them, from where it was to where it is hoped to be.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::coded;
use crate::paper::Paper;
use crate::plan::writing::Measure;
use crate::{PersonId, PieceId, PlanId};

/// The longest that somebody says beside a value, in characters.
pub const LONGEST_WORDS: usize = 2_000;
/// The most that is counted.
const MOST_COUNTED: u32 = 100_000;

/// One value that somebody told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OutcomeValue {
    /// Whose outcome.
    pub child: PersonId,
    /// The plan that has it.
    pub plan: PlanId,
    /// The outcome, which has the same id in every version of the plan.
    pub outcome: PieceId,
    /// The value, on the outcome's own measure; for a change that is told: 0 not yet, 1 on the way, 2 there.
    pub value: u32,
    /// The day that it was so.
    pub day: Date,
    /// What was said beside it.
    pub words: String,
    /// Who said it, where that is somebody else than who wrote it down.
    pub said_by: String,
}

/// Why a value is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Outside the measure.
    #[error("the value goes from {least} to {most}")]
    Outside {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A day to come.
    #[error("the day is still to come")]
    ToCome,
    /// Too much was said.
    #[error("at most {LONGEST_WORDS} characters can be said beside a value")]
    TooLong,
}

impl ValueError {
    /// The key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ValueError::Outside { .. } => "value-outside",
            ValueError::ToCome => "day-to-come",
            ValueError::TooLong => "too-long",
        }
    }
}

/// From the least to the most that can be told on a measure.
#[must_use]
pub fn range(measure: &Measure) -> (u32, u32) {
    match measure {
        Measure::Scale { .. } => (1, 10),
        Measure::Count { .. } => (0, MOST_COUNTED),
        Measure::Change { .. } => (0, 2),
    }
}

/// Where a measure began, and where it is hoped to come.
#[must_use]
pub fn baseline_and_aim(measure: &Measure) -> (u32, u32) {
    match measure {
        Measure::Scale { baseline, aim, .. } => (u32::from(*baseline), u32::from(*aim)),
        Measure::Count { baseline, aim, .. } => (*baseline, *aim),
        Measure::Change { .. } => (0, 2),
    }
}

impl OutcomeValue {
    /// Whether it can be taken.
    ///
    /// # Errors
    /// [`ValueError`].
    pub fn check(&self, measure: &Measure, today: Date) -> Result<(), ValueError> {
        let (least, most) = range(measure);
        if !(least..=most).contains(&self.value) {
            return Err(ValueError::Outside { least, most });
        }
        if self.day > today {
            return Err(ValueError::ToCome);
        }
        let is_short = |text: &str| text.chars().count() <= LONGEST_WORDS;
        if is_short(&self.words) && is_short(&self.said_by) { Ok(()) } else { Err(ValueError::TooLong) }
    }
}

coded! {
    /// How an outcome moved.
    pub enum Moved ("movement of an outcome") {
        /// Nobody has told a value.
        NotTold = "not-told",
        /// It came.
        Reached = "reached",
        /// Nearer to the aim than in the beginning.
        Nearer = "nearer",
        /// As in the beginning.
        Same = "same",
        /// Further away than in the beginning.
        Further = "further",
    }
}

/// How an outcome stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Where it began.
    pub baseline: u32,
    /// Where it is hoped to come.
    pub aim: u32,
    /// The last value.
    pub last: Option<u32>,
    /// How it moved.
    pub moved: Moved,
}

/// How an outcome stands by what was told, in the order of the days.
#[must_use]
pub fn progress(measure: &Measure, told: &[(Date, u32)]) -> Progress {
    let (baseline, aim) = baseline_and_aim(measure);
    let last = told.iter().enumerate().max_by_key(|(at, (day, _))| (*day, *at)).map(|(_, (_, value))| *value);
    let moved = last.map_or(Moved::NotTold, |last| {
        let away = |value: u32| value.abs_diff(aim);
        let is_past = if aim >= baseline { last >= aim } else { last <= aim };
        match away(last).cmp(&away(baseline)) {
            _ if is_past => Moved::Reached,
            std::cmp::Ordering::Less => Moved::Nearer,
            std::cmp::Ordering::Equal => Moved::Same,
            std::cmp::Ordering::Greater => Moved::Further,
        }
    });
    Progress { baseline, aim, last, moved }
}

impl Paper for OutcomeValue {
    const TABLE: &'static str = "outcome_value";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn status(&self) -> &'static str {
        "told"
    }

    fn day(&self) -> Date {
        self.day
    }

    fn belongs_to(&self) -> Option<uuid::Uuid> {
        Some(self.outcome.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn saturdays() -> Measure {
        Measure::Count { what: "Saturdays out a month".to_owned(), baseline: 0, aim: 4 }
    }

    #[test]
    fn an_outcome_is_nearer_further_or_there() {
        let day = |month| date(2026, month, 1);
        let of = |told: &[(Date, u32)]| progress(&saturdays(), told).moved;
        assert_eq!(of(&[]), Moved::NotTold);
        assert_eq!(of(&[(day(9), 0)]), Moved::Same);
        assert_eq!(of(&[(day(9), 0), (day(10), 2)]), Moved::Nearer);
        assert_eq!(of(&[(day(10), 4), (day(9), 1)]), Moved::Reached, "the day counts, not the order");
        assert_eq!(of(&[(day(10), 5)]), Moved::Reached, "more than was hoped for");
        let fewer = Measure::Count { what: "nights awake a week".to_owned(), baseline: 5, aim: 1 };
        assert_eq!(progress(&fewer, &[(day(9), 6)]).moved, Moved::Further);
        assert_eq!(progress(&fewer, &[(day(9), 0)]).moved, Moved::Reached);
    }

    #[test]
    fn a_value_outside_its_measure_or_of_tomorrow_is_not_taken() {
        let value = OutcomeValue {
            child: PersonId(uuid::Uuid::from_u128(1)),
            plan: PlanId(uuid::Uuid::from_u128(2)),
            outcome: PieceId(uuid::Uuid::from_u128(3)),
            value: 7,
            day: date(2026, 9, 1),
            words: String::new(),
            said_by: String::new(),
        };
        let scale = Measure::Scale { low: "lost".to_owned(), high: "at home".to_owned(), baseline: 2, aim: 7 };
        let today = date(2026, 9, 1);
        assert_eq!(value.check(&scale, today), Ok(()));
        let eleven = OutcomeValue { value: 11, ..value.clone() };
        assert_eq!(eleven.check(&scale, today), Err(ValueError::Outside { least: 1, most: 10 }));
        assert_eq!(value.check(&scale, date(2026, 8, 31)), Err(ValueError::ToCome));
        let long = OutcomeValue { words: "x".repeat(LONGEST_WORDS + 1), ..value };
        assert_eq!(long.check(&scale, today), Err(ValueError::TooLong));
    }
}
