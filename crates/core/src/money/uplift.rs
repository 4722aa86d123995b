//! A change of rates is an event: on its day it reaches every live award, and those that it does not reach are listed with the
//! reason. What is already paid stays as it is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::schedule::PartFor;
use crate::codes::coded;
use crate::paper::Paper;
use crate::{HoldingId, Pence, PersonId, UpliftId};

/// A change of rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Uplift {
    /// The stream.
    pub stream: String,
    /// The first day on which the new rates hold.
    pub from: Date,
    /// By how much, in ten-thousandths: 410 is 4.1 %.
    pub basis_points: u32,
    /// Why, as families are told.
    pub why: String,
    /// What it costs in all.
    pub total: Pence,
    /// How many awards it reached.
    pub reached: u32,
    /// How many it did not.
    pub missed: u32,
}

coded! {
    /// What a change of rates did to an award.
    pub enum Reached ("reach of a change of rates") {
        /// It was raised.
        Raised = "raised",
        /// Nothing of it is still to be paid after the day.
        NothingToCome = "nothing-to-come",
        /// It is not live: somebody has to look at it.
        NotLive = "not-live",
        /// Its payments have no schedule: somebody has to look at it.
        NoSchedule = "no-schedule",
    }
}

/// What a change of rates did to one award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct UpliftAward {
    /// The change.
    pub uplift: UpliftId,
    /// Whose award.
    pub child: PersonId,
    /// The holding.
    pub holding: HoldingId,
    /// The stream.
    pub stream: String,
    /// The first day.
    pub from: Date,
    /// What was to come before the change.
    pub before: Pence,
    /// What is to come after it.
    pub after: Pence,
    /// What happened.
    pub reached: Reached,
}

/// A sum raised by so many ten-thousandths, rounded half up once.
#[must_use]
pub fn raised(sum: Pence, basis_points: u32) -> Option<Pence> {
    sum.plus(sum.share(basis_points)?)
}

/// The parts of a payment after a change, and what each gains.
#[must_use]
pub fn raise(parts: &[PartFor], basis_points: u32) -> Option<Vec<(PartFor, Pence)>> {
    let raised = |part: &PartFor| {
        let amount = raised(part.amount, basis_points)?;
        Some((PartFor { amount, ..*part }, amount.minus(part.amount)?))
    };
    parts.iter().map(raised).collect()
}

impl Paper for Uplift {
    const TABLE: &'static str = "uplift";

    fn child(&self) -> Option<PersonId> {
        None
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        if self.missed == 0 { "all-reached" } else { "some-missed" }
    }

    fn day(&self) -> Date {
        self.from
    }

    fn amount(&self) -> Pence {
        self.total
    }

    /// The same change is not made twice.
    fn only_one(&self) -> Option<String> {
        Some(format!("{} {} {}", self.stream, self.from, self.basis_points))
    }
}

impl Paper for UpliftAward {
    const TABLE: &'static str = "uplift_award";

    fn child(&self) -> Option<PersonId> {
        Some(self.child)
    }

    fn stream(&self) -> &str {
        &self.stream
    }

    fn status(&self) -> &'static str {
        self.reached.code()
    }

    fn day(&self) -> Date {
        self.from
    }

    fn amount(&self) -> Pence {
        Pence(self.after.0.saturating_sub(self.before.0))
    }

    fn belongs_to(&self) -> Option<Uuid> {
        Some(self.uplift.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PieceId;

    #[test]
    fn each_part_is_raised_and_rounded_once() {
        let part = |pence| PartFor { line: PieceId(Uuid::from_u128(1)), outcome: None, amount: Pence(pence) };
        let raised = raise(&[part(10_000), part(12)], 410).unwrap();
        let told: Vec<(i64, i64)> = raised.iter().map(|(part, more)| (part.amount.0, more.0)).collect();
        assert_eq!(told, [(10_410, 410), (12, 0)]);
        assert_eq!(raise(&[part(i64::MAX)], 410), None);
    }
}
